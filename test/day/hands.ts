// Two ways to use a screen: with a pointer, and with nothing but keys. A story is written once and
// told by either.
import { basename } from 'node:path'
import type { Locator, Page } from 'playwright-core'

export interface Hand {
  /** Activates a link or a button. */
  press(target: Locator): Promise<void>
  /** Writes into a field in place of what is there. */
  type(target: Locator, text: string): Promise<void>
  /** Ticks a box, or takes the tick away; chooses a button of a group. */
  tick(target: Locator, wanted?: boolean): Promise<void>
  /** Chooses a file of the device. */
  bring(target: Locator, file: string): Promise<void>
  /** "2026-11-25T09:00" into a field of date and time, of a browser that speaks American English. */
  setTime(target: Locator, time: string): Promise<void>
  /** Puts the caret into the editor. */
  enter(target: Locator): Promise<void>
}

export const pointer: Hand = {
  press: (target) => target.click(),
  type: (target, text) => target.fill(text),
  tick: (target, wanted = true) => target.setChecked(wanted),
  bring: (target, file) => target.setInputFiles(file),
  setTime: (target, time) => target.fill(time),
  enter: (target) => target.click(),
}

export const keyboard: Hand = {
  async press(target) {
    await tabTo(target)
    await target.page().keyboard.press('Enter')
  },
  async type(target, text) {
    await tabTo(target)
    await target.page().keyboard.press('Control+a')
    await target.page().keyboard.type(text)
  },
  async tick(target, wanted = true) {
    const keys = target.page().keyboard
    if ((await target.getAttribute('type')) === 'radio') {
      const name = await target.getAttribute('name')
      // The Tab key leads to the chosen one of a group, the arrows to the others.
      await tabTo(target.page().locator(`input[name="${name}"]:checked`))
      for (let i = 0; i < 50 && !(await isFocused(target)); i++) await keys.press('ArrowDown')
      return
    }
    await tabTo(target)
    if ((await target.isChecked()) !== wanted) await keys.press('Space')
  },
  async bring(target, file) {
    await target.waitFor()
    // Asked for before the way there, so that the browser has heard of it when the key comes.
    const chooser = target.page().waitForEvent('filechooser')
    await tabTo(target)
    await target.page().keyboard.press('Enter')
    await (await chooser).setFiles(file)
    if (!(await target.inputValue()).includes(basename(file))) throw new Error('no file chosen')
  },
  async setTime(target, time) {
    await tabTo(target)
    const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)T(\d+):(\d+)$/.exec(time) ?? []
    const keys = target.page().keyboard
    await keys.type(`${month}${day}${year}`)
    // A year may have six digits.
    await keys.press('ArrowRight')
    const of12 = String(Number(hour) % 12 || 12).padStart(2, '0')
    await keys.type(`${of12}${minute}${Number(hour) < 12 ? 'A' : 'P'}`)
    const value = await target.inputValue()
    if (value !== time) throw new Error(`The field holds "${value}" in place of "${time}"`)
  },
  enter: tabTo,
}

const tabsMax = 250

/** Presses Tab until the target has the focus; throws when the keyboard does not lead there. */
async function tabTo(target: Locator): Promise<void> {
  await target.waitFor()
  const { keyboard: keys } = target.page()
  // Most of the way at once, a few steps short of where the target seems to be.
  const far = await target.evaluate(stopsBefore)
  for (let i = 0; i < far - 3; i++) await keys.press('Tab')
  for (let i = 0; i < tabsMax; i++) {
    if (await isFocused(target)) return
    await keys.press('Tab')
  }
  throw new Error(`The Tab key does not lead to ${target}`)
}

/** Runs inside the page: about how many stops of the Tab key lie between the focus and `target`. */
function stopsBefore(target: Element): number {
  const kinds = 'a[href], button, input, textarea, select, summary, [tabindex], [contenteditable]'
  const stops = [...document.querySelectorAll<HTMLElement>(kinds)].filter(
    (stop) => stop === target || (stop.tabIndex >= 0 && stop.checkVisibility()),
  )
  const at = document.activeElement as HTMLElement | null
  const chosen = stops.filter(
    (stop) => !(stop instanceof HTMLInputElement && stop.type === 'radio') || stop.checked,
  )
  return chosen.indexOf(target as HTMLElement) - (at === null ? -1 : chosen.indexOf(at))
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement)
}

/** A passkey that Chromium keeps by itself and that says yes. */
export async function addAuthenticator(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
