// The filters of `xewer text` about scripts and names.
import { parseLang } from '../text/lang.ts'
import { lint as lintText } from '../text/lint.ts'
import { compareNames, formatAlignment } from '../text/names/compare.ts'
import { convert as convertText } from '../text/scripts/convert.ts'
import { schemeOf } from '../text/scripts/scheme.ts'
import { type Io, parseOptions, readOption, UsageError } from './command.ts'
import { answerLines } from './lines.ts'

/** Each line in another script; what is lost goes to standard error, or stands in the JSON. */
export async function convert(args: readonly string[], io: Io): Promise<number> {
  const options = {
    from: { type: 'string' },
    to: { type: 'string' },
    json: { type: 'boolean', default: false },
  } as const
  const { values } = parseOptions(args, options)
  const { from, to } = values
  if (from === undefined || to === undefined)
    throw new UsageError('Say --from and --to: ug, ug-Latn, ug-Cyrl, sr, sr-Latn')
  readOption('', () => convertText('', from, to))
  let number = 0
  await answerLines(io, (line) => {
    number += 1
    const { text, losses, kept } = convertText(line, from, to)
    if (values.json) return JSON.stringify({ text, losses, kept })
    for (const { start, end, kind, text: lost } of losses)
      io.warn(`line ${number}, ${start}-${end}: ${kind} “${lost}”\n`)
    return text
  })
  return 0
}

/** "ug-Latn 0.93 ug-Latn-x-turkic 0.4"; "-" when no table fits. */
export async function scheme(args: readonly string[], io: Io): Promise<number> {
  parseOptions(args, {})
  await answerLines(io, (line) => {
    const guesses = schemeOf(line).map((guess) => `${guess.scheme} ${guess.confidence.toFixed(2)}`)
    return guesses.length === 0 ? '-' : guesses.join(' ')
  })
  return 0
}

/** One line of JSON per line: the findings, with offsets and a fix. */
export async function lint(args: readonly string[], io: Io): Promise<number> {
  const { values } = parseOptions(args, { language: { type: 'string', default: 'ug' } })
  const lang = readOption(values.language, parseLang)
  await answerLines(io, (line) => JSON.stringify(lintText(line, lang)))
  return 0
}

/** Compares the two names given as arguments. */
export async function names(args: readonly string[], io: Io): Promise<number> {
  const { positionals } = parseOptions(args, {})
  const [a, b] = positionals
  if (a === undefined || b === undefined || positionals.length > 2)
    throw new UsageError('Say two names, each in quotes')
  const { score, band, why } = compareNames(a, b)
  await io.print(`${score.toFixed(3)} ${band} ${formatAlignment(why)}\n`)
  return 0
}
