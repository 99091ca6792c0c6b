// What a name is found by and compared by: folded words, trigrams of its sounds, consonant skeletons, Han.
// Keys find candidates and may be stored (one row per key); only compare.ts says how alike two names are.
import { guessLang, type Lang, parseLang } from '../lang.ts'
import { romanize } from '../romanize.ts'
import { lowerWord, parseName } from './parse.ts'
import { isFullArabic, type Reading, readingsOf, scriptOfWord, squeeze } from './sounds.ts'
import { nameParts } from './tables/name-parts.ts'
import { simplified } from './tables/pinyin.ts'

export interface NameWord {
  /** As spelled. */
  readonly text: string
  /** In ASCII lower case letters and digits. */
  readonly folded: string
  readonly kind: 'word' | 'particle' | 'initial' | 'patronymic'
  readonly readings: readonly Reading[]
  /** Which of the widespread name parts (tables/name-parts.ts) this is a shape of. */
  readonly parts: readonly number[]
  /** What the word counts for among the others. */
  readonly weight: number
}

export interface NameKeys {
  /** The folded words in alphabetical order, one space between: equal for names equal after folding. */
  readonly folded: string
  /** The folded words in spoken order. */
  readonly tokens: readonly string[]
  /** Trigrams of the sounds of each word, `^` before and `$` after it, vowels and voices merged. */
  readonly grams: readonly string[]
  /** Consonants of each word, in every reading, at most 48 a word. */
  readonly skeletons: readonly string[]
  /** Pairs of neighbouring Han characters, simplified. */
  readonly han: readonly string[]
  /** What compare.ts compares, in alphabetical order of `folded`. */
  readonly words: readonly NameWord[]
}

const skeletonsMax = 48

/** The keys of a name; `lang` only tells Arabic script with all vowels from Arabic script without. */
export function nameKeys(name: string, lang?: Lang): NameKeys {
  const parsed = parseName(name)
  const whole = parsed.tokens.join(' ')
  const full = isFullArabic(whole, lang)
  const letters = lang ?? (full ? uyghur : /\p{Script=Cyrl}/u.test(whole) ? guessLang(whole) : null)
  const spoken = parsed.tokens
    .flatMap(apart)
    .map((token, at, tokens) =>
      wordOf(token, { full, letters, particles: parsed.particles, next: tokens[at + 1] }),
    )
    .filter((word) => word.folded !== '' || word.readings.length > 0)
  const words = [...spoken].sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
  const telling = spoken.filter((word) => word.kind === 'word' || word.kind === 'patronymic')
  return {
    folded: words.map((word) => word.folded).join(' '),
    tokens: spoken.map((word) => word.folded),
    grams: distinct(telling.flatMap((word) => word.readings.flatMap((one) => gramsOf(one.sounds)))),
    skeletons: distinct(
      telling.flatMap((word) => word.readings.flatMap((one) => skeletonsOf(one.sounds))),
    ),
    han: distinct(parsed.tokens.flatMap(hanPairs)),
    words,
  }
}

/** Two words read as one: "Kwai" + "wah", "memet" + "imin". */
export function joinWords(a: NameWord, b: NameWord): NameWord {
  const readings = a.readings.flatMap((x) =>
    b.readings
      .filter((y) => x.pinyin === y.pinyin || a.readings.length === 1 || b.readings.length === 1)
      .map((y) => ({
        sounds: squeeze(x.sounds + y.sounds),
        length: x.length + y.length,
        abjad: x.abjad || y.abjad,
        pinyin: x.pinyin || y.pinyin,
      })),
  )
  return {
    text: `${a.text} ${b.text}`,
    folded: a.folded + b.folded,
    kind: 'word',
    readings,
    parts: [],
    weight: a.weight + b.weight,
  }
}

interface Whole {
  /** Arabic letters with all vowels. */
  readonly full: boolean
  /** Whose letters these are, when that is known. */
  readonly letters: Lang | null
  readonly particles: readonly string[]
  /** The word after this one. */
  readonly next: string | undefined
}

const uyghur = parseLang('ug')

function wordOf(token: string, { full, letters: lang, particles, next }: Whole): NameWord {
  const readings = readingsOf(token, full)
  const letters = [...token.normalize('NFC').replace(/[^\p{L}]/gu, '')]
  const isLone = letters.length === 1 && scriptOfWord(token) !== 'Hani'
  const isSon = next !== undefined && sonOf.test(lowerWord(next))
  const kind = particles.includes(lowerWord(token))
    ? 'particle'
    : isLone
      ? 'initial'
      : isSon || readings[0]?.sounds.endsWith('P')
        ? 'patronymic'
        : 'word'
  const parts = partsOf(readings)
  return {
    text: token,
    folded: foldWord(token, lang),
    kind,
    readings,
    parts,
    weight: weightOf(readings, kind, parts),
  }
}

