// Takes the printed line of a date apart: who posted, numbers, time, zone, and the words left over.
// Nothing is decided here; what a word or a number may mean stays open until dateline.ts weighs it.
import {
  afterNoon,
  beforeNoon,
  dateNames,
  fillers,
  hanWeekdays,
  otherCalendars,
  posterPhrases,
  zoneOffsets,
} from './tables/dateline-names.ts'

export interface NameMeaning {
  readonly lang: string
  readonly kind: 'weekday' | 'month'
  /** Weekday from 0, Sunday; month from 1. */
  readonly value: number
}

/** A time of day as printed: 24:00 is the end of the day; null when no such time exists. */
export interface PrintedTime {
  readonly minutes: number | null
  readonly raw: string
}

export interface DatelineParts {
  readonly poster: string | null
  /** Three numbers with one separator, as text: `["05", "28", "2020"]`; null when there are none. */
  readonly numeric: { readonly parts: readonly string[]; readonly separator: string } | null
  readonly time: PrintedTime | null
  readonly offset: string | null
  /** Numbers outside the numeric date and the time. */
  readonly numbers: readonly string[]
  /** Every word that may be a weekday or month, with all it may mean. */
  readonly names: readonly { readonly word: string; readonly meanings: readonly NameMeaning[] }[]
  /** Words nobody knows, and zones with two meanings: with one of these the line is not read. */
  readonly unknown: readonly string[]
  /** A month of another calendar is named. */
  readonly otherCalendar: boolean
}

const invisible = /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g
const halves = [...list(beforeNoon), ...list(afterNoon)]
  .sort((a, b) => b.length - a.length)
  .map((word) => `${word.replaceAll('.', '\\.')}${word.includes('.') ? '\\.?' : ''}`)
const half = (words: readonly string[]) => String.raw`(?<!\p{L})(?:${words.join('|')})(?!\p{L})`
const time = new RegExp(
  String.raw`(?<![\p{Nd}.])(?<before>${half(halves.filter((h) => !/^[ap]/.test(h)))})?\s*(?<hour>\d{1,2})` +
    String.raw`(?:(?:\s?[:：٫]\s?|\s?h\s?|[時时點点시]\s?)(?<minute>\d{2})(?!\d)[分분]?` +
    String.raw`(?::?(?<second>\d{2})(?:[.,]\d+)?[秒초]?)?)?\s*(?<after>${half(halves)})?`,
  'giu',
)
const dottedTime = /(?<![\d.])(?<hour>\d{1,2})\.(?<minute>\d{2})(?![\d.])/u
const zone =
  /^\s*\(?(?<name>[A-Z]{1,5}(?![A-Za-z]))?\)?(?<offset>[+−-]\d{2}:?\d{2}|[+−-]\d{1,2}(?![\d:]))?(?:\s*\((?<comment>[A-Za-z ]+)\))?/u
const numericDate =
  /(?<![\d:])(?<a>\d{1,4})\s?(?<separator>[./‐–-])\s?(?<b>\d{1,2})\s?\k<separator>\s?(?<c>\d{4}|\d{1,2})(?!\d|:\d)(?:T(?=\d))?/u
