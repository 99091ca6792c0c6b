// What the last check of each newsroom left behind, in one small file per origin: the size and root of
// its log, and its trust file. With it an older or another history is noticed, and a forwarded file can
// be checked offline. Two signed roots that contradict each other are kept beside it as evidence.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Remembered } from '../../edition/verify/report.ts'
import { Failure } from '../command.ts'

export interface Memory {
  readonly remembered: Remembered
  /** The text of the newest trust file seen. */
  readonly trust: string
}

/** The memory's file: named by the user, or one per origin in the folder of the settings. */
export interface MemoryPlace {
  readonly file: string | null
  readonly folder: string
}

/** What is remembered of `origin`, or null. Failure when the file is not one of ours. */
export function readMemory(place: MemoryPlace, origin: string): Memory | null {
  const memory = readMemoryFile(fileOf(place, origin))
  return memory?.remembered.origin === origin ? memory : null
}

/** Everything that is remembered. */
export function readMemories(place: MemoryPlace): readonly Memory[] {
  const { file, folder } = place
  if (file !== null) return [readMemoryFile(file)].filter((memory) => memory !== null)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readMemoryFile(join(folder, name)))
    .filter((memory) => memory !== null)
}

export function writeMemory(place: MemoryPlace, memory: Memory): void {
  const file = fileOf(place, memory.remembered.origin)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.new`, `${JSON.stringify(memory, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
}

/** Keeps the signed checkpoints of a fork, each in a file that readers of signed notes open. */
export function writeEvidence(
  place: MemoryPlace,
  origin: string,
  signed: readonly string[],
): readonly string[] {
  const file = fileOf(place, origin)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return signed.map((note) => {
    const name = createHash('sha256').update(note).digest('hex').slice(0, 12)
    const path = `${file.replace(/\.json$/, '')}.fork-${name}.checkpoint`
    writeFileSync(path, note, { mode: 0o600, flush: true })
    return path
  })
}

function fileOf({ file, folder }: MemoryPlace, origin: string): string {
  // An origin is a host and path segments: two different ones never meet in one name.
  return file ?? join(folder, `${encodeURIComponent(origin)}.json`)
}

function readMemoryFile(file: string): Memory | null {
  if (!existsSync(file)) return null
  const broken = (cause?: unknown): Failure =>
    new Failure(
      'VER-03',
      `The memory of earlier checks in "${file}" cannot be read`,
      ['Nothing was changed. Move that file away; the next check then starts without a memory.'],
      cause,
    )
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw broken(cause)
  }
  if (!isMemory(value)) throw broken()
  return value
}

const texts = ['origin', 'fingerprint', 'trustDigest', 'root', 'signed'] as const
const counts = ['trustVersion', 'size'] as const

function isMemory(value: unknown): value is Memory {
  const { trust, remembered } = (value ?? {}) as Record<string, unknown>
  if (typeof trust !== 'string' || typeof remembered !== 'object' || remembered === null)
    return false
  const fields = remembered as Record<string, unknown>
  return (
    texts.every((name) => typeof fields[name] === 'string') &&
    counts.every((name) => Number.isSafeInteger(fields[name]))
  )
}
