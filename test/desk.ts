// A small newsroom for tests: a real store, real folders, a real press. Everything that would be
// random or a clock is counted, so that a run can be repeated.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { TestContext } from 'node:test'
import { makeKeys, signTrust } from '../src/edition/keys/keys.ts'
import { type Published, type Publisher, publish } from '../src/edition/publish.ts'
import { folderCopy } from '../src/edition/verify/copies.ts'
import type { Problem } from '../src/edition/verify/report.ts'
import { verifyTree } from '../src/edition/verify/verify.ts'
import type { Text } from '../src/model/article.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import {
  type ArticleId,
  idFromBytes,
  type PersonId,
  parseArticleId,
  parsePersonId,
} from '../src/model/id.ts'
import type { Newsroom } from '../src/model/newsroom.ts'
import type { Moment } from '../src/model/time.ts'
import { createArticle } from '../src/store/articles.ts'
import type { Db } from '../src/store/db.ts'
import { putNewsroom } from '../src/store/newsroom.ts'
import { openStore } from '../src/store/open.ts'
import { readPictures } from '../src/store/pictures.ts'
import { approve, putRevision } from '../src/store/versions.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { filesBelow } from './tree-files.ts'

/** Tuesday, 24 November 2026, 09:00 UTC. */
export const testNow = Date.UTC(2026, 10, 24, 9)

const made = makeKeys('news.example/log', {
  from: '2026-01-01T00:00:00Z',
  until: '2036-01-01T00:00:00Z',
})
const extras = signTrust(made.trust, [made.root])

export interface Desk {
  readonly folder: string
  readonly db: Db
  readonly publisher: Publisher
  newsroom(): Newsroom
  settle(newsroom: Newsroom): Promise<void>
  newId(): ArticleId
  newPersonId(): PersonId
  /** Writes and approves one version; `headline` says what it is about. */
  write(id: ArticleId, lang: Lang, text: Partial<Text> & { headline: string }): Promise<void>
  create(
    when: Partial<Moment>,
    fields?: { section?: string; speakers?: readonly string[] },
  ): Promise<ArticleId>
  publish(options?: { full?: boolean; plan?: boolean; now?: number }): Promise<Published>
  /** Checks the published tree as a reader would; what is wrong with it. */
  verify(): Promise<readonly Problem[]>
  /** Every file of the published tree with its SHA-256, sorted by path. */
  tree(): readonly (readonly [string, string])[]
}

export const testNewsroom: Newsroom = {
  name: { [parseLang('en')]: 'The Test', [parseLang('ug')]: 'سىناق' },
  url: 'https://news.example/',
  zone: 'Europe/Berlin',
  languages: ['en', 'ug', 'tr'].map(parseLang),
  derived: [],
  sections: [
    { key: 'press', name: { [parseLang('en')]: 'Press' } },
    { key: 'letters', name: { [parseLang('en')]: 'Letters', [parseLang('tr')]: 'Mektuplar' } },
  ],
  precision: 'day',
  colours: { light: '#0b4f8a', dark: '#8fc3f3' },
  logo: null,
  about: {},
  mirrors: [],
  solo: false,
}

/** Opens a desk in a folder of its own, removed when the test ends. */
export async function openDesk(
  t: Pick<TestContext, 'after'>,
  settings: Partial<Newsroom> = {},
): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-desk-'))
  const store = await openStore(join(folder, 'newsroom.db'))
  t.after(async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { db } = store
  let newsroom: Newsroom = { ...testNewsroom, ...settings }
  await putNewsroom(db, newsroom)
  for (const name of ['site', 'staging', 'media']) mkdirSync(join(folder, name))
  let ids = 0
  const newId = (): string => {
    ids += 1
    return idFromBytes(createHash('sha256').update(String(ids)).digest())
  }
  const base = {
    db,
    store: join(folder, 'newsroom.db'),
    staging: join(folder, 'staging'),
    site: join(folder, 'site/live'),
    search: join(folder, 'search.db'),
    media: join(folder, 'media'),
    readPicture: async (digest: Parameters<Publisher['readPicture']>[0]) =>
      (await readPictures(db, [digest])).get(digest) ?? null,
    chrome: { logo: null, fingerprint: null },
    press: 'test',
    origin: 'news.example/log',
    keys: made.online,
    extras,
    now: testNow,
    onProgress: () => {},
  }
  return {
    folder,
    db,
    get publisher() {
      return { ...base, newsroom }
    },
    newsroom: () => newsroom,
    async settle(next) {
      newsroom = next
      await putNewsroom(db, next)
    },
    newId: () => parseArticleId(newId()),
    newPersonId: () => parsePersonId(newId()),
    write: (id, lang, text) => putApproved(db, { article: id, lang }, wholeText(text)),
    async create(when, fields = {}) {
      const id = parseArticleId(newId())
      const moment: Moment = {
        date: '2020-05-28',
        time: null,
        zone: 'Europe/Berlin',
        precision: 'day',
        raw: null,
        ...when,
      }
      await createArticle(db, id, {
        when: moment,
        section: fields.section ?? null,
        speakers: fields.speakers ?? [],
      })
      return id
    },
    publish: (options = {}) =>
      publish(
        { ...base, newsroom, now: options.now ?? testNow },
        { full: options.full ?? false, plan: options.plan ?? false },
      ),
    async verify() {
      const copy = folderCopy(base.site)
      const report = await verifyTree(copy, { trusted: null, remembered: null, now: null })
      return report.problems
    },
    tree: () => (existsSync(base.site) ? treeOf(base.site) : []),
  }
}

/** The tree that readers of the link `site` do not see. */
export function spareOf(site: string): string {
  const live = readlinkSync(site)
  const [spare, ...more] = readdirSync(dirname(site)).filter(
    (name) => !['live', live].includes(name),
  )
  assert.ok(spare !== undefined && more.length === 0, `${spare} ${more}`)
  return join(dirname(site), spare)
}

/** Writes the newest text of a version, and approves it. */
export async function putApproved(
  db: Db,
  key: { readonly article: ArticleId; readonly lang: Lang },
  text: Text,
): Promise<void> {
  const made = { madeAt: testNow, madeBy: null, madeFrom: null }
  const { number } = await putRevision(db, { ...key, origin: { kind: 'written' }, text, ...made })
  await approve(db, key, { revision: number, publishAt: null })
}

/** A whole text from its headline. */
export function wholeText(text: Partial<Text> & { headline: string }): Text {
  return {
    teaser: `${text.headline}. Teaser.`,
    teaserCut: false,
    body: bodyOfParagraphs([`${text.headline}: the first paragraph.`, 'The second.']),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
    ...text,
  }
}

/** Every file below `folder` with its SHA-256, sorted by path. */
export function treeOf(folder: string): readonly (readonly [string, string])[] {
  return filesBelow(folder)
    .map(
      (file) =>
        [
          relative(folder, file),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ] as const,
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
