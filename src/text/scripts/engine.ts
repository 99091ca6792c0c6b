// The engine of script conversion: a language is a table of letters, one column per scheme, and a
// word is read into the letters of the first column and written out of them, longest match first.
// There is one pass and no chain of replacements: what one rule writes no other rule ever reads.

/** One way of writing a language. */
export interface SchemeTable {
  /** The name under which conversion finds it: a language tag, `ug-Latn`, `ug-Latn-x-uyy`. */
  readonly id: string
  /** Other tags for the same scheme: `ug-Arab` is `ug`. */
  readonly aliases?: readonly string[]
  readonly script: 'Arab' | 'Cyrl' | 'Latn'
  /** Has capitals that carry no sound of their own. */
  readonly cased: boolean
  /** Several letters of the first column written as one: `{ يا: 'я' }`. */
  readonly joins?: Readonly<Record<string, string>>
  /** Spellings that are read but never written, with their letters; '' is silent. */
  readonly reads?: Readonly<Record<string, string>>
  /** Written between two letters that would be read as one: n’g. Any of the table's apostrophes is read. */
  readonly separator?: string
  /** How the carrier of vowels is shown where it is no letter of the scheme. */
  readonly carrier?: Carrier
  /** Punctuation of this scheme for that of Latin script: `{ ',': '،' }`. */
  readonly punctuation?: Readonly<Record<string, string>>
  /** Digits and signs of this script that are read, and never written: `{ '٪': '%' }`. */
  readonly signs?: Readonly<Record<string, string>>
  /** Newsrooms differ: option name, its value, and what changes with it. */
  readonly options?: Readonly<Record<string, Readonly<Record<string, Variant>>>>
}

export interface Carrier {
  /** Written inside a word; '' leaves it out. */
  readonly mark: string
  /** Read as the carrier, besides the table's apostrophes. */
  readonly marks?: string
  /** Two vowels side by side are read as if it stood between them, and so it is left out there. */
  readonly hiatus: boolean
}

export interface Variant {
  readonly letters?: Readonly<Record<string, string>>
  readonly carrier?: Carrier
}

/** A language: pure data. Column i of `letters` belongs to scheme i; column 0 is what all others pass through. */
export interface Table {
  readonly lang: string
  readonly schemes: readonly SchemeTable[]
  readonly letters: readonly (readonly string[])[]
  /** A letter that carries vowels at the start of a word and between vowels (hemze). */
  readonly carrier?: { readonly letter: string; readonly vowels: string }
  readonly apostrophes: string
  /** Read in every scheme and never written: tatweel, soft hyphen, joiners. */
  readonly silent: string
  /** Letters of foreign words for which the other scripts have none of their own. */
  readonly loanLetters: string
  /** Names that are capital in every text, in the first column's script. */
  readonly names: readonly string[]
  /** Endings after which a name is still that name. */
  readonly endings: readonly string[]
  /** Letters of the first column per thousand letters of running text, the carrier left out. */
  readonly frequency: Readonly<Record<string, number>>
  /** The scheme of the stored text, and those that may be derived from it. */
  readonly derives: Readonly<Record<string, readonly string[]>>
}

/** The choices a newsroom makes among a scheme's options, by option name. */
export type Choices = Readonly<Record<string, string | undefined>>

/** A scheme made ready to read and write. */
export interface Script {
  readonly table: Table
  readonly scheme: SchemeTable
  readonly carrier: Carrier | null
  readonly spellings: ReadonlyMap<string, string>
  readonly spellingMax: number
  readonly written: ReadonlyMap<string, string>
  readonly writtenMax: number
  /** Capital to small, for the letters of this scheme only: never the host's idea of case. */
  readonly small: ReadonlyMap<string, string>
  readonly carrierMarks: ReadonlySet<string>
  readonly vowels: ReadonlySet<string>
  /** Finds words, foreign words, numbers, all else, in this order of groups. */
  readonly tokens: RegExp
  readonly punctuationRead: ReadonlyMap<string, string>
}

/** A word as letters of the first column. The arrays run side by side. */
export interface Letters {
  readonly letter: string[]
  /** Offset in the word where the spelling ends of which this letter is the last; -1 inside one. */
  readonly end: number[]
  readonly capital: boolean[]
  /** The whole word stood in capitals. */
  readonly shout: boolean
}

/** A written word, cut where the cuts of its source and its spelling fall together. */
export interface Cut {
  /** Offset in the source word. */
  readonly end: number
  readonly out: string
}

