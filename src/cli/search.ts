// `xewer search`: what a reader would find, on the command line, from the same index.
import { parsePersonId } from '../model/id.ts'
import type { Found, Question } from '../search/find.ts'
import { openSearcher } from '../search/read.ts'
import { isolateIfNeeded } from '../text/bidi.ts'
import { type Lang, parseLang } from '../text/lang.ts'
import {
  type Command,
  Failure,
  formatJson,
  parseOptions,
  printable,
  readOption,
  UsageError,
} from './command.ts'
import { newsroomFolder } from './newsroom-folder.ts'

const usage = `
xewer search [--data DIR] [--lang TAG] [--in TAG] [--person ID] [--year YYYY] [--exact]
             [--limit N] [--before PLACE] [--json] WORDS...

What readers find when they search, newest first: date, language, headline and address of each
article, then the names and words it was found under. "A phrase" in quotes, beginning*.

  --lang TAG      the reader's language (the newsroom's first)
  --in TAG        only versions in this language
  --person ID     only articles that name this person
  --year YYYY     only articles of this year
  --exact         exactly as written: no other spelling or script
  --limit N       at most N articles (20)
  --before PLACE  go on where the last answer ended
  --json          as JSON
`

const options = {
  data: { type: 'string' },
  lang: { type: 'string' },
  in: { type: 'string' },
  person: { type: 'string' },
  year: { type: 'string' },
  exact: { type: 'boolean', default: false },
  limit: { type: 'string', default: '20' },
  before: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

const msMax = 2000

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length === 0 && values.person === undefined)
      throw new UsageError('Say what to search for')
    const resultsMax = readOption(values.limit, wholeNumber)
    const optional = <T>(text: string | undefined, parse: (text: string) => T): T | null =>
      text === undefined ? null : readOption(text, parse)
    const asked = {
      text: positionals.join(' '),
      exact: values.exact,
      only: optional(values.in, parseLang),
      person: optional(values.person, parsePersonId),
      year: optional(values.year, wholeNumber),
      before: optional(values.before, wholeNumber),
    }
    const reader = optional(values.lang, parseLang)
    const { search } = newsroomFolder(values.data ?? io.config.data)
    const searcher = openSearcher(search)
    try {
      const found = searcher.ask(({ languages, find }) => {
        const lang = reader ?? languages[0]
        return lang === undefined
          ? null
          : find({ ...asked, lang } satisfies Question, { resultsMax, msMax })
      })
      if (found === null) {
        const advice = ['Publish first: xewer publish --data DIR. It makes the index, too.']
        throw new Failure('SEA-01', `There is no search index at "${search}"`, advice)
      }
      await io.print(values.json ? formatJson(found) : formatFound(found, asked.text))
      return 0
    } finally {
      searcher.close()
    }
  },
}

function formatFound({ persons, results, before }: Found, text: string): string {
  const isolated = (words: string): string => isolateIfNeeded(printable(words), 'ltr')
  const named = persons.map(({ person, spelling, band }) => {
    const name = Object.values(person.preferred)[0] ?? person.id
    return `${band}: ${person.id} ${isolated(name)}, found as ${isolated(spelling)}`
  })
  const lines = results.flatMap(({ lang, shown, foundAs }) => [
    `${shown.when.date}\t${lang satisfies Lang}\t${isolated(shown.headline)}\t${shown.path}`,
    ...foundAs.map((spelling) => `\tfound as ${isolated(spelling)}`),
  ])
  if (lines.length === 0) lines.push(`Nothing answers ${isolated(text)}`)
  const more = before === null ? [] : [`More: --before ${before}`]
  return `${[...named, ...lines, ...more].join('\n')}\n`
}

function wholeNumber(text: string): number {
  if (!/^\d{1,16}$/.test(text)) throw new SyntaxError(`Cannot read "${text}": not a whole number`)
  return Number(text)
}
