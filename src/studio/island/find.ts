// Finding words in the text being written. Letter case and the kinds of apostrophe make no
// difference; a word may run across bold and plain.
import type { Node } from 'prosemirror-model'
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'

interface Found {
  readonly query: string
  readonly matches: readonly { readonly from: number; readonly to: number }[]
}

const key = new PluginKey<Found>('find')

export function finding(): Plugin<Found> {
  return new Plugin<Found>({
    key,
    state: {
      init: () => ({ query: '', matches: [] }),
      apply(tr, old) {
        const query = (tr.getMeta(key) as string | undefined) ?? old.query
        if (query === old.query && !tr.docChanged) return old
        return { query, matches: matchesIn(tr.doc, query) }
      },
    },
    props: {
      decorations(state) {
        const { matches } = key.getState(state) ?? { matches: [] }
        if (matches.length === 0) return null
        const marks = matches.map(({ from, to }) => Decoration.inline(from, to, { class: 'found' }))
        return DecorationSet.create(state.doc, marks)
      },
    },
  })
}

/** Marks every place where `query` stands; returns how many there are. */
export function find(view: EditorView, query: string): number {
  view.dispatch(view.state.tr.setMeta(key, query))
  return key.getState(view.state)?.matches.length ?? 0
}

/** Selects the next (or previous) match after the selection; returns its number from 1, 0 for none. */
export function goToMatch(view: EditorView, forward: boolean): number {
  const matches = key.getState(view.state)?.matches ?? []
  if (matches.length === 0) return 0
  const { from, to } = view.state.selection
  const next = forward
    ? matches.findIndex((match) => match.from >= to)
    : matches.findLastIndex((match) => match.to <= from)
  const at = next === -1 ? (forward ? 0 : matches.length - 1) : next
  const match = matches[at]!
  const selection = TextSelection.create(view.state.doc, match.from, match.to)
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView())
  return at + 1
}

/** Puts `text` in the place of every match; returns how many there were. */
export function replaceMatches(view: EditorView, text: string): number {
  const matches = key.getState(view.state)?.matches ?? []
  const { tr } = view.state
  for (const { from, to } of matches.toReversed()) {
    if (text === '') tr.delete(from, to)
    else tr.insertText(text, from, to)
  }
  if (tr.docChanged) view.dispatch(tr)
  return matches.length
}

function matchesIn(doc: Node, query: string): Found['matches'] {
  const wanted = fold(query)
  if (wanted === '') return []
  const found: { from: number; to: number }[] = []
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true
    // What is not text takes as many characters as it takes positions.
    let running = ''
    node.forEach((child) => {
      running += child.text ?? '\ufffc'.repeat(child.nodeSize)
    })
    const text = fold(running)
    for (let i = text.indexOf(wanted); i >= 0; i = text.indexOf(wanted, i + wanted.length))
      found.push({ from: at + 1 + i, to: at + 1 + i + wanted.length })
    return false
  })
  return found
}

/** The same length as the text, so that places stay the same. */
function fold(text: string): string {
  return [...text]
    .map((char) => {
      const lower = char.toLowerCase()
      return lower.length === char.length ? lower : char
    })
    .join('')
    .replace(/[’‘ʼʻ`]/g, "'")
}
