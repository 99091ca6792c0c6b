// Pictures in: decoded, turned upright, stripped of everything a camera wrote, re-encoded to WebP in a
// few widths. Decoding happens in a short-lived child process that gets bytes and gives bytes: a file
// that breaks the decoder breaks the child, is refused with a sentence, and the next gets a new one.
import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  outOfMemoryCode,
  type Rendition,
  type RenditionAnswer,
  type RenditionJob,
} from './renditions.ts'
import { refusalOf } from './sniff.ts'

/** A picture as kept: `<digest>-<width>.webp` lies in the folder for every width. */
export interface MadePicture {
  /** SHA-256 of the largest rendition, in hexadecimal. */
  readonly digest: string
  /** Pixels of the largest rendition. */
  readonly width: number
  readonly height: number
  /** Ascending; the last is `width`. */
  readonly widths: readonly number[]
}

export type PictureResult =
  | { readonly kind: 'made'; readonly picture: MadePicture }
  /** `reason` is a sentence for the person who gave the file, without its name. */
  | { readonly kind: 'refused'; readonly reason: string }

const child = fileURLToPath(new URL('./child.ts', import.meta.url))
const house = fileURLToPath(new URL('../../', import.meta.url))
const fileBytesMax = 60 * 1024 * 1024
/** For one picture in all widths. */
const patienceMs = 60_000

/**
 * Makes pictures of files, one after the other, into `folder` (made when missing). Results come in the
 * order of `files`; every fault of a file is a refusal. What was made is durable on return. The same
 * file gives the same bytes as long as the libraries are the same; Xewer's own renditions, by their
 * names, come back unchanged.
 */
export async function makePictures(
  files: readonly string[],
  folder: string,
  timeMs: number = patienceMs,
): Promise<readonly PictureResult[]> {
  const results: PictureResult[] = []
  let worker: ChildProcess | null = null
  try {
    for (const file of files) {
      const bytes = readPicture(file)
      if (typeof bytes === 'string') {
        results.push({ kind: 'refused', reason: bytes })
        continue
      }
      worker ??= startChild()
      const answer = await askChild(worker, { bytes, own: ownDigest(file, bytes) }, timeMs)
      if (!worker.connected) worker = null
      results.push(
        typeof answer === 'string'
          ? { kind: 'refused', reason: answer }
          : { kind: 'made', picture: keepRenditions(answer, resolve(folder)) },
      )
    }
  } finally {
    if (worker?.connected) worker.disconnect()
  }
  return results
}

/** The bytes of a file that may be a picture, or a sentence that says why they are not read. */
export function readPicture(file: string): Buffer | string {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat === undefined) return 'There is no such file'
  if (!stat.isFile()) return 'It is no file'
  if (stat.size > fileBytesMax) {
    const megabytes = Math.ceil(stat.size / 1_048_576)
    return `It has ${megabytes} MB; ${fileBytesMax / 1_048_576} MB is the most`
  }
  try {
    const bytes = readFileSync(file)
    return refusalOf(bytes) ?? bytes
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') return 'It may not be read by this user'
    throw error
  }
}

/** Whether the name is the digest of the bytes: then Xewer made it, and takes it back as it is. */
function ownDigest(file: string, bytes: Uint8Array): boolean {
  const named = /([0-9a-f]{64})-\d+\.webp$/.exec(file)?.[1]
  return named !== undefined && named === digestOf(bytes)
}

function startChild(): ChildProcess {
  return fork(child, [], {
    // No writing, no other files, no processes: for JavaScript. A broken decoder may get past that,
    // so the child also has an empty environment and lives no longer than the import.
    execArgv: [
      '--permission',
      '--allow-addons',
      `--allow-fs-read=${house}`,
      '--disable-warning=SecurityWarning',
      '--disable-warning=ExperimentalWarning',
      '--max-old-space-size=128',
    ],
    env: { VIPS_BLOCK_UNTRUSTED: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

/** Sends one job and waits for the answer, the child's end, or the end of patience. */
function askChild(
  worker: ChildProcess,
  job: RenditionJob,
  timeMs: number,
): Promise<readonly Rendition[] | string> {
  return new Promise((settle) => {
    const finish = (answer: readonly Rendition[] | string): void => {
      clearTimeout(timer)
      worker.removeAllListeners()
      // Whatever a killed child still says, nobody listens: but an error without a listener throws.
      worker.on('error', () => {})
      settle(answer)
    }
    const timer = setTimeout(() => {
      worker.disconnect()
      worker.kill('SIGKILL')
      finish(`It could not be read within ${timeMs / 1000} seconds`)
    }, timeMs)
    worker.once('message', (answer) => finish(checkAnswer(answer)))
    worker.once('error', () => finish('The program that reads pictures did not start'))
    worker.once('exit', (code) =>
      finish(code === outOfMemoryCode ? 'It needs too much memory' : 'It breaks the decoder'),
    )
    worker.send(job)
  })
}

/** The child reads hostile bytes, so its answer is checked like anything from outside. */
function checkAnswer(answer: unknown): readonly Rendition[] | string {
  const { reason, renditions } = answer as Partial<RenditionAnswer>
  if (typeof reason === 'string') return reason.slice(0, 200)
  const good =
    Array.isArray(renditions) &&
    renditions.length > 0 &&
    renditions.length < 9 &&
    renditions.every(
      ({ width, height, bytes }) =>
        isPixels(width) &&
        isPixels(height) &&
        bytes instanceof Uint8Array &&
        /^RIFF....WEBPVP8/s.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1')),
    )
  return good ? renditions : 'The program that reads pictures gave a wrong answer'
}

function isPixels(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) > 0 && Number(value) <= 16_383
}

/** Writes the files; the largest rendition, the last, gives the digest. */
function keepRenditions(renditions: readonly Rendition[], folder: string): MadePicture {
  const largest = renditions.at(-1) as Rendition
  const digest = digestOf(largest.bytes)
  mkdirSync(folder, { recursive: true })
  for (const { width, bytes } of renditions) {
    keepFile(join(folder, `${digest}-${width}.webp`), bytes)
  }
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
  const { width, height } = largest
  return { digest, width, height, widths: renditions.map((rendition) => rendition.width) }
}

/** Writes a file whole and durable; one of that name has these bytes already. */
function keepFile(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && statSync(path).size === bytes.length) return
  writeFileSync(`${path}.part`, bytes, { flush: true })
  renameSync(`${path}.part`, path)
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
