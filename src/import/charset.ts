// Bytes of an old database or export as the words that were meant. Twenty years of moves leave three
// scars: bytes that are no UTF-8, UTF-8 that was taken for Latin-1 and encoded again, and Turkish
// letters that a Latin-1 table shows as Icelandic ones. What is not surely one of these stays.
import { isUtf8 } from 'node:buffer'

/** What MySQL calls latin1: windows-1252 with its five gaps filled by controls. */
const latin1 = new TextDecoder('windows-1252')
const high = Array.from({ length: 128 }, (_, at) => latin1.decode(Uint8Array.of(at + 128)))
const byteOf = new Map(high.map((char, at) => [char, at + 128]))

/** A letter of two, three or four bytes, each shown as a character of its own. */
const doubled = new RegExp(
  [
    [0xc2, 0xdf, 1],
    [0xe0, 0xef, 2],
    [0xf0, 0xf4, 3],
  ]
    .map(([from = 0, to = 0, more]) => `${oneOf(from, to)}${oneOf(0x80, 0xbf)}{${more}}`)
    .join('|'),
  'g',
)

const icelandic: Readonly<Record<string, string>> = {
  ý: 'ı',
  þ: 'ş',
  ð: 'ğ',
  Ý: 'İ',
  Þ: 'Ş',
  Ð: 'Ğ',
}

/** Reads bytes of `charset`; null: UTF-8, or windows-1252 where they are none. Then repairs. */
export function decodeText(bytes: Uint8Array, charset: string | null): string {
  if (charset !== null) return new TextDecoder(charset).decode(bytes)
  const text = isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
    : latin1.decode(bytes)
  return repairText(text)
}

/** Undoes double encoding and Latin-1's view of Turkish; any other text comes back as it is. */
export function repairText(text: string): string {
  if (!/[\u0080-\u{10ffff}]/u.test(text)) return text
  return repairTurkish(single(single(text)), false)
}

/** Whether a name is a charset that bytes can be read in. */
export function isCharset(name: string): boolean {
  try {
    new TextDecoder(name)
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}

/** One layer less, when almost everything that could be a doubled letter is one. */
function single(text: string): string {
  let covered = 0
  const fixed = text.replace(doubled, (letters) => {
    covered += letters.length
    const bytes = Uint8Array.from(letters, (char) => byteOf.get(char) ?? 0)
    return isUtf8(bytes) ? Buffer.from(bytes).toString() : letters
  })
  if (covered === 0) return text
  let all = 0
  for (const char of text) if (byteOf.has(char)) all += 1
  return (all - covered) * 5 > covered ? text : fixed
}

/** Letters that Turkish written in windows-1254 shows when read as Latin-1; nothing else. */
const turkishSeen = /^[\p{ASCII}\p{P}\p{S}\p{Z}çöüâîûÇÖÜÂÎÛýþðÝÞÐ]*$/u
const icelandicWord = /(?<!\p{L})(?:ð|(?:það|að|við|með|þeir|þetta|því)(?!\p{L}))/iu

/** `isTurkish`: the source says so; otherwise the letters themselves have to. */
export function repairTurkish(text: string, isTurkish: boolean): string {
  if (!/[ýþðÝÞÐ]/.test(text) || !turkishSeen.test(text)) return text
  // Czech has ý as well, but neither of the others.
  if (!isTurkish && (!/[þðÞÐ]/.test(text) || icelandicWord.test(text))) return text
  return text.replace(/[ýþðÝÞÐ]/g, (letter) => icelandic[letter] ?? letter)
}

function oneOf(from: number, to: number): string {
  const chars = Array.from({ length: to - from + 1 }, (_, at) => high[from + at - 128] ?? '')
  return `[${chars.map((char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`).join('')}]`.replace(
    /\\u\{([0-9a-f]+)\}/g,
    (_, hex: string) => `\\u${hex.padStart(4, '0')}`,
  )
}
