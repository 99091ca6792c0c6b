// `xewer text`: what import and press do with texts, as filters for anyone to try. Lines in, lines
// out, in the same order and number.
import { formatReading, readDatelines } from '../text/dateline.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import { teaser } from '../text/segment.ts'
import { slugOf } from '../text/slug.ts'
import { isZone } from '../text/zone.ts'
import { type Command, type Io, parseOptions, readOption, runVerb, UsageError } from './command.ts'
import { answerLines, readLines } from './lines.ts'
import { convert, lint, names, scheme } from './text-scripts.ts'

const usage = `
xewer text dateline [--language L] [--zone Z]
xewer text slug [--language L]
xewer text teaser [--language L] [--max N]
xewer text convert --from L --to L [--json]
xewer text scheme | lint [--language L] | names A B

Filters: each line of standard input is answered by one line.

  dateline  the date of a line: 2020-05-28T13:21, a date alone, with Z or an offset where the zone is
            known, or "? reason"; a newest-first list settles what a line by itself leaves open
  slug      the readable part of an address: ASCII, lower case; empty when nothing can be written so
  teaser    the beginning of a text, cut at a sentence
  convert   the line in another script of its language; losses on standard error, or in the JSON
  scheme    which way of writing a line is in, with a confidence
  lint      what an editor should look at: kind, place, explanation
  names     how alike two names are, and why

  --language L   the language of the lines (en; for datelines: of the site, when known)
  --zone Z       where the datelines' times are from: Europe/Istanbul
  --max N        characters a teaser may have (280)
`

export const command: Command = {
  usage,
  run: (args, io) =>
    runVerb(args, io, { dateline, slug, teaser: cut, convert, scheme, lint, names }),
}

/** The whole input is one list: its lines settle one another. */
async function dateline(args: readonly string[], io: Io): Promise<number> {
  const options = { language: { type: 'string' }, zone: { type: 'string' } } as const
  const { values, positionals } = parseOptions(args, options)
  refuse(positionals)
  const lines: string[] = []
  for await (const some of readLines(io.input)) lines.push(...some)
  const readings = readDatelines(lines, {
    newestFirst: true,
    ...(values.language === undefined ? {} : { lang: languageOption(values.language) }),
    ...(values.zone === undefined ? {} : { zone: readOption(values.zone, parseZone) }),
  })
  await io.print(readings.map((reading) => `${formatReading(reading)}\n`).join(''))
  return 0
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

function parseZone(zone: string): string {
  if (!isZone(zone)) throw new RangeError(`"${zone}" is no zone: Europe/Istanbul is one`)
  return zone
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`"${text}" is no number of characters`)
  return Number(text)
}

function refuse(positionals: readonly string[]): void {
  if (positionals.length > 0)
    throw new UsageError(`What is "${positionals[0]}"? Lines are read from standard input`)
}
