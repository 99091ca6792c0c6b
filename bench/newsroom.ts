// A newsroom filled from a corpus, for the benchmarks: through the store's own verbs.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makePrivateKey } from '../src/edition/log/ed25519.ts'
import type { Publisher } from '../src/edition/publish.ts'
import type { Newsroom } from '../src/model/newsroom.ts'
import { createArticle } from '../src/store/articles.ts'
import { putNewsroom } from '../src/store/newsroom.ts'
import { openStore, type Store } from '../src/store/open.ts'
import { putLink } from '../src/store/people/links.ts'
import { createPerson } from '../src/store/people/people.ts'
import { readPictures } from '../src/store/pictures.ts'
import { inTransaction } from '../src/store/transaction.ts'
import { approve, putRevision } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import {
  type CorpusArticle,
  corpus,
  corpusBody,
  corpusLanguages,
  corpusPeople,
  corpusSections,
} from './corpus.ts'

const now = Date.UTC(2026, 10, 24, 9)

const benchNewsroom: Newsroom = {
  name: { [parseLang('en')]: 'The Bench' },
  url: 'https://bench.example/',
  zone: 'Europe/Berlin',
  languages: corpusLanguages,
  derived: [],
  sections: corpusSections.map((key) => ({ key, name: { [parseLang('en')]: key } })),
  precision: 'minute',
  colours: { light: '#0b4f8a', dark: '#8fc3f3' },
  logo: null,
  about: {},
  mirrors: [],
  solo: true,
}

/** Fills `folder` with a newsroom of `count` articles, nothing published yet. */
export async function makeNewsroom(
  folder: string,
  count: number,
): Promise<{ store: Store; publisher: Publisher }> {
  const place = (name: string): string => join(folder, name)
  for (const name of ['site', 'staging', 'media']) mkdirSync(place(name), { recursive: true })
  const store = await openStore(place('newsroom.db'))
  await putNewsroom(store.db, benchNewsroom)
  const preferred = (name: string) => ({ [parseLang('en')]: name })
  await inTransaction(store.db, async (tx) => {
    for (const { id, name } of corpusPeople(count)) {
      const person = { id, preferred: preferred(name), spellings: [], unlisted: false, slug: null }
      await createPerson(tx, person)
    }
  })
  let batch: CorpusArticle[] = []
  const flush = async (): Promise<void> => {
    await inTransaction(store.db, async (tx) => {
      for (const article of batch) await putCorpusArticle(tx, article)
    })
    batch = []
  }
  for (const article of corpus(count, 1)) {
    batch.push(article)
    if (batch.length === 500) await flush()
  }
  await flush()
  return { store, publisher: publisherIn(folder, store) }
}

/** Opens what makeNewsroom() has filled. The keys are new ones: nobody verifies the copy. */
export async function openMade(folder: string): Promise<{ store: Store; publisher: Publisher }> {
  const store = await openStore(join(folder, 'newsroom.db'))
  return { store, publisher: publisherIn(folder, store) }
}

function publisherIn(folder: string, store: Store): Publisher {
  const place = (name: string): string => join(folder, name)
  return {
    db: store.db,
    store: place('newsroom.db'),
    newsroom: benchNewsroom,
    staging: place('staging'),
    site: place('site/live'),
    search: place('search.db'),
    media: place('media'),
    readPicture: async (digest) => (await readPictures(store.db, [digest])).get(digest) ?? null,
    chrome: { logo: null, fingerprint: null },
    press: 'bench',
    origin: 'bench.example/log',
    keys: { log: [makePrivateKey()], edition: makePrivateKey() },
    extras: [],
    now,
    onProgress: () => {},
  }
}

/** Writes and approves one article of the corpus; again with another headline to change it. */
export async function putCorpusArticle(
  db: Store['db'],
  article: CorpusArticle,
  isNew = true,
): Promise<void> {
  const { id, lang, date, time, section, people, headline, teaser } = article
  const when = { date, time, zone: 'Europe/Berlin', precision: 'minute', raw: null } as const
  if (isNew) {
    await createArticle(db, id, { when, section })
    for (const person of people) {
      const link = { article: id, person, spelling: 'Somebody', place: 'text' } as const
      await putLink(db, { ...link, status: 'confirmed' })
    }
  }
  const text = {
    headline,
    teaser,
    teaserCut: true,
    body: corpusBody(article),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  } as const
  const { number } = await putRevision(db, {
    article: id,
    lang,
    origin: { kind: 'written' },
    text,
    madeAt: now,
    madeBy: null,
    madeFrom: null,
  })
  await approve(db, { article: id, lang }, { revision: number, publishAt: null })
}
