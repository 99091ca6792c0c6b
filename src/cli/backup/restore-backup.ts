// The way back from `xewer backup`: opens the sealed file and lays everything out again, in an empty
// folder. What was begun and not finished is left under another name, never half a newsroom.
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  utimesSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openWith } from '../../edition/keys/age.ts'
import { makeTree } from '../../edition/trees.ts'
import { checkDatabase } from '../../store/check.ts'
import { Failure, type Io } from '../command.ts'
import { newsroomFolder, openNewsroom } from '../newsroom-folder.ts'
import { readTar } from './tar.ts'

/** Restores the backup `file` into `data`, with the secret key in `key`. */
export async function restoreBackup(
  given: { readonly file: string; readonly key: string; readonly data: string },
  io: Io,
): Promise<number> {
  const folder = newsroomFolder(given.data)
  if (existsSync(folder.path) && readdirSync(folder.path).length > 0) {
    const advice = ['Nothing was changed. Choose a new folder with --data DIR.']
    throw new Failure('RES-01', `The folder "${folder.path}" is not empty`, advice)
  }
  for (const path of [given.file, given.key]) {
    if (!existsSync(path))
      throw new Failure('RES-07', `There is no file "${path}"`, ['Nothing was changed.'])
  }
  const part = `${folder.path}.restoring`
  rmSync(part, { recursive: true, force: true })
  const files = await unpack(given, part).catch((error: unknown) => {
    rmSync(part, { recursive: true, force: true })
    throw explain(error, given.file)
  })
  for (const name of ['media', 'keys', 'staging'])
    mkdirSync(join(part, name), { recursive: true, mode: 0o700 })
  mkdirSync(dirname(folder.path), { recursive: true })
  if (existsSync(folder.path)) rmdirSync(folder.path)
  renameSync(part, folder.path)
  const faults = await checkAndSignOut(folder.path, io)
  for (const fault of faults) io.warn(`${fault}\n`)
  await io.print(`${files} files restored in ${folder.path}
Readers may have seen newer editions than the backup knows: compare once with what is published,
"xewer publish --compare URL". If they have, "xewer restore --catch-up URL" brings it up to them.
Then everything goes on.\n`)
  return faults.length === 0 ? 0 : 1
}

async function unpack(
  { file, key }: { readonly file: string; readonly key: string },
  part: string,
): Promise<number> {
  const sealed = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>
  const plain = await openWith(sealed, identityIn(readFileSync(key, 'utf8'), key))
  let files = 0
  mkdirSync(part, { recursive: true, mode: 0o700 })
  makeTree(newsroomFolder(part).site)
  for await (const { file: entry, content } of readTar(plain)) {
    // The tree it holds goes where the link leads.
    const path = join(part, entry.name.replace(/^site\//, 'site/live/'))
    mkdirSync(dirname(path), { recursive: true, mode: modeOf(entry.name) })
    await pipeline(content, createWriteStream(path, { mode: entry.mode, flags: 'wx', flush: true }))
    utimesSync(path, entry.changedAt, entry.changedAt)
    files += 1
  }
  return files
}

/** Rights of a folder: what is in the site is public, and serve reads it as another user. */
function modeOf(name: string): number {
  return /^site(?:\/|$)/.test(name) ? 0o755 : 0o700
}

function identityIn(text: string, file: string): string {
  const line = text.split(/\s+/).find((word) => word.startsWith('AGE-SECRET-KEY-'))
  if (line !== undefined) return line
  throw new Failure('RES-08', `There is no secret key in "${file}"`, [
    'Nothing was changed. It is the file that "xewer backup --new-key" made.',
  ])
}

/**
 * Looks through the database, and ends all sessions: the backup may have been in other hands. The lease
 * in it is that of the backup itself.
 */
async function checkAndSignOut(data: string, io: Io): Promise<readonly string[]> {
  const { store } = await openNewsroom(data, io, 'anybody')
  try {
    await store.db.deleteFrom('session').execute()
    await store.db.deleteFrom('lease').execute()
    return await checkDatabase(store)
  } finally {
    await store.close()
  }
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof Failure || !(error instanceof Error)) return error
  const advice = ['Nothing was changed. The backup may be damaged, or sealed to another key.']
  return new Failure('RES-09', `The backup "${file}" cannot be opened`, advice, error)
}
