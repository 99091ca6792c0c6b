// `xewer articles`: lists, shows and settles articles.
import type { State } from '../../model/article.ts'
import { parseArticleId } from '../../model/id.ts'
import type { Moment } from '../../model/time.ts'
import {
  type ArticleFilter,
  type ListedArticle,
  listArticles,
  readListed,
} from '../../store/lists.ts'
import { readRevision } from '../../store/revisions.ts'
import { parseLang } from '../../text/lang.ts'
import {
  type Command,
  Failure,
  formatJson,
  type Io,
  parseOptions,
  printable,
  readOption,
  runVerb,
  UsageError,
} from '../command.ts'
import { openNewsroom } from '../newsroom-folder.ts'
import { join, proposals, reject } from './proposals.ts'
import { set, setOptionsUsage } from './set.ts'

const usage = `
xewer articles list [--language L] [--state S] [--section S] [--unsettled] [--limit N]
xewer articles show ID [--language L]
xewer articles set ID... [OPTIONS]
xewer articles proposals
xewer articles join ID ID
xewer articles reject ID ID

All take --data DIR; list, show and proposals take --json.

list: newest first, those with an open date before all others.
  --language L   only articles that exist in L
  --state S      only articles in this state (in L): none, drafting, in-review, approved, scheduled,
                 live, changes-pending, withdrawn
  --section S    only this section
  --unsettled    only articles with an open date or a speaker nobody has confirmed
  --limit N      at most N (all)

proposals: articles that may be translations of each other, found by imports, with the reasons.
join: the texts of the second article move into the first, with all their revisions; what led to the
  second leads on. The first keeps its date, section and picture. It cannot be taken back.
reject: the two are not translations of each other; they are not proposed again.

set: changes what is given; shown to readers at the next publish.
${setOptionsUsage}
`

const options = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  language: { type: 'string' },
  state: { type: 'string' },
  section: { type: 'string' },
  unsettled: { type: 'boolean' },
  limit: { type: 'string' },
} as const

const states: Readonly<Record<string, State>> = {
  none: 'none',
  drafting: 'drafting',
  'in-review': 'in review',
  approved: 'approved',
  scheduled: 'scheduled',
  live: 'live',
  'changes-pending': 'live with changes pending',
  withdrawn: 'withdrawn',
}

export const command: Command = {
  usage,
  run: (args, io) => runVerb(args, io, { list, show, set, proposals, join, reject }),
}

const pageSize = 500

async function list(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
  const { language, section, unsettled } = values
  const filter: ArticleFilter = {
    ...(language !== undefined && { lang: readOption(language, parseLang) }),
    ...(values.state !== undefined && { state: readOption(values.state, parseState) }),
    ...(section !== undefined && { section }),
    ...(unsettled && { unsettled }),
  }
  if (filter.state === 'none' && filter.lang === undefined)
    throw new UsageError('--state none needs --language: in which language is there none?')
  const limit = values.limit === undefined ? Infinity : readOption(values.limit, parseLimit)
  const { store } = await openNewsroom(values.data, io)
  try {
    const all: ListedArticle[] = []
    let shown = 0
    for (let after: string | null = null; shown < limit; ) {
      const wanted = Math.min(pageSize, limit - shown)
      const page = await listArticles(store.db, filter, { limit: wanted, after })
      shown += page.articles.length
      if (values.json) all.push(...page.articles)
      else await io.print(page.articles.map(lineOf).join(''))
      after = page.next
      if (after === null) break
    }
    if (values.json) await io.print(formatJson(all))
    return 0
  } finally {
    await store.close()
  }
}

async function show(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  if (positionals.length !== 1) throw new UsageError('Say the id of one article')
  const id = readOption(positionals[0] ?? '', parseArticleId)
  const only = values.language === undefined ? null : readOption(values.language, parseLang)
  const { store } = await openNewsroom(values.data, io)
  try {
    const [listed] = await readListed(store.db, [id])
    if (listed === undefined) {
      const advice = ['"xewer articles list" shows them all.']
      throw new Failure('ART-01', `There is no article "${id}"`, advice)
    }
    const versions = []
    for (const { version, state } of listed.versions) {
      const { article, lang, newest: number } = version
      if (only !== null && lang !== only) continue
      const text = await readRevision(store.db, { article, lang, number })
      versions.push({ ...version, state, text })
    }
    const { article } = listed
    if (values.json) await io.print(formatJson({ ...article, versions }))
    else {
      const rows = versions.flatMap(({ lang, state, newest, text }) => [
        ['', ''],
        [lang, `${state}, revision ${newest}`],
        ['headline', text?.headline],
        ['teaser', text?.teaser],
        ['byline', text?.byline],
        ['translator', text?.translator],
      ])
      await io.print(linesOf([...rowsOf(listed), ...rows]))
    }
    return 0
  } finally {
    await store.close()
  }
}

function rowsOf({ article }: ListedArticle): (string | null | undefined)[][] {
  const { when, speakers, people, source } = article
  return [
    ['id', article.id],
    ['date', when === null ? `open: ${article.whenOpen ?? 'not known'}` : formatMoment(when)],
    ['source date', when?.raw],
    ['section', article.section],
    ['place', article.place],
    ['tags', article.tags.join(', ')],
    ...speakers.map(({ name, person }) => ['speaker', person ? `${name} (${person})` : name]),
    ['proposed', article.speakerProposed],
    ['people', people.join(', ')],
    ['poster', article.poster],
    ['source', source && `${source.system} ${source.key}`],
    ...(source?.addresses ?? []).map((address) => ['old address', address]),
  ]
}

function linesOf(rows: readonly (readonly (string | null | undefined)[])[]): string {
  return rows
    .filter(
      ([name, value]) => name === '' || (value !== null && value !== undefined && value !== ''),
    )
    .map(([name = '', value]) =>
      name === '' ? '\n' : `${`${name}:`.padEnd(13)} ${printable(value ?? '')}\n`,
    )
    .join('')
}

function lineOf({ article, versions }: ListedArticle): string {
  const when = article.when === null ? '? date is open' : formatMoment(article.when)
  const states = versions.map(({ version, state }) => `${version.lang} ${state}`).join(', ')
  const fields = [article.id, when, states, printable(versions[0]?.headline ?? '')]
  const { speakerProposed } = article
  if (speakerProposed !== null) fields.push(`? speaker: ${printable(speakerProposed)}`)
  return `${fields.join('\t')}\n`
}

function formatMoment({ date, time, zone }: Moment): string {
  return [date, time, time !== null && zone].filter((part) => part).join(' ')
}

function parseState(text: string): State {
  const state = Object.hasOwn(states, text) ? states[text] : undefined
  if (state === undefined)
    throw new RangeError(`"${text}" is none of ${Object.keys(states).join(', ')}`)
  return state
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new RangeError(`"${text}" is no number of articles`)
  return Number(text)
}
