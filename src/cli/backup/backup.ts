// `xewer backup`: everything of a newsroom in one file, sealed to a public key: whoever holds the file
// holds nothing without the secret key, which need not be on this machine. Stock tools open it, too:
// age -d -i KEY backup.age | tar x
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isRecipient, makeIdentity, sealTo } from '../../edition/keys/age.ts'
import { PublishingElsewhere, withLease } from '../../edition/lease.ts'
import { sql } from '../../store/db.ts'
import { readNewestEdition } from '../../store/editions.ts'
import { putMeta, readMeta } from '../../store/newsroom.ts'
import { lastBackupName } from '../../studio/settings/health.ts'
import { type Command, Failure, type Io, parseOptions, UsageError } from '../command.ts'
import { type NewsroomFolder, type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { type TarFile, writeTar } from './tar.ts'

const usage = `
xewer backup FILE [--data DIR] [--to KEY]
xewer backup --new-key FILE

Writes the whole newsroom, database, pictures, keys and published site, into FILE, sealed to a public
key (age1...). The first backup names the key with --to; later ones use the same. Nothing is published
meanwhile; writing in the studio goes on. "xewer restore FILE" brings it back. The root key, deliver.json
and keys to mirrors (.ssh) are not in it.

  --to KEY        the public key to seal to; may be given several times
  --new-key FILE  makes a key: the secret half goes into FILE (keep it away from this machine), the
                  public half is printed
`

const options = {
  data: { type: 'string' },
  to: { type: 'string', multiple: true },
  'new-key': { type: 'string' },
} as const

/** A file on its way into the backup: what it is called there, and where it lies. */
interface TarSource {
  readonly name: string
  readonly path: string
}

const recipientsName = 'backup-recipients'

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const [file, ...more] = positionals
    if (values['new-key'] !== undefined && file === undefined) return newKey(values['new-key'], io)
    if (file === undefined || more.length > 0) throw new UsageError('Name the file to write')
    const wrong = values.to?.find((key) => !isRecipient(key))
    if (wrong !== undefined) throw new UsageError(`"${wrong}" is no public key of the form age1...`)
    const opened = await openNewsroom(values.data, io, 'anybody')
    try {
      return await backUp(opened, io, { file: resolve(file), to: values.to ?? [] })
    } finally {
      await opened.store.close()
    }
  },
}

async function newKey(file: string, io: Io): Promise<number> {
  const { identity, recipient } = await makeIdentity()
  if (existsSync(file)) {
    throw new Failure('BAK-01', `There is a file "${file}" already`, ['Nothing was changed.'])
  }
  writeFileSync(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' })
  await io.print(`${recipient}\n`)
  return 0
}

async function backUp(
  opened: OpenNewsroom,
  io: Io,
  { file, to }: { readonly file: string; readonly to: readonly string[] },
): Promise<number> {
  const { db, dialect } = opened.store
  const kept = JSON.parse((await readMeta(db, recipientsName)) ?? '[]') as string[]
  const recipients = to.length > 0 ? to : kept
  if (recipients.length === 0) {
    throw new Failure('BAK-02', 'No public key is known to seal the backup to', [
      'Nothing was written. Name one with --to, or make one with --new-key FILE.',
    ])
  }
  if (dialect !== 'sqlite') {
    throw new Failure(
      'BAK-03',
      'The database is a PostgreSQL server, which has backups of its own',
      [
        'Nothing was written. Use pg_dump for the database, and keep keys/, media/ and site/ beside it.',
      ],
    )
  }
  if (to.length > 0) await putMeta(db, recipientsName, JSON.stringify(to))
  try {
    const now = Date.now()
    const files = await withLease({ db, now }, () => writeBackup(opened, file, recipients))
    await putMeta(db, lastBackupName, String(now))
    const megabytes = (statSync(file).size / 1e6).toFixed(1)
    await io.print(`${files} files, ${megabytes} MB, sealed: ${file}\n`)
    const isPublished = (await readNewestEdition(db)) !== null
    if (isPublished && !existsSync(opened.folder.site))
      throw new Failure('BAK-05', `The published site is not in "${file}"`, [
        `The rest is. There is no link to a tree at "${opened.folder.site}": "xewer publish" says how that is mended.`,
      ])
    return 0
  } catch (error) {
    if (!(error instanceof PublishingElsewhere)) throw error
    const advice = ['Nothing was written. Wait until it has finished, then try again.']
    throw new Failure('BAK-04', 'Another process is publishing', advice, error)
  }
}

/** Writes beside the file first: a backup that was interrupted is none. Returns how many files. */
async function writeBackup(
  { folder, store }: OpenNewsroom,
  file: string,
  recipients: readonly string[],
): Promise<number> {
  const snapshot = join(folder.path, 'backup.db')
  const part = `${file}.part`
  rmSync(snapshot, { force: true })
  try {
    // The database as it is at this moment, whole, while others go on writing; its owner's alone.
    writeFileSync(snapshot, '', { mode: 0o600, flag: 'wx' })
    await sql`vacuum into ${snapshot}`.execute(store.db)
    const files = filesOf(folder)
    const plain = Readable.toWeb(Readable.from(writeTar(entries(snapshot, files))))
    const sealed = await sealTo(plain as ReadableStream<Uint8Array>, recipients)
    const output = createWriteStream(part, { mode: 0o600, flush: true })
    await pipeline(Readable.fromWeb(sealed as Parameters<typeof Readable.fromWeb>[0]), output)
    renameSync(part, file)
    return files.length + 1
  } finally {
    rmSync(snapshot, { force: true })
    rmSync(part, { force: true })
  }
}

/**
 * What Xewer keeps, beside the database: of the two trees that of readers, as "site/...". Nothing else that
 * lies in the folder: the root key, keys to mirrors, what others put there and may not be read.
 */
function filesOf(folder: NewsroomFolder): readonly TarSource[] {
  const { media, keys, server, search, site } = folder
  const folders = [
    ...[media, keys, server].map((path) => ({ under: basename(path), path })),
    { under: 'site', path: existsSync(site) ? realpathSync(site) : site },
  ].filter(({ path }) => existsSync(path))
  return [
    ...(existsSync(search) ? [{ name: basename(search), path: search }] : []),
    ...folders.flatMap(({ under, path }) =>
      filesIn(path).map((file) => ({ name: `${under}/${file.name}`, path: file.path })),
    ),
  ].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function filesIn(folder: string): readonly TarSource[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: relative(folder, path).split(sep).join('/'), path }))
}

async function* entries(snapshot: string, files: readonly TarSource[]) {
  yield entryOf({ name: 'newsroom.db', path: snapshot })
  for (const file of files) yield entryOf(file)
}

function entryOf({ name, path }: TarSource) {
  const { size, mode, mtimeMs } = statSync(path)
  const file: TarFile = { name, size, mode, changedAt: mtimeMs / 1000 }
  return { file, content: createReadStream(path) as AsyncIterable<Uint8Array> }
}
