// What an editor should see in a text before it is public: signs that turn lines round, hide words
// or pass for other letters. Findings are advice: nothing is changed here, and some have no fix,
// because what was meant is not in the text.
import { type Lang, scriptOf } from './lang.ts'
import { normalize } from './normalize.ts'
import { cyrillicOfLatin, latinOfCyrillic, latinOfGreek } from './scripts/tables/look-alikes.ts'

export type FindingKind =
  | 'bidi-override'
  | 'open-isolate'
  | 'hidden-text'
  | 'invisible'
  | 'mixed-scripts'
  | 'impersonation'
  | 'presentation-form'
  | 'wrong-letter'
  | 'legacy-font'

/** Offsets in UTF-16 units, end exclusive. */
export interface Finding {
  readonly start: number
  readonly end: number
  readonly kind: FindingKind
  readonly text: string
  /** One sentence on what is wrong and why it matters. */
  readonly explanation: string
  /** What to put in the place of the text; null when only a person can tell. */
  readonly fix: string | null
}

export interface LintOptions {
  /** Spellings of the people in the register: what looks like one of them must be one of them. */
  readonly people?: readonly string[]
}

/** Looks through a text of this language, in the order of the text. Linear. */
export function lint(text: string, lang: Lang, options: LintOptions = {}): readonly Finding[] {
  const findings = [
    ...controls(text),
    ...invisible(text),
    ...mixedWords(text, lang),
    ...impersonations(text, options.people ?? []),
    ...wrongLetters(text, lang),
  ]
  return findings.sort((a, b) => a.start - b.start || a.end - b.end)
}

const explanations: Readonly<Record<FindingKind, string>> = {
  'bidi-override': 'This control makes text read in another order than it is stored in.',
  'open-isolate': 'This isolate is not closed, or closes nothing, so it turns the text around it.',
  'hidden-text': 'These characters are never shown, yet they can carry a text or mark a copy.',
  invisible: 'This character is not seen, but it divides the word for search and comparison.',
  'mixed-scripts': 'This word has letters of two alphabets that look alike.',
  impersonation:
    'This looks like a person of the register, but it is spelled with other characters.',
  'presentation-form':
    'This is the shape of a letter for old terminals, in the place of the letter.',
  'wrong-letter':
    'This is a letter of another keyboard, in the place of the one this language has.',
  'legacy-font': 'This text was typed for an old font: its characters are not its letters.',
}

function finding(start: number, text: string, kind: FindingKind, fix: string | null): Finding {
  return { start, end: start + text.length, kind, text, explanation: explanations[kind], fix }
}

const isolateOpens = /[\u2066-\u2068]/

/** Overrides and embeddings always (Trojan Source); isolates when they do not pair within a line. */
function controls(text: string): Finding[] {
  const found: Finding[] = []
  let open: number[] = []
  const unpaired = (at: number) => found.push(finding(at, text[at] ?? '', 'open-isolate', ''))
  for (const { 0: sign, index } of text.matchAll(/[\u202A-\u202E]+|[\u2066-\u2069]|\n/g)) {
    if (sign === '\n') {
      open.forEach(unpaired)
      open = []
    } else if (isolateOpens.test(sign)) open.push(index)
    else if (sign !== '\u2069') found.push(finding(index, sign, 'bidi-override', ''))
    else if (open.pop() === undefined) unpaired(index)
  }
  open.forEach(unpaired)
  return found
}

// Flags of regions are a black flag and tags; everywhere else tags are a message nobody sees.
const flagOrHidden =
  /\u{1F3F4}[\u{E0020}-\u{E007E}]{1,8}\u{E007F}|(?<hidden>[\u{E0000}-\u{E007F}\u{E0100}-\u{E01EF}]+)/gu
// Joiners have work between Arabic or Indic letters and in emoji; beside Latin and Cyrillic, none.
const unseen =
  /[\u034F\u115F\u1160\u180E\u200B\u2060-\u2064\u206A-\u206F\u3164\uFEFF\uFFA0]+|(?<=[\p{Script=Latn}\p{Script=Cyrl}])[\u200C\u200D\uFE00-\uFE0F]+/gu

function invisible(text: string): Finding[] {
  const hidden = [...text.matchAll(flagOrHidden)].flatMap(({ 0: found, index, groups }) => {
    // A variation of a Chinese character is drawn, not hidden.
    const variation =
      /^[\u{E0100}-\u{E01EF}]$/u.test(found) && /\p{Script=Hani}$/u.test(before(text, index))
    return groups?.['hidden'] === undefined || variation
      ? []
      : [finding(index, found, 'hidden-text', '')]
  })
  const dividing = [...text.matchAll(unseen)].map(({ 0: found, index }) =>
    finding(index, found, 'invisible', ''),
  )
  return [...hidden, ...dividing]
}

/** The character before `at`, whole when it takes two units. */
function before(text: string, at: number): string {
  return text.slice(Math.max(0, at - 2), at)
}

