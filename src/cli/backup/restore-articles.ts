// The articles, people and pictures of a restored newsroom, from the pages of its site.
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type OwnPage,
  type OwnPicture,
  parseArticlePath,
  readOwnPage,
} from '../../import/own/page.ts'
import { type ReadText, readOwnPerson } from '../../import/own/site.ts'
import { webpSize } from '../../import/own/webp.ts'
import type { Origin } from '../../model/article.ts'
import type { ArticleId, PersonId } from '../../model/id.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import { picturePath } from '../../render/views.ts'
import type { Db } from '../../store/db.ts'
import { createPerson } from '../../store/people/people.ts'
import { putPicture } from '../../store/pictures.ts'
import { putRestored, type RestoredArticle } from '../../store/restore.ts'
import { addAddress } from '../../store/sources.ts'
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
  const paths = languages.flatMap((lang) => articlePathsIn(folder.site, lang, languages))
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
  await restoreAddresses(db, from)
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

function articleOf(pages: readonly OwnPage[]): RestoredArticle {
  const dated = pages.filter(({ when }) => when !== null)
  const original = pages.find(({ lang, original }) => lang === original) ?? pages[0]!
  const first = dated.find(({ lang }) => lang === original.lang) ?? dated[0] ?? original
  const byPerson = new Map<PersonId, RestoredArticle['links'][number]>()
  for (const { name, person } of first.speakers)
    if (person !== null) byPerson.set(person, { person, spelling: name, place: 'speaker' })
  for (const { name, person } of pages.flatMap(({ people }) => people))
    if (!byPerson.has(person)) byPerson.set(person, { person, spelling: name, place: 'text' })
  const versions = pages.map((page) => {
    const { lang, slug, withdrawal, headline, teaser, teaserCut, body, extent, byline } = page
    const { translator, corrections, alt, image } = page
    const alts = image === null ? alt : { ...alt, [image.digest]: image.alt }
    const text = {
      headline,
      teaser,
      teaserCut,
      body,
      extent,
      byline,
      translator,
      corrections,
      alt: alts,
    }
    return { lang, slug, origin: originOf(page, pages), text, withdrawal }
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

async function restorePicture(tx: Db, folder: NewsroomFolder, found: OwnPicture): Promise<void> {
  const { digest, credit } = found
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
  await putPicture(tx, { digest, width, height, widths, credit, focus: { x: 0.5, y: 0.5 } })
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
    for (const name of folders) {
      const pages = new Map<Lang, string>()
      for (const lang of newsroom.languages) {
        const html = read(`${folderOf(lang)}/people/${name}/index.html`)
        if (html !== null) pages.set(lang, html)
      }
      await createPerson(tx, readOwnPerson(name, pages, newsroom.derived))
    }
  })
}

/** redirects.tsv: old address, tab, the path it leads to. */
async function restoreAddresses(
  db: Db,
  { newsroom, read }: { readonly newsroom: Newsroom; readonly read: ReadText },
): Promise<void> {
  const lines = (read('redirects.tsv') ?? '').split('\n').filter((line) => line !== '')
  const originals = new Map<ArticleId, Lang>()
  await inTransaction(db, async (tx) => {
    for (const line of lines) {
      const [path = '', to = ''] = line.split('\t')
      const place = parseArticlePath(to.slice(1), newsroom.languages)
      if (place === null) continue
      if (!originals.has(place.id)) {
        const page = readOwnPage(read(to.slice(1)) ?? '', to.slice(1), newsroom.languages)
        originals.set(place.id, page?.original ?? place.lang)
      }
      const lang = originals.get(place.id) === place.lang ? null : place.lang
      await addAddress(tx, { path, article: place.id, lang })
    }
  })
}
