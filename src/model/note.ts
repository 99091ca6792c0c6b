// What was lost or changed on the way in: counted, not repeated, so that an account of 100,000 items
// stays readable. A note is never an error: the text went in.

export type NoteCode =
  | 'dropped'
  | 'unwrapped'
  | 'flattened'
  | 'link-dropped'
  | 'link-cleaned'
  | 'embed-linked'
  | 'picture-missing'
  | 'direction-dropped'
  | 'characters-dropped'

export interface Note {
  readonly code: NoteCode
  /** Of what: an element's name, a scheme, a parameter, a file: "script", "javascript:", "a.jpg". */
  readonly what: string
  readonly count: number
}

/** Collects notes; equal ones are counted. The order is that of first appearance. */
export class NoteBook {
  readonly #counts = new Map<string, { code: NoteCode; what: string; count: number }>()

  add(code: NoteCode, what: string): void {
    const shown = what.length > 200 ? `${what.slice(0, 199)}…` : what
    const key = `${code} ${shown}`
    const known = this.#counts.get(key)
    if (known !== undefined) known.count++
    else if (this.#counts.size < 1000) this.#counts.set(key, { code, what: shown, count: 1 })
  }

  list(): readonly Note[] {
    return [...this.#counts.values()]
  }
}

const sentences: Readonly<Record<NoteCode, (what: string) => string>> = {
  dropped: (what) => `dropped: ${what}`,
  unwrapped: (what) => `kept the content, not the form: ${what}`,
  flattened: (what) => `nested too deep, flattened: ${what}`,
  'link-dropped': (what) => `link dropped, its text kept: ${what}`,
  'link-cleaned': (what) => `taken out of a link: ${what}`,
  'embed-linked': (what) => `embedded content turned into a link: ${what}`,
  'picture-missing': (what) => `picture not there: ${what}`,
  'direction-dropped': (what) => `direction contradicts the text: ${what}`,
  'characters-dropped': (what) => `characters dropped: ${what}`,
}

/** One line of a report: `dropped: script (3 times)`. */
export function formatNote(note: Note): string {
  const times = note.count === 1 ? '' : ` (${note.count} times)`
  return sentences[note.code](note.what) + times
}
