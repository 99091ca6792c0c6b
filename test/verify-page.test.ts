// The check page in a real browser, opened from disk as a reader would: forwarded files and whole
// folders, good and damaged, in three languages, with no request leaving the machine.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { makeKeys, signTrust } from '../src/edition/keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../src/edition/keys/rehearse.ts'
import { encodeText } from '../src/edition/log/bytes.ts'
import { shareFile } from '../src/edition/share.ts'
import { memoryCopy } from '../src/edition/verify/copies.ts'
import { need, programPath } from './need.ts'
import { tempFolder } from './temp-folder.ts'

const window = { from: rehearsedTime(0), until: rehearsedTime(100_000) }
const { root, trust, online } = makeKeys('news.example/log', window)
const story = '<!doctype html>\n<p>خەۋەر\n'
const page = (path: string, text: string) => ({ path, bytes: encodeText(text) })
let room = startRehearsal(trust.origin, online)
room = publishRehearsed(room, { put: [page('en/a.html', story), ...signTrust(trust, [root])] })
room = publishRehearsed(room, { put: [page('index.html', 'front')], gone: [] })

test('the check page judges forwarded files and folders, offline, in three languages', async (t) => {
  if (!need(t, 'chromium')) return
  const folder = tempFolder(t)
  const site = join(folder, 'copy', 'site/live')
  for (const [path, bytes] of room.files) write(join(site, path), bytes)
  const shared = await shareFile(memoryCopy(room.files), { path: 'en/a.html', edition: 1 })
  write(join(folder, 'good.html'), shared)
  const changed = new TextDecoder().decode(shared).replace('خەۋەر', 'خەۋەە')
  write(join(folder, 'changed.html'), encodeText(changed))

  const { browserPage, requests, complaints } = await open(t, join(site, 'verify.html'))
  const outcome = async (is: string): Promise<string> => {
    await browserPage.waitForSelector(`#result[data-outcome="${is}"]`, { timeout: 20_000 })
    return (await browserPage.textContent('#result')) ?? ''
  }
  await browserPage.setInputFiles('#file', join(folder, 'good.html'))
  assert.match(await outcome('good'), /news\.example\/log published in edition 1 .* at en\/a\.html/)
  await browserPage.setInputFiles('#file', join(folder, 'changed.html'))
  assert.match(await outcome('altered'), /Not what was published/)
  await browserPage.fill('#paste', new TextDecoder().decode(shared))
  await browserPage.click('#check')
  await outcome('good')

  await browserPage.setInputFiles('#folder', join(folder, 'copy'))
  // The rehearsed newsroom's clock stands in January 2026: its promise is long over.
  assert.match(await outcome('stale'), /2026-01-08T02:00:00Z/)
  write(join(site, 'index.html'), encodeText('another'))
  write(join(site, 'added.html'), encodeText('added'))
  await browserPage.setInputFiles('#folder', join(folder, 'copy'))
  const told = await outcome('altered')
  assert.match(told, /index\.html: changed/)
  assert.match(told, /added\.html: not published, or removed/)
  assert.doesNotMatch(told, /en\/a\.html/)

  for (const [tag, direction, title] of [
    ['ug', 'rtl', /دەلىللەش/],
    ['tr', 'ltr', /doğrula/],
  ] as const) {
    await browserPage.selectOption('#language', tag)
    const told = await browserPage.evaluate(() => {
      const { lang, dir } = document.documentElement
      return [lang, dir]
    })
    assert.deepEqual(told, [tag, direction])
    assert.match((await browserPage.textContent('h1')) ?? '', title)
    assert.match((await browserPage.textContent('#result')) ?? '', /index\.html/)
  }
  assert.deepEqual(complaints, [])
  assert.deepEqual(
    requests.filter((url) => !url.startsWith('file://') && !url.startsWith('data:')),
    [],
  )
})

test('the check page accepts a fresh copy, and refuses one under other keys', async (t) => {
  if (!need(t, 'chromium')) return
  const folder = tempFolder(t)
  const other = makeKeys('news.example/log', window)
  const put = [page('en/a.html', story), ...signTrust(other.trust, [other.root])]
  const strange = publishRehearsed(startRehearsal(trust.origin, other.online), { put })
  for (const [path, bytes] of strange.files) write(join(folder, 'strange', path), bytes)
  for (const [path, bytes] of room.files) write(join(folder, 'ours', path), bytes)
  const { browserPage } = await open(t, join(folder, 'ours', 'verify.html'))
  await browserPage.clock.setFixedTime(new Date('2026-01-02T00:00:00Z'))
  await browserPage.setInputFiles('#folder', join(folder, 'ours'))
  await browserPage.waitForSelector('#result[data-outcome="good"]')
  await browserPage.setInputFiles('#folder', join(folder, 'strange'))
  await browserPage.waitForSelector('#result[data-outcome="unknown key"]')
})

async function open(
  t: TestContext,
  file: string,
): Promise<{ browserPage: Page; requests: string[]; complaints: string[] }> {
  const browser = await chromium.launch({
    executablePath: programPath('chromium') ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
  t.after(() => browser.close())
  const browserPage = await browser.newPage({ locale: 'en-US' })
  const [requests, complaints]: [string[], string[]] = [[], []]
  browserPage.on('request', (request) => requests.push(request.url()))
  browserPage.on('pageerror', (error) => complaints.push(String(error)))
  browserPage.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  assert.ok(existsSync(file))
  await browserPage.goto(pathToFileURL(file).href)
  return { browserPage, requests, complaints }
}

function write(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
