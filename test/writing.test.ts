// Writing in a real browser: two directions in two interfaces, what clipboards bring, the keyboard
// alone, no script at all, bad lines and dead servers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { readDrafts } from '../src/store/drafts.ts'
import { readRevision } from '../src/store/revisions.ts'
import { readVersion } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { need } from './need.ts'
import { withBrowser } from './pages/browser.ts'
import { caretSide, enter, markup, openWritingDesk, paste, saved } from './writing/desk.ts'
import { fromDocs, fromPdf, fromWeb, fromWord } from './writing/pastes.ts'

const [en, ug] = [parseLang('en'), parseLang('ug')]

test('Uyghur in an English studio and English in a Uyghur one run their own way', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'ug')
    assert.equal(await page.getAttribute('html', 'dir'), 'ltr')
    assert.equal(await page.getAttribute('.page .prose', 'dir'), 'rtl')
    assert.equal(await page.getAttribute('.page .prose', 'lang'), 'ug')
    await page.fill('#headline', 'مەكتەپ ئېچىلدى')
    await enter(page)
    assert.equal(await caretSide(page), 'right', 'an empty paragraph waits on the right')
    await page.keyboard.type('BBC نىڭ خەۋىرىچە، مەكتەپ ئېچىلدى.')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Said in English, a line of its own.')
    assert.equal(
      await markup(page),
      '<p>BBC نىڭ خەۋىرىچە، مەكتەپ ئېچىلدى.</p><p dir="ltr">Said in English, a line of its own.</p>',
    )
    await caretGoesThrough(page)
    await saved(page)
    await page.waitForSelector('.variant[data-lang="ug-Latn"] .blocks p:has-text("mektep ëchildi")')
    const other = await desk.open(browser, 'ug')
    await desk.write(other, 'en')
    assert.equal(await other.getAttribute('html', 'dir'), 'rtl')
    await enter(other)
    assert.equal(await caretSide(other), 'left', 'an empty English paragraph waits on the left')
    await other.keyboard.type('The school opens.')
    assert.equal(await other.getAttribute('.page .prose', 'dir'), 'ltr')
    await saved(other)
  })
  assert.deepEqual(desk.complaints, [])
  // What was typed first became a version when the article was opened in another language.
  const typed = await readRevision(desk.desk.studio.db, { article: desk.id, lang: ug, number: 1 })
  assert.equal(typed?.headline, 'مەكتەپ ئېچىلدى')
  assert.deepEqual(
    typed?.body.content?.map(({ attrs }) => attrs?.['dir']),
    [null, null],
    'directions that letters tell are not written down',
  )
})

test('what is pasted keeps direction, bold and links, and nothing else', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  const link = (href: string, words: string) => `<a data-href="${href}">${words}</a>`
  const pastes: readonly (readonly [string, Record<string, string>, string, RegExp])[] = [
    [
      'ug',
      { 'text/html': fromWord, 'text/plain': 'x' },
      `<p><strong>مەكتەپ</strong> دۈشەنبە كۈنى ئېچىلىدۇ.</p><p>${link('https://school.example/plan', 'پىلان')}</p>`,
      /utm_source.*clip_image001/s,
    ],
    [
      'ug',
      { 'text/html': fromDocs, 'text/plain': 'x' },
      `<p><strong>مەكتەپ</strong> قىشتىن كېيىن ئېچىلدى. ${link('https://school.example/map', 'خەرىتە')}</p><p dir="ltr"><em>Said in English.</em></p>`,
      /redirect/,
    ],
    [
      'en',
      { 'text/html': fromWeb, 'text/plain': 'x' },
      `<h3>School opens</h3><p>The school <strong>opens</strong>, says the mayor and ${link('https://news.example/x#top', 'the paper')}.</p>`,
      /script.*javascript:.*fbclid.*tracking pixel.*school\.jpg.*svg/s,
    ],
    [
      'en',
      { 'text/plain': fromPdf },
      '<p>The mountain school opens again after a winter of repairs, and the children of four villages will walk to it from Monday on, said the headmistress.</p><p>A second paragraph.</p>',
      /^$/,
    ],
  ]
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    const asked: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.origin)) asked.push(request.url())
    })
    for (const [lang, held, expected, told] of pastes) {
      await desk.write(page, lang)
      await enter(page)
      await page.keyboard.press('Control+a')
      await paste(page, held)
      const html = await markup(page)
      assert.ok(html.startsWith(expected), `${html}\n${expected}`)
      assert.doesNotMatch(
        html,
        /script|on\w+=|style=|javascript|drawn|typed|https:\/\/(?:tracker|evil)/,
      )
      assert.match((await page.textContent('.dropped')) ?? '', told)
    }
    await paste(page, { 'text/html': '<b>'.repeat(800_000), 'text/plain': 'x' })
    assert.match((await page.textContent('.dropped')) ?? '', /longer than a book/)
    // What only bombs: deep, mis-nested, unclosed. Browsers alone would need many seconds.
    for (const html of ['<div>'.repeat(50_000), '<a><p>'.repeat(1900), '<p><b>'.repeat(1900)])
      await paste(page, { 'text/html': `${html}bomb`, 'text/plain': 'x' })
    await page.keyboard.press('Control+a')
    await paste(page, { 'text/plain': fromPdf })
    assert.match(await markup(page), /A second paragraph/)
    assert.equal(await page.evaluate(() => 'stolen' in globalThis), false)
    assert.deepEqual(asked, [], 'nothing was asked of any other place')
  })
  // Browsers report the styles and handlers of pasted markup that the policy has stopped.
  assert.deepEqual(
    desk.complaints.filter((complaint) => !/Content Security Policy|inline/.test(complaint)),
    [],
  )
})

