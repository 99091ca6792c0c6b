// Every screen of the studio in a real browser, on a socket, with something on it: looked at by axe,
// for sideways scrolling, for what the browser complains about, and for its weight.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { makePictures } from '../src/image/pictures.ts'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { parseArticleId, parseDigest, parsePersonId } from '../src/model/id.ts'
import type { MoveFound, MoveTask } from '../src/model/move-in.ts'
import { createArticle } from '../src/store/articles.ts'
import type { Db } from '../src/store/db.ts'
import { endImport, startImport } from '../src/store/imports.ts'
import { putJob, updateJob } from '../src/store/jobs.ts'
import { createPerson } from '../src/store/people/people.ts'
import { putAlt, putPicture } from '../src/store/pictures.ts'
import { proposePair } from '../src/store/proposals.ts'
import { approve, putRevision, sendToReview, setLive } from '../src/store/versions.ts'
import { startSession } from '../src/studio/access/sessions.ts'
import { createStudio } from '../src/studio/app.ts'
import { listen } from '../src/studio/listen.ts'
import { routes } from '../src/studio/routes.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'
import { png } from './png.ts'
import { everyRole, openTestStudio, type TestStudio } from './studio.ts'

export interface Look {
  readonly lang: 'en' | 'ug' | 'tr'
  readonly colorScheme: 'light' | 'dark'
  readonly width: number
}

const article = '0000000a'
const digest = 'ab'.repeat(32)
const person = 'p0000001'

/** Paths of every screen, those with an id filled with what fillStudio() makes. */
export function screenPaths(): readonly string[] {
  const ids: Readonly<Record<string, string>> = {
    ':article': article,
    ':lang': 'en',
    ':digest': digest,
    ':person': person,
    ':run': 'trial000',
  }
  const paths = routes
    .filter(({ method, path }) => method === 'GET' && !path.endsWith('/:width'))
    .map(({ path }) =>
      path.replace(
        /:\w+/g,
        (part) =>
          ids[part] ??
          (path.includes('jobs') ? 'done0000' : path.startsWith('/people') ? person : article),
      ),
    )
  const jobs = ['plan0000', 'fail0000', 'wait0000'].map((id) => `/publishing/jobs/${id}`)
  const runs = ['import00', 'moving00', 'undone00', 'broken00'].map((id) => `/move-in/runs/${id}`)
  return [...new Set([...paths, ...jobs, ...runs])]
}

