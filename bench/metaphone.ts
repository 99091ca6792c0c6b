// Double metaphone in short (Lawrence Philips, C/C++ Users Journal, June 2000): a baseline of names.ts only.
// The rules for Germanic, Romance and Slavic spellings that matter for given and family names are kept.

/** The primary and the secondary code of a word in ASCII; they are equal when the word has one reading. */
export function doubleMetaphone(word: string): readonly [string, string] {
  const text = word.toUpperCase().replace(/[^A-Z]/g, '')
  let [first, second] = ['', '']
  let at = /^(?:GN|KN|PN|WR|PS)/.test(text) ? 1 : 0
  while (at < text.length) {
    const rest = text.slice(at)
    const rule = rules.find(
      ([pattern, , , before]) =>
        pattern.test(rest) && (before === undefined || before.test(text.slice(0, at))),
    )
    if (rule === undefined) {
      at++
      continue
    }
    const [pattern, one, other] = rule
    first += one
    second += other ?? one
    at += pattern.exec(rest)?.[0].length ?? 1
  }
  return [first, second]
}

type Rule = readonly [
  pattern: RegExp,
  primary: string,
  secondary?: string | undefined,
  before?: RegExp,
]

/** First match wins; a lookahead is not consumed; vowels count at the start only. */
const rules: readonly Rule[] = [
  [/^[AEIOUY]+/, 'A', 'A', /^$/],
  [/^[AEIOUY]/, ''],
  [/^B+/, 'P'],
  [/^CAESAR/, 'SSR'],
  [/^CHIA/, 'K'],
  [/^CH(?=[LRNMBHFVW ])/, 'K'],
  [/^CH/, 'X', 'K'],
  [/^CZ/, 'S', 'X'],
  [/^CC(?=[IEH])/, 'KS'],
  [/^C[KGQ]/, 'K'],
  [/^C[IEY]/, 'S'],
  [/^C+/, 'K'],
  [/^DG(?=[IEY])/, 'J'],
  [/^D[TD]?/, 'T'],
  [/^F+/, 'F'],
  [/^GH/, 'K', 'K', /^$/],
  [/^GH/, '', '', /[AEIOU]$/],
  [/^GH/, 'K'],
  [/^GN/, 'KN', 'N'],
  [/^G(?=[EIY])/, 'J', 'K'],
  [/^G+/, 'K'],
  [/^H(?=[AEIOUY])/, 'H', 'H', /(?:^|[AEIOUY])$/],
  [/^H/, ''],
  [/^JOSE|^SAN/, 'HS'],
  [/^J+/, 'J', 'A', /^$/],
  [/^J+/, 'J', 'H', /[AEIOU]$/],
  [/^J+/, 'J'],
  [/^K+/, 'K'],
  [/^L+/, 'L'],
  [/^M+/, 'M'],
  [/^N+/, 'N'],
  [/^PH/, 'F'],
  [/^P[PB]?/, 'P'],
  [/^Q+/, 'K'],
  [/^R+/, 'R'],
  [/^SCH/, 'X', 'SK'],
  [/^SH/, 'X'],
  [/^SI[OA]/, 'S', 'X'],
  [/^SC(?=[IEY])/, 'S'],
  [/^SC/, 'SK'],
  [/^SZ/, 'S', 'X'],
  [/^S+/, 'S'],
  [/^TIO|^TIA/, 'X'],
  [/^TCH/, 'X'],
  [/^TH/, '0', 'T'],
  [/^T[TD]?/, 'T'],
  [/^V+/, 'F'],
  [/^WR/, 'R'],
  [/^W(?=[AEIOU])/, 'A', 'F', /^$/],
  [/^W/, ''],
  [/^X/, 'S', 'S', /^$/],
  [/^X/, 'KS'],
  [/^ZH/, 'J'],
  [/^Z+/, 'S', 'TS'],
]
