// Bytes of saved pages and feeds as text. What a page says of its own charset is often wrong: the
// bytes are asked too. UTF-8 that is valid is UTF-8, whatever was declared.
import { repairText } from '../charset.ts'
import { legacyLetters } from './charset-letters.ts'

export interface DecodedText {
  readonly text: string
  /** As the Encoding Standard names it: "utf-8", "windows-1254". */
  readonly charset: string
  /** A sentence when the declared charset was not believed or characters were lost. */
  readonly note: string | null
}

/** Bytes looked at to find out. */
const sampleBytes = 65_536

/** Decodes a page or feed. Total: what no charset explains comes out with U+FFFD and a note. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = byteOrderMark(bytes)
  if (marked !== null) return decoded(bytes, marked, null)
  const declared = declaredCharset(bytes)
  if (isUtf8(bytes)) {
    const isAscii = !bytes.some((byte) => byte > 127)
    const doubted = declared !== null && declared !== 'utf-8' && !isAscii
    return decoded(bytes, 'utf-8', doubted ? `It says ${declared}, but is UTF-8` : null)
  }
  if (declared !== null && multiByte.has(declared)) return decoded(bytes, declared, null)
  const found = guessCharset(bytes, declared)
  const note =
    declared === null || declared === found ? null : `It says ${declared}, but reads as ${found}`
  return decoded(bytes, found, note)
}

const multiByte = new Set(['utf-16le', 'utf-16be', 'iso-2022-jp', 'shift_jis', 'euc-jp', 'euc-kr'])

function decoded(bytes: Uint8Array, charset: string, note: string | null): DecodedText {
  const read = new TextDecoder(charset).decode(bytes)
  const text = repairText(read)
  const twice = text === read ? null : 'Letters that had been encoded twice were put right'
  const lost = text.split('\uFFFD').length - 1
  const loss = lost === 0 ? null : `${lost} characters could not be read as ${charset}`
  return {
    text,
    charset,
    note: [note, twice, loss].filter((part) => part !== null).join('; ') || null,
  }
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  return a === 0xfe && b === 0xff ? 'utf-16be' : null
}

/** What `<meta charset>`, `<meta http-equiv>` or the XML declaration says; null for nothing known. */
function declaredCharset(bytes: Uint8Array): string | null {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 4096))
  const [, label] =
    /<\?xml[^>]{0,200}\bencoding\s*=\s*["']?([\w.:-]+)/i.exec(head) ??
    /<meta\b[^>]{0,300}\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ??
    []
  if (label === undefined) return null
  try {
    const { encoding } = new TextDecoder(label)
    // A text whose declaration can be read byte by byte is not UTF-16.
    return encoding.startsWith('utf-16') ? 'utf-8' : encoding
  } catch {
    return null
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function guessCharset(bytes: Uint8Array, declared: string | null): string {
  const sample = sampleOf(bytes)
  if (isMostlyUtf8(sample)) return 'utf-8'
  const scores = Object.keys(legacyLetters).map((charset) => ({
    charset,
    score: scoreOf(sample, charset),
  }))
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a))
  const own = declared === null ? 0 : scoreOf(sample, declared)
  // Editors declare windows-1252 without knowing; other declarations are believed unless absurd.
  const isDefault = declared === null || declared === 'utf-8' || declared === 'windows-1252'
  if (!isDefault && own >= best.score / 2) return declared
  return best.score > own ? best.charset : (declared ?? 'windows-1252')
}

/** The bytes that are not ASCII, each with its neighbours, from the beginning of the file. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte > 127)
  return bytes.subarray(Math.max(0, first - 64), first + sampleBytes)
}

/** UTF-8 with a few broken places: a page cut in the middle of a letter. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(sample)
  const bad = text.split('\uFFFD').length - 1
  const good = text.match(/[^\u0000-\u007f\ufffd]/g)?.length ?? 0
  return good > bad * 9
}

/** How much of what is not ASCII are letters that texts in this charset are made of, 0..1. */
function scoreOf(sample: Uint8Array, charset: string): number {
  const letters = legacyLetters[charset]
  const text = new TextDecoder(charset).decode(sample)
  const foreign = text.match(/[^\u0000-\u007f]/g) ?? []
  if (letters === undefined || foreign.length === 0) return 0
  const common = foreign.filter((letter) => letters.includes(letter)).length
  // A letter of another case in the middle of a word, or of another script, is a wrong reading.
  const odd = text.match(
    /\p{Ll}\p{Lu}|[a-z][\u0400-\u06ff]|[\u0400-\u06ff][a-z]|[\u0080-\u009f\ufffd]/gu,
  )
  return (common - (odd?.length ?? 0)) / foreign.length
}
