// Everything a publish needs, from an opened newsroom: settings, folders, keys, and the fingerprint of
// the code that prints, so that a new version of Xewer looks at every page once.
import { createHash } from 'node:crypto'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readOnlineKeys } from '../../edition/keys/keys.ts'
import type { Publisher } from '../../edition/publish.ts'
import { formatFingerprint } from '../../edition/verify/trust.ts'
import type { Digest } from '../../model/id.ts'
import { readPictures } from '../../store/pictures.ts'
import { fingerprintOf, readTrustFile } from '../keys/public.ts'
import type { OpenNewsroom } from '../newsroom-folder.ts'

const source = fileURLToPath(new URL('../..', import.meta.url))

/** The publisher of a newsroom at `now` (milliseconds since 1970). */
export async function publisherOf(
  { folder, store, location, newsroom }: OpenNewsroom,
  at: { readonly now: number; readonly onProgress: Publisher['onProgress'] },
): Promise<Publisher> {
  const { db } = store
  const { keys } = folder
  const readPicture = async (digest: Digest) =>
    (await readPictures(db, [digest])).get(digest) ?? null
  return {
    db,
    store: location,
    newsroom,
    staging: folder.staging,
    site: folder.site,
    search: folder.search,
    media: folder.media,
    readPicture,
    chrome: {
      logo: newsroom.logo === null ? null : await readPicture(newsroom.logo),
      fingerprint: formattedFingerprint(keys),
    },
    press: pressFingerprint(),
    // Of the log, for ever: the site's address may change.
    origin: readTrustFile(keys).origin,
    // Read when they are used, with the lease held: "xewer keys" may be changing them now.
    get keys() {
      return readOnlineKeys(keys)
    },
    get extras() {
      return extrasOf(keys, newsroom)
    },
    ...at,
  }
}

/** "https://news.example/a/" -> "news.example/a/log": what the log is called, for ever. */
export function originOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}log`
}

/** What readers compare, on every page: it stays when keys are changed. */
function formattedFingerprint(keys: string): string | null {
  const fingerprint = fingerprintOf(keys)
  return fingerprint === null ? null : formatFingerprint(fingerprint)
}

/** Signed trust files and the verify page, as `xewer keys` wrote them, and the list of mirrors. */
function extrasOf(keys: string, newsroom: OpenNewsroom['newsroom']): Publisher['extras'] {
  const folder = join(keys, 'public')
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
    : []
  const kept = files
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: file.slice(folder.length + 1), bytes: readFileSync(file) }))
  const mirrors = newsroom.mirrors.map(({ url }) => `${url}\n`).join('')
  return [...kept, { path: 'mirrors.txt', bytes: Buffer.from(mirrors) }].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  )
}

/** A digest of the rooms that decide what pages look like. */
function pressFingerprint(): string {
  const hash = createHash('sha256')
  const files = ['render', 'text', 'model'].flatMap((room) =>
    globSync(`${room}/**/*.{ts,json}`, { cwd: source }),
  )
  for (const file of files.filter((name) => !name.endsWith('.test.ts')).sort()) {
    hash.update(file).update(readFileSync(join(source, file)))
  }
  return hash.digest('hex')
}
