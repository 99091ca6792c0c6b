// `xewer restore --catch-up`: a newsroom back from an old backup takes over the editions that it has made
// since, from any copy of its site, and loses nothing that was never public.
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readRecords } from '../../edition/adopt.ts'
import { type Before, catchUp } from '../../edition/catch-up.ts'
import { readLog } from '../../edition/commit.ts'
import { PublishingElsewhere } from '../../edition/lease.ts'
import { formatTrust, trustFingerprint } from '../../edition/log/trust.ts'
import { placeSnippets } from '../../edition/server-snippets.ts'
import { folderCopy } from '../../edition/verify/copies.ts'
import { verifyTree } from '../../edition/verify/verify.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import { putNewsroom } from '../../store/newsroom.ts'
import { Failure, type Io } from '../command.ts'
import { fingerprintOf, readTrustFile } from '../keys/public.ts'
import { type NewsroomFolder, type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { noteHome } from '../publish/before.ts'
import { publisherOf } from '../publish/publisher.ts'
import { bringArticles } from './catch-up-articles.ts'
import { bringPeople, settingsSince } from './catch-up-register.ts'
import { copySite } from './copy-site.ts'
import type { Line, Newer } from './newer.ts'

/** Of pages that differ so many are named: a new version of Xewer may print them all anew. */
const namedMax = 200

/** Lets the newsroom in `data` catch up with the copy of its site at `from`. */
export async function catchUpWith(
  { from, data }: { readonly from: string; readonly data: string },
  io: Io,
): Promise<number> {
  const opened = await openNewsroom(data, io)
  const copy = join(opened.folder.path, 'catching-up')
  try {
    rmSync(copy, { recursive: true, force: true })
    mkdirSync(copy, { mode: 0o700 })
    await copySite(from, () => copy, io)
    await checkCopy(opened, copy, io)
    takeTrust(opened.folder, copy)
    const lines = await bringAll(opened, copy, io)
    await noteHome(opened)
    placeSnippets(opened.folder.site, opened.folder.server)
    return lines.some(({ kind }) => kind === 'unreadable') ? 1 : 0
  } finally {
    rmSync(copy, { recursive: true, force: true })
    await opened.store.close()
  }
}

/** Failure RES-10 unless the copy is whole and its log goes on from this newsroom's own. */
async function checkCopy({ store, folder }: OpenNewsroom, copy: string, io: Io): Promise<void> {
  const log = await readLog(store.db)
  if (log === null)
    throw new Failure('RES-11', 'This newsroom has not published anything yet', [
      'Nothing was changed. A newsroom from its site alone: xewer restore --from-site COPY --data NEW',
    ])
  const trust = readTrustFile(folder.keys)
  const report = await verifyTree(folderCopy(copy), {
    trusted: null,
    remembered: {
      origin: trust.origin,
      fingerprint: fingerprintOf(folder.keys) ?? '',
      trustVersion: trust.version,
      trustDigest: trustFingerprint(formatTrust(trust)),
      size: log.size,
      root: log.root,
      signed: '',
    },
    now: null,
  })
  if (report.outcome === 'good') return
  for (const { kind, path, detail } of report.problems.slice(0, 50))
    io.warn(`${kind}\t${path}\t${detail}\n`)
  throw new Failure(
    'RES-10',
    `The copy does not go on from this newsroom's editions: ${report.outcome}, ${report.problems[0]?.path}`,
    ['Nothing was changed. Try another mirror.'],
  )
}

/** Newer trust files first: they are signed by the root key, and an older newsroom is well with them. */
function takeTrust({ keys }: NewsroomFolder, copy: string): void {
  cpSync(join(copy, 'trust'), join(keys, 'public/trust'), { recursive: true })
  copyFileSync(join(copy, 'verify.html'), join(keys, 'public/verify.html'))
}

async function bringAll(opened: OpenNewsroom, copy: string, io: Io): Promise<readonly Line[]> {
  const { store } = opened
  const now = Date.now()
  const lines: Line[] = []
  const publisherIn = (db: Db, newsroom: Newsroom) =>
    publisherOf({ ...opened, store: { ...store, db }, newsroom }, { now, onProgress: () => {} })
  const size = (await readLog(store.db))?.size ?? 0
  const adopted = await catchUp(await publisherIn(store.db, opened.newsroom), {
    copy,
    publisherOf: publisherIn,
    async bring(tx, before) {
      const newer = await readNewer(opened, { copy, before, now, note: (line) => lines.push(line) })
      if (JSON.stringify(newer.newsroom) !== JSON.stringify(opened.newsroom)) {
        await putNewsroom(tx, newer.newsroom)
        newer.note({ kind: 'settings', what: '', detail: 'as readers see them' })
      }
      await bringPeople(tx, newer)
      await bringArticles(tx, newer)
      return newer.newsroom
    },
  }).catch((error: unknown) => {
    if (!(error instanceof PublishingElsewhere)) throw error
    const advice = ['Nothing was changed. Stop it, or wait until it has finished; then try again.']
    throw new Failure('RES-12', 'Another process is publishing', advice, error)
  })
  if (adopted === null) {
    await io.print('Nothing to catch up: this newsroom knows every edition of the copy.\n')
    return lines
  }
  for (const { kind, what, detail } of lines) await io.print(`${kind}\t${what}\t${detail}\n`)
  const { edition, same, differ } = adopted
  await io.print(`Caught up from edition ${size} to ${edition}: ${same} pages as they were.\n`)
  if (differ.length > 0) {
    const named = differ.slice(0, namedMax).map((path) => `differs\t${path}\t\n`)
    await io.print(
      `${named.join('')}${differ.length} pages will be printed anew by the next publish.\n`,
    )
  }
  if (lines.some(({ kind }) => kind === 'unreadable'))
    io.warn(
      'What is unreadable is older here than readers have it: put it right before you publish.\n',
    )
  return lines
}

async function readNewer(
  { folder, newsroom: own }: OpenNewsroom,
  from: Pick<Newer, 'note' | 'now'> & { readonly copy: string; readonly before: Before },
): Promise<Newer> {
  const { copy, before, note, now } = from
  const read = (path: string): string | null => {
    const file = join(copy, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : null
  }
  const source = folderCopy(copy)
  const paths = ((await source.paths()) ?? []).toSorted()
  const fresh = new Set<string>()
  for (const path of paths)
    if (before.pages.get(path)?.digest !== (await source.digest(path))) fresh.add(path)
  return {
    newsroom: await settingsSince(own, before, read),
    before,
    read,
    paths,
    fresh,
    folder: { site: copy, media: folder.media },
    now,
    until: Date.parse((await readRecords(copy)).log.time),
    note,
  }
}
