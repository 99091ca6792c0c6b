// What the island says, in the language of the interface; the page brings the words.
import { formatNote, type Note } from '../../model/note.ts'

export type Said = (word: string, args?: Readonly<Record<string, string | number>>) => string

/** Speaks from a list of words; a word that is missing shows its name, which a test would see. */
export function saying(words: Readonly<Record<string, string>>): Said {
  return (word, args = {}) =>
    (words[word] ?? word).replace(/\{(\w+)\}/g, (_, name: string) => String(args[name] ?? ''))
}

/** One line on what pasting left behind. */
export function sayNote(note: Note, said: Said): string {
  const sentence = said(`edNote-${note.code}`, { what: note.what })
  if (sentence.startsWith('edNote-')) return formatNote(note)
  return note.count === 1 ? sentence : `${sentence} ×${note.count}`
}
