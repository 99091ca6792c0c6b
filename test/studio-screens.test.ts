// Accessible, narrow, quiet and light: every screen of the studio.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { need } from './need.ts'
import { withBrowser } from './pages/browser.ts'
import { faultsOf, type Look, screenPaths, startFilledStudio, weightOf } from './studio-screens.ts'

/** The hardest look; `npm run check:screens` takes every combination. */
const looks: readonly Look[] = [{ lang: 'ug', colorScheme: 'dark', width: 320 }]
const every: readonly Look[] = (['en', 'ug', 'tr'] as const).flatMap((lang) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [320, 1280].map((width) => ({ lang, colorScheme, width })),
  ),
)
const screenBytesMax = 20_480

test('axe finds nothing on any screen, and none is wider than the window', async (t) => {
  if (!need(t, 'chromium')) return
  const studio = await startFilledStudio(t)
  const faults: string[] = []
  await withBrowser(async (browser) => {
    for (const look of process.env['XEWER_EVERY_LOOK'] ? every : looks) {
      const context = await studio.open(browser, look, true)
      const page = await context.newPage()
      for (const path of screenPaths()) {
        const answer = await page.goto(`${studio.origin}${path}`)
        const name = `${path} (${Object.values(look).join(', ')})`
        if (answer?.status() !== 200) faults.push(`${name}: ${answer?.status()}`)
        if (!answer?.headers()['content-type']?.startsWith('text/html')) continue
        for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`)
      }
      await context.close()
    }
  })
  assert.deepEqual(faults, [])
})

test('no screen makes the browser complain, and none weighs more than 20 KB', async (t) => {
  if (!need(t, 'chromium')) return
  const studio = await startFilledStudio(t)
  const complaints: string[] = []
  await withBrowser(async (browser) => {
    const context = await studio.open(browser, looks[0]!, false)
    const page = await context.newPage()
    page.on('console', (message) => complaints.push(`${page.url()}: ${message.text()}`))
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    page.on('request', (request) => {
      if (!request.url().startsWith(studio.origin)) complaints.push(`asks ${request.url()}`)
    })
    for (const path of screenPaths()) {
      const html = (await (await page.goto(`${studio.origin}${path}`))?.text()) ?? ''
      const weight = await weightOf(studio.desk, html)
      if (weight > screenBytesMax) complaints.push(`${path}: ${weight} bytes`)
    }
  })
  assert.deepEqual(complaints, [])
  assert.deepEqual(studio.desk.faults, [])
})
