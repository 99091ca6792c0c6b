// The editor itself: state, plugins and keys around one document.
import { baseKeymap, chainCommands, exitCode } from 'prosemirror-commands'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { history } from 'prosemirror-history'
import {
  InputRule,
  inputRules,
  textblockTypeInputRule,
  wrappingInputRule,
} from 'prosemirror-inputrules'
import { keymap } from 'prosemirror-keymap'
import { splitListItem } from 'prosemirror-schema-list'
import { type Command, EditorState, type Plugin } from 'prosemirror-state'
import { EditorView, type NodeViewConstructor } from 'prosemirror-view'
import { type Body, blockTexts } from '../../model/body.ts'
import { direction, type Lang } from '../../text/lang.ts'
import { words } from '../../text/segment.ts'
import { type Action, indentItem, nextCell, otherChords, outdentItem } from './commands.ts'
import { finding } from './find.ts'
import { type Chord, chordOf } from './keys.ts'
import { bodyOf, docOf, schema } from './schema.ts'
import { sides } from './sides.ts'

export interface EditorOptions {
  readonly lang: Lang
  readonly body: Body
  readonly label: string
  readonly actions: readonly Action[]
  /** Chords for things outside the text. */
  readonly chords: Readonly<Record<Chord, () => void>>
  readonly isApple: boolean
  readonly plugins: readonly Plugin[]
  readonly nodeViews: Readonly<Record<string, NodeViewConstructor>>
  readonly onChange: (view: EditorView, isText: boolean) => void
}

export function createEditor(place: HTMLElement, options: EditorOptions): EditorView {
  const { lang, label, actions, isApple } = options
  const view: EditorView = new EditorView(place, {
    state: EditorState.create({ doc: docOf(options.body), plugins: pluginsOf(options) }),
    nodeViews: options.nodeViews,
    attributes: {
      lang,
      dir: direction(lang),
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': label,
      spellcheck: 'true',
      class: 'prose',
    },
    dispatchTransaction(tr) {
      view.updateState(view.state.apply(tr))
      options.onChange(view, tr.docChanged)
    },
    handleKeyDown(now, event) {
      const chord = chordOf(event, isApple)
      if (chord === null) return false
      const named = otherChords[chord]
      const action = actions.find((one) => one.chord === chord || one.name === named)
      const other = options.chords[chord]
      if (action === undefined && other === undefined) return false
      if (action !== undefined) action.run(now.state, now.dispatch, now)
      else other?.()
      event.preventDefault()
      return true
    },
  })
  return view
}

/** How many words the text has, as its language counts them. */
export function countWords(view: EditorView, lang: Lang): number {
  return words(blockTexts(bodyOf(view.state.doc)).join('\n'), lang).length
}

function pluginsOf({ plugins, lang }: EditorOptions): Plugin[] {
  const { nodes } = schema
  const breakLine: Command = chainCommands(exitCode, (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(nodes['hard_break']!.create()).scrollIntoView())
    return true
  })
  return [
    ...plugins,
    inputRules({
      rules: [
        textblockTypeInputRule(/^(#{2,3})\s$/, nodes['heading']!, (match) => ({
          level: match[1]?.length ?? 2,
        })),
        wrappingInputRule(/^\s*[-*•]\s$/, nodes['bullet_list']!),
        wrappingInputRule(/^(\d{1,3})[.)]\s$/, nodes['ordered_list']!, (match) => ({
          start: Number(match[1]),
        })),
        wrappingInputRule(/^\s*[>»]\s$/, nodes['quote']!),
        new InputRule(/^---$/, (state, _, start, end) =>
          state.tr
            .delete(start, end)
            .insert(state.selection.$from.before(), nodes['rule']!.create()),
        ),
      ],
    }),
    keymap({
      Enter: splitListItem(nodes['list_item']!),
      'Shift-Enter': breakLine,
      Tab: chainCommands(nextCell, indentItem),
      'Shift-Tab': outdentItem,
    }),
    keymap(baseKeymap),
    history(),
    dropCursor({ class: 'drop-cursor', color: false }),
    gapCursor(),
    finding(),
    sides(direction(lang)),
  ]
}
