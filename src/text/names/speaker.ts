// The speaker a headline names before its colon ("Rebiya Kadeer: ...", "热比娅·卡德尔：..."), or null.
// It is a proposal for an editor, so it would rather miss a person than name a label or a topic.
import { hanBodyEndings, hanLabels, hanSurnames, notPerson } from './tables/headline-words.ts'
import { particles, titlesAfter, titlesBefore } from './tables/titles.ts'

/** Colons of every habit: ASCII, full width, small, presentation. */
const colon = /[:：﹕︓]/u
const separators = /[·‧•・･∙⸱]/u
const partMax = 80

/**
 * The person a headline puts before its first colon, as written there but without titles
 * ("Ms. Rebiya Kadeer: ..." gives "Rebiya Kadeer"); null when what stands there is no person:
 * a label ("Press release:"), a body, a topic, a time ("13:21"), an address.
 */
export function proposeSpeaker(headline: string, lang: string): string | null {
  const part = beforeColon(headline.slice(0, partMax * 2))
  if (part === null) return null
  const name = clean(part)
  if (name === '' || name.length > partMax || /[\p{N}\p{S}!?;؟؛。！？"«»“”]/u.test(name))
    return null
  if (/\p{Script=Han}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(name)) return eastAsian(name)
  return spaced(name, lang)
}

/** The text before the first colon that divides speaker from speech; null when there is none. */
function beforeColon(headline: string): string | null {
  const text = headline.replace(/[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
  const at = text.search(colon)
  if (at < 1) return null
  const [before, after] = [text.slice(0, at), text.slice(at + 1)]
  if (after.trim() === '') return null
  if (/\d$/.test(before) && /^\d/.test(after)) return null
  if (after.startsWith('//') || /\b(?:https?|mailto|www|ftp|tel)$/i.test(before)) return null
  return before
}

/** Without brackets, outer quotes, doubled space, and a description after a comma. */
function clean(part: string): string {
  const bare = part
    .normalize('NFC')
    .replace(/[([（【［][^)\]）】］]*[)\]）】］]/gu, ' ')
    .replace(/[\s\u00A0\u202F]+/gu, ' ')
    .trim()
    .replace(/^["«“„'‘‹《「]+|["»”’›》」]+$/gu, '')
    .trim()
  const comma = bare.search(/[,،，]/u)
  if (comma < 0) return bare
  const [head, tail] = [bare.slice(0, comma).trim(), bare.slice(comma + 1).trim()]
  const inverted = !head.includes(' ') && tail !== '' && tail.split(' ').every(looksCapital)
  return inverted ? bare : head
}

function eastAsian(name: string): string | null {
  const bare = withoutHanTitle(name)
  const parts = bare.split(/[·‧•・･∙⸱＝\s]/u).filter((part) => part !== '')
  if (parts.length === 0 || parts.length > 5) return null
  if (parts.some((part) => hanLabels.has(part) || !/^\p{L}[\p{L}\p{M}ー々]*$/u.test(part)))
    return null
  if (parts.length > 1) {
    const short = parts.every((part) => [...part].length <= 8)
    return short && (separators.test(bare) || parts.every(isSmallName)) ? bare : null
  }
  return isSmallName(bare) ? bare : null
}

/** One word in Han or Hangul that is a family name with a given name of one to three characters. */
function isSmallName(word: string): boolean {
  const letters = [...word]
  const last = letters.at(-1) ?? ''
  if (letters.length < 2 || letters.length > 4) return false
  if (/^\p{Script=Hangul}+$/u.test(word)) return letters.length <= 3
  if (hanBodyEndings.includes(last)) return false
  return hanSurnames.includes(letters[0] ?? '')
}

function withoutHanTitle(name: string): string {
  for (const title of titlesAfter) {
    if (/\p{L}/u.test(title) && name.length > title.length + 1 && name.endsWith(title)) {
      if (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}/u.test(title))
        return name.slice(0, -title.length).trim()
    }
  }
  return name
}

function spaced(name: string, lang: string): string | null {
  let tokens = name.split(' ')
  while (tokens.length > 1 && titlesBefore.has(wordOf(tokens[0]))) tokens = tokens.slice(1)
  while (tokens.length > 1 && titlesAfter.has(wordOf(tokens.at(-1)))) tokens = tokens.slice(0, -1)
  if (tokens.length > 5) return null
  const plain = tokens.map(wordOf)
  if (plain.some((word, i) => notPerson.has(word) && !(i > 0 && particles.has(word)))) return null
  if (tokens.some((token) => !/^['’‘ʼʻ]?[\p{L}\p{M}]/u.test(token))) return null
  const cased = /\p{Lu}|\p{Ll}/u.test(name)
  const fits = cased ? tokens.every(capitalOrParticle) && !isAcronym(tokens) : uncased(plain, lang)
  return fits ? tokens.join(' ') : null
}

/**
 * Without capitals to go by: at least two words, no article before the first, and for Uyghur no
 * ending that marks a thing said about rather than a person (plural, genitive, locative, -liq).
 */
function uncased(plain: readonly string[], lang: string): boolean {
  if (plain.length < 2) return false
  if (plain[0]?.startsWith('ال')) return false
  const ending = /^ug/.test(lang) ? /(?:لار|لەر|لىرى|نىڭ|دىكى|تىكى|لىق|لىك|لۇق|لۈك)$/u : /^$/u
  return !plain.some((word) => ending.test(word))
}

function capitalOrParticle(token: string): boolean {
  return looksCapital(token) || particles.has(wordOf(token))
}

/** A capital first, also behind an apostrophe ('Abd) or an article (al-Haq). */
function looksCapital(token: string): boolean {
  return /^['’‘ʼʻ]?(?:\p{Ll}{1,3}[-’'])?[\p{Lu}\p{Lt}]/u.test(token)
}

function isAcronym(tokens: readonly string[]): boolean {
  return tokens.length === 1 && /^\p{Lu}{1,5}$/u.test(tokens[0] ?? '')
}

function wordOf(token: string | undefined): string {
  return (token ?? '')
    .replace(/İ/g, 'i')
    .toLowerCase()
    .replace(/[.,]+$/u, '')
}
