// Corpora for the benchmarks: newsrooms of any size made from a seed, in English, Turkish and Uyghur,
// with sections, speakers and dates over ten years. The same seed gives the same texts.
import { bodyOfParagraphs } from '../src/model/body.ts'
import {
  type ArticleId,
  idFromBytes,
  type PersonId,
  parseArticleId,
  parsePersonId,
} from '../src/model/id.ts'
import { type Lang, parseLang } from '../src/text/lang.ts'

export interface CorpusArticle {
  readonly id: ArticleId
  readonly lang: Lang
  readonly date: string
  readonly time: string
  readonly section: string
  /** Who is named in it: none to two of corpusPeople(). */
  readonly people: readonly PersonId[]
  readonly headline: string
  readonly teaser: string
  readonly paragraphs: readonly string[]
}

export const corpusLanguages: readonly Lang[] = ['en', 'tr', 'ug'].map(parseLang)
export const corpusSections = ['press', 'letters', 'reports'] as const

const syllables: Readonly<Record<string, readonly string[]>> = {
  en: [
    'the',
    'ra',
    'ment',
    'tion',
    'con',
    'dis',
    'pa',
    'lo',
    'ver',
    'in',
    'ter',
    'sta',
    'com',
    'mu',
    'ni',
    'ty',
    'wa',
    'ter',
    'ing',
    'ly',
  ],
  tr: [
    'ler',
    'lar',
    'ma',
    'ge',
    'ye',
    'söz',
    'gü',
    'nü',
    'çı',
    'şı',
    'ka',
    'ra',
    'bil',
    'di',
    'ri',
    'ha',
    'ber',
    'in',
    'san',
    'da',
  ],
  ug: [
    'لار',
    'لەر',
    'نىڭ',
    'غا',
    'دىن',
    'مە',
    'تە',
    'قى',
    'شە',
    'ھەر',
    'يې',
    'زى',
    'بو',
    'لۇپ',
    'سۆ',
    'زى',
    'خە',
    'ۋەر',
    'كى',
    'شى',
  ],
}

export interface CorpusPerson {
  readonly id: PersonId
  readonly name: string
}

/** The people of a corpus: thirty, and one more for every five hundred articles. */
export function corpusPeople(count: number): readonly CorpusPerson[] {
  return Array.from({ length: 30 + Math.floor(count / 500) }, (_, n) => ({
    id: parsePersonId(idFromBytes(Uint8Array.of(255, n >>> 16, n >>> 8, n, 0))),
    name: `Person ${n + 1}`,
  }))
}

/** Articles one after the other, newest last; `count` of them. */
export function* corpus(count: number, seed: number): Generator<CorpusArticle> {
  const draw = numbers(seed)
  const people = corpusPeople(count)
  const somebody = () => people[Math.floor(people.length * (draw(1000) / 1000) ** 2)]!
  const vocabulary = Object.fromEntries(corpusLanguages.map((lang) => [lang, wordsOf(lang, draw)]))
  for (let n = 0; n < count; n += 1) {
    const lang = corpusLanguages[n % corpusLanguages.length]!
    const words = vocabulary[lang]!
    const sentence = (length: number): string => {
      const text = Array.from(
        { length },
        () => words[Math.floor(words.length * (draw(1000) / 1000) ** 3)]!,
      ).join(' ')
      return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
    }
    const paragraphs = Array.from({ length: 6 }, () =>
      Array.from({ length: 5 }, () => sentence(8 + draw(10))).join(' '),
    )
    const present = [...new Set(Array.from({ length: draw(3) }, somebody))]
    // They are named where the text speaks of them, as in any newspaper.
    if (present.length > 0) paragraphs[1] += ` ${present.map(({ name }) => name).join(', ')}.`
    const day = new Date(Date.UTC(2016, 0, 1) + Math.floor((n / count) * 3650) * 86_400_000)
    yield {
      id: parseArticleId(idFromBytes(Uint8Array.from([n >>> 24, n >>> 16, n >>> 8, n, seed]))),
      lang,
      date: day.toISOString().slice(0, 10),
      time: `${String(8 + draw(12)).padStart(2, '0')}:${String(draw(60)).padStart(2, '0')}`,
      section: corpusSections[draw(3)]!,
      people: present.map(({ id }) => id).sort(),
      headline: sentence(6 + draw(5)).slice(0, -1),
      teaser: paragraphs[0]!.slice(0, 220),
      paragraphs,
    }
  }
}

/** The body of a corpus article as the newsroom keeps it. */
export function corpusBody(article: CorpusArticle) {
  return bodyOfParagraphs(article.paragraphs)
}

function wordsOf(lang: Lang, draw: (below: number) => number): readonly string[] {
  const parts = syllables[lang]!
  return Array.from({ length: 4000 }, () =>
    Array.from({ length: 1 + draw(4) }, () => parts[draw(parts.length)]!).join(''),
  )
}

/** mulberry32 */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
