// The articles, people and pictures of a restored newsroom, from the pages of its site.
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type OwnPage,
  type OwnPicture,
  parseArticlePath,
  readMovedPage,
  readOwnPage,
} from '../../import/own/page.ts'
import { type ReadText, readOwnPerson } from '../../import/own/site.ts'
import { webpSize } from '../../import/own/webp.ts'
import type { Origin, Text } from '../../model/article.ts'
import type { ArticleId, PersonId } from '../../model/id.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Person } from '../../model/person.ts'
import { picturePath } from '../../render/views.ts'
import { readArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { createPerson } from '../../store/people/people.ts'
import { putPicture, readPictures } from '../../store/pictures.ts'
import { putRestored, type RestoredArticle } from '../../store/restore.ts'
import { addAddress, findByAddress, joinedSystem, putSource } from '../../store/sources.ts'
import { inTransaction } from '../../store/transaction.ts'
import { folderOf, type Lang } from '../../text/lang.ts'
import type { NewsroomFolder } from '../newsroom-folder.ts'

const atOnce = 200

/** Each batch is a transaction; the newsroom is new, so what is interrupted is begun again from nothing. */
export async function restoreArticles(
  db: Db,
  folder: NewsroomFolder,
  from: { readonly newsroom: Newsroom; readonly read: ReadText },
): Promise<void> {
  const { newsroom, read } = from
  const { languages } = newsroom
  await restorePeople(db, folder, from)
  const all = languages.flatMap((lang) => articlePathsIn(folder.site, lang, languages))
  const moved = new Set(
    all.filter((path) => readMovedPage(read(path) ?? '', path, languages) !== null),
  )
  const paths = all.filter((path) => !moved.has(path))
  const groups = [...Map.groupBy(paths, (path) => parseArticlePath(path, languages)!.id).values()]
  for (let at = 0; at < groups.length; at += atOnce) {
    const batch = groups
      .slice(at, at + atOnce)
      .map((group) => group.flatMap((path) => readOwnPage(read(path) ?? '', path, languages) ?? []))
    await inTransaction(db, async (tx) => {
      for (const pages of batch) {
        for (const { pictures } of pages)
          for (const picture of pictures) await restorePicture(tx, folder, picture)
        await putRestored(tx, articleOf(pages), Date.now())
      }
    })
  }
  await inTransaction(db, async (tx) => {
    for (const path of moved) await restoreMoved(tx, path, from)
    await restoreAddresses(tx, from)
  })
}

/** A former place of an article, or of one that was joined with it, leads on. */
export async function restoreMoved(
  tx: Db,
  path: string,
  { newsroom, read }: { readonly newsroom: Pick<Newsroom, 'languages'>; readonly read: ReadText },
): Promise<void> {
  const { languages } = newsroom
  const from = parseArticlePath(path, languages)
  const to = readMovedPage(read(path) ?? '', path, languages)
  if (from === null || to === null || (await readArticle(tx, to.id)) === null) return
  await addAddress(tx, { path: `/${path}`, article: to.id, lang: to.lang })
  if (from.id === to.id || (await readArticle(tx, from.id)) !== null) return
  const joined = { system: joinedSystem, key: from.id, digest: '' }
  await putSource(tx, { ...joined, article: to.id, lang: to.lang })
}

function articlePathsIn(site: string, lang: Lang, languages: readonly Lang[]): readonly string[] {
  const folder = folderOf(lang)
  if (!existsSync(join(site, folder))) return []
  const years = readdirSync(join(site, folder)).filter((name) => /^\d{4}$/.test(name))
  return years.flatMap((year) =>
    readdirSync(join(site, folder, year), { recursive: true })
      .map((name) => `${folder}/${year}/${name}`)
      .filter((path) => parseArticlePath(path, languages) !== null),
  )
}

/** The article that pages in several languages show; at least one of them. */
export function articleOf(pages: readonly OwnPage[]): RestoredArticle {
  const dated = pages.filter(({ when }) => when !== null)
  const original = pages.find(({ lang, original }) => lang === original) ?? pages[0]!
  const first = dated.find(({ lang }) => lang === original.lang) ?? dated[0] ?? original
  const byPerson = new Map<PersonId, RestoredArticle['links'][number]>()
  for (const { name, person } of first.speakers)
    if (person !== null) byPerson.set(person, { person, spelling: name, place: 'speaker' })
  for (const { name, person } of pages.flatMap(({ people }) => people))
    if (!byPerson.has(person)) byPerson.set(person, { person, spelling: name, place: 'text' })
  const versions = pages.map((page) => {
    const { lang, slug, withdrawal } = page
    return { lang, slug, origin: originOf(page, pages), text: textOf(page), withdrawal }
  })
  return {
    id: original.id,
    fields: {
      when: first.when ?? { ...dayOf(first), zone: null, precision: 'day', raw: null },
      section: first.section,
      place: first.place,
      image: first.image?.digest ?? null,
      speakers: first.speakers.map(({ name }) => name),
    },
    versions: versions.toSorted((a, b) => rank(a.origin) - rank(b.origin)),
    links: [...byPerson.values()],
  }
}

/** The words of a page. */
function textOf(page: OwnPage): Text {
  const { headline, teaser, teaserCut, body, extent, byline } = page
  const { translator, corrections, alt, image } = page
  const alts = image === null ? alt : { ...alt, [image.digest]: image.alt }
  return { headline, teaser, teaserCut, body, extent, byline, translator, corrections, alt: alts }
}

function originOf(page: OwnPage, pages: readonly OwnPage[]): Origin {
  if (page.lang === page.original) return { kind: 'written' }
  if (!page.isConverted) return { kind: 'translated', from: page.original }
  const [language] = page.lang.split('-')
  const source = pages.find(
    ({ lang, isConverted }) => !isConverted && lang.split('-')[0] === language,
  )
  return { kind: 'converted', from: source?.lang ?? page.original }
}

function rank({ kind }: Origin): number {
  return ['written', 'translated', 'converted'].indexOf(kind)
}

/** A stub shows no day: the first of its month stands for it. */
function dayOf(page: OwnPage): { readonly date: string; readonly time: null } {
  return { date: `${page.month}-01`, time: null }
}

/** One that the newsroom has keeps its focus, which is not public. */
export async function restorePicture(
  tx: Db,
  folder: Pick<NewsroomFolder, 'site' | 'media'>,
  found: OwnPicture,
): Promise<void> {
  const { digest, credit } = found
  const known = (await readPictures(tx, [digest])).get(digest)
  if (known !== undefined && known.credit === credit) return
  const widths = found.widths.filter((width) =>
    existsSync(join(folder.site, picturePath(digest, width))),
  )
  for (const width of widths) {
    const path = picturePath(digest, width)
    copyFileSync(join(folder.site, path), join(folder.media, path.slice('media/'.length)))
  }
  const largest = widths.at(-1)
  if (largest === undefined) return
  const size = webpSize(readFileSync(join(folder.site, picturePath(digest, largest))))
  const { width, height } = size ?? { width: largest, height: largest }
  const focus = known?.focus ?? { x: 0.5, y: 0.5 }
  await putPicture(tx, { digest, width, height, widths, credit, focus })
}

/** The person whose pages lie in folders of that name. */
export function personIn(
  name: string,
  { newsroom, read }: { readonly newsroom: Newsroom; readonly read: ReadText },
): Person {
  const pages = new Map<Lang, string>()
  for (const lang of newsroom.languages) {
    const html = read(`${folderOf(lang)}/people/${name}/index.html`)
    if (html !== null) pages.set(lang, html)
  }
  return readOwnPerson(name, pages, newsroom.derived)
}

async function restorePeople(
  db: Db,
  { site }: NewsroomFolder,
  { newsroom, read }: { readonly newsroom: Newsroom; readonly read: ReadText },
): Promise<void> {
  const folders = new Set(
    newsroom.languages.flatMap((lang) => {
      const people = join(site, folderOf(lang), 'people')
      return existsSync(people) ? readdirSync(people).filter((name) => name !== 'index.html') : []
    }),
  )
  await inTransaction(db, async (tx) => {
    for (const name of folders) await createPerson(tx, personIn(name, { newsroom, read }))
  })
}

/** redirects.tsv: old address, tab, the path it leads to. */
export async function restoreAddresses(
  tx: Db,
  { newsroom, read }: { readonly newsroom: Pick<Newsroom, 'languages'>; readonly read: ReadText },
): Promise<void> {
  const lines = new Set((read('redirects.tsv') ?? '').split('\n').filter((line) => line !== ''))
  const originals = new Map<ArticleId, Lang>()
  for (const line of lines) {
    const [path = '', to = ''] = line.split('\t')
    // What the press writes beside "/?q=node/12", see edition/press.ts.
    if (lines.has(line.replace(/^\/index\.php\?/, '/?')) && path.startsWith('/index.php?')) continue
    const place = parseArticlePath(to.slice(1), newsroom.languages)
    if (place === null || (await findByAddress(tx, path)) === place.id) continue
    if ((await readArticle(tx, place.id)) === null) continue
    if (!originals.has(place.id)) {
      const page = readOwnPage(read(to.slice(1)) ?? '', to.slice(1), newsroom.languages)
      originals.set(place.id, page?.original ?? place.lang)
    }
    const lang = originals.get(place.id) === place.lang ? null : place.lang
    await addAddress(tx, { path, article: place.id, lang })
  }
}
