// `xewer import`: brings in what readers find and accounts for every item. A second run over the same
// source changes nothing: items are known by their source's key.
import { createHmac, randomBytes } from 'node:crypto'
import { readSource } from '../import/read.ts'
import { type ArticleId, idFromBytes, parseArticleId } from '../model/id.ts'
import type { Db } from '../store/db.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { parseLang } from '../text/lang.ts'
import { type Command, parseOptions, readOption, UsageError } from './command.ts'
import { type Account, formatAccount, newAccount, readCount } from './import-account.ts'
import { importItems } from './import-items.ts'
import { openNewsroom } from './newsroom-folder.ts'
import { startProgress } from './progress.ts'
import { checkSection } from './sections.ts'

const usage = `
xewer import --data DIR SOURCE... [--from text|folder|web|...] [--language L] [--section S]
             [--bylines keep] [--dry-run] [--json] [--strict]

Brings in an old site or a folder of articles. Every item is accounted for: imported, updated,
unchanged, merged or refused, with a reason. The next publish shows what was imported.

  --data DIR       the newsroom's folder
  --from FORMAT    how to read the source; found out by looking when left out
  --language L     the language of texts whose source does not say
  --section S      put the articles into this section
  --bylines keep   publish the names of the old site's authors as they stood; otherwise they stay
                   private until "xewer bylines" gives them a public name
  --dry-run        say what would happen, and change nothing
  --json           the account as JSON
  --strict         exit with 3 when an item was refused
`

const options = {
  data: { type: 'string' },
  from: { type: 'string' },
  language: { type: 'string' },
  section: { type: 'string' },
  bylines: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  strict: { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length === 0) throw new UsageError('Say what to import: a file or a folder')
    if (values.bylines !== undefined && values.bylines !== 'keep')
      throw new UsageError('--bylines takes "keep"')
    const lang = values.language === undefined ? null : readOption(values.language, parseLang)
    const opened = await openNewsroom(values.data, io)
    const progress = startProgress(io, 'Importing', null)
    try {
      const { newsroom, store, folder } = opened
      if (values.section !== undefined) checkSection(values.section, newsroom)
      const account = newAccount()
      const idOf = await idMaker(store.db, values['dry-run'])
      const run = { seen: new Map<string, string>(), unchanged: new Set<string>() }
      for (const source of positionals) {
        const items = readSource(source, { from: values.from ?? null, lang, zone: newsroom.zone })
        await importItems(items, {
          db: store.db,
          account,
          idOf,
          lang: lang ?? newsroom.languages[0]!,
          section: values.section ?? null,
          keepBylines: values.bylines === 'keep',
          dryRun: values['dry-run'],
          now: Date.now(),
          media: folder.media,
          ...run,
          onItem: () => progress.report(readCount(account)),
        })
      }
      progress.end()
      await io.print(
        values.json
          ? `${JSON.stringify(jsonOf(account))}\n`
          : formatAccount(account, values['dry-run']),
      )
      return values.strict && account.counts.refused > 0 ? 3 : 0
    } finally {
      await opened.store.close()
    }
  },
}

/** Ids that are the same in every run, and say nothing about the source to others. */
async function idMaker(db: Db, dryRun: boolean): Promise<(key: string) => ArticleId> {
  const kept = await readMeta(db, 'import-key')
  const secret = kept ?? randomBytes(32).toString('hex')
  if (kept === null && !dryRun) await putMeta(db, 'import-key', secret)
  return (key) =>
    parseArticleId(
      idFromBytes(createHmac('sha256', Buffer.from(secret, 'hex')).update(key).digest()),
    )
}

function jsonOf(account: Account) {
  const { counts, kinds, items } = account
  return { read: readCount(account), ...counts, kinds: Object.fromEntries(kinds), items }
}
