// A newsroom on its way out: every article with all that belongs to it, a batch read at a time.
import type { LeavingArticle, LeavingVersion } from '../../import/folder/write.ts'
import type { Article, Revision, Version } from '../../model/article.ts'
import { figuresOf } from '../../model/body.ts'
import type { Digest } from '../../model/id.ts'
import { readArticles } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { readArticleIds, readSourceKeys } from '../../store/leaving.ts'
import { readLinks } from '../../store/people/links.ts'
import { readPictures } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import { readAddresses } from '../../store/sources.ts'
import { readVersions } from '../../store/versions.ts'

const articlesAtOnce = 200

/** All articles, in the order of their ids. */
export async function* leavingArticles(db: Db): AsyncGenerator<LeavingArticle> {
  let ids = await readArticleIds(db, '', articlesAtOnce)
  while (ids.length > 0) {
    const articles = await readArticles(db, ids)
    const versions = await readVersions(db, ids)
    const addresses = Map.groupBy(await readAddresses(db, ids), ({ article }) => article)
    const sources = await readSourceKeys(db, ids)
    for (const [id, article] of articles) {
      yield await leavingOf(db, article, {
        versions: versions.get(id) ?? [],
        addresses: addresses.get(id) ?? [],
        // Its key in this very format is the id.
        sources: (sources.get(id) ?? []).filter(({ system }) => system !== 'folder'),
      })
    }
    ids = await readArticleIds(db, ids.at(-1) ?? '', articlesAtOnce)
  }
}

async function leavingOf(
  db: Db,
  article: Article,
  known: { readonly versions: readonly Version[] } & Pick<LeavingArticle, 'addresses' | 'sources'>,
): Promise<LeavingArticle> {
  const versions: LeavingVersion[] = []
  for (const version of known.versions) versions.push(await textsOf(db, version, known.versions))
  return {
    ...known,
    article,
    versions,
    links: await readLinks(db, { article: article.id }),
    pictures: await picturesOf(db, article, versions),
  }
}

async function textsOf(db: Db, version: Version, all: readonly Version[]): Promise<LeavingVersion> {
  const { article, lang, origin, newest } = version
  const read = async (number: number): Promise<Revision> => {
    const revision = await readRevision(db, { article, lang, number })
    if (revision === null)
      throw new RangeError(`Cannot export "${article}" in "${lang}": revision ${number} is missing`)
    return revision
  }
  const shown = await read(version.live ?? version.approved ?? newest)
  const original =
    origin.kind === 'written' ? undefined : all.find((other) => other.lang === origin.from)
  return {
    version,
    shown,
    newer: newest === shown.number ? null : await read(newest),
    follows: original !== undefined && shown.madeFrom === (original.live ?? original.approved),
  }
}

async function picturesOf(
  db: Db,
  article: Article,
  versions: readonly LeavingVersion[],
): Promise<LeavingArticle['pictures']> {
  const digests = new Set<Digest>(article.image === null ? [] : [article.image])
  for (const { shown, newer } of versions) {
    for (const text of [shown, newer]) {
      if (text === null) continue
      for (const digest of [...figuresOf(text.body), ...Object.keys(text.alt)])
        digests.add(digest as Digest)
    }
  }
  const pictures = await readPictures(db, [...digests].sort())
  return new Map(
    [...pictures].map(([digest, picture]) => [
      digest,
      { name: `${digest}-${picture.width}.webp`, picture },
    ]),
  )
}
