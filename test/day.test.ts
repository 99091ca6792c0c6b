// The day of a newsroom, in a real browser on the real processes: two people come together, write,
// translate, bring in a photograph, check, schedule, publish, correct and withdraw. Three times: with
// a pointer, with nothing but keys, and without script. Nothing of theirs is in what readers get.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { checkCanaries } from './day/canaries.ts'
import { addAuthenticator, type Hand, keyboard, pointer } from './day/hands.ts'
import { type DayNewsroom, openNewsroom } from './day/newsroom.ts'
import { byPasskey, byPassword, type Person, type WayIn } from './day/people.ts'
import {
  addPhoto,
  alt,
  comeTogether,
  correctAndWithdraw,
  type Day,
  editor,
  type Pen,
  plainForm,
  publishBoth,
  unpublished,
  writeAndTranslate,
  writeMore,
} from './day/walk.ts'
import { need } from './need.ts'
import { withBrowser } from './pages/browser.ts'
import { tempFolder } from './temp-folder.ts'

interface Way {
  readonly hand: Hand
  readonly wayIn: WayIn
  readonly pen: Pen
  readonly script: boolean
}

test('a day with passkeys, the editor and a pointer', (t) =>
  walk(t, { hand: pointer, wayIn: byPasskey(), pen: editor, script: true }))

test('the same day by keyboard alone', (t) =>
  walk(t, { hand: keyboard, wayIn: byPasskey(), pen: editor, script: true }))

test('the same day without script: password, one-time codes, the plain form', (t) =>
  walk(t, { hand: pointer, wayIn: byPassword(), pen: plainForm, script: false }))

async function walk(t: TestContext, way: Way): Promise<void> {
  if (!need(t, 'chromium') || !need(t, 'exiftool')) return
  const newsroom = await openNewsroom(t)
  await withBrowser(async (browser) => {
    const complaints: string[] = []
    const person = (name: string) => openPerson(browser, { name, way, complaints })
    const day: Day = {
      ...{ newsroom, photo: takePhoto(t), wayIn: way.wayIn, pen: way.pen },
      poplar: await person('Zelkova47'),
      willow: await person('Hornbeam83'),
    }
    await comeTogether(day)
    await writeAndTranslate(day)
    await addPhoto(day)
    await writeMore(day)
    const address = await publishBoth(day)
    const reader = await browser.newPage({ javaScriptEnabled: false })
    await reader.goto(asReadersReach(newsroom, address))
    assert.equal(await reader.getByAltText(alt.en).count(), 1)
    await correctAndWithdraw(day)
    await reader.reload()
    await reader.getByText('The day was named wrongly.').waitFor()
    await reader.goto(`${newsroom.site}en/`)
    await reader.goto(`${newsroom.site}ug-Latn/`)
    assert.match(newsroom.run('verify', newsroom.site, '--no-memory'), /edition 4/i)
    await checkCanaries({ ...newsroom, photo: day.photo }, [
      ...[unpublished.headline, ...unpublished.paragraphs, 'IMG_7741', 'quartzphone'],
      ...Object.values(secretsOfPhoto).filter((value) => value.length > 1),
      ...['43.8256', '87.6168'],
    ])
    assert.deepEqual(complaints, [])
  })
}

/** Where a page of the newsroom's own address is here. */
function asReadersReach({ site }: DayNewsroom, address: string): string {
  assert.match(address, /^https:\/\/news\.example\//)
  return address.replace('https://news.example/', site)
}

async function openPerson(
  browser: Browser,
  { name, way, complaints }: { name: string; way: Way; complaints: string[] },
): Promise<Person> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    locale: 'en-US',
    javaScriptEnabled: way.script,
  })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  if (way.script) await addAuthenticator(page)
  return { page, name, hand: way.hand }
}

const secretsOfPhoto = {
  Make: 'Telefunkel',
  Model: 'TF-9000 Quartz',
  SerialNumber: 'SN55177KQ',
  Artist: 'Rowan Thicket',
  HostComputer: 'desk-of-rowan',
  GPSLatitude: '43.825612',
  GPSLatitudeRef: 'N',
  GPSLongitude: '87.616834',
  GPSLongitudeRef: 'E',
}

/** A photograph as a telephone makes it; removed when `t` ends. */
function takePhoto(t: TestContext): string {
  const folder = tempFolder(t)
  const file = join(folder, 'IMG_7741_quartzphone.jpg')
  copyFileSync('sample/articles/2024-water/road.jpg', file)
  const tags = Object.entries(secretsOfPhoto).map(([tag, value]) => `-${tag}=${value}`)
  execFileSync('exiftool', ['-q', '-overwrite_original', ...tags, file])
  return file
}