/** After the father's name: "Ибрагим оглы", "Kanay uly". */
const sonOf =
  /^(?:o[gğ]h?l[iuyıe]|[uұ]l[yıi]|[qkg][iıy]?z[iıy]|оглы|о[гғ]лу|[уұ]лы|уулу|[қк]ызы|[қк]изи|ўғли|ئوغلى|قىزى)$/u

/** Arabic writes "servant of" and the name it belongs to as one word; the article goes with neither. */
function apart(token: string): readonly string[] {
  const rest = /^عبدال(?!له)(?<of>.{2,})$/u.exec(token)?.groups?.['of']
  return rest === undefined ? [token] : ['عبد', rest]
}

function foldWord(token: string, lang: Lang | null): string {
  return romanize(token.replace(/İ/g, 'i'), lang ?? undefined)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
}

function weightOf(
  readings: readonly Reading[],
  kind: NameWord['kind'],
  parts: readonly number[],
): number {
  if (kind === 'initial') return 1
  const length = Math.min(8, Math.max(2, readings[0]?.length ?? 0))
  const share = kind === 'particle' ? 0.15 : parts.length > 0 ? 0.8 : 1
  return Math.sqrt(length) * share
}

/** Sounds with the distinctions merged that spellings do not keep; fillers left out. */
function coarse(sounds: string): string {
  let out = ''
  for (let at = 0; at < sounds.length; at++) {
    const sound = merged[sounds[at] ?? ''] ?? sounds[at] ?? ''
    if (sound !== out.at(-1)) out += sound
  }
  return out
}

const merged: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['aAe*1', 'a'],
    ['iIyY', 'i'],
    ['oOuUWw', 'u'],
    ['kq', 'k'],
    ['gG', 'g'],
    ['Xhx', 'h'],
    ['jZJ', 'j'],
    ['cC', 'c'],
    ['sz', 's'],
    ['vfV', 'v'],
    ['bp', 'b'],
    ['td', 't'],
    ['nN', 'n'],
    ['lrL', 'l'],
    ['234578P', ''],
  ].flatMap(([from = '', to = '']) => [...from].map((sound) => [sound, to] as const)),
)

function gramsOf(sounds: string): string[] {
  const word = `^${coarse(sounds)}$`
  const grams: string[] = []
  for (let at = 0; at + 3 <= word.length; at++) grams.push(word.slice(at, at + 3))
  return grams
}

/** x is S or h, h and v may be silent: every choice is a skeleton. */
function skeletonsOf(sounds: string): string[] {
  let made = ['']
  for (const sound of sounds) {
    const choices = skeletonSounds[sound] ?? ['']
    made = made.flatMap((one) => choices.map((next) => (next === one.at(-1) ? one : one + next)))
    if (made.length > skeletonsMax) made = made.slice(0, skeletonsMax)
  }
  return distinct(made.filter((one) => one !== ''))
    .slice(0, skeletonsMax)
    .map((one) => `=${one}`)
}

const skeletonSounds: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries([...'bp'].map((s) => [s, ['b']])),
  ...Object.fromEntries([...'td'].map((s) => [s, ['t']])),
  ...Object.fromEntries([...'kqgG'].map((s) => [s, ['k']])),
  ...Object.fromEntries([...'Xh'].map((s) => [s, ['k', '']])),
  ...Object.fromEntries([...'jZc'].map((s) => [s, ['c']])),
  ...Object.fromEntries([...'szC'].map((s) => [s, ['s']])),
  ...Object.fromEntries([...'lrL'].map((s) => [s, ['l']])),
  ...Object.fromEntries([...'nN'].map((s) => [s, ['n']])),
  ...Object.fromEntries([...'vw'].map((s) => [s, ['v', '']])),
  f: ['b', 'v'],
  m: ['m'],
  S: ['s'],
  x: ['s', 'k'],
  J: ['c', 'k', 's'],
  V: ['v'],
}

function hanPairs(token: string): string[] {
  const letters = [...token]
    .filter((letter) => /\p{Script=Han}/u.test(letter))
    .map((one) => simplified[one] ?? one)
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)]
}

const partIndex: ReadonlyMap<string, readonly number[]> = (() => {
  const index = new Map<string, number[]>()
  nameParts.forEach((line, part) => {
    for (const shape of new Set(line.split(' '))) {
      const key = partKey(readingsOf(shape, false)[0]?.sounds ?? '')
      const list = index.get(key) ?? []
      if (!list.includes(part)) index.set(key, [...list, part])
    }
  })
  return index
})()

function partsOf(readings: readonly Reading[]): readonly number[] {
  const found = readings.flatMap((one) => partIndex.get(partKey(one.sounds)) ?? [])
  return [...new Set(found)]
}

/** Voiced and voiceless stay apart here, as l and r do: parts are short. */
function partKey(sounds: string): string {
  return sounds
    .replace(/[Ae*12]/g, 'a')
    .replace(/[I3Y]/g, 'i')
    .replace(/[OuU5W4]/g, 'o')
    .replace(/q/g, 'k')
    .replace(/[Xx]/g, 'h')
    .replace(/[ZJ]/g, 'j')
    .replace(/[78]/g, '')
}
