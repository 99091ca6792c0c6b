// The row that finds and replaces words, under the toolbar while it is open.
import type { EditorView } from 'prosemirror-view'
import { element } from './dom.ts'
import { find, goToMatch, replaceMatches } from './find.ts'
import type { Said } from './said.ts'

export interface FindBar {
  readonly dom: HTMLElement
  open(): void
}

export function createFindBar(view: () => EditorView, said: Said, lang: string): FindBar {
  const count = element('span', { class: 'muted', role: 'status' })
  const wanted = element('input', {
    'aria-label': said('edFind'),
    placeholder: said('edFind'),
    dir: 'auto',
    lang,
    oninput: () => tell(find(view(), wanted.value), 0),
  })
  const instead = element('input', {
    'aria-label': said('edReplaceWith'),
    placeholder: said('edReplaceWith'),
    dir: 'auto',
    lang,
  })
  const tell = (found: number, at: number): void => {
    count.textContent = wanted.value === '' ? '' : said('edFound', { at, count: found })
  }
  const go = (forward: boolean): void => {
    const at = goToMatch(view(), forward)
    tell(find(view(), wanted.value), at)
  }
  const close = (): void => {
    dom.hidden = true
    find(view(), '')
    view().focus()
  }
  const button = (word: string, work: () => void): HTMLElement =>
    element('button', { type: 'button', class: 'quiet', onclick: work }, said(word))
  const dom = element(
    'div',
    { class: 'find', role: 'search', hidden: true },
    wanted,
    button('edFindPrevious', () => go(false)),
    button('edFindNext', () => go(true)),
    instead,
    button('edReplaceAll', () => tell(replaceMatches(view(), instead.value), 0)),
    button('edClose', close),
    count,
  )
  dom.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key === 'Enter' && event.target === wanted) {
      event.preventDefault()
      go(!event.shiftKey)
    }
  })
  return {
    dom,
    open() {
      dom.hidden = false
      const { from, to } = view().state.selection
      const chosen = view().state.doc.textBetween(from, to, ' ')
      if (chosen !== '' && chosen.length < 100) wanted.value = chosen
      tell(find(view(), wanted.value), 0)
      wanted.select()
    },
  }
}
