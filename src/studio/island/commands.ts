// What can be done to the text, each thing once: the toolbar, the slash menu and the shortcuts all
// call these.
import { lift, setBlockType, toggleMark, wrapIn } from 'prosemirror-commands'
import { redo, undo } from 'prosemirror-history'
import type { MarkType, Node, NodeType, ResolvedPos } from 'prosemirror-model'
import { liftListItem, sinkListItem, wrapInList } from 'prosemirror-schema-list'
import { type Command, type EditorState, TextSelection } from 'prosemirror-state'
import type { Chord } from './keys.ts'
import { schema } from './schema.ts'
import { chords } from './shortcuts.ts'

export interface Action {
  /** Also its name among the words, after "ed". */
  readonly name: string
  readonly chord: Chord | null
  /** Strokes on 20 by 20; null: not in the toolbar. */
  readonly icon: string | null
  readonly run: Command
  /** Whether it holds at the selection; undefined: it is no state. */
  readonly isOn?: (state: EditorState) => boolean
  /** True: also in the slash menu. */
  readonly slash?: true
}

const { nodes, marks } = schema

/** Asks the person for something first; given by the page. */
export interface Questions {
  readonly link: Command
  readonly language: Command
  readonly picture: Command
  readonly footnote: Command
  readonly find: Command
  readonly keys: Command
}

export function actionsOf(questions: Questions): readonly Action[] {
  return [
    block('Paragraph', chords.Paragraph, 'M12 3v14M8 3v14M14 3H8a4 4 0 000 8', nodes['paragraph']!),
    block(
      'Heading2',
      chords.Heading2,
      'M3 4v12M9 4v12M3 10h6M13 8a2 2 0 114 1l-4 7h4',
      nodes['heading']!,
      { level: 2 },
    ),
    block(
      'Heading3',
      chords.Heading3,
      'M3 4v12M9 4v12M3 10h6M13 7h4l-2.5 3.5a2.5 2.5 0 11-1.5 5',
      nodes['heading']!,
      { level: 3 },
    ),
    mark('Strong', chords.Strong, 'M6 4h5a3 3 0 010 6H6zM6 10h6a3 3 0 010 6H6z', marks['strong']!),
    mark('Emphasis', chords.Emphasis, 'M8 4h6M5 16h6M12 4L8 16', marks['emphasis']!),
    {
      name: 'Link',
      chord: chords.Link,
      icon: 'M8 12l4-4M9 6l2-2a3.5 3.5 0 015 5l-2 2M11 14l-2 2a3.5 3.5 0 01-5-5l2-2',
      run: questions.link,
      isOn: (state) => hasMark(state, marks['link']!),
    },
    {
      name: 'Language',
      chord: chords.Language,
      icon: 'M10 3a7 7 0 100 14 7 7 0 000-14zM3 10h14M10 3c3 4 3 10 0 14M10 3c-3 4-3 10 0 14',
      run: questions.language,
      isOn: (state) => hasMark(state, marks['phrase']!),
    },
    list(
      'Bullets',
      chords.Bullets,
      'M4 5h.01M4 10h.01M4 15h.01M8 5h9M8 10h9M8 15h9',
      nodes['bullet_list']!,
    ),
    list(
      'Numbers',
      chords.Numbers,
      'M3 4h1.5v4M3 13a1 1 0 012 0l-2 3h2M8 5h9M8 10h9M8 15h9',
      nodes['ordered_list']!,
    ),
    {
      name: 'Quote',
      chord: chords.Quote,
      icon: 'M4 5v10M8 6h9M8 10h9M8 14h6',
      run: (state, dispatch) =>
        inside(state, nodes['quote']!)
          ? lift(state, dispatch)
          : wrapIn(nodes['quote']!)(state, dispatch),
      isOn: (state) => inside(state, nodes['quote']!),
      slash: true,
    },
    {
      name: 'Picture',
      chord: null,
      icon: 'M3 4h14v12H3zM3 13l4-4 4 4 2-2 4 4M13 7.5h.01',
      run: questions.picture,
      slash: true,
    },
    {
      name: 'Table',
      chord: null,
      icon: 'M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M13 4v12',
      run: insertTable,
      slash: true,
    },
    {
      name: 'Footnote',
      chord: chords.Footnote,
      icon: 'M3 16L7 6l4 10M4.5 12.5h5M14 5l1.5-1v5',
      run: questions.footnote,
      slash: true,
    },
    { name: 'Rule', chord: null, icon: 'M3 10h14', run: insertRule, slash: true },
    {
      name: 'Turn',
      chord: chords.Turn,
      icon: 'M3 6h11l-3-3M17 14H6l3 3',
      run: turn,
      isOn: (state) => (blockAt(state)?.node.attrs['dir'] ?? null) !== null,
    },
    {
      name: 'Find',
      chord: chords.Find,
      icon: 'M9 4a5 5 0 100 10A5 5 0 009 4zM13 13l4 4',
      run: questions.find,
    },
    { name: 'Undo', chord: chords.Undo, icon: 'M7 4L3 8l4 4M3 8h9a4 4 0 010 8H9', run: undo },
    {
      name: 'Redo',
      chord: chords.Redo,
      icon: 'M13 4l4 4-4 4M17 8H8a4 4 0 000 8h3',
      run: redo,
    },
    {
      name: 'Keys',
      chord: chords.Keys,
      icon: 'M7.5 8a2.5 2.5 0 113.5 2.3c-.7.3-1 .8-1 1.5v.4M10 15h.01',
      run: questions.keys,
    },
  ]
}