/** Makes one scheme of a table ready. Throws RangeError when the table has no such scheme. */
export function compile(table: Table, id: string, choices: Choices = {}): Script {
  const column = table.schemes.findIndex((s) => s.id === id || s.aliases?.includes(id))
  const scheme = table.schemes[column]
  if (scheme === undefined) throw new RangeError(`Cannot compile scheme "${id}": not in the table`)
  const variants = Object.entries(scheme.options ?? {}).flatMap(
    ([option, values]) => values[choices[option] ?? ''] ?? [],
  )
  const written = new Map(table.letters.map((row) => [row[0] ?? '', row[column] ?? '']))
  if (table.carrier && !scheme.carrier) written.set(table.carrier.letter, table.carrier.letter)
  for (const [letters, spelling] of Object.entries(scheme.joins ?? {}))
    written.set(letters, spelling)
  const spellings = readings(table, scheme, written)
  for (const variant of variants)
    for (const [letter, spelling] of Object.entries(variant.letters ?? {})) {
      spellings.set(spelling, letter)
      written.set(letter, spelling)
    }
  const carrier = variants.find((v) => v.carrier)?.carrier ?? scheme.carrier ?? null
  const alphabet = [...new Set([...spellings.keys(), carrier?.marks ?? ''].join(''))].join('')
  const small = new Map<string, string>()
  if (scheme.cased)
    for (const char of alphabet)
      if (char.toUpperCase() !== char) small.set(char.toUpperCase(), char)
  return {
    table,
    scheme,
    carrier,
    spellings,
    spellingMax: Math.max(...[...spellings.keys()].map((s) => s.length)),
    written,
    writtenMax: Math.max(...[...written.keys()].map((s) => s.length)),
    small,
    carrierMarks: new Set(carrier ? table.apostrophes + (carrier.marks ?? '') : ''),
    vowels: new Set(table.carrier?.vowels ?? ''),
    tokens: tokenPattern(table, scheme, alphabet),
    punctuationRead: new Map([
      ...Object.entries(scheme.punctuation ?? {}).map(([a, b]) => [b, a] as const),
      ...Object.entries(scheme.signs ?? {}),
    ]),
  }
}

/** Reads a word, or null when one of its letters is not in the table. Linear. */
export function readWord(script: Script, word: string): Letters | null {
  const { table, spellings, spellingMax, small } = script
  const text = small.size > 0 ? smallOf(word, small) : word
  const read: Letters = { letter: [], end: [], capital: [], shout: isShout(word, text) }
  let last = 0
  for (let at = 0; at < text.length; ) {
    const marked = script.carrierMarks.has(text[at] ?? '')
    const length = marked ? 1 : longest(spellings, text, at, spellingMax)
    if (length === 0) return null
    const letters = marked
      ? separates(script, text, last, at)
        ? ''
        : (table.carrier?.letter ?? '')
      : (spellings.get(text.slice(at, at + length)) ?? '')
    if (letters === '') endAt(read, at + length)
    else push(script, read, letters, { end: at + length, capital: small.has(word[at] ?? '') })
    if (!marked) last = at
    at += length
  }
  return read
}

/** Writes letters in a scheme. `capital` asks for a capital first letter where the source had no case. */
export function writeWord(script: Script, read: Letters, capital: boolean): Cut[] {
  const units = unitsOf(script, read.letter)
  const cuts: Cut[] = []
  let out = ''
  let pending = capital
  for (const [i, { from, to, spelling }] of units.entries()) {
    const big = read.shout || pending || read.capital[from] === true
    if (spelling !== '') pending = false
    out += big && script.scheme.cased ? capitals(spelling, read.shout) : spelling
    if (needsSeparator(script, spelling, units, i + 1)) out += script.scheme.separator ?? ''
    const end = read.end[to - 1] ?? -1
    if (end < 0) continue
    cuts.push({ end, out })
    out = ''
  }
  return cuts
}

interface Unit {
  readonly from: number
  readonly to: number
  readonly spelling: string
}

/** Letters cut into what is written as one, longest first. */
function unitsOf(script: Script, letters: readonly string[]): Unit[] {
  const { written, writtenMax, table, carrier } = script
  const units: Unit[] = []
  const word = letters.join('')
  for (let at = 0; at < letters.length; ) {
    let size = Math.min(writtenMax, letters.length - at)
    while (size > 1 && !written.has(word.slice(at, at + size))) size -= 1
    const spelling =
      carrier && letters[at] === table.carrier?.letter
        ? carrierSpelling(script, carrier, letters, at)
        : (written.get(word.slice(at, at + size)) ?? '')
    units.push({ from: at, to: at + size, spelling })
    at += size
  }
  return units
}

/** The length of the longest spelling at `at`, or 0. */
function longest(spellings: ReadonlyMap<string, string>, text: string, at: number, max: number) {
  for (let length = Math.min(max, text.length - at); length > 0; length -= 1)
    if (spellings.has(text.slice(at, at + length))) return length
  return 0
}

