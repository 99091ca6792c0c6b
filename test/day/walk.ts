// One day of a newsroom with two people, from the first account to the correction of what was
// published. Told by whatever hand, way in and pen it is given.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { saved } from '../writing/desk.ts'
import { type DayNewsroom, letTimeCome } from './newsroom.ts'
import { button, heading, link, type Person, type WayIn } from './people.ts'

/** How words get on the page. */
export interface Pen {
  write(person: Person, words: { headline: string; paragraphs: readonly string[] }): Promise<void>
  /** Says what the article's picture shows. */
  describe(person: Person, words: string): Promise<void>
}

export interface Day {
  readonly newsroom: DayNewsroom
  readonly poplar: Person
  readonly willow: Person
  readonly wayIn: WayIn
  readonly pen: Pen
  /** A photograph with everything a telephone writes into it. */
  readonly photo: string
}

const school = {
  headline: 'School opens',
  paragraphs: ['The school in the hills opens on Monday.', 'Children of four villages walk to it.'],
}
const maktab = {
  headline: 'مەكتەپ ئېچىلدى',
  paragraphs: ['مەكتەپ دۈشەنبە كۈنى ئېچىلىدۇ.', 'تۆت كەنتنىڭ بالىلىرى ئۇنىڭغا بارىدۇ.'],
}
const bridge = { headline: 'Bridge closed', paragraphs: ['The bridge is closed, a speaker said.'] }
export const unpublished = {
  headline: 'Cormorants at dusk',
  paragraphs: ['A sentence about cormorants that no reader will ever see.'],
}
export const alt = { en: 'A road between poplars', ug: 'تېرەكلەر ئارىسىدىكى يول' }

export const editor: Pen = {
  async write({ page, hand }, { headline, paragraphs }) {
    await page.waitForSelector('form.desk[data-ready]')
    await hand.type(page.locator('#headline'), headline)
    await hand.enter(page.locator('.page .prose'))
    await page.waitForSelector('.page .ProseMirror-focused')
    for (const [at, text] of paragraphs.entries()) {
      if (at > 0) await page.keyboard.press('Enter')
      await page.keyboard.type(text)
    }
    await saved(page)
  },
  async describe({ page, hand }, words) {
    await page.waitForSelector('form.desk[data-ready]')
    await hand.type(page.locator('#own-alt'), words)
    await saved(page)
  },
}

export const plainForm: Pen = {
  async write({ page, hand }, { headline, paragraphs }) {
    await hand.type(page.locator('#headline'), headline)
    await hand.type(page.locator('#body'), paragraphs.join('\n\n'))
    await hand.press(button(page, 'Save'))
    await said(page, 'Saved.')
  },
  async describe({ page, hand }, words) {
    await hand.type(page.locator('#own-alt'), words)
    await hand.press(button(page, 'Save'))
    await said(page, 'Saved.')
  },
}

/** Both accounts: the first by the console's code, the second by an invitation. */
export async function comeTogether(day: Day): Promise<void> {
  const { newsroom, poplar, willow, wayIn } = day
  await wayIn.join(poplar, newsroom)
  await goTo(poplar, 'Settings')
  await poplar.hand.press(poplar.page.locator('main a[href="/settings/newsroom"]'))
  await poplar.hand.tick(poplar.page.locator('#solo-yes'), false)
  await poplar.hand.press(button(poplar.page, 'Save'))
  await said(poplar.page, 'Done.')
  await goTo(poplar, 'Settings')
  await poplar.hand.press(poplar.page.locator('main a[href="/settings/access"]'))
  for (const role of ['translator', 'editor', 'publisher'])
    await poplar.hand.tick(poplar.page.locator(`#roles-new-${role}`))
  await poplar.hand.press(button(poplar.page, 'Make a code of invitation'))
  const code = await poplar.page.locator('code.key').innerText()
  await wayIn.join(willow, { ...newsroom, code })
  await poplar.hand.press(button(poplar.page, 'Sign out'))
  await wayIn.signIn(poplar)
}

