// The row of buttons above the text: one stop for the Tab key, arrows inside, in the direction of
// the interface.
import type { EditorView } from 'prosemirror-view'
import type { Action } from './commands.ts'
import { element, icon } from './dom.ts'
import { formatChord } from './keys.ts'
import type { Said } from './said.ts'

export interface Toolbar {
  readonly dom: HTMLElement
  /** Shows what holds at the selection. */
  update(view: EditorView): void
}

export function createToolbar(
  actions: readonly Action[],
  { said, isApple, run }: { said: Said; isApple: boolean; run: (action: Action) => void },
): Toolbar {
  const buttons = actions
    .filter((action) => action.icon !== null)
    .map((action, at) => {
      const chord = action.chord === null ? '' : ` (${formatChord(action.chord, isApple)})`
      const name = said(`ed${action.name}`)
      const button = element('button', {
        type: 'button',
        'aria-label': name,
        title: name + chord,
        tabindex: at === 0 ? 0 : -1,
        'data-action': action.name,
        'aria-pressed': action.isOn === undefined ? null : 'false',
        // The text keeps its selection while a button is pressed.
        onmousedown: (event: MouseEvent) => event.preventDefault(),
        onclick: () => run(action),
      })
      button.append(icon(action.icon ?? ''))
      return { action, button }
    })
  const dom = element(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': said('edToolbar') },
    ...buttons.map(({ button }) => button),
  )
  dom.addEventListener('keydown', (event) => {
    const at = buttons.findIndex(({ button }) => button === document.activeElement)
    const isRtl = getComputedStyle(dom).direction === 'rtl'
    const steps: Record<string, number> = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }
    const step = steps[event.key]
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : null
    if (at < 0 || (step === undefined && to === null)) return
    event.preventDefault()
    const next = buttons[to ?? (at + (step ?? 0) + buttons.length) % buttons.length]
    for (const { button } of buttons) button.tabIndex = button === next?.button ? 0 : -1
    next?.button.focus()
  })
  return {
    dom,
    update({ state }) {
      for (const { action, button } of buttons) {
        const isOn = action.isOn?.(state) ?? false
        if (action.isOn !== undefined) button.setAttribute('aria-pressed', String(isOn))
        // Not `disabled`: the keyboard would lose its place.
        button.setAttribute('aria-disabled', String(!isOn && !action.run(state)))
      }
    },
  }
}
