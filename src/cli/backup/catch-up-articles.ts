// The articles that newer editions touched, brought into a newsroom from an old backup. A field is taken
// over when its page says something else than the newsroom's own page did: what pages do not show stays.
import { isDeepStrictEqual } from 'node:util'
import {
  type OwnPage,
  parseArticlePath,
  readMovedPage,
  readOwnPage,
} from '../../import/own/page.ts'
import type { Text } from '../../model/article.ts'
import type { ArticleId } from '../../model/id.ts'
import { type ArticleFields, readArticle, updateArticle } from '../../store/articles.ts'
import { nameByline, readBylines } from '../../store/bylines.ts'
import type { Db } from '../../store/db.ts'
import { joinArticles } from '../../store/join.ts'
import { putLink, readLinks } from '../../store/people/links.ts'
import { readPerson, rootOf } from '../../store/people/people.ts'
import {
  dropUnseenApprovals,
  putRestored,
  putSeen,
  type RestoredArticle,
  type RestoredVersion,
  type UnseenApproval,
} from '../../store/restore.ts'
import { readRevision } from '../../store/revisions.ts'
import { readVersion } from '../../store/versions.ts'
import type { Lang } from '../../text/lang.ts'
import { forgetGone } from './catch-up-gone.ts'
import type { Newer } from './newer.ts'
import { articleOf, restoreAddresses, restoreMoved, restorePicture } from './restore-articles.ts'

/** What pages say of an article: as fields and words, and as they stand. */
interface Shown {
  readonly article: RestoredArticle
  readonly pages: readonly OwnPage[]
}

export async function bringArticles(tx: Db, newer: Newer): Promise<void> {
  const { newsroom, before, read, fresh } = newer
  const unseen = await dropUnseenApprovals(tx, {
    until: newer.until,
    languages: newsroom.languages,
  })
  const pages = new Map<ArticleId, string[]>()
  const moved: string[] = []
  for (const path of newer.paths) {
    const place = parseArticlePath(path, newsroom.languages)
    if (place === null) continue
    const isKnownMoved = before.pages.get(path)?.name.startsWith('moved ') && !fresh.has(path)
    if (isKnownMoved || readMovedPage(read(path) ?? '', path, newsroom.languages)) moved.push(path)
    else pages.set(place.id, [...(pages.get(place.id) ?? []), path])
  }
  const joined = await bringJoins(tx, newer, moved)
  for (const [id, paths] of pages)
    if (paths.some((path) => fresh.has(path)) || joined.has(id))
      await bringArticle(tx, newer, { id, paths })
  for (const path of moved) if (fresh.has(path)) await restoreMoved(tx, path, newer)
  await restoreAddresses(tx, newer)
  await forgetGone(tx, newer, pages)
  for (const approval of unseen) await tellApproval(tx, newer, approval)
}

/** What became of an approval that no edition has carried out; nothing when its text is public now. */
async function tellApproval(
  tx: Db,
  { note }: Newer,
  { article, lang, revision, publishAt }: UnseenApproval,
): Promise<void> {
  const version = await readVersion(tx, { article, lang })
  if (version === null || version.live === revision) return
  const what = `${article} ${lang}`
  if (version.approved === revision && publishAt !== null) {
    const detail = `revision ${revision}, for ${new Date(publishAt).toISOString()}: stop it if it was stopped`
    note({ kind: 'scheduled', what, detail })
    return
  }
  const detail = `revision ${revision} was approved, and no edition since has shown it`
  note({ kind: 'approval taken back', what, detail })
}

/** Articles that became one since: what led to one of them leads to the other now. */
async function bringJoins(
  tx: Db,
  { before, read, newsroom, note }: Newer,
  moved: readonly string[],
): Promise<ReadonlySet<ArticleId>> {
  const joins = new Map<ArticleId, { into: ArticleId; places: { path: string; lang: Lang }[] }>()
  for (const path of moved) {
    const from = parseArticlePath(path, newsroom.languages)
    const to = readMovedPage(read(path) ?? '', path, newsroom.languages)
    if (!from || !to || from.id === to.id) continue
    if (!before.pages.get(path)?.name.startsWith('article ')) continue
    const join = joins.get(from.id) ?? { into: to.id, places: [] }
    join.places.push({ path: `/${path}`, lang: from.lang })
    joins.set(from.id, join)
  }
  const done = new Set<ArticleId>()
  for (const [from, { into, places }] of joins) {
    const known = [await readArticle(tx, from), await readArticle(tx, into)]
    if (known.includes(null)) continue
    await joinArticles(tx, { from, into, places })
    note({ kind: 'joined', what: from, detail: `with ${into}` })
    done.add(into)
  }
  return done
}

