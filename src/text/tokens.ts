// Words of a text as the index keeps them: folded to ASCII for finding, as written for "exactly".
// Scripts without spaces are cut into pairs of letters; all other writing into words.
import { type Lang, languageOf } from './lang.ts'
import { simplified } from './names/tables/pinyin.ts'
import { romanize } from './romanize.ts'

export interface Token {
  /** UTF-16 offsets in the text. */
  readonly start: number
  readonly end: number
  /** For finding: ASCII letters and digits, or two letters of a script without spaces. */
  readonly folded: string
  /** As written, but for case, composition and the kind of apostrophe. */
  readonly exact: string
}

/** Longer words are cut; nobody searches for them. */
const wordMax = 64
/** Stands between headline and text, and where a word leaves nothing: no phrase goes across it. */
export const gapToken = '\u00A6'

const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const run = new RegExp(`[${unspaced}][${unspaced}\\p{M}々〆ー]*`, 'u')
/** Runs without spaces (the group), or words; an apostrophe inside one is looked at afterwards. */
const pieces = new RegExp(
  `(${run.source})|(?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+(?:[’'‘ʼʻ\`\\u0640\\u00AD\\u200B-\\u200F\\u2060](?:(?![${unspaced}])[\\p{L}\\p{M}\\p{N}])+)*`,
  'gu',
)
const apostrophe = /[’'‘ʼʻ`]/
const apostrophes = /[’'‘ʼʻ`]/g
const invisible = /[\u0640\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g
/** Where an apostrophe is a letter of the word; elsewhere it ends one: China’s, l’homme, Ankara’da. */
const hemzeLanguages = ['ug', 'uz', 'kk', 'ky', 'tt', 'ar', 'fa']
/** In these a capital I is the dotless one. */
const dotlessLanguages = ['tr', 'az', 'tt', 'crh']

/** The tokens of a text, in order. `joins` overrules what the language says of apostrophes. */
export function tokensOf(text: string, lang: Lang, joins = hemzeJoins(lang)): readonly Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(pieces)) {
    if (match[1] !== undefined) pushPairs(tokens, match[0], match.index)
    else if (joins || !apostrophe.test(match[0])) tokens.push(new Word(match[0], match.index, lang))
    else {
      let start = match.index
      for (const word of match[0].split(apostrophe)) {
        if (word !== '') tokens.push(new Word(word, start, lang))
        start += word.length + 1
      }
    }
  }
  return tokens
}

/** Whether an apostrophe belongs to a word of this language. */
export function hemzeJoins(lang: Lang): boolean {
  return hemzeLanguages.includes(languageOf(lang))
}

/** A word folded for finding; '' when nothing of it can be. */
export function foldWord(word: string, lang: Lang | null): string {
  return romanize(word.slice(0, wordMax).replace(/İ/g, 'i').toLowerCase(), lang ?? undefined)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

/** A word as written, in small letters. */
export function exactWord(word: string, dotless: boolean): string {
  const short = word.slice(0, wordMax).toWellFormed().normalize('NFC').replace(invisible, '')
  const small = dotless ? short.replace(/I/g, 'ı') : short
  return small.replace(/İ/g, 'i').toLowerCase().replace(apostrophes, '’')
}

interface Forms {
  folded: string | null
  exact: string | null
}

/** Of words that stand in texts, by language. */
const remembered = new Map<Lang, Map<string, Forms>>()
const rememberedMax = 20_000

/** Texts are made of few words: each is worked out once, as long as there is room. */
function formsOf(word: string, lang: Lang): Forms {
  let known = remembered.get(lang)
  if (known === undefined || known.size > rememberedMax) {
    known = new Map()
    remembered.set(lang, known)
  }
  let forms = known.get(word)
  if (forms === undefined) {
    forms = { folded: null, exact: null }
    if (word.length <= wordMax) known.set(word, forms)
  }
  return forms
}

/** Whether this language's capital I is dotless. */
export function isDotless(lang: Lang): boolean {
  return dotlessLanguages.includes(languageOf(lang))
}

/** A word is folded when somebody asks: most are not asked. */
class Word implements Token {
  readonly start: number
  readonly end: number
  readonly #word: string
  readonly #lang: Lang
  #known: Forms | null = null

  constructor(word: string, start: number, lang: Lang) {
    this.start = start
    this.end = start + word.length
    this.#word = word
    this.#lang = lang
  }

  get folded(): string {
    const forms = this.#forms()
    forms.folded ??= foldWord(this.#word, this.#lang) || gapToken
    return forms.folded
  }

  get exact(): string {
    const forms = this.#forms()
    forms.exact ??= exactWord(this.#word, isDotless(this.#lang)) || gapToken
    return forms.exact
  }

  #forms(): Forms {
    this.#known ??= formsOf(this.#word, this.#lang)
    return this.#known
  }
}

/** "維吾爾" gives 维吾, 吾尔, 尔: a pair for each letter, the last alone, so that one letter is found too. */
function pushPairs(tokens: Token[], letters: string, start: number): void {
  let at = start
  const all = [...letters]
  all.forEach((letter, index) => {
    const next = all[index + 1] ?? ''
    const end = at + letter.length + next.length
    tokens.push({
      start: at,
      end,
      folded: pairMark + plainHan(letter) + plainHan(next),
      exact: pairMark + letter + next,
    })
    at += letter.length
  })
}

/** Whether a token is a pair of letters of a script without spaces. */
export function isPair(token: Token): boolean {
  return !(token instanceof Word)
}

/** With it before a pair, the index of two-letter beginnings serves for one letter, too. */
const pairMark = '\u00B7'

function plainHan(letter: string): string {
  return simplified[letter] ?? letter
}
