// `xewer import`: brings in what readers find and accounts for every item. A second run over the same
// source changes nothing: items are known by their source's key.
import { statSync } from 'node:fs'
import { isCharset } from '../../import/charset.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import {
  type Command,
  counted,
  Failure,
  type Io,
  parseOptions,
  readOption,
  UsageError,
} from '../command.ts'
import { openNewsroom } from '../newsroom-folder.ts'
import { startProgress } from '../progress.ts'
import { checkSection } from '../sections.ts'
import { formatAccount, jsonOfAccount, newAccount, readCount } from './account.ts'
import { openReport } from './report.ts'
import { runImport } from './run.ts'
import { undoImport } from './undo.ts'
import { formatWaiting } from './waiting.ts'

const usage = `
xewer import --data DIR SOURCE... [--from text|folder|web|drupal|wordpress] [--media FOLDER] [--old-url URL]
             [--language L] [--section S] [--sections-from NAME] [--types LIST] [--charset NAME]
             [--bylines keep] [--dry-run] [--json] [--report FOLDER] [--strict]
xewer import --data DIR --undo

Brings in an old site or a folder of articles. Every item is accounted for: imported, updated,
unchanged, merged or refused, with a reason. The next publish shows what was imported.

  --data DIR       the newsroom's folder
  --from FORMAT    how to read the source (web: saved pages and feeds); found out when left out
  --media FOLDER   files copied from the old server: sites/default/files, wp-content/uploads
  --old-url URL    the old site's address: links to it lead to what was taken
  --language L     the language of texts whose source does not say
  --section S      put the articles into this section
  --sections-from NAME  the vocabulary whose terms become sections; found out when left out
  --types LIST     take only these kinds of items of the source: story,page
  --charset NAME   what bytes that are no UTF-8 are: windows-1254; found out when left out
  --bylines keep   publish the names of the old site's authors as they stood; otherwise they stay
                   private until "xewer bylines" gives them a public name
  --dry-run        say what would happen, and change nothing
  --json           the account as JSON
  --report FOLDER  write the account into a new folder: text, JSON, and pages to look through with
                   the old text beside the new one
  --undo           take the last import back: what it brought goes, what it changed is as it was;
                   what has been published or worked on since stays
  --strict         exit with 3 when an item was refused; without it only when all were, with 1
`

const options = {
  data: { type: 'string' },
  from: { type: 'string' },
  language: { type: 'string' },
  section: { type: 'string' },
  media: { type: 'string' },
  'old-url': { type: 'string' },
  'sections-from': { type: 'string' },
  types: { type: 'string' },
  charset: { type: 'string' },
  bylines: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
  undo: { type: 'boolean', default: false },
  report: { type: 'string' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (values.undo) {
      if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
      return undo(values.data, io)
    }
    if (positionals.length === 0) throw new UsageError('Say what to import: a file or a folder')
    if (values.bylines !== undefined && values.bylines !== 'keep')
      throw new UsageError('--bylines takes "keep"')
    const lang = values.language === undefined ? null : readOption(values.language, parseLang)
    const how = howOf(values, lang)
    const opened = await openNewsroom(values.data, io)
    const progress = startProgress(io, 'Importing', null)
    const reading = startProgress(io, 'Reading megabytes', null)
    try {
      const { newsroom } = opened
      if (values.section !== undefined) checkSection(values.section, newsroom)
      const account = newAccount()
      const asked = { url: newsroom.url, lang: lang ?? newsroom.languages[0]! }
      const report = values.report === undefined ? null : openReport(values.report, asked)
      await runImport(opened, {
        sources: positionals,
        how: { ...how, zone: newsroom.zone },
        account,
        section: values.section ?? null,
        keepBylines: values.bylines === 'keep',
        dryRun: values['dry-run'],
        onBytes: (done) => reading.report(Math.round(done / 1_048_576)),
        onItem: (entry, ready) => {
          report?.add(entry, ready)
          progress.report(readCount(account))
        },
      })
      report?.finish(account, values['dry-run'])
      progress.end()
      if (values.json) for (const piece of jsonOfAccount(account)) await io.print(piece)
      else {
        await io.print(formatAccount(account, values['dry-run']))
        const { imported, updated } = account.counts
        if (!values['dry-run'] && imported + updated > 0)
          await io.print(await formatWaiting(opened.store.db))
      }
      const { refused } = account.counts
      if (values.strict && refused > 0) return 3
      return refused > 0 && refused === readCount(account) ? 1 : 0
    } finally {
      await opened.store.close()
    }
  },
}

async function undo(data: string | undefined, io: Io): Promise<number> {
  const { store, folder } = await openNewsroom(data, io)
  const progress = startProgress(io, 'Taking back', null)
  try {
    const undone = await undoImport(store.db, folder.media, progress.report)
    progress.end()
    if (undone === null) {
      const advice = ['Nothing was changed.']
      throw new Failure('IMP-01', 'There is no import to take back', advice)
    }
    const { articles, sections, people, peopleKept, kept } = undone
    const lines = kept.map(({ article, reason }) => `${article}: stays, ${reason}\n`)
    await io.print(
      `${counted(articles, 'article')}, ${counted(sections, 'section')} and ${counted(people, 'person')} taken back, ${counted(kept.length, 'article')} and ${counted(peopleKept, 'person')} stay.\nSettings, bylines and what was said of persons who were there before stay as the import left them.\n${lines.join('')}`,
    )
    return 0
  } finally {
    await store.close()
  }
}

type Values = ReturnType<typeof parseOptions<typeof options>>['values']

/** What the options say about how to read; UsageError where they cannot be meant. */
function howOf(values: Values, lang: Lang | null) {
  const { from = null, media = null, charset = null } = values
  if (media !== null && !statSync(media, { throwIfNoEntry: false })?.isDirectory())
    throw new UsageError(`There is no folder "${media}"`)
  if (charset !== null && !isCharset(charset))
    throw new UsageError(`"${charset}" is no charset like windows-1254`)
  const oldUrl = values['old-url'] ?? null
  if (oldUrl !== null && !/^https?:\/\/[^/]/i.test(oldUrl))
    throw new UsageError(`"${oldUrl}" is no address like https://old.example/`)
  const types = (values.types ?? '').split(',').filter((type) => type !== '')
  return {
    from,
    lang,
    media,
    charset,
    oldUrl,
    types,
    sectionsFrom: values['sections-from'] ?? null,
  }
}
