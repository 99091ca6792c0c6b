// What has to be asked before it can be done: where a link leads, which language a phrase is in,
// which picture, what a footnote says.
import type { Mark, Node, ResolvedPos } from 'prosemirror-model'
import { type Command, NodeSelection } from 'prosemirror-state'
import type { EditorView } from 'prosemirror-view'
import { cleanHref } from '../../model/href.ts'
import { type Answer, ask, choosePicture } from './ask.ts'
import { hasMark, type Questions } from './commands.ts'
import { showShortcuts } from './help.ts'
import type { Opened } from './opened.ts'
import type { Said } from './said.ts'
import { schema } from './schema.ts'

const { marks, nodes } = schema

export interface QuestionPorts {
  readonly said: Said
  readonly find: Command
  readonly isApple: boolean
  readonly told: (sentence: string) => void
  /** Files that are to become pictures at a place between blocks. */
  readonly bring: (view: EditorView, files: readonly File[], at: number) => Promise<void>
}

export function questionsOf(
  opened: Opened,
  { said, find, isApple, told, bring }: QuestionPorts,
): Questions {
  const later =
    (allowed: Command, question: (view: EditorView) => Promise<void>): Command =>
    (state, dispatch, view) => {
      if (!allowed(state)) return false
      if (dispatch && view) void question(view).then(() => view.focus())
      return true
    }
  const anywhere: Command = () => true
  return {
    find,
    keys: later(anywhere, () => showShortcuts(said, isApple)),
    link: later(
      (state) => !state.selection.empty || hasMark(state, marks['link']!),
      async (view) => {
        const range = rangeOf(view, 'link')
        const before = String(range.mark?.attrs['href'] ?? '')
        const answer = await ask(
          {
            title: said('edLink'),
            fields: [{ name: 'href', label: said('edAddress'), value: before, dir: 'ltr' }],
            ...(range.mark === null ? {} : { remove: said('edRemoveLink') }),
          },
          said,
        )
        const wanted = answerOf(answer, 'href')
        if (wanted === null) return
        const address = /^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)/.test(wanted)
          ? `https://${wanted}`
          : wanted
        const { href, refused, removed } = cleanHref(address)
        if (wanted !== '' && href === null) told(said('edLinkRefused', { what: refused ?? wanted }))
        else {
          mark(view, range, 'link', wanted === '' ? null : { href })
          if (removed.length > 0) told(said('edNote-link-cleaned', { what: removed.join(', ') }))
        }
      },
    ),
    language: later(
      (state) => !state.selection.empty || hasMark(state, marks['phrase']!),
      async (view) => {
        const range = rangeOf(view, 'phrase')
        const answer = await ask(
          {
            title: said('edLanguage'),
            fields: [
              {
                name: 'lang',
                label: said('edLanguageOf'),
                value: String(range.mark?.attrs['lang'] ?? ''),
                options: opened.languages.map(({ tag, name }) => [tag, name]),
              },
            ],
            ...(range.mark === null ? {} : { remove: said('edRemoveLanguage') }),
          },
          said,
        )
        const lang = answerOf(answer, 'lang')
        if (lang !== null) mark(view, range, 'phrase', lang === '' ? null : { lang, dir: null })
      },
    ),
    picture: later(anywhere, async (view) => {
      const chosen = await choosePicture(opened.pictures, said, opened.mediaAt !== null)
      if (chosen === null) return
      const at = placeForBlock(view.state.selection.$from)
      if (!('digest' in chosen)) return bring(view, chosen, at)
      const figure = nodes['figure']!.create({ picture: chosen.digest })
      view.dispatch(view.state.tr.insert(at, figure).scrollIntoView())
    }),
    footnote: later(anywhere, async (view) => {
      const { selection } = view.state
      const old = noteOf(selection)
      const answer = await ask(
        {
          title: said('edFootnote'),
          fields: [
            {
              name: 'note',
              label: said('edFootnoteText'),
              value: old?.textContent ?? '',
              lang: opened.lang,
            },
          ],
          ...(old === null ? {} : { remove: said('edRemoveFootnote') }),
        },
        said,
      )
      const text = answerOf(answer, 'note')
      if (text === null || text === old?.textContent) return
      const { from, to } = view.state.selection
      const note = text === '' ? [] : [nodes['footnote']!.create(null, schema.text(text))]
      view.dispatch(view.state.tr.replaceWith(old === null ? to : from, to, note))
    }),
  }
}

/** After the block with the caret, or before it while it is empty. */
export function placeForBlock($from: ResolvedPos): number {
  const isEmpty = $from.parent.isTextblock && $from.parent.content.size === 0
  return isEmpty && $from.depth === 1 ? $from.before() : $from.after(1)
}

function noteOf(selection: EditorView['state']['selection']): Node | null {
  const isNote = selection instanceof NodeSelection && selection.node.type === nodes['footnote']
  return isNote ? selection.node : null
}

/** The answer's field; empty to take away; null when nothing was answered. */
function answerOf(answer: Answer, name: string): string | null {
  if (answer === 'remove') return ''
  return answer === null ? null : (answer[name] ?? '').trim()
}

interface Range {
  readonly from: number
  readonly to: number
  readonly mark: Mark | null
}

/** The selection, or the whole stretch that has the mark at the caret. */
function rangeOf({ state }: EditorView, name: string): Range {
  const { from, to, empty, $from } = state.selection
  const type = marks[name]!
  const found = type.isInSet($from.marks()) ?? type.isInSet($from.nodeAfter?.marks ?? []) ?? null
  if (!empty || found === null) return { from, to, mark: found }
  const index = $from.index()
  let [first, last] = [index, index]
  const { parent } = $from
  const has = (at: number): boolean =>
    at >= 0 && at < parent.childCount && found.isInSet(parent.child(at).marks)
  if (!has(first)) first = last = index - 1
  while (has(first - 1)) first--
  while (has(last + 1)) last++
  let start = $from.start()
  for (let at = 0; at < first; at++) start += parent.child(at).nodeSize
  let end = start
  for (let at = first; at <= last; at++) end += parent.child(at).nodeSize
  return { from: start, to: end, mark: found }
}

function mark(view: EditorView, { from, to }: Range, name: string, attrs: object | null): void {
  const type = marks[name]!
  const tr = view.state.tr.removeMark(from, to, type)
  view.dispatch(attrs === null ? tr : tr.addMark(from, to, type.create(attrs as { href: string })))
}
