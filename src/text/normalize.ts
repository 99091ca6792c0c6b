// Text with the code points its language is written with: canonical composition, no presentation
// forms, and for Uyghur the letters other keyboards and old fonts put in the place of its own.
// Each repair is reported. A word with a letter no rule knows is left as it is: it is a quotation.
import { type Lang, scriptOf } from './lang.ts'
import { cyrillicOfLatin, latinOfCyrillic } from './scripts/tables/look-alikes.ts'
import { uyghur } from './scripts/tables/ug.ts'
import { duldul, uighursoft, uyghurForms, uyghurLetters } from './scripts/tables/wrong-letters.ts'

export type ChangeKind =
  /** Canonically the same text (NFC). */
  | 'composed'
  /** A shape of a letter for old terminals, in the place of the letter. */
  | 'presentation-form'
  /** Hemze typed as two characters, or missing before a vowel that begins a word. */
  | 'hemze'
  /** A letter of another language's keyboard. */
  | 'letter'
  /** The whole text was typed for a font that drew Uyghur letters in Arabic places. */
  | 'legacy-font'
  /** One of the signs people type for the apostrophe. */
  | 'apostrophe'
  /** A letter of another alphabet that looks like the right one. */
  | 'look-alike'

/** One repair. Offsets in UTF-16 units of the text given, end exclusive. */
export interface Change {
  readonly start: number
  readonly end: number
  readonly kind: ChangeKind
  readonly from: string
  readonly to: string
}

export interface Normalized {
  readonly text: string
  readonly changes: readonly Change[]
}

/** How a whole text came to be written with other characters than it shows. */
export type Legacy = 'uighursoft' | 'duldul' | 'forms'

/** Repairs a text of this language. Idempotent, linear; text that is normal comes back as it is. */
export function normalize(text: string, lang: Lang): Normalized {
  const repair = repairFor(lang, text)
  const changes: Change[] = []
  const out: string[] = []
  for (const match of text.matchAll(tokens)) {
    const [token] = match
    const word = /^[\p{L}\p{M}]/u.test(token)
    const glyphs = (word ? (token.match(clusters) ?? []) : [token]).map(composed)
    if (word) repair(glyphs, text.slice(Math.max(0, match.index - 1), match.index))
    let start = match.index
    for (const { from, to, kind } of glyphs) {
      out.push(to)
      if (kind !== null) addChange(changes, { start, end: start + from.length, kind, from, to })
      start += from.length
    }
  }
  return { text: out.join(''), changes }
}

/** Judges a whole Uyghur text: too short a one says nothing, and Arabic is not mistaken for it. */
export function detectLegacy(text: string): Legacy | null {
  const sample = text.slice(0, sampleMax)
  const plain = plainForms(sample, uyghurForms)
  // Not those a repair puts in or takes out, or a repaired text could be judged anew.
  const letters = counted(plain, /(?=[^اآئ])\p{Script=Arab}/gu)
  if (letters < lettersMin) return null
  const forms = counted(sample, /[\uFB50-\uFDFF\uFE70-\uFEFC]/g)
  return legacyFont(plain, letters) ?? (forms > letters * 0.6 ? 'forms' : null)
}

const sampleMax = 20_000
const lettersMin = 12

function legacyFont(text: string, letters: number): 'uighursoft' | 'duldul' | null {
  if (counted(text, /[ەېۇۆۈۋڭھ]/g) > letters * 0.02) return null
  // Arabic has ة only at the end of a word, and ظ hardly at all.
  const inside = counted(text, /ة(?=\p{L})/gu)
  if (inside < letters * 0.02 || inside + counted(text, /ظ/g) < letters * 0.03) return null
  return counted(text, /[عی]/g) > counted(text, /ئ/g) ? 'uighursoft' : 'duldul'
}

function counted(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}

/** A base with its marks, and what it becomes. */
interface Glyph {
  readonly from: string
  to: string
  kind: ChangeKind | null
}

/** Repairs the glyphs of one word in place. `before` is the character before the word. */
type Repair = (glyphs: Glyph[], before: string) => void