test('the keyboard alone writes, marks, links, finds and sends to review', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'en')
    const keys = page.keyboard
    await tabTo(page, '#headline')
    await keys.type('School opens')
    await tabTo(page, '.toolbar button')
    await keys.press('?')
    await page.waitForSelector('dialog kbd:text-is("Ctrl+Shift+7")')
    await keys.press('Escape')
    await page.waitForSelector('.page .ProseMirror-focused')
    await keys.press('Control+Shift+Slash')
    await page.waitForSelector('dialog kbd')
    await keys.press('Escape')
    await keys.type('?')
    assert.equal(await markup(page), '<p>?</p>', 'in the text it is a question')
    await keys.press('Backspace')
    await page.focus('.toolbar button')
    await keys.press('ArrowRight')
    await keys.press('Enter')
    assert.equal(await page.getAttribute('[data-action="Heading2"]', 'aria-pressed'), 'true')
    await keys.type('On Monday')
    await keys.press('Enter')
    await keys.type('/quote')
    await page.waitForSelector('.slash:not([hidden]) [aria-selected="true"]')
    await keys.press('Enter')
    await keys.type('It opens, see the plan')
    for (let i = 0; i < 8; i++) await keys.press('Shift+ArrowLeft')
    await page.waitForTimeout(60)
    // The key where B is printed on a Latin keyboard, whatever letters the keyboard has.
    await pressPlace(page, 'KeyB', 'ئا')
    await keys.press('Control+k')
    await page.waitForSelector('dialog.ask[open]')
    await keys.type('school.example/plan')
    await keys.press('Enter')
    await page.waitForSelector('dialog.ask', { state: 'detached' })
    assert.equal(
      await markup(page),
      '<h3>On Monday</h3><blockquote><p>It opens, see <a data-href="https://school.example/plan"><strong>the plan</strong></a></p></blockquote>',
    )
    await keys.press('Control+f')
    await keys.type('OPENS')
    assert.equal(await page.textContent('.find [role="status"]'), '0 of 1')
    await keys.press('Enter')
    await keys.press('Escape')
    await keys.press('Control+z')
    await keys.press('Control+z')
    assert.doesNotMatch(await markup(page), /data-href/)
    await keys.press('Control+y')
    await keys.press('Control+y')
    assert.match(await markup(page), /data-href/)
    await keys.press('Control+Enter')
    await page.waitForURL(/said=saidReview/)
  })
  assert.deepEqual(desk.complaints, [])
  const version = await readVersion(desk.desk.studio.db, { article: desk.id, lang: en })
  assert.deepEqual([version?.newest, version?.inReview], [1, true])
})

test('a step beside the text is about the words on the screen, and the checks follow them', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  const { db } = desk.desk.studio
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'en')
    await page.fill('#headline', 'School opens')
    await enter(page)
    for (const typed of ['One.', '', 'Two.']) {
      await page.keyboard.type(typed)
      if (typed !== 'Two.') await page.keyboard.press('Enter')
    }
    await page.keyboard.press('Control+s')
    await page.waitForSelector('#checks .look:has-text("Empty paragraphs: 1")')
    await page.waitForSelector('#state .drafting')
    await page.waitForSelector('.tabs [aria-current] + .drafting')
    assert.equal(await page.textContent('h1'), 'School opens')
    await page.keyboard.type(' More.')
    await page.click('#checks button:has-text("Put right")')
    await page.waitForURL(/said=saidFixed/)
    await page.waitForSelector('form.desk[data-ready]')
    assert.equal(await markup(page), '<p>One.</p><p>Two. More.</p>')
    assert.equal(await page.locator('main > .notice:not(.good)').count(), 0)
    await enter(page)
    await page.keyboard.type('Zero. ')
    await page.setViewportSize({ width: 320, height: 800 })
    const translating = await page.context().newPage()
    await translating.setViewportSize({ width: 320, height: 800 })
    await desk.write(translating, 'tr')
    await translating.waitForTimeout(300)
    const pushed = await translating.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('.original .block, .page .prose > *')].map(
        ({ style }) => style.marginBlockStart + style.paddingTop,
      ),
    )
    assert.deepEqual(
      [...new Set(pushed)],
      [''],
      'nothing is pushed where one stands above the other',
    )
    await translating.close()
    await page.keyboard.type('And. ')
    await page.click('header form button')
    await page.waitForURL(/sign-in/)
  })
  const [draft] = await readDrafts(db, { article: desk.id, lang: en })
  assert.match(
    JSON.stringify(draft?.text.body),
    /Zero\. And\. /,
    'signing out leaves nothing behind',
  )
  assert.deepEqual(desk.complaints, [])
})

