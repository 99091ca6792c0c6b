// Coming into the studio in a real browser: the first account by keyboard alone with a passkey, a second
// one without script by password and one-time codes.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Page } from 'playwright-core'
import { totpCode } from '../src/studio/access/totp.ts'
import { createStudio } from '../src/studio/app.ts'
import { firstCode } from '../src/studio/first.ts'
import { listen } from '../src/studio/listen.ts'
import { routes } from '../src/studio/routes.ts'
import { addAuthenticator } from './day/hands.ts'
import { need } from './need.ts'
import { withBrowser } from './pages/browser.ts'
import { openTestStudio } from './studio.ts'
import { tempFolder } from './temp-folder.ts'

test('a passkey by keyboard alone, then an invited colleague without script', async (t) => {
  if (!need(t, 'chromium')) return
  const { desk, origin } = await startStudio(t)
  const code = (await firstCode(desk.studio)) ?? ''
  await withBrowser(async (browser) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await addAuthenticator(page)
    await page.goto(`${origin}/join`)
    await keys(page, 'Tab', 'Tab', code, 'Enter')
    await page.getByRole('button', { name: 'Make a passkey' }).waitFor()
    // The skip link, the name, the language, the button.
    await keys(page, 'Tab', 'Tab', 'Poplar', 'Tab', 'Tab', 'Enter')
    await page.getByRole('link', { name: 'I have written them down' }).waitFor()
    assert.equal(await page.locator('.codes li').count(), 8)
    await page.goto(`${origin}/settings/access`)
    await page.getByRole('button', { name: 'Make a code of invitation' }).click()
    const invitation = await page.locator('code.key').innerText()
    await page.goto(origin)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Use my passkey' }).press('Enter')
    await page.getByRole('heading', { name: 'What needs me' }).waitFor()
    assert.deepEqual(complaints, [])

    const plain = await browser.newContext({ javaScriptEnabled: false })
    const other = await plain.newPage()
    await other.goto(`${origin}/join`)
    await other.fill('#invitation', invitation)
    await other.getByRole('button').click()
    assert.equal(await other.getByRole('button', { name: 'Make a passkey' }).isVisible(), false)
    await readsSquare(t, other)
    const key = (await other.locator('code.key').innerText()).replaceAll(' ', '')
    const password = 'ten poplars under one roof'
    await other.fill('#name', 'Willow')
    await other.selectOption('#lang', 'ug')
    await other.fill('#password', password)
    await other.fill('#again', password)
    await other.fill('#code', totpCode(key, desk.clock.now))
    await other.getByRole('button', { name: 'Make the account' }).click()
    await other.goto(origin)
    assert.equal(await other.locator('html').getAttribute('dir'), 'rtl')
    await other.locator('header form button').click()
    desk.clock.now += 60_000
    await other.fill('#name', 'willow')
    await other.fill('#password', password)
    await other.fill('#code', totpCode(key, desk.clock.now))
    await other.locator('form[action="/sign-in"] button').click()
    assert.equal(new URL(other.url()).pathname, '/')
  })
  assert.deepEqual(desk.faults, [])
})

async function startStudio(t: TestContext) {
  const desk = await openTestStudio(t)
  const listening = await listen({ host: '127.0.0.1', port: 0 }, (port) => {
    const studio = { ...desk.studio, origin: `http://localhost:${port}` }
    return createStudio(studio, routes).fetch
  })
  t.after(() => listening.close())
  return { desk, origin: `http://localhost:${listening.port}` }
}

/** A telephone reads the key from the square, also where the screen is dark. */
async function readsSquare(t: TestContext, page: Page): Promise<void> {
  if (!need(t, 'zbarimg')) return
  await page.emulateMedia({ colorScheme: 'dark' })
  const file = join(tempFolder(t), 'square.png')
  await page.locator('svg.qr').screenshot({ path: file })
  const read = execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', file], { encoding: 'utf8' })
  assert.equal(read.trim(), await page.locator('details code').textContent())
}

/** Presses keys; what is no name of one is typed. */
async function keys(page: Page, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) {
    if (key === 'Tab' || key === 'Enter') await page.keyboard.press(key)
    else await page.keyboard.type(key)
  }
}
