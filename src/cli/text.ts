// `xewer text`: what import and press do with texts, as filters for anyone to try. Lines in, lines
// out, in the same order and number.
import { type Lang, parseLang } from '../text/lang.ts'
import { teaser } from '../text/segment.ts'
import { slugOf } from '../text/slug.ts'
import { type Command, type Io, parseOptions, readOption, runVerb, UsageError } from './command.ts'
import { answerLines } from './lines.ts'

const usage = `
xewer text slug [--language L]
xewer text teaser [--language L] [--max N]

Filters: each line of standard input is answered by one line.

  slug      the readable part of an address: ASCII, lower case; empty when nothing can be written so
  teaser    the beginning of a text, cut at a sentence

  --language L   the language of the lines (en)
  --max N        characters a teaser may have (280)
`

export const command: Command = {
  usage,
  run: (args, io) => runVerb(args, io, { slug, teaser: cut }),
}

async function slug(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, { language: { type: 'string' } })
  refuse(positionals)
  const lang = languageOption(values.language)
  await answerLines(io, (line) => slugOf(line, lang))
  return 0
}

async function cut(args: readonly string[], io: Io): Promise<number> {
  const options = { language: { type: 'string' }, max: { type: 'string' } } as const
  const { values, positionals } = parseOptions(args, options)
  refuse(positionals)
  const lang = languageOption(values.language)
  const max = readOption(values.max ?? '280', parseCount)
  await answerLines(io, (line) => teaser(line, max, lang))
  return 0
}

function languageOption(tag = 'en'): Lang {
  return readOption(tag, parseLang)
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`"${text}" is no number of characters`)
  return Number(text)
}

function refuse(positionals: readonly string[]): void {
  if (positionals.length > 0)
    throw new UsageError(`What is "${positionals[0]}"? Lines are read from standard input`)
}