async function bringArticle(
  tx: Db,
  newer: Newer,
  { id, paths }: { readonly id: ArticleId; readonly paths: readonly string[] },
): Promise<void> {
  const { note, now, folder } = newer
  const seen = readShown(newer, paths)
  if (seen === null) return
  for (const page of seen.pages)
    for (const picture of page.pictures) await restorePicture(tx, folder, picture)
  if ((await readArticle(tx, id)) === null) {
    const fields = { ...seen.article.fields, ...inZone(seen.article.fields, newer) }
    await putRestored(tx, { ...seen.article, fields }, now)
    const langs = seen.pages.map(({ lang }) => lang).join(' ')
    note({ kind: 'new', what: id, detail: langs })
    return
  }
  const was = await shownBefore(newer, id)
  const changed = await bringFields(tx, newer, { was, seen })
  await bringLinks(tx, { was, seen })
  if (changed.length > 0) note({ kind: 'caught up', what: id, detail: changed.join(' ') })
  const numbers = new Map<Lang, number>()
  for (const version of seen.article.versions) {
    const { origin } = version
    const source = origin.kind === 'converted' ? (numbers.get(origin.from) ?? null) : null
    numbers.set(version.lang, await bringVersion(tx, newer, { id, version, was, source }))
  }
  await bringByline(tx, newer, { seen, numbers })
}

/** A public name of the old site's user that readers do not see any more must not come back. */
async function bringByline(
  tx: Db,
  { note }: Newer,
  { seen, numbers }: { readonly seen: Shown; readonly numbers: ReadonlyMap<Lang, number> },
): Promise<void> {
  const { id } = seen.article
  const poster = (await readArticle(tx, id))?.poster ?? null
  if (poster === null || !(await readBylines(tx)).get(poster)) return
  for (const { lang, text, withdrawal } of seen.article.versions) {
    if (withdrawal !== null || text.byline !== null) continue
    const key = { article: id, lang, number: numbers.get(lang) ?? 0 }
    if ((await readRevision(tx, key))?.byline !== null) continue
    await nameByline(tx, poster, null)
    note({ kind: 'person', what: id, detail: 'its public byline is taken back, as on the site' })
    return
  }
}

/** What pages of the copy say; those that cannot be read are noted. Null when none can. */
function readShown({ read, newsroom, note }: Newer, paths: readonly string[]): Shown | null {
  const pages: OwnPage[] = []
  for (const path of paths) {
    try {
      const page = readOwnPage(read(path) ?? '', path, newsroom.languages)
      if (page !== null) pages.push(page)
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
      note({ kind: 'unreadable', what: path, detail: error.message })
    }
  }
  return pages.length === 0 ? null : { article: articleOf(pages), pages }
}

/** What our own pages said of the article; null when it was not public. */
async function shownBefore({ before, newsroom }: Newer, id: ArticleId): Promise<Shown | null> {
  const pages: OwnPage[] = []
  for (const { name } of before.pages.values()) {
    if (!name.startsWith(`article ${id} `)) continue
    const printed = await before.read(name)
    const page = printed && readOwnPage(printed.text, printed.path, newsroom.languages)
    if (page) pages.push(page)
  }
  return pages.length === 0 ? null : { article: articleOf(pages), pages }
}

const isStub = ({ withdrawal }: Pick<RestoredVersion, 'withdrawal'>): boolean => withdrawal !== null

/** Names of the fields that changed. A withdrawn article's pages show none; their place tells the month. */
async function bringFields(
  tx: Db,
  newer: Newer,
  { was, seen }: { readonly was: Shown | null; readonly seen: Shown },
): Promise<readonly string[]> {
  const { id } = seen.article
  const own = await readArticle(tx, id)
  if (own === null) return []
  if (seen.pages.every(isStub)) {
    if (own.when?.date.slice(0, 7) === seen.pages[0]?.month) return []
    await updateArticle(tx, id, inZone(seen.article.fields, newer, own.when))
    return ['date']
  }
  const spoken = own.speakers.map(({ name }) => name)
  const known = was === null || was.pages.every(isStub) ? null : was.article.fields
  const base: Partial<ArticleFields> = known ?? { ...own, speakers: spoken }
  const shown = seen.article.fields
  const keys = (['section', 'place', 'image', 'speakers'] as const).filter(
    (key) => !isDeepStrictEqual(base[key], shown[key]),
  )
  const changes: Partial<ArticleFields> = Object.fromEntries(keys.map((key) => [key, shown[key]]))
  const { when } = shown
  // A page may show the day alone: then the time here is not wrong.
  const isMoved =
    known === null
      ? base.when?.date !== when?.date || (when?.time !== null && base.when?.time !== when?.time)
      : !isDeepStrictEqual(known.when, when)
  const moved = isMoved ? inZone(shown, newer, own.when) : {}
  const found = await updateArticle(tx, id, { ...changes, ...moved })
  return found ? [...(isMoved ? ['date'] : []), ...keys] : []
}

