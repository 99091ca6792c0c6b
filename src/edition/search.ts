// The last step of a publish: the readers' search index is told what has changed. Whatever happens to
// the index (lost, damaged, behind, brought back from a backup), the next publish makes it right; it
// is never needed for anything but answers.
import { createHash, randomBytes } from 'node:crypto'
import { blockTexts } from '../model/body.ts'
import { convertName } from '../model/convert.ts'
import { parsePersonId } from '../model/id.ts'
import type { LiveArticle, LivePerson, LiveVersion } from '../model/live.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Chrome } from '../render/views.ts'
import type { Entry, Indexed, Named } from '../search/entry.ts'
import { type IndexWriter, openIndex, rebuildIndex } from '../search/write.ts'
import type { Db } from '../store/db.ts'
import { readNewestEdition } from '../store/editions.ts'
import { readIndexing, settleIndexing } from '../store/indexing.ts'
import { readAllLivePersons, readLiveArticles, readLivePersons } from '../store/published.ts'
import { countLive, type Place, readBeside, readPeriod } from '../store/published-lists.ts'
import { readRevisionsAt } from '../store/revisions.ts'
import { inTransaction } from '../store/transaction.ts'
import { fallbackChain } from '../text/lang.ts'
import { findKnownNames, type KnownSpelling } from '../text/names/mentions.ts'
import { personFolder, personName } from './gather/person.ts'
import { type ChromeFacts, makeChromes, namesIn, pathOf } from './shown.ts'

export interface SearchSource {
  readonly db: Db
  /** The file of the index. */
  readonly search: string
  readonly newsroom: Newsroom
  readonly chrome: ChromeFacts
  /** Fingerprint of the code that folds words, among others: another one makes the index anew. */
  readonly press: string
}

const batchSize = 200
/** Above this share of the archive an index made anew is done sooner than one told article by article. */
const rebuildShare = 0.1
const rebuildFrom = 500

/** Brings the index up to what is published. Safe to repeat; work grows with what was noted. */
export async function updateSearch(source: SearchSource): Promise<void> {
  const { db, search } = source
  const { told, next, articles, persons } = await readIndexing(db)
  const edition = (await readNewestEdition(db))?.number ?? 0
  if (edition === 0) return
  const maker = makerOf(source)
  const index = openIndex(search, maker)
  try {
    const isTold = next !== null && index?.stamp === next
    if (isTold && articles.length + persons.length === 0) return
    const many =
      articles.length > rebuildFrom &&
      articles.length > rebuildShare * (await countLive(db, 'published'))
    if (index !== null && next !== null && index.stamp === told && !isTold && !many) {
      await index.update(next, async (to) => {
        const more = await putPersons(source, persons, to)
        await putArticles(source, [...new Set([...articles, ...more])], to)
        await putFrame(source, edition, to)
      })
    } else if (!isTold) await rebuild(source, { maker, stamp: next ?? maker, edition })
  } finally {
    index?.close()
  }
  await inTransaction(db, (tx) => settleIndexing(tx, next ?? maker))
}

/** Everything published, into a new file. */
async function rebuild(
  source: SearchSource,
  made: { readonly maker: string; readonly stamp: string; readonly edition: number },
): Promise<void> {
  const { db, search } = source
  await rebuildIndex(search, made, async (step) => {
    await step(async (to) => {
      for (const person of await readAllLivePersons(db))
        to.putPerson(person.id, indexed(person, source.newsroom))
      await putFrame(source, made.edition, to)
    })
    // Oldest first, as the index has them.
    for (let last: Place = { order: Number.MIN_SAFE_INTEGER, id: '' }; ; ) {
      const batch = { place: last, towards: 'newer', limit: 10 * batchSize } as const
      const places = await readBeside(db, 'published', batch)
      const end = places.at(-1)
      if (end === undefined) break
      const ids = places.map(({ id }) => id)
      await step((to) => putArticles(source, ids, to))
      last = end
    }
  })
}

/** What an answer shows around the results. */
async function putFrame(source: SearchSource, edition: number, to: IndexWriter): Promise<void> {
  const { newsroom, chrome } = source
  const chromes = makeChromes(newsroom, chrome)
  const frames: readonly Chrome[] = newsroom.languages.map((lang) => chromes.of(lang))
  to.putMeta('edition', String(edition))
  to.putMeta('languages', JSON.stringify(newsroom.languages))
  to.putMeta('chromes', JSON.stringify(frames))
}

/** Returns the articles that name somebody who is listed now and was not before, or the other way. */
async function putPersons(
  { db, newsroom }: SearchSource,
  ids: readonly string[],
  to: IndexWriter,
): Promise<readonly string[]> {
  if (ids.length === 0) return []
  const live = new Map(
    (await readLivePersons(db, ids.map(parsePersonId))).map((person) => [
      person.id as string,
      person,
    ]),
  )
  const touched: string[] = []
  for (const id of ids.map(parsePersonId)) {
    const person = live.get(id)
    if (to.putPerson(id, person ? indexed(person, newsroom) : null))
      for (const place of await readPeriod(db, 'published', { person: id, period: '' }))
        touched.push(place.id)
  }
  to.putMeta('register', randomBytes(12).toString('hex'))
  return touched
}

