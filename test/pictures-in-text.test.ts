// A picture file put into a text while it is written: pasted, dropped, chosen with the keyboard;
// refused, cut off, and after the session has ended. What is kept is what the Pictures screen keeps.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { readDrafts } from '../src/store/drafts.ts'
import { listPictures, readAlts } from '../src/store/pictures.ts'
import { parseLang } from '../src/text/lang.ts'
import { need } from './need.ts'
import { withBrowser } from './pages/browser.ts'
import { png } from './png.ts'
import { enter, markup, openWritingDesk, saved } from './writing/desk.ts'

const en = parseLang('en')
const figures = '.page .prose figure'

test('a picture comes into a text by clipboard, pointer and keyboard, described, and can be undone', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'en')
    await enter(page)
    await page.keyboard.type('One.')
    await page.keyboard.press('Enter')
    await page.keyboard.type('Two.')
    await give(page, 'paste', 'school.png', png(400, 300))
    await page.waitForSelector('dialog img[src^="blob:"]')
    await page.fill('dialog input[name=alt]', 'A school')
    await page.keyboard.press('Enter')
    await page.waitForSelector(`${figures} img`)
    assert.equal(await page.inputValue(`${figures} input`), 'A school')
    assert.match(await markup(page), /^<p>One\.<\/p><p>Two\.<\/p><figure/)
    await enter(page)
    await page.keyboard.press('Control+z')
    assert.equal(await markup(page), '<p>One.</p><p>Two.</p>', 'one step back takes it away')
    await page.keyboard.press('Control+y')
    await page.waitForSelector(figures)
    const box = (await page.locator('.page .prose p:has-text("One.")').boundingBox())!
    await give(page, 'drop', 'map.png', png(300, 300), {
      x: box.x + 5,
      y: box.y + box.height - 2,
    })
    await page.fill('dialog input[name=alt]', 'A map')
    await page.click('dialog button[value=ok]')
    await page.waitForFunction((all) => document.querySelectorAll(all).length === 2, figures)
    assert.match(await markup(page), /^<p>One\.<\/p><figure.*<\/figure><p>Two\.<\/p><figure/)
    await page.focus('.toolbar [data-action=Picture]')
    await page.keyboard.press('Enter')
    await page.setInputFiles('dialog input[type=file]', [
      { name: 'road.png', mimeType: 'image/png', buffer: Buffer.from(png(200, 200)) },
    ])
    await page.waitForSelector('dialog input[name=alt]')
    await page.keyboard.press('Escape')
    assert.equal((await listPictures(desk.desk.studio.db, { limit: 9, skip: 0 })).length, 2)
    await saved(page)
  })
  const { db, spool } = desk.desk.studio
  const [draft] = await readDrafts(db, { article: desk.id, lang: en })
  assert.deepEqual(Object.values(draft?.text.alt ?? {}).sort(), ['A map', 'A school'])
  const kept = await listPictures(db, { limit: 9, skip: 0 })
  const words = [
    ...(
      await readAlts(
        db,
        kept.map(({ digest }) => digest),
      )
    ).values(),
  ]
  assert.deepEqual(words.map((one) => one[en]).sort(), ['A map', 'A school'])
  assert.deepEqual(readdirSync(spool), [])
  assert.deepEqual(desk.complaints, [])
})

test('a picture that is refused or does not get through costs neither the text nor the picture', async (t) => {
  if (!need(t, 'chromium')) return
  const desk = await openWritingDesk(t)
  const { db } = desk.desk.studio
  await withBrowser(async (browser) => {
    const page = await desk.open(browser, 'en')
    await desk.write(page, 'en')
    await enter(page)
    await page.keyboard.type('One.')
    const said = (words: string) => page.waitForSelector(`.dropped:has-text("${words}")`)
    const bring = async (name: string, bytes: Uint8Array): Promise<void> => {
      await give(page, 'paste', name, bytes)
      await page.fill('dialog input[name=alt]', 'A school')
      await page.click('dialog button[value=ok]')
    }
    await bring('cut.png', png(300, 300).subarray(0, 200))
    await said('The picture was not taken: cut.png: it is damaged or cut short.')
    await give(page, 'paste', 'plan.pdf', Buffer.from('%PDF-1.7'))
    await said('Only pictures can be put in here, this is none: plan.pdf')
    assert.equal(await markup(page), '<p>One.</p>')
    await desk.stop()
    await bring('school.png', png(400, 300))
    await said('The line was cut.')
    await page.keyboard.type(' On.')
    await desk.start()
    const sessions = await db.selectFrom('session').selectAll().execute()
    await db.deleteFrom('session').execute()
    await page.click('.arriving button:has-text("Try again")')
    await said('You are signed out.')
    await db.insertInto('session').values(sessions).execute()
    await page.click('.arriving button:has-text("Try again")')
    await page.waitForSelector(`${figures} img`)
    assert.equal(await page.inputValue(`${figures} input`), 'A school')
    assert.match(await markup(page), /^<p>One\. On\.<\/p><figure/)
    await desk.stop()
    await bring('map.png', png(300, 300))
    await said('The line was cut.')
    await page.click('.arriving button:has-text("Take away")')
    assert.equal(await page.locator('.arriving').count(), 0)
  })
  const strange = desk.complaints.filter((one) => !/Failed to load resource/.test(one))
  assert.deepEqual(strange, [])
})

/** A file as the clipboard or a pointer brings it. */
async function give(
  page: Page,
  how: 'paste' | 'drop',
  name: string,
  bytes: Uint8Array,
  at = { x: 0, y: 0 },
): Promise<void> {
  const held = { how, name, at, base64: Buffer.from(bytes).toString('base64') }
  await page.evaluate(({ how, name, at, base64 }) => {
    const whole = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const type = name.endsWith('.png') ? 'image/png' : 'application/pdf'
    const files = new DataTransfer()
    files.items.add(new File([whole], name, { type }))
    const common = { bubbles: true, cancelable: true }
    const event =
      how === 'paste'
        ? new ClipboardEvent('paste', { clipboardData: files, ...common })
        : new DragEvent('drop', { dataTransfer: files, clientX: at.x, clientY: at.y, ...common })
    document.querySelector('.page .prose')?.dispatchEvent(event)
  }, held)
}
