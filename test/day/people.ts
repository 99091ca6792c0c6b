// Ways in: a passkey made by the browser, or a password with one-time codes where there is no script.
import type { Page } from 'playwright-core'
import { totpCode } from '../../src/studio/access/totp.ts'
import type { Hand } from './hands.ts'

export interface Person {
  readonly page: Page
  readonly name: string
  readonly hand: Hand
}

export interface WayIn {
  /** Makes the account a code opens, and leaves the person at the start. */
  join(person: Person, at: { readonly studio: string; readonly code: string }): Promise<void>
  /** Signs in again after signing out. */
  signIn(person: Person): Promise<void>
}

const password = 'ten poplars under one roof'

export function byPasskey(): WayIn {
  return {
    async join({ page, name, hand }, { studio, code }) {
      await page.goto(`${studio}/join`)
      await hand.type(page.locator('#invitation'), code)
      await hand.press(button(page, 'Go on'))
      await hand.type(page.locator('#name'), name)
      await hand.press(button(page, 'Make a passkey'))
      await hand.press(link(page, 'I have written them down'))
      await heading(page, 'What needs me')
    },
    async signIn({ page, hand }) {
      await hand.press(button(page, 'Use my passkey'))
      await heading(page, 'What needs me')
    },
  }
}

export function byPassword(): WayIn {
  const keys = new Map<string, string>()
  return {
    async join({ page, name, hand }, { studio, code }) {
      await page.goto(`${studio}/join`)
      await hand.type(page.locator('#invitation'), code)
      await hand.press(button(page, 'Go on'))
      await hand.type(page.locator('#name'), name)
      const key = (await page.locator('code.key').innerText()).replaceAll(' ', '')
      keys.set(name, key)
      await hand.type(page.locator('#password'), password)
      await hand.type(page.locator('#again'), password)
      await hand.type(page.locator('#code'), totpCode(key, Date.now()))
      await hand.press(button(page, 'Make the account with this password'))
      await hand.press(link(page, 'I have written them down'))
      await heading(page, 'What needs me')
    },
    async signIn({ page, name, hand }) {
      await hand.type(page.locator('#name'), name)
      await hand.type(page.locator('#password'), password)
      // A code counts once, and the next one already counts.
      const next = totpCode(keys.get(name) ?? '', Date.now() + 30_000)
      await hand.type(page.locator('#code'), next)
      await hand.press(page.locator('form[action="/sign-in"] button'))
      await heading(page, 'What needs me')
    },
  }
}

export function button(page: Page, name: string) {
  return page.getByRole('button', { name, exact: true })
}

export function link(page: Page, name: string) {
  return page.getByRole('link', { name, exact: true })
}

export async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}