/** An article in two languages side by side, with its other script made by itself. */
export async function writeAndTranslate({ willow, pen }: Day): Promise<void> {
  const { page, hand } = willow
  await begin(willow)
  await pen.write(willow, school)
  await hand.press(page.locator('.tabs a[href$="/ug"]'))
  await page.locator('.original .blocks').getByText('The school in the hills').waitFor()
  await pen.write(willow, maktab)
  const [left, right] = await Promise.all(
    ['.original', 'form.desk'].map((part) => page.locator(part).boundingBox()),
  )
  assert.ok(left && right && left.x + left.width <= right.x, 'the two stand side by side')
  assert.equal(await page.locator('.original').getAttribute('dir'), 'ltr')
  await page.locator('.variant[data-lang="ug-Latn"]').getByText('mektep düshenbe').waitFor()
}

/** A picture that may not go out without words for those who do not see it. */
export async function addPhoto({ willow, poplar, pen, photo }: Day): Promise<void> {
  const { page, hand } = willow
  await goTo(willow, 'Pictures')
  await hand.bring(page.locator('#files'), photo)
  await hand.press(button(page, 'Bring in'))
  await said(page, 'Kept')
  const digest = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await goTo(willow, 'Articles')
  await hand.press(link(page, school.headline))
  await hand.tick(page.locator(`#image-${digest}`))
  await hand.press(button(page, 'Save'))
  await said(page, 'Saved.')
  await openVersion(willow, school.headline, 'en')
  await hand.press(button(page, 'Ask for review'))
  await said(page, 'waiting for a second pair of eyes')
  await hand.press(button(page, 'Approve'))
  await refused(page, 'Whoever wrote last cannot approve')
  await openVersion(poplar, school.headline, 'en')
  await poplar.hand.press(button(poplar.page, 'Approve'))
  await refused(poplar.page, 'A picture has no words')
  await goTo(poplar, 'Publishing')
  assert.equal(await poplar.page.getByText(school.headline).count(), 0, 'nothing is ready')
  for (const lang of ['en', 'ug'] as const) {
    await openVersion(willow, school.headline, lang)
    await pen.describe(willow, alt[lang])
    await hand.press(button(page, 'Ask for review'))
    await said(page, 'waiting for a second pair of eyes')
    await approve(poplar, school.headline, lang)
  }
}

/** A second article, and a text that nobody will publish. */
export async function writeMore({ willow, poplar, pen }: Day): Promise<void> {
  await begin(willow)
  await pen.write(willow, unpublished)
  await begin(willow)
  await pen.write(willow, bridge)
  await willow.hand.press(button(willow.page, 'Ask for review'))
  await said(willow.page, 'waiting for a second pair of eyes')
  await approve(poplar, bridge.headline, 'en')
}

/** The first article at its time, the second at once; returns where readers find the first. */
export async function publishBoth({ newsroom, poplar }: Day): Promise<string> {
  const { page, hand } = poplar
  await schedule(poplar, school.headline)
  await goTo(poplar, 'Publishing')
  await hand.press(button(page, 'See what would be written'))
  await page.getByText(/^Publishing will write pages: \d+, feeds: \d+/).waitFor()
  await hand.press(button(page, 'Publish now'))
  assert.equal(await editionLive(page), 2)
  assert.equal(await page.getByText('bridge-closed').count(), 1)
  await goTo(poplar, 'Publishing')
  await hand.press(page.getByRole('link', { name: /^To be published:/ }))
  await page.getByText(/^To be published:/).waitFor()
  await letTimeCome(newsroom.data)
  await page.reload()
  assert.equal(await editionLive(page), 3)
  const address = await page.locator('main li a[href*="/en/"][href*="school"]').getAttribute('href')
  return address ?? ''
}

