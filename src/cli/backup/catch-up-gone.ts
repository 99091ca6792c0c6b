// What readers do not find any more since the backup, not even a page that says so: it was forgotten in
// public, and is forgotten here. Deleted means gone.
import { forgetName, readForgetOrder } from '../../edition/forget.ts'
import { parseArticlePath } from '../../import/own/page.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import { picturePath } from '../../render/views.ts'
import { readArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { forgetArticle } from '../../store/forget.ts'
import { putMeta } from '../../store/newsroom.ts'
import { readVersions } from '../../store/versions.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import type { Newer } from './newer.ts'

/** `pages` are the article's pages that are there, by id. The publisher's order clears files and disk. */
export async function forgetGone(
  tx: Db,
  { before, newsroom, note }: Newer,
  pages: ReadonlyMap<ArticleId, readonly string[]>,
): Promise<void> {
  const langsOf = (id: ArticleId): readonly (Lang | undefined)[] =>
    (pages.get(id) ?? []).map((path) => parseArticlePath(path, newsroom.languages)?.lang)
  const gone = new Map<ArticleId, Lang[]>()
  for (const { name } of before.pages.values()) {
    const [kind, one = '', tag = ''] = name.split(' ')
    if (kind !== 'article') continue
    const [id, lang] = [parseArticleId(one), parseLang(tag)]
    // A language that the site has given up takes its pages away and leaves the texts.
    if (!newsroom.languages.includes(lang) || langsOf(id).includes(lang)) continue
    gone.set(id, [...(gone.get(id) ?? []), lang])
  }
  for (const [id, langs] of gone) {
    // It may have been joined with another: then it is not gone.
    if ((await readArticle(tx, id)) === null) continue
    const versions = (await readVersions(tx, [id])).get(id) ?? []
    const all = [...newsroom.languages, ...versions.map(({ lang }) => lang)]
    const converted = versions.filter(
      ({ origin }) => origin.kind === 'converted' && langs.includes(origin.from),
    )
    const some = [...langs, ...converted.map(({ lang }) => lang)]
    const forgotten = [...new Set(pages.has(id) ? some : all)]
    const kept = newsroom.logo === null ? [] : [newsroom.logo]
    const { pictures } = await forgetArticle(tx, id, { langs: forgotten, kept })
    const files = pictures.flatMap(({ digest, widths }) =>
      widths.map((width) => picturePath(digest, width)),
    )
    const waiting = await readForgetOrder(tx)
    const order = {
      articles: [...(waiting?.articles ?? []), { id, langs: forgotten }],
      paths: [...(waiting?.paths ?? []), ...files],
    }
    await putMeta(tx, forgetName, JSON.stringify(order))
    note({ kind: 'forgotten', what: id, detail: pages.has(id) ? forgotten.join(' ') : '' })
  }
}