const apostrophes = "'’‘ʼʻ`"
// Starters that compose with starters: conjoining Hangul, Kirat Rai vowels.
const joining =
  '\\u{1100}-\\u{11FF}\\u{A960}-\\u{A97F}\\u{D7B0}-\\u{D7FF}\\u{AC00}-\\u{D7A3}\\u{16D63}-\\u{16D6A}'
const cluster = `(?:[${joining}]+|\\P{M})\\p{M}*|\\p{M}+`
const clusters = new RegExp(cluster, 'gsu')
const inWord = '[\\p{L}\\p{M}\\u0640\\u200C\\u200D]'
const word = `[\\p{L}\\p{M}]${inWord}*(?:[${apostrophes}]${inWord}+)*`
const tokens = new RegExp(`${word}|${cluster}`, 'gsu')
/** Longer runs of marks are no text (UAX #15, stream-safe text), and composing them is quadratic. */
const marksOverlong = /\p{M}{31}/u

function composed(from: string): Glyph {
  const to = marksOverlong.test(from) ? from : from.normalize('NFC')
  return { from, to, kind: to === from ? null : 'composed' }
}

function repairFor(lang: Lang, text: string): Repair {
  if (lang === 'ug') return uyghurRepair(text)
  const script = scriptOf(lang)
  if (script === 'Arab') return formsRepair
  const marks = lang === 'ug-Latn' ? latinUyghurRepair(text) : () => {}
  if (script !== 'Latn' && script !== 'Cyrl') return () => {}
  const foreign = script === 'Latn' ? latinOfCyrillic : cyrillicOfLatin
  return (glyphs, before) => {
    lookAlikeRepair(glyphs, script, foreign)
    marks(glyphs, before)
  }
}

function set(glyph: Glyph, wanted: string, kind: ChangeKind): void {
  if (wanted === glyph.to) return
  const { to } = composed(wanted)
  glyph.to = to
  glyph.kind = to === glyph.from ? null : kind
}

/** Presentation forms of letters; those of whole words and of single marks are signs of their own. */
function formsRepair(glyphs: readonly Glyph[]): void {
  for (const glyph of glyphs) set(glyph, plainForms(glyph.to, new Map()), 'presentation-form')
}

function plainForms(text: string, special: ReadonlyMap<string, string>): string {
  return text.replace(/[\uFB50-\uFDEF\uFE80-\uFEFC]/g, (form) => {
    const letters = special.get(form) ?? form.normalize('NFKC')
    return /^\p{L}+$/u.test(letters) ? letters : form
  })
}

const uyghurAlphabet = new Set([...uyghur.letters.map(([letter]) => letter), ...'ئـ\u200C\u200D'])
const uyghurVowels = new Set(uyghur.carrier?.vowels ?? '')
const hehs = 'هہ'
const farsiYeh = 'ی'
/** Kept as Arabic writes it. */
const quotations = new Set(['الله'])

function uyghurRepair(text: string): Repair {
  const legacy = detectLegacy(text)
  const font = legacy === 'uighursoft' ? uighursoft : legacy === 'duldul' ? duldul : null
  const has = (letter: string) => text.includes(letter)
  // Who types one of the two letters rightly means the other one by U+0647; so with the two yehs.
  const heh = has('ە') === has('ھ') ? null : has('ە') ? 'ھ' : 'ە'
  const yeh = has('ى') === has('ي') ? null : has('ى') ? 'ي' : 'ى'
  return (glyphs, before) => {
    for (const glyph of glyphs) {
      set(glyph, plainForms(glyph.to, uyghurForms), 'presentation-form')
      if (font)
        set(
          glyph,
          glyph.to.replace(/./gsu, (c) => font.get(c) ?? c),
          'legacy-font',
        )
      set(glyph, glyph.to.replace(/^[ىیي]\u0654/, 'ئ'), 'hemze')
    }
    const word = glyphs.map(({ to }) => to).join('')
    if (quotations.has(word) || !isRepairable(word)) return
    let last = ''
    for (const [at, glyph] of glyphs.entries()) {
      const letters = [...glyph.to].map((letter, i, all) => {
        const next = all[i + 1] ?? glyphs[at + 1]?.to.at(0) ?? ''
        const consonant = last === '' || uyghurVowels.has(last) || uyghurVowels.has(next)
        const alone = last === '' && next === ''
        last = uyghurLetters.get(letter) ?? letter
        if (hehs.includes(letter)) last = heh ?? (consonant ? 'ھ' : 'ە')
        if (letter === farsiYeh) last = yeh ?? (consonant && !alone ? 'ي' : 'ى')
        return last
      })
      set(glyph, letters.join(''), 'letter')
    }
    addHemze(glyphs, before)
  }
}

