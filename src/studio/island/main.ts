// Where the island begins: reads what the page brings, sends what an earlier page left on this
// device, then opens the editor. Without script the form works as it stands.
import { openDesk } from './desk.ts'
import { type DeviceKeys, type OpenCopy, openShelf, type Shelf } from './device.ts'
import { failedLine, lineTo } from './line.ts'
import type { Opened } from './opened.ts'

/** How often an open window says so; the turn runs out after twice as long. */
const openMs = 40_000

await begin()

async function begin(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('form.desk')
  const brought = document.querySelector('script[type="application/json"]')
  if (form === null || brought === null) return
  const opened = JSON.parse(brought.textContent ?? '') as Opened
  const shelf = await shelfOf(opened)
  if (shelf !== null && (await sendLeftOvers(shelf, opened))) location.reload()
  else {
    openDesk(form, opened, shelf)
    await sayOpen(opened)
    setInterval(() => void sayOpen(opened), openMs)
  }
}

/** Keeps the turn while the window is in front; the answers to saves say when it is gone. */
async function sayOpen({ writingAt, window }: Opened): Promise<void> {
  if (document.visibilityState === 'hidden') return
  const body = new URLSearchParams({ window })
  await fetch(writingAt, { method: 'POST', body }).catch(failedLine)
}

/** The device's copies, or null when there can be none: the server then holds all there is. */
async function shelfOf({ keysAt }: Opened): Promise<Shelf | null> {
  const response = await fetch(keysAt, { method: 'POST' }).catch(failedLine)
  return response?.ok ? openShelf((await response.json()) as DeviceKeys) : null
}

/** Sends what earlier windows had not sent yet, each under its own name and number. */
async function sendLeftOvers(shelf: Shelf, opened: Opened): Promise<boolean> {
  let sent = 0
  for (const copy of await shelf.copiesOf(opened.version))
    if (await sendCopy(copy, shelf, opened)) sent += 1
  return sent > 0
}

/** False when it did not get through: the copy stays for the next time. */
async function sendCopy(copy: OpenCopy, shelf: Shelf, opened: Opened): Promise<boolean> {
  const { window, seq, base, text } = copy
  const line = lineTo(opened.saveTo, { window, madeFrom: opened.madeFrom })
  const saved = await line.send({ seq, base, text, keep: false }).catch(failedLine)
  if (saved === null) return false
  await shelf.deviceOf(window, opened.version).forget(seq)
  return true
}