/** A studio on a port of its own with something on every screen; `open` gives a signed-in browser. */
export async function startFilledStudio(t: TestContext) {
  const desk = await openTestStudio(t)
  await fillStudio(desk)
  let studio = desk.studio
  const listening = await listen({ host: '127.0.0.1', port: 0 }, (port) => {
    studio = { ...desk.studio, origin: `http://localhost:${port}` }
    return createStudio(studio, routes).fetch
  })
  t.after(() => listening.close())
  const accounts = new Map<string, { readonly id: string }>()
  for (const lang of ['en', 'ug', 'tr'])
    accounts.set(lang, (await desk.as(everyRole, lang)).account)
  const cookieOf = async (lang: string): Promise<string> => {
    const cookie = await startSession(studio, accounts.get(lang)!, new Request(studio.origin))
    return cookie.split(';')[0] ?? ''
  }
  return {
    desk,
    origin: studio.origin,
    cookieOf,
    async open(browser: Browser, look: Look, bypassCSP: boolean): Promise<BrowserContext> {
      const { lang, colorScheme, width } = look
      const viewport = { width, height: 900 }
      const context = await browser.newContext({ viewport, colorScheme, bypassCSP })
      const [name = '', value = ''] = (await cookieOf(lang)).split('=')
      await context.addCookies([{ name, value, url: studio.origin }])
      return context
    },
  }
}

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** What is wrong with a page as it stands: axe's findings, and anything wider than the window. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    type Finding = { id: string; nodes: readonly { html: string; failureSummary?: string }[] }
    type Axe = { run(options: object): Promise<{ violations: Finding[] }> }
    const { axe } = globalThis as unknown as { axe: Axe }
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations } = await axe.run({ runOnly: rules })
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary}`),
    )
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) {
      const out = [...document.querySelectorAll('main *')].filter((element) => {
        const { left, right } = element.getBoundingClientRect()
        return (right > clientWidth + 1 || left < -1) && !element.closest('.scroll')
      })
      found.push(
        `${scrollWidth} px wide: ${out
          .map((one) => one.outerHTML.slice(0, 80))
          .slice(-2)
          .join(' | ')}`,
      )
    }
    return found
  })
}

/** Bytes a browser without anything kept has to fetch for a screen, the editor's island apart. */
export async function weightOf(desk: TestStudio, html: string): Promise<number> {
  const assets = [...html.matchAll(/"\/assets\/\w+\/([\w.]+)"/g)].map((match) => match[1] ?? '')
  const texts = assets
    .filter((name) => name !== 'editor.js')
    .map((name) => desk.studio.assets.get(name)?.bytes ?? new Uint8Array())
  return [Buffer.from(html), ...texts].reduce((sum, bytes) => sum + gzipSync(bytes).length, 0)
}

async function fillStudio({ studio, clock }: TestStudio): Promise<void> {
  const { db } = studio
  const [en, ug] = [parseLang('en'), parseLang('ug')]
  const picture = parseDigest(digest)
  const focus = { x: 0.5, y: 0.5 }
  const file = join(studio.spool, 'grey.png')
  writeFileSync(file, png(320, 200))
  const [made] = await makePictures([file], studio.spool)
  const bytes = made?.kind === 'made' ? `${made.picture.digest}-320.webp` : ''
  copyFileSync(join(studio.spool, bytes), join(studio.media, `${digest}-320.webp`))
  await putPicture(db, {
    digest: picture,
    width: 320,
    height: 200,
    widths: [320],
    credit: null,
    focus,
  })
  await putAlt(db, picture, en, 'A school in the hills')
  await createPerson(db, {
    id: parsePersonId(person),
    preferred: { [en]: 'Rebiya Kadeer' },
    spellings: [
      { text: 'Rebiya Kadeer', source: 'editor', status: 'confirmed', searchOnly: false },
    ],
    unlisted: false,
    slug: null,
  })
  await write(db, article, { lang: en, headline: 'The mountain school opens again', live: true })
  await write(db, article, { lang: ug, headline: 'تاغ مەكتىپى يەنە ئېچىلدى', review: true })
  await write(db, '0000000b', {
    lang: en,
    headline: 'Water for the poplars',
    ready: true,
    poster: 'Kanat',
  })
  const job = { kind: 'publish', due_at: clock.now, made_by: null, made_at: clock.now } as const
  for (const id of ['done0000', 'fail0000', 'wait0000', 'plan0000'])
    await putJob(db, { ...job, id })
  const counts = { pages: 14, feeds: 6, others: 2, gone: 0 }
  const articles = ['en/2026/11/water-for-the-poplars-0000000b.html']
  const check = { address: 'http://127.0.0.1:8080/', outcome: 'good', at: clock.now }
  const ended = { ended_at: clock.now }
  await updateJob(db, 'done0000', {
    state: 'done',
    edition: 1,
    ...ended,
    report: { counts, articles, check },
  })
  await updateJob(db, 'fail0000', {
    state: 'failed',
    ...ended,
    report: { fault: 'PUB-11', detail: 'ENOSPC' },
  })
  await updateJob(db, 'wait0000', { state: 'running', report: { phase: 'print', done: 3, of: 14 } })
  await updateJob(db, 'plan0000', { state: 'done', ...ended, report: { counts, articles } })
  await db.updateTable('job').set({ kind: 'plan' }).where('id', '=', 'plan0000').execute()
  await fillMoving({ studio, clock })
  await fillPairs({ studio })
  const edition = {
    number: 1,
    state: 'published',
    time: clock.now,
    record: '',
    touched: 22,
    gone: 0,
  } as const
  await db.insertInto('edition').values(edition).execute()
}

/** Two imported texts that look like one article. */
async function fillPairs({ studio }: Pick<TestStudio, 'studio'>): Promise<void> {
  const [one, other] = ['0000000c', '0000000d'].map(parseArticleId) as [never, never]
  await write(studio.db, one, { lang: parseLang('en'), headline: 'Seeds for the gardens' })
  await write(studio.db, other, { lang: parseLang('ug'), headline: 'باغلار ئۈچۈن ئۇرۇق' })
  const reasons = ['the same name in the old address (“seeds”)', 'the same day']
  await proposePair(studio.db, { one, other, reasons })
}

/** A source with a trial of it, an import that can be taken back, one under way and one that failed. */
async function fillMoving({ studio, clock }: Pick<TestStudio, 'studio' | 'clock'>): Promise<void> {
  const { db } = studio
  mkdirSync(join(studio.spool, 'incoming', 'old-pictures'), { recursive: true })
  writeFileSync(join(studio.spool, 'incoming', 'old-site.sql.gz'), 'x')
  const counts = { imported: 7, updated: 0, unchanged: 1, merged: 2, refused: 1 }
  const reason = 'There is a headline and a date, but no text'
  const found: MoveFound = {
    counts,
    kinds: [{ what: 'story', counts }],
    languages: [
      { lang: 'ug', count: 4 },
      { lang: null, count: 3 },
    ],
    datelines: [
      {
        raw: 'Per, 05/28/2020 - 13:21 -- Poplar',
        when: { date: '2020-05-28', time: '13:21', zone: 'Europe/Berlin' },
        open: null,
      },
      { raw: null, when: null, open: '“05/06/2020” may be May or June' },
    ],
    openDates: 1,
    posters: [{ name: 'Poplar', count: 7 }],
    postersMore: 3,
    told: [{ where: 'node/7', name: 'تاغ مەكتىپى', fate: 'refused', reason }],
    toldMore: 2,
    previews: [
      {
        where: 'old-site.sql.gz, node/12',
        lang: 'ug',
        old: '<p>تاغ مەكتىپى يەنە ئېچىلدى.</p>',
        headline: 'تاغ مەكتىپى يەنە ئېچىلدى',
        teaser: 'يول ئىككى قىش تاقالدى.',
        body: bodyOfParagraphs(['تاغ مەكتىپى يەنە ئېچىلدى.']),
        notes: ['picture not there: /files/school.jpg'],
      },
    ],
  }
  const move: MoveTask = {
    source: 'old-site.sql.gz',
    media: null,
    oldUrl: 'https://old.example/',
    lang: null,
    zone: 'Europe/Berlin',
    section: null,
    keepBylines: false,
    types: [],
  }
  await endImport(db, await startImport(db, clock.now), 'done')
  const job = { due_at: clock.now, made_by: null, made_at: clock.now } as const
  const runs = [
    ['trial000', 'trial', 'done', { move, found }],
    ['import00', 'import', 'done', { move, found, run: 1 }],
    ['moving00', 'import', 'running', { move, done: 120, megabytes: 14 }],
    ['undone00', 'undo', 'done', { run: 1, undone: { articles: 7, sections: 1, kept: 2 } }],
    ['broken00', 'trial', 'failed', { move, fault: 'MOV-02', detail: 'ENOSPC' }],
  ] as const
  for (const [id, kind, state, report] of runs) {
    await putJob(db, { ...job, id, kind }, report)
    await updateJob(db, id, { state })
  }
}

async function write(
  db: Db,
  id: string,
  as: { lang: Lang; headline: string; live?: true; review?: true; ready?: true; poster?: string },
): Promise<void> {
  const key = { article: parseArticleId(id), lang: as.lang }
  const when = { date: '2026-11-24', time: null, zone: null, precision: 'day', raw: null } as const
  const isNew = as.review === undefined
  if (isNew)
    await createArticle(db, key.article, { when, ...(as.poster ? { poster: as.poster } : {}) })
  const text = {
    headline: as.headline,
    teaser: 'The road was closed for two winters.',
    teaserCut: false,
    body: bodyOfParagraphs(['The road was closed for two winters.', 'Now the bus runs again.']),
    extent: 'whole',
    byline: null,
    translator: null,
    corrections: [],
    alt: {},
  } as const
  const origin = isNew
    ? ({ kind: 'written' } as const)
    : ({ kind: 'translated', from: parseLang('en') } as const)
  await putRevision(db, {
    ...key,
    text,
    origin,
    madeAt: 0,
    madeBy: null,
    madeFrom: isNew ? null : 1,
  })
  if (as.review) await sendToReview(db, key)
  if (as.live || as.ready) await approve(db, key, { revision: 1, publishAt: null })
  if (as.live) await setLive(db, key, 1)
}
