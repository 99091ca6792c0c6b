// `xewer restore`: a newsroom back from a backup, or from any copy of its site. What was public returns, and
// the log goes on; drafts, accounts and keys were never public and do not.
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { adoptTree } from '../../edition/adopt.ts'
import { makeTree } from '../../edition/trees.ts'
import { folderCopy } from '../../edition/verify/copies.ts'
import { parseAnchor } from '../../edition/verify/trust.ts'
import { verifyTree } from '../../edition/verify/verify.ts'
import { languagesOf, readOwnSettings } from '../../import/own/site.ts'
import { derivedScripts, parseZone } from '../../model/settings.ts'
import { putNewsroom } from '../../store/newsroom.ts'
import type { Store } from '../../store/open.ts'
import { inTransaction } from '../../store/transaction.ts'
import { type Command, Failure, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { isOnion } from '../mirror.ts'
import {
  type NewsroomFolder,
  newsroomFolder,
  openDatabase,
  openNewsroom,
} from '../newsroom-folder.ts'
import { publisherOf } from '../publish/publisher.ts'
import { catchUpWith } from './catch-up.ts'
import { copySite } from './copy-site.ts'
import { restoreArticles } from './restore-articles.ts'
import { restoreBackup } from './restore-backup.ts'

const usage = `
xewer restore FILE --key KEYFILE [--data DIR]
xewer restore --catch-up COPY [--data DIR]
xewer restore --from-site COPY --data DIR [--keys FOLDER] [--trust KEY|FILE] [--zone ZONE]

Brings a newsroom back from a backup FILE, as it was: database, pictures, keys, the published site.
Everybody signs in again. The folder has to be empty or not there yet.

  --key KEYFILE  the secret key the backup was sealed to, see "xewer backup --new-key"

Readers may have newer editions than an old backup knows. Then the newsroom in DIR catches up with a copy
of its site, whose log has to go on from its own: texts and articles since, what was withdrawn and what was
forgotten. Drafts, accounts and everything else that was never public stay. Says what became of each.

  --catch-up COPY  a folder, a zip archive or an address; safe to repeat

Without a backup it makes a newsroom in DIR of a copy of its site: a folder, an archive, the
address of a mirror. The copy is verified first. What was public comes back: articles in all languages,
people, pictures, sections, old addresses; and the log, which the next publish continues.

  --from-site COPY  a folder, a zip archive or an address
  --keys FOLDER     the folder keys/ of a backup. Without it: make new ones with the root key
                    afterwards, "xewer keys rotate --root-key FILE"
  --trust KEY       the fingerprint on the newsroom's sheet, or a file with its trust file
  --zone ZONE       where the newsroom keeps its clock (UTC): it is not public

What was never public does not come back: drafts, withdrawn texts, accounts, tags, private names.
`

const options = {
  data: { type: 'string' },
  'from-site': { type: 'string' },
  'catch-up': { type: 'string' },
  key: { type: 'string' },
  keys: { type: 'string' },
  trust: { type: 'string' },
  zone: { type: 'string', default: 'UTC' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const { 'from-site': from, trust, keys, key } = values
    const [file, ...more] = positionals
    if (more.length > 0) throw new UsageError(`What is "${more[0]}"?`)
    const data = values.data ?? io.config.data
    if (values['catch-up'] !== undefined) {
      if ([file, key, from, keys, trust].some((given) => given !== undefined))
        throw new UsageError('--catch-up goes with --data alone: the newsroom has the rest')
      return catchUpWith({ from: values['catch-up'], data }, io)
    }
    if (file !== undefined && from === undefined && key !== undefined)
      return restoreBackup({ file, key, data }, io)
    if (from === undefined || file !== undefined)
      throw new UsageError(
        'Name a backup and its key, FILE --key KEYFILE, or a copy, --catch-up or --from-site COPY',
      )
    const zone = readOption(values.zone, parseZone)
    const anchor =
      trust === undefined
        ? null
        : readOption(existsSync(trust) ? readFileSync(trust, 'utf8') : trust, parseAnchor)
    const folder = newsroomFolder(data)
    await copySite(from, () => makeEmpty(folder), io)
    await checkSite(folder, anchor, io)
    takeKeys(folder, keys)
    const store = await openDatabase(folder, io)
    await fill(store, folder, zone).finally(() => store.close())
    await adopt(folder, io)
    if (keys === undefined)
      await io.print('Its keys are lost: make new ones with "xewer keys rotate --root-key FILE".\n')
    return 0
  },
}

/** Returns where the tree belongs. */
function makeEmpty(folder: NewsroomFolder): string {
  if (existsSync(folder.path) && readdirSync(folder.path).length > 0)
    throw new Failure('RES-01', `The folder "${folder.path}" is not empty`, [
      'Nothing was changed. Choose a new folder with --data DIR.',
    ])
  for (const path of [folder.path, folder.media, folder.keys, folder.staging])
    mkdirSync(path, { recursive: true, mode: 0o700 })
  makeTree(folder.site)
  return folder.site
}

async function checkSite(
  { site }: NewsroomFolder,
  trusted: ReturnType<typeof parseAnchor> | null,
  io: Io,
): Promise<void> {
  const report = await verifyTree(folderCopy(site), { trusted, remembered: null, now: null })
  if (report.outcome === 'good') return
  const [first] = report.problems
  for (const { kind, path, detail } of report.problems.slice(0, 50))
    io.warn(`${kind}\t${path}\t${detail}\n`)
  throw new Failure('RES-03', `The copy is not whole: ${report.outcome}, ${first?.path}`, [
    `Nothing was restored; what was copied lies in ${site}. Try another mirror.`,
  ])
}

/** Public keys come from the site, secret ones from a backup. */
function takeKeys({ keys, site }: NewsroomFolder, backup: string | undefined): void {
  cpSync(join(site, 'trust'), join(keys, 'public/trust'), { recursive: true })
  copyFileSync(join(site, 'verify.html'), join(keys, 'public/verify.html'))
  for (const name of backup === undefined ? [] : ['log.pem', 'edition.pem']) {
    copyFileSync(join(backup!, name), join(keys, name))
    chmodSync(join(keys, name), 0o600)
  }
}

async function fill(store: Store, folder: NewsroomFolder, zone: string): Promise<void> {
  const read = (path: string): string | null => {
    const file = join(folder.site, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  }
  const languages = languagesOf(read('index.html') ?? '')
  const derived = derivedScripts(languages)
  const newsroom = readOwnSettings(read, { zone, derived, isOnion })
  await inTransaction(store.db, (tx) => putNewsroom(tx, newsroom))
  await restoreArticles(store.db, folder, { newsroom, read })
}

async function adopt(folder: NewsroomFolder, io: Io): Promise<void> {
  const open = await openNewsroom(folder.path, io, 'anybody')
  try {
    const publisher = await publisherOf(open, { now: Date.now(), onProgress: () => {} })
    const { edition, same, differ } = await adoptTree(publisher)
    await io.print(`Restored up to edition ${edition}: ${same} pages as they were.\n`)
    if (differ.length > 0)
      await io.print(`${differ.length} pages will be printed anew by the next publish.\n`)
  } finally {
    await open.store.close()
  }
}