/** Holds everything back that is ready and has this headline, until tomorrow. */
async function schedule({ page, hand }: Person, headline: string): Promise<void> {
  await goTo({ page, hand }, 'Publishing')
  const ready = page.locator('form[action="/publishing/at"] li')
  const ids = await ready.locator('input').evaluateAll((all) => all.map(({ id }) => id))
  const [first] = await ready.filter({ hasText: headline }).locator('input').all()
  const article = (await first?.getAttribute('id'))?.split('.')[0] ?? ''
  for (const id of ids.filter((one) => one.startsWith(`${article}.`)))
    await hand.tick(page.locator(`[id="${id}"]`))
  const at = Temporal.Now.zonedDateTimeISO('Europe/Berlin').add({ days: 1 }).toPlainDateTime()
  await hand.setTime(page.locator('#at'), at.toString({ smallestUnit: 'minute' }))
  await hand.press(button(page, 'Schedule the chosen'))
  await page.getByText(/^To be published:/).waitFor()
}

/** The first article gets a note that readers see; the second is withdrawn. */
export async function correctAndWithdraw({ willow, poplar }: Day): Promise<void> {
  await openVersion(willow, school.headline, 'en')
  await willow.hand.press(link(willow.page, 'Correct or withdraw'))
  await willow.hand.type(willow.page.locator('#correction'), 'The day was named wrongly.')
  await willow.hand.press(button(willow.page, 'Correct in public'))
  await said(willow.page, 'It waits for a second pair of eyes.')
  await approve(poplar, school.headline, 'en')
  const { page, hand } = poplar
  await openVersion(poplar, bridge.headline, 'en')
  await hand.press(link(page, 'Correct or withdraw'))
  await hand.type(page.locator('#withdrawal'), 'The speaker asked for it.')
  await hand.press(button(page, 'Withdraw'))
  await said(page, 'Readers see it after the next edition.')
  await hand.press(button(page, 'See what would be written'))
  await hand.press(button(page, 'Publish now'))
  assert.equal(await editionLive(page), 4)
}

/** What the studio says of a publication that is done and was checked from outside. */
async function editionLive(page: Page): Promise<number> {
  const sentence = await page.getByText(/^Edition \d+ is live/).innerText()
  await page.getByText('Checked as a reader would: good.').waitFor()
  return Number(/\d+/.exec(sentence)?.[0])
}

async function begin({ page, hand, name }: Person): Promise<void> {
  await goTo({ page, hand }, 'Articles')
  await hand.press(page.locator('main a[href="/articles/new"]').first())
  await heading(page, 'New article')
  await hand.press(button(page, 'Begin to write'))
  await page.waitForURL(/\/articles\/\w{8}\/en$/)
  assert.equal(await link(page, name).count(), 1)
}

async function approve(person: Person, headline: string, lang: string): Promise<void> {
  await openVersion(person, headline, lang)
  await person.hand.press(button(person.page, 'Approve'))
  await said(person.page, 'Approved.')
}

async function openVersion(person: Person, headline: string, lang: string): Promise<void> {
  const { page, hand } = person
  await goTo(person, 'Articles')
  await hand.press(page.locator('tr', { hasText: headline }).locator(`a.cell[href$="/${lang}"]`))
  await page.locator('#state').waitFor()
}

/** A door of the studio's bar. */
async function goTo({ page, hand }: Pick<Person, 'page' | 'hand'>, door: string): Promise<void> {
  await hand.press(page.locator('header.bar').getByRole('link', { name: door, exact: true }))
  await heading(page, door)
}

async function said(page: Page, sentence: string): Promise<void> {
  await page.locator('.notice.good[role="status"]', { hasText: sentence }).waitFor()
}

async function refused(page: Page, why: string): Promise<void> {
  await page.getByRole('alert').filter({ hasText: 'Not approved' }).waitFor()
  await page.locator('#checks li.stop', { hasText: why }).waitFor()
}
