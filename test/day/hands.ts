// Two ways to use a screen: with a pointer, and with nothing but keys. A story is written once and
// told by either.
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
