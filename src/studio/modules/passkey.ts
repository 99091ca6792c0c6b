// Shows the passkey buttons of a screen and lets them work: the browser's answer goes into the form.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-passkey]')) {
  const box = button.closest<HTMLElement>('.passkey')
  if (box === null || !browserSupportsWebAuthn()) continue
  box.hidden = false
  box.nextElementSibling?.toggleAttribute('hidden', true)
  button.addEventListener('click', (event) => {
    if (button.dataset['done'] === 'true') return
    event.preventDefault()
    void ask(button, box)
  })
}

async function ask(button: HTMLButtonElement, box: HTMLElement): Promise<void> {
  const alert = box.querySelector<HTMLElement>('[role=alert]')
  const answer = box.querySelector<HTMLInputElement>('input[name=answer]')
  if (alert === null || answer === null) return
  alert.hidden = true
  button.disabled = true
  try {
    const options = JSON.parse(button.dataset['passkey'] ?? '')
    const name = button.form?.querySelector<HTMLInputElement>('input[name=name]')
    if (options.user && name) {
      if (!name.reportValidity()) return
      Object.assign(options.user, { name: name.value, displayName: name.value })
    }
    const given =
      options.user === undefined
        ? await startAuthentication({ optionsJSON: options })
        : await startRegistration({ optionsJSON: options })
    answer.value = JSON.stringify(given)
    button.disabled = false
    button.dataset['done'] = 'true'
    button.form?.requestSubmit(button)
  } catch (error) {
    // The person cancelled, or the device refused: said on the screen.
    console.warn(error instanceof Error ? error.name : error)
    alert.hidden = false
  } finally {
    button.disabled = false
  }
}