/** A page that shows the day alone does not say in which zone: the order of a day's articles needs it. */
function inZone(
  { when }: Partial<ArticleFields>,
  { newsroom }: Newer,
  own: ArticleFields['when'] = null,
): Pick<Partial<ArticleFields>, 'when'> {
  if (!when) return {}
  const zone = own === null ? newsroom.zone : own.zone
  return { when: when.zone === null ? { ...when, zone } : when }
}

/** Who is named: links that came, and those of listed people that went. */
async function bringLinks(
  tx: Db,
  { was, seen }: { readonly was: Shown | null; readonly seen: Shown },
): Promise<void> {
  const { id: article, links } = seen.article
  const before = was?.article.links ?? []
  for (const link of links) {
    const isKnown = before.some((other) => isDeepStrictEqual(other, link))
    if (!isKnown && (await readPerson(tx, link.person)) !== null)
      await putLink(tx, { article, ...link, status: 'confirmed' })
  }
  if (seen.pages.some(isStub)) return
  for (const { person } of before) {
    if (links.some((link) => link.person === person)) continue
    const known = await readPerson(tx, person)
    if (known === null || known.unlisted) continue
    const own = await readLinks(tx, {
      article,
      person: await rootOf(tx, person),
      status: 'confirmed',
    })
    for (const link of own) await putLink(tx, { ...link, status: 'rejected' })
  }
}

/** Returns the number of the revision readers see. */
async function bringVersion(
  tx: Db,
  { now, note }: Newer,
  given: {
    readonly id: ArticleId
    readonly version: RestoredVersion
    readonly was: Shown | null
    readonly source: number | null
  },
): Promise<number> {
  const { id: article, version, was, source } = given
  const { lang } = version
  const key = { article, lang }
  const own = await readVersion(tx, key)
  const base =
    own === null ? null : await readRevision(tx, { ...key, number: own.live ?? own.newest })
  const shown = was?.article.versions.find((other) => other.lang === lang) ?? null
  const text = base === null ? version.text : textSince(base, shown, version)
  const isOrigin = own !== null && own.origin.kind === version.origin.kind
  const origin = isOrigin ? own.origin : version.origin
  const madeFrom = source ?? base?.madeFrom ?? null
  const { isNew, kept, number } = await putSeen(
    tx,
    { ...key, ...version, origin, text, madeFrom },
    now,
  )
  const what = `${article} ${lang}`
  if (own?.live == null) note({ kind: 'new', what, detail: `revision ${number}` })
  else if (isNew) note({ kind: 'caught up', what, detail: `revision ${number}` })
  if (isStub(version) && own?.withdrawal == null)
    note({ kind: 'withdrawn', what, detail: version.withdrawal?.date ?? '' })
  if (!isStub(version) && own?.withdrawal) note({ kind: 'returned', what, detail: '' })
  if (kept)
    note({ kind: 'draft kept', what, detail: `compare it with revision ${number}, which is live` })
  return number
}

/** The text readers see: where a page says nothing new of a field, ours stays. */
function textSince(base: Text, shown: RestoredVersion | null, seen: RestoredVersion): Text {
  const { headline } = seen.text
  if (isStub(seen)) return shown?.text.headline === headline ? base : { ...base, headline }
  const was = shown === null || isStub(shown) ? null : shown.text
  const keys = (Object.keys(seen.text) as (keyof Text)[]).filter(
    (key) => key !== 'alt' && !isDeepStrictEqual((was ?? base)[key], seen.text[key]),
  )
  const changes = Object.fromEntries(keys.map((key) => [key, seen.text[key]]))
  const alt: Record<string, string> = { ...base.alt }
  for (const digest of Object.keys({ ...was?.alt, ...seen.text.alt })) {
    const words = seen.text.alt[digest]
    if (was?.alt[digest] === words) continue
    if (words === undefined) delete alt[digest]
    else alt[digest] = words
  }
  return { ...base, ...changes, alt }
}
