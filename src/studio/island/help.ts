// The shortcuts of the editor in a dialog; the screen /keys says the same without script.
import { element } from './dom.ts'
import { formatChord } from './keys.ts'
import type { Said } from './said.ts'
import { shortcutGroups } from './shortcuts.ts'

/** Shows all shortcuts; resolves when they are closed. */
export function showShortcuts(said: Said, isApple: boolean): Promise<void> {
  return new Promise((resolve) => {
    const close = (): void => dialog.close()
    const dialog = element(
      'dialog',
      { class: 'ask wide', 'aria-labelledby': 'ask-title' },
      // The top is shown first, and read first.
      element('h2', { id: 'ask-title', tabindex: -1, autofocus: true }, said('edKeys')),
      ...shortcutGroups.flatMap(({ word, shortcuts }) => [
        element('h3', {}, said(word)),
        element(
          'dl',
          { class: 'keys' },
          ...shortcuts.map((one) =>
            element(
              'div',
              {},
              element('dt', {}, element('kbd', { dir: 'ltr' }, formatChord(one.keys, isApple))),
              element('dd', {}, said(one.word)),
            ),
          ),
        ),
      ]),
      element('p', { class: 'ways' }, element('button', { onclick: close }, said('edClose'))),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve()
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