const hanDate = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?/gu
const basicIso = /(?<!\d)(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(?:(\d{2}))?/g
const word = /[\p{L}\p{M}](?:[\p{L}\p{M}'’.]|-(?=\p{L}))*/gu
const hanWeekday =
  /(?:(?:星期|周|週|禮拜|礼拜)(?<chinese>[日天一二三四五六])|(?<japanese>[日月火水木金土])曜日?|(?<korean>[일월화수목금토])요일)/gu

const names = nameTable()
const fillerWords = new Set(list(fillers).map(fold))
const otherMonths = new Set(list(otherCalendars).map(fold))

/** Cuts one line. Total: any text gives parts, most of them unknown. */
export function cutDateline(text: string): DatelineParts {
  const plain = asciiDigits(text.replace(invisible, '')).replace(/\s+/g, ' ').trim()
  const { line, poster } = splitPoster(plain)
  const folded = line
    .replace(hanDate, ' $1-$2-$3 ')
    .replace(basicIso, '$1-$2-$3T$4:$5:$6')
    .replace(/:(?=Z|[+−-]|$)/, '')
  const date = numericDate.exec(folded)
  const rest =
    date === null
      ? folded
      : `${folded.slice(0, date.index)} \u241F ${folded.slice(date.index + date[0].length)}`
  const clock = takeTime(rest, date?.[0].endsWith('T') === true)
  const words = takeWords(clock.rest)
  const { a = '', b = '', c = '', separator = '' } = date?.groups ?? {}
  return {
    poster,
    numeric: date === null ? null : { parts: [a, b, c], separator },
    time: clock.time,
    offset: clock.offset,
    numbers: words.numbers,
    names: words.names,
    unknown: [...clock.unknown, ...words.unknown],
    otherCalendar: words.otherCalendar,
  }
}

/** Letters as they are compared: no case, stops, apostrophes, vowel points or Latin diacritics. */
export function fold(word: string): string {
  return word
    .normalize('NFC')
    .replace(/[İI]/g, 'i')
    .toLowerCase()
    .replace(/[.'’\u0640\u200C\u064B-\u0652]/g, '')
    .replace(/[\u00C0-\u024F\u1E00-\u1EFF]/g, (letter) =>
      letter.normalize('NFD').replace(/\p{M}/gu, ''),
    )
    .replaceAll('ı', 'i')
    .replaceAll('ё', 'е')
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىی]/g, 'ي')
    .replaceAll('ک', 'ك')
    .replace(/[ھەةہ]/g, 'ه')
}

/** What a word may mean; empty when it is no weekday or month. */
function meaningsOf(text: string): readonly NameMeaning[] {
  return names.get(fold(text)) ?? []
}

function splitPoster(line: string): { line: string; poster: string | null } {
  for (const phrase of posterPhrases) {
    const { who, date } = phrase.exec(line)?.groups ?? {}
    if (who !== undefined && date !== undefined && !isDateWord(who))
      return { line: date, poster: who.trim() }
  }
  const suffix = /^(?<date>.*?\d.*?)\s+(?:--|[—–|·•])\s*(?<who>\p{L}.*)$/u.exec(line)?.groups
  const who = suffix?.['who']?.trim() ?? ''
  if (suffix === undefined || isDateWord(who) || /\d[:.]\d\d/.test(who))
    return { line, poster: null }
  return { line: suffix['date'] ?? '', poster: who }
}

function isDateWord(text: string): boolean {
  const first = text.match(word)?.[0] ?? ''
  return meaningsOf(first).length > 0 || fillerWords.has(fold(first)) || /^[\d\s:.,/-]*$/.test(text)
}

function takeTime(
  rest: string,
  isIso: boolean,
): {
  rest: string
  time: PrintedTime | null
  offset: string | null
  unknown: readonly string[]
} {
  const match =
    [...rest.matchAll(time)].find((found) => {
      const { minute, before, after } = found.groups ?? {}
      return minute !== undefined || before !== undefined || after !== undefined
    }) ?? dottedTime.exec(rest)
  if (match === null) return { rest, time: null, offset: null, unknown: [] }
  const tail = rest.slice(match.index + match[0].length)
  const found = zone.exec(tail)
  const { name, offset } = found?.groups ?? {}
  // `10:00-11:00` is a meeting; only a full ISO time may be followed by a bare minus.
  const isSpan = tail.startsWith('-') && !isIso && match.groups?.['second'] === undefined
  const read = isSpan ? null : readOffset(name, offset)
  const left = read === null ? tail : tail.slice(found?.[0].length ?? 0)
  const unknown = read === null && offset !== undefined ? [offset] : []
  return {
    rest: `${rest.slice(0, match.index)} ${left}`,
    time: { minutes: minutesOf(match.groups ?? {}), raw: match[0].trim() },
    offset: read === '' ? null : read,
    unknown,
  }
}

/** Minutes from midnight, 1440 for 24:00; null when a clock never shows it. */
function minutesOf(groups: Readonly<Record<string, string | undefined>>): number | null {
  const [hour, minute, second] = [groups['hour'], groups['minute'], groups['second']].map((text) =>
    Number(text ?? 0),
  ) as [number, number, number]
  const side = groups['before'] ?? groups['after']
  if (minute > 59 || second > 60) return null
  if (side === undefined) {
    if (hour === 24) return minute === 0 && second === 0 ? 1440 : null
    return hour > 24 ? null : hour * 60 + minute
  }
  const morning = list(beforeNoon).map(fold).includes(fold(side))
  if (hour > 23) return null
  if (hour > 12) return hour * 60 + minute
  return ((hour % 12) + (morning ? 0 : 12)) * 60 + minute
}

/** 'Z' or `+03:00`; '' when there is none; null when it is none we know, or has two meanings. */
function readOffset(name: string | undefined, offset: string | undefined): string | null {
  const named = name === undefined ? '' : zoneOffsets[name]
  if (named === undefined) return name === undefined ? '' : null
  if (offset === undefined) return named
  const [, sign = '', hours = '', minutes = '00'] =
    /^([+−-])(\d{1,2}):?(\d{2})?$/.exec(offset) ?? []
  const away = Number(hours) * 60 + Number(minutes)
  const west = sign !== '+'
  // The zones in use lie between -12:00 and +14:00, in steps of a quarter, west of Greenwich of a half.
  if (away > (west ? 720 : 840) || away % (west ? 30 : 15) !== 0) return null
  return away === 0 ? 'Z' : `${west ? '-' : '+'}${hours.padStart(2, '0')}:${minutes}`
}

function takeWords(
  rest: string,
): Pick<DatelineParts, 'numbers' | 'names' | 'unknown' | 'otherCalendar'> {
  const found: { word: string; meanings: readonly NameMeaning[] }[] = []
  const unknown: string[] = []
  let otherCalendar = false
  const plain = rest.replace(hanWeekday, (text, ...args) => {
    found.push({ word: text, meanings: hanMeaning(args.at(-1)) })
    return ' '
  })
  const numbers = plain.match(/\d+/g) ?? []
  const letters = plain.replace(/(\d{1,2})(?:st|nd|rd|th|er|ère|ª|º)(?!\p{L})/giu, '$1')
  const tokens = letters.match(word) ?? []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] ?? ''
    const pair = `${token}_${tokens[at + 1] ?? ''}`
    const two = meaningsOf(pair)
    const meanings = two.length > 0 ? two : [...meaningsOf(token), ...bareHan(token)]
    if (two.length > 0) at++
    if (meanings.length > 0)
      found.push({ word: two.length > 0 ? pair.replace('_', ' ') : token, meanings })
    else if (otherMonths.has(fold(token))) otherCalendar = true
    else if (!fillerWords.has(fold(token))) unknown.push(token)
  }
  return { numbers, names: found, unknown, otherCalendar }
}

function hanMeaning(groups: Readonly<Record<string, string | undefined>>): readonly NameMeaning[] {
  const day = { lang: 'zh', kind: 'weekday' as const }
  const { chinese, japanese, korean } = groups
  const value =
    chinese !== undefined
      ? hanWeekdays.chinese.indexOf(chinese.replace('天', '日'))
      : japanese !== undefined
        ? hanWeekdays.japanese.indexOf(japanese)
        : hanWeekdays.korean.indexOf(korean ?? '')
  return [{ ...day, value }]
}

/** A weekday shortened to one character, as in `(木)` or Drupal's traditional Chinese. */
function bareHan(token: string): readonly NameMeaning[] {
  if (token.length !== 1) return []
  return Object.values(hanWeekdays)
    .map((days) => days.indexOf(token))
    .filter((value) => value >= 0)
    .slice(0, 1)
    .map((value) => ({ lang: 'zh', kind: 'weekday', value }))
}

function nameTable(): ReadonlyMap<string, readonly NameMeaning[]> {
  const table = new Map<string, NameMeaning[]>()
  for (const [lang, { weekdays, months }] of Object.entries(dateNames)) {
    const add = (names: string, value: number, kind: NameMeaning['kind']): void => {
      for (const name of new Set(names.split('/').map(fold)))
        table.set(name, [...(table.get(name) ?? []), { lang, kind, value }])
    }
    for (const [day, names] of list(weekdays).entries()) add(names, day, 'weekday')
    for (const [month, names] of list(months).entries()) add(names, month + 1, 'month')
  }
  return table
}

/** Arabic-Indic, Persian and full-width digits as 0-9: the last four bits of each are its value. */
function asciiDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
}

function list(words: string): readonly string[] {
  return words.split(' ')
}
