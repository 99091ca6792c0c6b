// Direction of plain text, and isolation of a piece set into text that runs the other way (UAX #9).
// In HTML use <bdi> or dir instead: the controls made here are for feed titles, subjects and mail.
import type { Direction } from './lang.ts'

const rtl = String.raw`\p{Script=Arab}\p{Script=Hebr}\p{Script=Syrc}\p{Script=Thaa}\p{Script=Nkoo}\p{Script=Adlm}\p{Script=Rohg}\p{Script=Mand}\p{Script=Samr}`
// Letters alone are strong: digits, marks and punctuation of these scripts take their neighbours' side.
const strongRtl = new RegExp(String.raw`[\u061C\u200F]|(?=[${rtl}])\p{L}`, 'u')
const strongLtr = new RegExp(String.raw`\u200E|(?![${rtl}])\p{L}`, 'u')
const strongOrIsolate = new RegExp(
  String.raw`(?<rtl>${strongRtl.source})|(?<ltr>${strongLtr.source})|(?<open>[\u2066-\u2068])|(?<close>\u2069)`,
  'gu',
)
const controls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
/** Two runs of digits and what joins them: `2020-05-28` turns round after Arabic letters. */
const joinedNumbers = /\p{Nd}[^\p{L}\p{Nd}]+\p{Nd}|[-+−]\p{Nd}|\p{Nd}[%‰°]/u

const [lri, rli, fsi, pdi] = ['\u2066', '\u2067', '\u2068', '\u2069']

/**
 * The side of the first strong letter outside isolates (UAX #9, P2 and P3), which is what a reader
 * program with dir=auto would take; null when there is none, as in a number.
 */
export function textDirection(text: string): Direction | null {
  let depth = 0
  for (const match of text.matchAll(strongOrIsolate)) {
    const { open, close, rtl } = match.groups ?? {}
    if (open !== undefined) depth++
    else if (close !== undefined) depth = Math.max(0, depth - 1)
    else if (depth === 0) return rtl === undefined ? 'ltr' : 'rtl'
  }
  return null
}

/** Wraps text in FSI, or LRI or RLI when its direction is known, and PDI. Balanced whatever is inside. */
export function isolate(text: string, direction?: Direction): string {
  const opening = direction === undefined ? fsi : direction === 'ltr' ? lri : rli
  return opening + balanceIsolates(text) + pdi
}

/**
 * Isolates text only where it would otherwise get into the way of a line that runs in `context`. A piece
 * without letters, such as a date, then runs from left to right (UAX #9, P3).
 */
export function isolateIfNeeded(text: string, context: Direction): string {
  const foreign =
    context === 'ltr' ? strongRtl.test(text) : strongLtr.test(text) || joinedNumbers.test(text)
  if (!foreign) return balanceIsolates(text)
  return isolate(text)
}

/** Closes isolates left open and drops closings of nothing, so that a piece cannot reach its neighbours. */
export function balanceIsolates(text: string): string {
  let depth = 0
  const kept = text.replace(/[\u2066-\u2069]/g, (control) => {
    if (control !== pdi) depth++
    else if (depth === 0) return ''
    else depth--
    return control
  })
  return kept + pdi.repeat(depth)
}

/** The text without marks, embeddings, overrides and isolates: for keys, slugs and comparison. */
export function stripControls(text: string): string {
  return text.replace(controls, '')
}