/** Chords that do what an action does under another hand. */
export const otherChords: Readonly<Record<Chord, string>> = { 'Mod-KeyY': 'Redo' }

export const indentItem: Command = sinkListItem(nodes['list_item']!)
export const outdentItem: Command = liftListItem(nodes['list_item']!)

function block(
  name: string,
  chord: Chord,
  icon: string,
  type: NodeType,
  attrs: { level?: number } = {},
): Action {
  const isOn = (state: EditorState): boolean => {
    const found = blockAt(state)?.node
    return (
      found?.type === type && (attrs.level === undefined || found.attrs['level'] === attrs.level)
    )
  }
  const run: Command = (state, dispatch) => {
    const now = blockAt(state)?.node.attrs ?? {}
    const kept = { dir: now['dir'] ?? null, lang: now['lang'] ?? null }
    const to = type !== nodes['paragraph'] && isOn(state) ? nodes['paragraph']! : type
    return setBlockType(to, { ...kept, ...(to === type ? attrs : {}) })(state, dispatch)
  }
  return { name, chord, icon, run, isOn, slash: true }
}

function mark(name: string, chord: Chord, icon: string, type: MarkType): Action {
  return { name, chord, icon, run: toggleMark(type), isOn: (state) => hasMark(state, type) }
}

function list(name: string, chord: Chord, icon: string, type: NodeType): Action {
  return {
    name,
    chord,
    icon,
    run: (state, dispatch) =>
      inside(state, type) ? outdentItem(state, dispatch) : wrapInList(type)(state, dispatch),
    isOn: (state) => inside(state, type),
    slash: true,
  }
}

export function hasMark({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined
  return doc.rangeHasMark(from, to, type)
}

function inside({ selection }: EditorState, type: NodeType): boolean {
  return depthOf(selection.$from, type) !== null
}

function depthOf($at: ResolvedPos, type: NodeType): number | null {
  for (let depth = $at.depth; depth > 0; depth--) if ($at.node(depth).type === type) return depth
  return null
}

/** The block of running text at the caret. */
function blockAt({ selection }: EditorState): { node: Node; at: number } | null {
  const { $from } = selection
  if (!$from.parent.isTextblock || $from.depth === 0) return null
  return { node: $from.parent, at: $from.before() }
}

/** Direction of a block: as its letters say, then right to left, then left to right. */
const turn: Command = (state, dispatch) => {
  const found = blockAt(state)
  if (found === null) return false
  const next: Record<string, 'ltr' | null> = { rtl: 'ltr', ltr: null }
  const now = found.node.attrs['dir'] as string | null
  const dir = now === null ? 'rtl' : (next[now] ?? null)
  dispatch?.(state.tr.setNodeAttribute(found.at, 'dir', dir))
  return true
}

const insertRule: Command = (state, dispatch) => {
  const { $from } = state.selection
  const isAtBlock = $from.parent.isTextblock && $from.parent.content.size === 0
  if (dispatch) {
    const rule = nodes['rule']!.create()
    const tr = isAtBlock
      ? state.tr.insert($from.before(), rule)
      : state.tr.replaceSelectionWith(rule)
    dispatch(tr.scrollIntoView())
  }
  return true
}

const insertTable: Command = (state, dispatch) => {
  if (inside(state, nodes['table']!)) return false
  const row = (type: NodeType): Node =>
    nodes['table_row']!.create(
      null,
      [0, 1].map(() => type.createAndFill()!),
    )
  const rows = [row(nodes['table_header']!), row(nodes['table_cell']!), row(nodes['table_cell']!)]
  if (dispatch) {
    const tr = state.tr.replaceSelectionWith(nodes['table']!.create(null, rows))
    dispatch(tr.scrollIntoView())
  }
  return true
}

/** Tab in a table: the next cell, after the last one a new row. */
export const nextCell: Command = (state, dispatch) => {
  const { $from } = state.selection
  const rowDepth = depthOf($from, nodes['table_row']!)
  if (rowDepth === null) return false
  const after = $from.after(rowDepth + 1)
  const row = $from.node(rowDepth)
  const table = $from.node(rowDepth - 1)
  const isLastCell = $from.index(rowDepth) === row.childCount - 1
  const isLastRow = $from.index(rowDepth - 1) === table.childCount - 1
  if (!dispatch) return true
  const { tr } = state
  if (isLastCell && isLastRow) {
    const cells = Array.from(
      { length: row.childCount },
      () => nodes['table_cell']!.createAndFill()!,
    )
    tr.insert($from.after(rowDepth), nodes['table_row']!.create(null, cells))
  }
  const target = isLastCell ? $from.after(rowDepth) : after
  dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(target + 1))).scrollIntoView())
  return true
}