const alphabets = {
  Latn: /\p{Script=Latn}/gu,
  Cyrl: /\p{Script=Cyrl}/gu,
  Grek: /\p{Script=Grek}/gu,
}
/** BBCниң: an acronym keeps its alphabet when an ending is put to it. */
const acronymWithEnding = /^(?:[A-Z]{2,}\p{Script=Cyrl}+|\p{Script=Cyrl}{2,}[a-z]+)$/u

function mixedWords(text: string, lang: Lang): Finding[] {
  const found: Finding[] = []
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const counts = Object.entries(alphabets).map(([script, letters]) => ({
      script,
      count: word.match(letters)?.length ?? 0,
    }))
    const present = counts.filter(({ count }) => count > 0)
    if (present.length < 2 || acronymWithEnding.test(word)) continue
    const rank = (one: (typeof counts)[number]) =>
      one.count + (one.script === scriptOf(lang) ? 0.5 : 0)
    const main = present.reduce((a, b) => (rank(b) > rank(a) ? b : a)).script
    found.push(finding(index, word, 'mixed-scripts', inOneAlphabet(word, main)))
  }
  return found
}

/** The word in one alphabet, or null when a letter has no look-alike there. */
function inOneAlphabet(word: string, script: string): string | null {
  const own = new RegExp(`\\p{Script=${script}}|\\p{M}`, 'u')
  const looks = (letter: string) =>
    script === 'Cyrl'
      ? cyrillicOfLatin.get(letter)
      : script === 'Latn'
        ? (latinOfCyrillic.get(letter) ?? latinOfGreek.get(letter))
        : undefined
  let fixed = ''
  for (const letter of word) {
    const right = own.test(letter) ? letter : looks(letter)
    if (right === undefined) return null
    fixed += right
  }
  return fixed
}

const nameWord = /[\p{L}\p{M}\p{N}\p{Cf}'’‘ʼʻ`·‧-]+/gu
const nameWordsMax = 6
/** Short words look alike by chance: Al and AI. */
const nameLettersMin = 4

/** Phrases that look like a person of the register without being spelled so. */
function impersonations(text: string, people: readonly string[]): Finding[] {
  const names = new Map<string, string[]>()
  let wordsMax = 0
  for (const name of people) {
    const parts = (name.match(nameWord) ?? []).slice(0, nameWordsMax)
    const look = parts.map(appearance).join(' ')
    if (look.length < nameLettersMin) continue
    wordsMax = Math.max(wordsMax, parts.length)
    names.set(look, [...(names.get(look) ?? []), name])
  }
  if (names.size === 0) return []
  const words = [...text.matchAll(nameWord)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    look: appearance(word),
  }))
  const found: Finding[] = []
  for (const [at, { start }] of words.entries()) {
    let look = ''
    for (let next = at; next < Math.min(words.length, at + wordsMax); next += 1) {
      const [last, word] = [words[next - 1], words[next]]
      if (word === undefined || (next > at && !isSpace(text, last?.end ?? 0, word.start))) break
      look = next === at ? word.look : `${look} ${word.look}`
      const likely = names.get(look)
      const phrase = text.slice(start, word.end)
      if (likely === undefined || likely.some((name) => spelling(name) === spelling(phrase)))
        continue
      found.push(
        finding(start, phrase, 'impersonation', likely.length === 1 ? (likely[0] ?? null) : null),
      )
    }
  }
  return found
}

function isSpace(text: string, start: number, end: number): boolean {
  return end - start <= 3 && /^\s+$/.test(text.slice(start, end))
}

/** What differs only in this is no disguise: case, the kind of apostrophe, the kind of space. */
function spelling(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’‘ʼʻ`]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
}

const arabicTwins = new Map([
  ['ی', 'ى'],
  ['ک', 'ك'],
  ['ه', 'ە'],
  ['ھ', 'ە'],
])

/** The same for words that a reader takes for one another, after Unicode's skeleton (UTS #39). */
function appearance(word: string): string {
  let look = ''
  for (const char of word.length > 100 ? word.slice(0, 100) : word.normalize('NFC')) {
    if (/[\p{Cf}'’‘ʼʻ`]/u.test(char)) continue
    for (const plain of char.normalize('NFKC')) {
      const latin = latinOfCyrillic.get(plain) ?? latinOfGreek.get(plain) ?? arabicTwins.get(plain)
      look += /[Il1|ӏ]/.test(latin ?? plain) ? 'l' : plain === '0' ? 'o' : (latin ?? plain)
    }
  }
  return look.toLowerCase()
}

function wrongLetters(text: string, lang: Lang): Finding[] {
  return normalize(text, lang).changes.flatMap(({ start, from, to, kind }) => {
    if (kind === 'presentation-form' || kind === 'legacy-font')
      return [finding(start, from, kind, to)]
    return kind === 'letter' || kind === 'hemze' ? [finding(start, from, 'wrong-letter', to)] : []
  })
}