async function putArticles(
  source: SearchSource,
  ids: readonly string[],
  to: IndexWriter,
): Promise<void> {
  for (let at = 0; at < ids.length; at += batchSize) {
    const batch = ids.slice(at, at + batchSize)
    const entries = await entriesOf(source, batch)
    to.putArticles(new Map(batch.map((id) => [id, entries.get(id) ?? []])))
  }
}

async function entriesOf(
  { db }: SearchSource,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const articles = await readLiveArticles(db, 'published', ids)
  const named = [...new Set(articles.flatMap(({ people }) => people))]
  const persons = new Map((await readLivePersons(db, named)).map((one) => [one.id, one]))
  const seen = articles.map((article) => ({
    article,
    versions: article.versions.filter(({ withdrawal }) => withdrawal === null),
  }))
  const keys = seen.flatMap(({ article, versions }) =>
    versions.map(({ lang, revision }) => ({ article: article.id, lang, number: revision })),
  )
  const texts = new Map(
    (await readRevisionsAt(db, keys)).map((text) => [`${text.article} ${text.lang}`, text]),
  )
  return new Map(
    seen.map(({ article, versions }) => {
      const listed = article.people.flatMap((id) => persons.get(id) ?? [])
      const entries = versions.flatMap((version): Entry[] => {
        const text = texts.get(`${article.id} ${version.lang}`)
        if (text === undefined) return []
        const words = [version.headline, ...blockTexts(text.body)].map(oneLine).join('\n')
        return [entryOf(article, version, { words, listed })]
      })
      return [article.id as string, entries] as const
    }),
  )
}

function entryOf(
  article: LiveArticle,
  version: LiveVersion,
  { words, listed }: { readonly words: string; readonly listed: readonly LivePerson[] },
): Entry {
  const { id, when, section } = article
  const { lang, headline, teaser, byline } = version
  const speakers = namesIn(article, version)
  return {
    article: id,
    lang,
    order: Date.parse(`${when.date}T${when.time ?? '12:00'}:00Z`),
    shown: { path: pathOf(article, version), headline, teaser, when, byline, speakers, section },
    text: words,
    people: listed.map((person) => spellingIn(person, { article, version, words, speakers })),
  }
}

/** The name as this version writes it: in its words, else as its speaker, else as the register has it. */
function spellingIn(
  person: LivePerson,
  text: {
    readonly article: LiveArticle
    readonly version: LiveVersion
    readonly words: string
    readonly speakers: readonly string[]
  },
): Named {
  const { article, version, words, speakers } = text
  const { lang, origin } = version
  const from = origin.kind === 'converted' ? origin.from : lang
  const forms = formsOf(person)
  const written = new Set(forms.map((form) => convertName(form, from, lang)))
  const places = [...written].flatMap((form) => {
    const at = words.indexOf(form)
    return at < 0 ? [] : [{ form, at }]
  })
  places.sort((a, b) => a.at - b.at || b.form.length - a.form.length)
  const [first] = places
  if (first !== undefined) return { person: person.id, spelling: first.form }
  const spoken = article.speakers.findIndex((speaker) => speaker.person === person.id)
  const spelling = speakers[spoken] ?? mentionIn(person, words, version) ?? forms[0] ?? ''
  return { person: person.id, spelling }
}

/** Registers of one person: one that is looked for again need not be read again. */
const registers = new WeakMap<LivePerson, readonly KnownSpelling[]>()

function mentionIn(person: LivePerson, words: string, { lang }: LiveVersion): string | null {
  let known = registers.get(person)
  if (known === undefined) {
    known = formsOf(person).map((spelling) => ({ personId: person.id, spelling }))
    registers.set(person, known)
  }
  const [mention] = findKnownNames(words, lang, known)
  return mention === undefined ? null : words.slice(mention.start, mention.end)
}

function formsOf({ preferred, spellings }: LivePerson): readonly string[] {
  return [...spellings, ...Object.values(preferred).filter((form) => form !== undefined)]
}

function indexed(person: LivePerson, { languages }: Newsroom): Indexed {
  const { id, preferred, spellings, searchOnly } = person
  const pages = languages.map((lang) => [
    lang,
    {
      path: `${personFolder(person, lang)}index.html`,
      name: personName(person, fallbackChain(lang, languages)),
    },
  ])
  return { id, preferred, spellings, searchOnly, pages: Object.fromEntries(pages) }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** An index of other languages, or of words folded otherwise, is of no use. */
function makerOf({ press, newsroom }: SearchSource): string {
  const made = `${press} ${newsroom.languages.join(' ')}`
  return createHash('sha256').update(made).digest('hex').slice(0, 24)
}