test('without script a plain form with light markup does the same', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'tr', { javaScriptEnabled: false })
    await page.goto(`${desk.origin}/articles/${desk.id}/ug`)
    await page.fill('#headline', 'مەكتەپ ئېچىلدى')
    await page.fill('#body', '## دۈشەنبە\n\n**مەكتەپ** ئېچىلىدۇ.')
    await page.click('button.next')
    await page.waitForSelector('.notice.good')
    assert.match(await page.inputValue('#body'), /\*\*مەكتەپ\*\*/)
  })
  assert.deepEqual(desk.complaints, [])
  const key = { article: desk.id, lang: ug, number: 1 }
  const revision = await readRevision(desk.desk.studio.db, key)
  assert.deepEqual(
    revision?.body.content?.map(({ type }) => type),
    ['heading', 'paragraph'],
  )
})

test('a line that drops and a server that dies cost no word, nor does a page that is closed', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'en')
    await enter(page)
    await page.keyboard.type('Typed on the line. ')
    await saved(page)
    await desk.stop()
    await page.keyboard.type('Typed without one. ')
    await page.waitForSelector('.saving[data-kind="note"]')
    assert.match((await page.textContent('.saving')) ?? '', /Saved [\d:]+ on this device/)
    const kept = await page.evaluate(readCopies)
    assert.equal(kept.length, 1)
    assert.ok(!kept[0]?.includes('Typed'), 'the copy on the device is not to be read')
    // The page dies with the text; the next one finds it on the device and sends it.
    await page.close({ runBeforeUnload: false })
    await desk.start()
    const [context] = browser.contexts()
    const next = await context!.newPage()
    await desk.write(next, 'en')
    assert.equal(await markup(next), '<p>Typed on the line. Typed without one. </p>')
    assert.deepEqual(await next.evaluate(readCopies), [])
    await enter(next)
    await next.keyboard.press('End')
    await next.keyboard.type('And on.')
    await saved(next)
  })
  const { db } = desk.desk.studio
  const [draft] = await readDrafts(db, { article: desk.id, lang: en })
  assert.match(JSON.stringify(draft?.text.body), /Typed without one\. And on\./)
})

test('the editor weighs at most 100 KB', async (t) => {
  const { desk } = await openWritingDesk(t)
  const island = desk.studio.assets.get('editor.js')
  assert.ok(island !== undefined)
  const bytes = gzipSync(island.bytes, { level: 9 }).length
  assert.ok(bytes <= 100_000, `${bytes} bytes`)
})

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof openWritingDesk>>['open']>>

/** The caret walks through mixed text without getting stuck, and comes back. */
async function caretGoesThrough(page: Page): Promise<void> {
  await page.keyboard.press('Control+Home')
  const places = new Set<string>()
  for (let i = 0; i < 30; i++) {
    places.add(await page.evaluate(() => `${getSelection()?.anchorOffset}`))
    await page.keyboard.press('ArrowLeft')
  }
  assert.ok(places.size > 15, `the caret stood in ${places.size} places`)
}

async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const isThere = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) ?? false,
      selector,
    )
    if (isThere) return
  }
  throw new Error(`The Tab key does not lead to ${selector}`)
}

/** Ctrl and a key by its place, as a keyboard with other letters sends it. */
function pressPlace(page: Page, code: string, key: string): Promise<void> {
  return page.evaluate(
    ([place, letter]) => {
      const event = new KeyboardEvent('keydown', {
        code: place!,
        key: letter!,
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      })
      document.querySelector('.page .prose')?.dispatchEvent(event)
    },
    [code, key],
  )
}

/** Runs inside the page: what the device keeps, as text. */
function readCopies(): Promise<string[]> {
  return new Promise((resolve) => {
    const asked = indexedDB.open('xewer')
    asked.onsuccess = () => {
      const all = asked.result.transaction('copies').objectStore('copies').getAll()
      all.onsuccess = () => {
        asked.result.close()
        resolve(all.result.map(({ locked }) => new TextDecoder('latin1').decode(locked)))
      }
    }
  })
}
