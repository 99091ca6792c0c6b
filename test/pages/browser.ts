// Checks of a published tree's pages in a real browser (needs `chromium`), read from disk: accessible
// in light and dark, no sideways scrolling, nothing asked of any other place.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { programPath } from '../need.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Hands `work` a browser and closes it afterwards. */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: programPath('chromium') ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'].concat([
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ]),
  })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

interface Look {
  readonly width: number
  readonly colorScheme: 'light' | 'dark'
}

/** Opens each of `files` in turn and lets `look` say what is wrong with it. */
async function faultsOn(
  browser: Browser,
  folder: string,
  { files, width, colorScheme }: Look & { readonly files: readonly string[] },
  look: (page: Page, file: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  // The policy of the pages forbids scripts, and the checker is one.
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme,
    bypassCSP: true,
  })
  const page = await context.newPage()
  const faults: string[] = []
  for (const file of files) {
    await page.goto(pathToFileURL(join(folder, file)).href)
    for (const fault of await look(page, file))
      faults.push(`${file} (${width}, ${colorScheme}): ${fault}`)
  }
  await context.close()
  return faults
}

/** axe finds nothing at 320 px, light and dark; nor anything it could not decide. */
export async function checkAxe(folder: string, files: readonly string[]): Promise<void> {
  await withBrowser(async (browser) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const faults = await faultsOn(
        browser,
        folder,
        { files, width: 320, colorScheme },
        async (page) => {
          await page.evaluate(axeSource)
          return page.evaluate(runAxe, rules)
        },
      )
      assert.deepEqual(faults, [])
    }
  })
}

/** Runs inside the page. */
async function runAxe(tags: readonly string[]): Promise<readonly string[]> {
  type Finding = { id: string; nodes: readonly { html: string; failureSummary?: string }[] }
  type Axe = { run(options: object): Promise<{ violations: Finding[]; incomplete: Finding[] }> }
  const { axe } = globalThis as unknown as { axe: Axe }
  const { violations, incomplete } = await axe.run({ runOnly: tags })
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  )
}

/**
 * No sideways scrolling at 320 px, with text at 200 % and with WCAG 1.4.12's text spacing; on paper
 * no cell of a table is cut off; on a page
 * from right to left the headline touches the right edge of its column; the languages can be hit.
 */
export async function checkLayout(folder: string, files: readonly string[]): Promise<void> {
  const variants = [
    '',
    'html{font-size:200%!important}',
    '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}',
  ]
  const faults = await withBrowser((browser) =>
    faultsOn(browser, folder, { files, width: 320, colorScheme: 'light' }, async (page) => {
      const found: string[] = []
      for (const content of variants) {
        if (content !== '') await page.addStyleTag({ content })
        const wide = await page.evaluate(widest)
        if (wide !== null)
          found.push(`wider than the window${content && ` with ${content}`}: ${wide}`)
        if (content === '') found.push(...(await page.evaluate(misplaced)))
      }
      await page.setViewportSize({ width: 700, height: 990 })
      await page.emulateMedia({ media: 'print' })
      found.push(...(await page.evaluate(cutOff)))
      await page.emulateMedia({ media: null })
      await page.setViewportSize({ width: 320, height: 800 })
      return found
    }),
  )
  assert.deepEqual(faults, [])
}

/** Runs inside the page: tables that end behind their frame when a word is longer than the paper is wide. */
function cutOff(): string[] {
  for (const cell of document.querySelectorAll('.wide td')) cell.append('x'.repeat(80))
  return [...document.querySelectorAll('.wide')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ textContent }) => `cut off on paper: ${textContent?.slice(0, 80)}`)
}

/** Runs inside the page: the element that reaches furthest out of the window, or null. */
function widest(): string | null {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return null
  const out = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right } = element.getBoundingClientRect()
    return right > clientWidth + 1 || left < -1
  })
  return `${scrollWidth} px: ${out
    .map((element) => element.outerHTML.slice(0, 80))
    .slice(-3)
    .join(' | ')}`
}

/** Runs inside the page: what does not stand where readers of the page's direction look for it. */
function misplaced(): string[] {
  const found: string[] = []
  const rtl = document.documentElement.dir === 'rtl'
  if (getComputedStyle(document.body).direction !== (rtl ? 'rtl' : 'ltr')) found.push('direction')
  const h1 = document.querySelector('main h1')
  if (h1 !== null) {
    const range = document.createRange()
    range.selectNodeContents(h1)
    const lines = [...range.getClientRects()]
    const box = h1.getBoundingClientRect()
    const gap = rtl
      ? box.right - Math.max(...lines.map((line) => line.right))
      : Math.min(...lines.map((line) => line.left)) - box.left
    if (gap > 2) found.push(`the headline stands ${gap} px from its edge`)
  }
  for (const link of document.querySelectorAll('nav a')) {
    const { height } = link.getBoundingClientRect()
    if (height < 24) found.push(`a target ${height} px high: ${link.textContent}`)
  }
  return found
}

/** Every request that opening `files` makes, and every program that ran: there should be none of either. */
export async function checkQuiet(folder: string, files: readonly string[]): Promise<void> {
  const base = pathToFileURL(`${folder}/`).href
  const strange: string[] = []
  await withBrowser(async (browser) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    page.on('request', (request) => {
      const own = request.url().startsWith(base) || request.url().startsWith('data:')
      if (!own || request.resourceType() === 'script') strange.push(request.url())
    })
    page.on('console', (message) => strange.push(message.text()))
    page.on('pageerror', (error) => strange.push(error.message))
    for (const file of files) await page.goto(pathToFileURL(join(folder, file)).href)
    assert.deepEqual(await context.cookies(), [])
  })
  assert.deepEqual(strange, [])
}

/**
 * Letters of the headline join, and none is missing: set apart by zero-width non-joiners it is wider,
 * and no letter is drawn as the box that stands for letters no font has.
 */
export async function checkShaping(folder: string, files: readonly string[]): Promise<void> {
  const faults = await withBrowser((browser) =>
    faultsOn(browser, folder, { files, width: 1280, colorScheme: 'light' }, (page) =>
      page.evaluate(unshaped),
    ),
  )
  assert.deepEqual(faults, [])
}

/** Runs inside the page. */
function unshaped(): string[] {
  const h1 = document.querySelector('h1')
  const brush = document.createElement('canvas').getContext('2d')
  if (h1 === null || brush === null) return ['no headline']
  const style = getComputedStyle(h1)
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  const text = h1.textContent
  const draw = (letter: string): string => {
    brush.clearRect(0, 0, 300, 150)
    brush.fillText(letter, 100, 100)
    return brush.getImageData(0, 0, 300, 150).data.join()
  }
  // A code point that will never be a letter is drawn as the box.
  const box = draw('\u{10fffe}')
  const missing = [...new Set(text)].filter(
    (letter) => letter.trim() !== '' && draw(letter) === box,
  )
  const found = missing.map((letter) => `no font has "${letter}"`)
  const apart = [...text].join('\u200c')
  if (
    /\p{Script=Arab}/u.test(text) &&
    brush.measureText(apart).width <= brush.measureText(text).width * 1.05
  )
    found.push('the letters do not join')
  return found
}
