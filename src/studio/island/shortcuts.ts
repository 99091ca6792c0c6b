// Every shortcut of the editor, once: the actions take theirs from here, the screen and the dialog of
// shortcuts list them all.
import type { Chord } from './keys.ts'

/** By the name of the action. */
export const chords = {
  Paragraph: 'Mod-Alt-Digit0',
  Heading2: 'Mod-Alt-Digit2',
  Heading3: 'Mod-Alt-Digit3',
  Strong: 'Mod-KeyB',
  Emphasis: 'Mod-KeyI',
  Link: 'Mod-KeyK',
  Language: 'Mod-Shift-KeyL',
  Bullets: 'Mod-Shift-Digit8',
  Numbers: 'Mod-Shift-Digit7',
  Quote: 'Mod-Shift-Digit9',
  Footnote: 'Mod-Alt-KeyF',
  Turn: 'Mod-Alt-KeyD',
  Find: 'Mod-KeyF',
  Undo: 'Mod-KeyZ',
  Redo: 'Mod-Shift-KeyZ',
  Keys: 'Mod-Shift-Slash',
  Save: 'Mod-KeyS',
  Review: 'Mod-Enter',
  Menu: 'Mod-Slash',
  Next: 'Mod-Alt-ArrowDown',
  Back: 'Mod-Alt-ArrowUp',
  Open: 'Mod-Alt-KeyU',
} as const satisfies Readonly<Record<string, Chord>>

export interface Shortcut {
  /** What it does, among the words of the editor. */
  readonly word: string
  /** A chord, or what is typed. */
  readonly keys: Chord
}

type Named = keyof typeof chords

/** Each group with its heading, in the order people meet them. */
export const shortcutGroups: readonly {
  readonly word: string
  readonly shortcuts: readonly Shortcut[]
}[] = [
  {
    word: 'edKeysWriting',
    shortcuts: [
      ...named('edKeys', ['Save', 'Review', 'Next', 'Back', 'Open', 'Menu']),
      { word: 'edKeysBreak', keys: 'Shift-Enter' },
      { word: 'edKeysPlain', keys: 'Mod-Shift-KeyV' },
      { word: 'edKeysTab', keys: 'Tab' },
      { word: 'edKeysOut', keys: 'Shift-Tab' },
      ...named('ed', ['Find', 'Undo', 'Redo', 'Keys']),
    ],
  },
  {
    word: 'edToolbar',
    shortcuts: named('ed', [
      'Paragraph',
      'Heading2',
      'Heading3',
      'Strong',
      'Emphasis',
      'Link',
      'Language',
      'Bullets',
      'Numbers',
      'Quote',
      'Footnote',
      'Turn',
    ]),
  },
  {
    word: 'edKeysTyped',
    shortcuts: [
      { word: 'edSlash', keys: '/' },
      { word: 'edHeading2', keys: '##' },
      { word: 'edHeading3', keys: '###' },
      { word: 'edBullets', keys: '-' },
      { word: 'edNumbers', keys: '1.' },
      { word: 'edQuote', keys: '>' },
      { word: 'edRule', keys: '---' },
    ],
  },
]

function named(start: string, names: readonly Named[]): readonly Shortcut[] {
  return names.map((name) => ({ word: `${start}${name}`, keys: chords[name] }))
}
