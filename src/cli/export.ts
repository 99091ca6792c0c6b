// `xewer export`: the whole newsroom in the plain folder format, for keeping, for another newsroom, for
// leaving. What the folder holds imports back without loss.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { formatArticle, type LeavingArticle, type LeavingVersion } from '../import/folder-write.ts'
import type { Article, Revision, Version } from '../model/article.ts'
import { figuresOf } from '../model/body.ts'
import type { ArticleId, Digest } from '../model/id.ts'
import { markdownFromBody } from '../model/markdown-write.ts'
import type { Newsroom } from '../model/newsroom.ts'
import { readArticles } from '../store/articles.ts'
import { readBylines } from '../store/bylines.ts'
import type { Db } from '../store/db.ts'
import { readFixes } from '../store/fixes.ts'
import { readArticleIds, readRegister, readSourceKeys } from '../store/leaving.ts'
import { readLinks } from '../store/links.ts'
import { readPictures } from '../store/pictures.ts'
import { readRevision } from '../store/revisions.ts'
import { readAddresses } from '../store/sources.ts'
import { readVersions } from '../store/versions.ts'
import { type Command, Failure, formatJson, parseOptions, UsageError } from './command.ts'
import { type OpenNewsroom, openNewsroom } from './newsroom-folder.ts'
import { startProgress } from './progress.ts'

const usage = `
xewer export --data DIR FOLDER

Writes the newsroom into a new folder, in the format of docs/FOLDER.md: every article with all its
texts, pictures, old addresses and dates, the register of people, sections and bylines. "xewer import"
reads it back without loss. Accounts, keys, earlier revisions and the log are not in it: they are in a
backup.

  --data DIR  the newsroom's folder
`

const options = { data: { type: 'string' } } as const
const articlesAtOnce = 200

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const [target, more] = positionals
    if (target === undefined || more !== undefined) throw new UsageError('Name one new folder')
    const folder = resolve(target)
    if (existsSync(folder)) {
      const advice = ['Nothing was written. Name a folder that is not there yet.']
      throw new Failure('EXP-01', `"${folder}" is there already`, advice)
    }
    const opened = await openNewsroom(values.data, io)
    const progress = startProgress(io, 'Exporting', null)
    const part = `${folder}.part`
    try {
      rmSync(part, { recursive: true, force: true })
      mkdirSync(part, { recursive: true })
      await writeRegister(opened, part)
      let done = 0
      for await (const article of leavingArticles(opened.store.db)) {
        writeArticle(article, { folder: part, media: opened.folder.media })
        done += 1
        progress.report(done)
      }
      renameSync(part, folder)
      progress.end()
      await io.print(`${done} articles are in ${folder}\n`)
      return 0
    } finally {
      progress.end()
      await opened.store.close()
    }
  },
}

async function writeRegister({ store, newsroom }: OpenNewsroom, folder: string): Promise<void> {
  const { db } = store
  const fixes = []
  for (const { from, to } of newsroom.derived)
    for (const fix of await readFixes(db, from, to)) fixes.push({ from, to, ...fix })
  const settings = {
    name: newsroom.name,
    sections: newsroom.sections,
    about: aboutTexts(newsroom),
    fixes,
    bylines: Object.fromEntries(await readBylines(db)),
  }
  writeFileSync(join(folder, 'newsroom.json'), formatJson(settings))
  writeFileSync(join(folder, 'people.json'), formatJson(await readRegister(db)))
}

function aboutTexts({ about }: Newsroom): Readonly<Record<string, string>> {
  const texts = Object.entries(about).flatMap(([lang, body]) =>
    body === undefined ? [] : [[lang, markdownFromBody(body)] as const],
  )
  return Object.fromEntries(texts)
}

async function* leavingArticles(db: Db): AsyncGenerator<LeavingArticle> {
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
    [...pictures].map(([digest, { width, credit, focus }]) => [
      digest,
      { name: `${digest}-${width}.webp`, credit, focus },
    ]),
  )
}

function writeArticle(
  leaving: LeavingArticle,
  to: { readonly folder: string; readonly media: string },
): void {
  const folder = join(to.folder, yearOf(leaving), leaving.article.id satisfies ArticleId)
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of formatArticle(leaving)) writeFileSync(join(folder, name), text)
  for (const { name } of leaving.pictures.values())
    copyFileSync(join(to.media, name), join(folder, name))
}

function yearOf({ article }: LeavingArticle): string {
  return article.when?.date.slice(0, 4) ?? 'undated'
}