function readings(table: Table, scheme: SchemeTable, written: ReadonlyMap<string, string>) {
  const spellings = new Map<string, string>()
  for (const [letters, spelling] of written) spellings.set(spelling, letters)
  for (const [spelling, letters] of Object.entries(scheme.reads ?? {}))
    spellings.set(spelling, letters)
  // Text that came in decomposed means the same letters.
  for (const [spelling, letters] of [...spellings])
    spellings.set(spelling.normalize('NFD'), letters)
  for (const char of table.silent) if (!spellings.has(char)) spellings.set(char, '')
  return spellings
}

/** Words of the scheme, words of others, numbers, everything else. Each alternative is linear. */
function tokenPattern(table: Table, scheme: SchemeTable, alphabet: string): RegExp {
  const hex = (char: string) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`
  const set = (chars: string) => [...chars].map(hex).join('')
  const letters = [...(alphabet + alphabet.toUpperCase())].filter((c) => /\p{L}/v.test(c)).join('')
  const own = `[[${set(letters)}\\p{Script=${scheme.script}}]&&\\p{L}]`
  const silent = set(table.silent)
  const apostrophes = set(table.apostrophes)
  const run = `${own}[${own}\\p{M}${silent}]*`
  const word = scheme.carrier || scheme.separator ? `${run}(?:[${apostrophes}]${run})*` : run
  const other = `[\\p{L}--[${own}${silent}${apostrophes}]]`
  const number = `\\p{Nd}+(?:[.,:،٫٬\\/\\-]\\p{Nd}+)*`
  return new RegExp(`(${word})|(${other}[${other}\\p{M}]*)|(${number})|[^]`, 'gv')
}

/** An apostrophe keeps two letters apart when without it they would be read as one. */
function separates(script: Script, text: string, last: number, at: number): boolean {
  if (script.scheme.separator === undefined) return false
  const before = text.slice(last, at)
  const joined = before + text.slice(at + 1, at + 1 + script.spellingMax)
  return longest(script.spellings, joined, 0, script.spellingMax) > before.length
}

function needsSeparator(
  script: Script,
  spelling: string,
  units: readonly { readonly spelling: string }[],
  next: number,
): boolean {
  if (script.scheme.separator === undefined || spelling === '') return false
  const rest = (units[next]?.spelling ?? '') + (units[next + 1]?.spelling ?? '')
  return longest(script.spellings, spelling + rest, 0, script.spellingMax) > spelling.length
}

function carrierSpelling(
  script: Script,
  carrier: Carrier,
  letters: readonly string[],
  at: number,
): string {
  const vowelAfter = script.vowels.has(letters[at + 1] ?? '')
  if (at === 0 && vowelAfter) return ''
  if (carrier.hiatus && vowelAfter && script.vowels.has(letters[at - 1] ?? '')) return ''
  return carrier.mark
}

/** Adds letters, with the carrier before a vowel where the scheme leaves it to the reader. */
function push(
  script: Script,
  read: Letters,
  letters: string,
  spelled: { readonly end: number; readonly capital: boolean },
): void {
  const before = read.letter.at(-1)
  const { carrier, vowels } = script
  if (
    carrier &&
    vowels.has(letters[0] ?? '') &&
    (before === undefined || (carrier.hiatus && vowels.has(before)))
  )
    add(read, script.table.carrier?.letter ?? '', -1, false)
  const last = letters.length - 1
  for (let i = 0; i <= last; i += 1)
    add(read, letters[i] ?? '', i === last ? spelled.end : -1, spelled.capital && i === 0)
}

function add(read: Letters, letter: string, end: number, capital: boolean): void {
  read.letter.push(letter)
  read.end.push(end)
  read.capital.push(capital)
}

/** A silent sign belongs to the letter before it. */
function endAt(read: Letters, end: number): void {
  if (read.end.length > 0) read.end[read.end.length - 1] = end
}

function isShout(word: string, small: string): boolean {
  let capitals = 0
  for (let at = 0; at < word.length; at += 1) {
    if (word[at] !== small[at]) capitals += 1
    else if (word[at] !== word[at]?.toUpperCase()) return false
  }
  return capitals > 1
}

function capitals(spelling: string, shout: boolean): string {
  if (shout) return spelling.toUpperCase()
  return spelling.slice(0, 1).toUpperCase() + spelling.slice(1)
}

function smallOf(word: string, small: ReadonlyMap<string, string>): string {
  let text = ''
  for (let at = 0; at < word.length; at += 1) text += small.get(word[at] ?? '') ?? word[at]
  return text
}
