// The editor in a real browser on a real socket, with what the browser complains about collected.
import type { TestContext } from 'node:test'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { ArticleId } from '../../src/model/id.ts'
import { parseArticleId } from '../../src/model/id.ts'
import { createArticle } from '../../src/store/articles.ts'
import { startSession } from '../../src/studio/access/sessions.ts'
import { createStudio } from '../../src/studio/app.ts'
import { type Listening, listen } from '../../src/studio/listen.ts'
import { routes } from '../../src/studio/routes.ts'
import { parseLang } from '../../src/text/lang.ts'
import { testNewsroom } from '../desk.ts'
import { everyRole, openTestStudio, type TestStudio } from '../studio.ts'

export interface WritingDesk {
  readonly desk: TestStudio
  readonly origin: string
  readonly id: ArticleId
  /** Takes the studio off its port, and puts it there again. */
  stop(): Promise<void>
  start(): Promise<void>
  /** A page of somebody new who sees the studio in `lang`. */
  open(browser: Browser, lang: string, options?: BrowserContextOptions): Promise<Page>
  /** Opens the article in `lang` and waits until the editor stands. */
  write(page: Page, lang: string): Promise<void>
  /** What browsers complained about: nothing, or the test fails. */
  readonly complaints: string[]
}

const languages = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang)
const derived = [{ from: parseLang('ug'), to: parseLang('ug-Latn') }]
const when = { date: '2026-11-24', time: null, zone: null, precision: 'day', raw: null } as const

export async function openWritingDesk(t: TestContext): Promise<WritingDesk> {
  const desk = await openTestStudio(t, { newsroom: { ...testNewsroom, languages, derived } })
  const id = parseArticleId('0000000w')
  await createArticle(desk.studio.db, id, { when })
  let [listening, port]: [Listening | null, number] = [null, 0]
  const studioAt = () => ({ ...desk.studio, origin: `http://localhost:${port}` })
  const start = async (): Promise<void> => {
    listening = await listen({ host: '127.0.0.1', port }, (given) => {
      port = given
      return createStudio(studioAt(), routes).fetch
    })
  }
  const stop = async (): Promise<void> => listening?.close()
  await start()
  t.after(stop)
  const complaints: string[] = []
  return {
    desk,
    origin: `http://localhost:${port}`,
    id,
    stop,
    start,
    complaints,
    async open(browser, lang, options = {}) {
      const { account } = await desk.as(everyRole, lang)
      const { origin } = studioAt()
      const cookie = await startSession(studioAt(), account, new Request(origin))
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=')
      const context = await browser.newContext({
        viewport: { width: 1400, height: 900 },
        ...options,
      })
      await context.addCookies([{ name, value, url: origin }])
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      return page
    },
    async write(page, lang) {
      await page.goto(`http://localhost:${port}/articles/${id}/${lang}`)
      await page.waitForSelector('form.desk[data-ready]')
    },
  }
}

/** Puts the caret into the text; ProseMirror hears of it a moment later. */
export async function enter(page: Page): Promise<void> {
  await page.click('.page .prose > :first-child')
  await page.waitForSelector('.page .ProseMirror-focused')
  await page.waitForTimeout(60)
}

/** Pastes as a browser does: an event with what the clipboard holds. */
export async function paste(page: Page, held: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((types) => {
    const clipboardData = new DataTransfer()
    for (const [type, text] of Object.entries(types)) clipboardData.setData(type, text)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.querySelector('.page .prose')?.dispatchEvent(event)
  }, held)
}

/** The text's markup as it stands, without what only the editor needs. */
export function markup(page: Page): Promise<string> {
  return page.evaluate(() => {
    const prose = document.querySelector('.page .prose')?.cloneNode(true) as HTMLElement
    for (const one of prose.querySelectorAll('*')) {
      one.removeAttribute('class')
      one.removeAttribute('title')
      // Only what lines the columns up is taken off.
      if (/^(?:padding-top: \d+px;)?$/.test(one.getAttribute('style') ?? ''))
        one.removeAttribute('style')
    }
    for (const one of prose.querySelectorAll('br')) one.remove()
    return prose.innerHTML
  })
}

/** Waits until everything typed is on the server. */
export async function saved(page: Page): Promise<void> {
  await page.waitForSelector('.saving[data-server="true"][data-kind="good"]')
}

/** On which side of its block the caret stands; in an empty one, where it begins. */
export function caretSide(page: Page): Promise<'left' | 'right'> {
  return page.evaluate(() => {
    const selection = getSelection()
    const node = selection?.anchorNode
    const block = (node instanceof Element ? node : node?.parentElement)?.closest('p, h3, li')
    if (!block) throw new Error('no caret')
    const caret = selection?.getRangeAt(0).getClientRects()[0]
    if (caret === undefined) return getComputedStyle(block).direction === 'rtl' ? 'right' : 'left'
    const { left, width } = block.getBoundingClientRect()
    return caret.left - left < width / 2 ? 'left' : 'right'
  })
}