/** Every letter is Uyghur or has a Uyghur one it may stand for: else the word is a quotation. */
function isRepairable(word: string): boolean {
  for (const letter of word)
    if (
      !uyghurAlphabet.has(letter) &&
      !uyghurLetters.has(letter) &&
      !(hehs + farsiYeh).includes(letter)
    )
      return false
  return true
}

/**
 * A vowel that begins a word stands on hemze; some write alef in its place, as Persian does.
 * A letter that stands alone is meant as a letter.
 */
function addHemze(glyphs: readonly Glyph[], before: string): void {
  const [first] = glyphs
  const [vowel = '', second] = glyphs.map(({ to }) => to).join('')
  if (first === undefined || second === undefined || !uyghurVowels.has(vowel)) return
  if (before !== '' && !/[\s«“"([]/.test(before)) return
  const isBearer = vowel === 'ا' && uyghurVowels.has(second)
  set(first, `ئ${isBearer ? first.to.slice(1) : first.to}`, 'hemze')
}

/** Latin Uyghur: one apostrophe; the j and ö that one newspaper's font left as other letters. */
function latinUyghurRepair(text: string): Repair {
  const leftover = (text.match(/[šŠ]/g)?.length ?? 0) >= 3 && !/[öÖ]/.test(text)
  const font = new Map(
    leftover
      ? [
          ['š', 'ö'],
          ['Š', 'Ö'],
        ]
      : [],
  )
  return (glyphs) => {
    for (const glyph of glyphs) {
      if (apostrophes.includes(glyph.to)) set(glyph, '’', 'apostrophe')
      const letter = font.get(glyph.to)
      if (letter !== undefined) set(glyph, letter, 'legacy-font')
      if (glyphs.length > 1 && /[Җҗ]/.test(glyph.to))
        set(glyph, glyph.to === 'Җ' ? 'J' : 'j', 'look-alike')
    }
  }
}

/**
 * A single letter of the other alphabet amid this one's. A plain Latin letter at the start of a
 * Cyrillic word may be meant (an acronym with an ending), and so may a run of them: left to lint.
 */
function lookAlikeRepair(
  glyphs: readonly Glyph[],
  script: 'Latn' | 'Cyrl',
  looks: ReadonlyMap<string, string>,
): void {
  const own = script === 'Latn' ? /^\p{Script=Latn}/u : /^\p{Script=Cyrl}/u
  const isOwn = glyphs.map(({ to }) => own.test(to))
  for (const [at, glyph] of glyphs.entries()) {
    const letter = looks.get(glyph.to)
    if (letter === undefined || isOwn[at]) continue
    const meant = at === 0 && /[a-z]/i.test(glyph.to)
    const alone = (at === 0 || isOwn[at - 1]) && (at === glyphs.length - 1 || isOwn[at + 1])
    if (alone && !meant && glyphs.length > 1) set(glyph, letter, 'look-alike')
  }
}

/** Neighbouring repairs of one kind are one change. */
function addChange(changes: Change[], change: Change): void {
  const before = changes.at(-1)
  if (before === undefined || before.end !== change.start || before.kind !== change.kind) {
    changes.push(change)
    return
  }
  changes[changes.length - 1] = {
    ...change,
    start: before.start,
    from: before.from + change.from,
    to: before.to + change.to,
  }
}
