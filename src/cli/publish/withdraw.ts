// `xewer withdraw`: takes an article back in public, or has it forgotten. Forgetting is done at once and
// to the end: database, tree, lists, search index; only the log keeps a number and a salted digest.
import { withdrawWithScripts } from '../../edition/derive.ts'
import { type ForgetOrder, forgetName, readForgetOrder } from '../../edition/forget.ts'
import { formatPage } from '../../edition/pages/page.ts'
import type { Version } from '../../model/article.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import { picturePath } from '../../render/views.ts'
import { readArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { forgetArticle } from '../../store/forget.ts'
import { putMeta } from '../../store/newsroom.ts'
import { readPagesNamedLike } from '../../store/pages.ts'
import { inTransaction } from '../../store/transaction.ts'
import { readVersions } from '../../store/versions.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import { type Command, Failure, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { publishOnce } from './publish.ts'

const usage = `
xewer withdraw ARTICLE [--language L] [--note TEXT] [--data DIR]
xewer withdraw ARTICLE [--language L] --forget [--data DIR]

Takes an article back. In its place stands a signed page that says so, from the next publish on; the
text stays in the newsroom. "xewer articles set" can approve it again.

  --language L   one version, with those that were converted from it
  --note TEXT    what readers are told
  --forget       no page, no text, no picture, no path stays: not in the site, its lists, the search
                 index or the newsroom. Publishes at once. Cannot be undone. Copies that others have
                 made already cannot be called back; backups of the newsroom still hold it.
`

const options = {
  data: { type: 'string' },
  language: { type: 'string' },
  note: { type: 'string' },
  forget: { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const [first, second] = positionals
    if (first === undefined || second !== undefined)
      throw new UsageError('Say the id of one article')
    const id = readOption(first, parseArticleId)
    const lang = values.language === undefined ? null : readOption(values.language, parseLang)
    if (values.forget && values.note !== undefined)
      throw new UsageError('--note is for readers; --forget leaves no page that could show it')
    const open = await openNewsroom(values.data, io)
    try {
      await (values.forget
        ? forget(open, { id, lang }, io)
        : takeBack(open, { id, lang, note: values.note ?? '' }, io))
      return 0
    } finally {
      await open.store.close()
    }
  },
}

async function takeBack(
  { store, newsroom }: OpenNewsroom,
  { id, lang, note }: { id: ArticleId; lang: Lang | null; note: string },
  io: Io,
): Promise<void> {
  const date = Temporal.Now.plainDateISO(newsroom.zone).toString()
  await inTransaction(store.db, async (tx) => {
    const versions = await versionsOf(tx, id, lang)
    const withdrawal = { date, note }
    for (const version of versions) await withdrawWithScripts(tx, version, { withdrawal, newsroom })
  })
  await io.print('Withdrawn. "xewer publish" puts the page that says so in its place.\n')
}

async function forget(
  open: OpenNewsroom,
  { id, lang }: { id: ArticleId; lang: Lang | null },
  io: Io,
): Promise<void> {
  const { store, folder, newsroom } = open
  const { db } = store
  const waiting = await readForgetOrder(db)
  // Given again after an interruption, the command goes on where it was.
  if (!waiting?.articles.some((one) => one.id === id))
    await inTransaction(db, async (tx) => {
      await versionsOf(tx, id, lang)
      const versions = await versionsOf(tx, id, null)
      const langs =
        lang === null
          ? [...new Set([...newsroom.languages, ...versions.map((version) => version.lang)])]
          : withConverted(lang, versions)
      const pages = await pagesOf(tx, id, langs)
      const kept = newsroom.logo === null ? [] : [newsroom.logo]
      const { pictures } = await forgetArticle(tx, id, { langs, kept })
      const files = pictures.flatMap(({ digest, widths }) =>
        widths.map((width) => picturePath(digest, width)),
      )
      const order: ForgetOrder = {
        articles: [...(waiting?.articles ?? []), { id, langs }],
        paths: [...(waiting?.paths ?? []), ...pages, ...files],
      }
      await putMeta(tx, forgetName, JSON.stringify(order))
    })
  // This publish, or the next one should it be cut short, removes what the folders still hold.
  await publishOnce(open, io, { full: false, plan: false })
  await io.print(
    'Forgotten. Take it out of backups as well, and tell mirrors to copy the site again: ' +
      'what others keep cannot be called back.\n' +
      `Folder: ${folder.path}\n`,
  )
}

async function versionsOf(tx: Db, id: ArticleId, lang: Lang | null): Promise<readonly Version[]> {
  const nothing = ['Nothing was changed.']
  if ((await readArticle(tx, id)) === null)
    throw new Failure('WIT-01', `There is no article "${id}"`, nothing)
  const versions = (await readVersions(tx, [id])).get(id) ?? []
  const wanted = versions.filter((version) => lang === null || version.lang === lang)
  if (wanted.length === 0)
    throw new Failure('WIT-02', `Article "${id}" does not exist in "${lang}"`, nothing)
  return lang === null ? versions : wanted
}

/** A version and the scripts that were derived from it: they are the same text. */
function withConverted(lang: Lang, versions: readonly Version[]): readonly Lang[] {
  const converted = versions.filter(
    ({ origin }) => origin.kind === 'converted' && origin.from === lang,
  )
  return [lang, ...converted.map((version) => version.lang)]
}

/** The paths of the article's pages and of the pages at its old addresses. */
async function pagesOf(tx: Db, id: ArticleId, langs: readonly Lang[]): Promise<readonly string[]> {
  const pages = await readPagesNamedLike(tx, `article ${id} `)
  const names = langs.map((lang) => formatPage({ kind: 'article', id, lang }))
  const own = pages.filter(({ name }) => names.includes(name))
  const moved = await readPagesNamedLike(tx, `moved ${id} `)
  const whole = own.length === pages.length
  return [...own, ...(whole ? moved : [])].map(({ path }) => path)
}
