// What stands beside the text acts on the text as it was kept: checks, approval, the way out. What was
// typed since is kept first, so that nobody decides about other words than those they see.
import { inertDocument } from './browser-html.ts'
import { failedLine } from './line.ts'
import type { Opened } from './opened.ts'
import type { Saving } from './saving.ts'

/** A step that is asked for waits so long for the text, then it is not done. */
const patienceMs = 10_000

/** Lets every other form of the page wait until the text is where it has to be. */
export function keepBefore(desk: HTMLFormElement, saving: Saving, { mergeAt }: Opened): void {
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event
    if (!(form instanceof HTMLFormElement) || form === desk || form.method === 'dialog') return
    // Steps are about a revision; signing out only has to leave nothing behind.
    const keep = form.closest('.side') !== null
    if (keep ? saving.isKept : saving.state.onServer) return
    event.preventDefault()
    const until = Date.now() + patienceMs
    void saving.save({ keep }).then(() => {
      if (Date.now() > until) return
      if (saving.state.conflict) location.assign(mergeAt)
      else {
        const revision = form.querySelector<HTMLInputElement>('input[name=revision]')
        if (revision !== null) revision.value = String(saving.base)
        form.requestSubmit(submitter)
      }
    })
  })
}

/** Brings checks and state, and the mark of the language's tab, up to date with what the server has. */
export async function renewBeside({ besideAt }: Opened): Promise<void> {
  const side = document.querySelector('.side')
  const response = await fetch(besideAt).catch(failedLine)
  if (side === null || !response?.ok) return
  const { beside, mark } = (await response.json()) as Readonly<Record<'beside' | 'mark', string>>
  const fresh = inertDocument(beside)
  const shown = inertDocument(mark).body.firstElementChild
  const tab = document.querySelector('.tabs [aria-current] + span')
  if (shown !== null) tab?.replaceWith(document.adoptNode(shown))
  for (const id of ['state', 'checks']) {
    const section = fresh.getElementById(id)
    if (section === null) continue
    document.getElementById(id)?.remove()
    side.prepend(document.adoptNode(section))
  }
}
