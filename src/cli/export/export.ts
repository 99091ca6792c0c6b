// `xewer export`: the whole newsroom in the plain folder format, for keeping, for another newsroom, for
// leaving. What the folder holds imports back without loss.
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { formatArticle, type LeavingArticle } from '../../import/folder/write.ts'
import { markdownFromBody } from '../../model/markdown-write.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import { readBylines } from '../../store/bylines.ts'
import { readFixes } from '../../store/fixes.ts'
import { readRegister } from '../../store/leaving.ts'
import { type Command, Failure, formatJson, parseOptions, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { startProgress } from '../progress.ts'
import { leavingArticles } from './articles.ts'
import { writeWxr } from './wxr.ts'

const usage = `
xewer export --data DIR FOLDER
xewer export --data DIR --wxr FILE

Writes the newsroom into a new folder, in the format of docs/FOLDER.md: every article with all its
texts, pictures, old addresses and dates, the register of people, sections and bylines. "xewer import"
reads it back without loss. Accounts, keys, earlier revisions and the log are not in it: they are in a
backup.

  --data DIR  the newsroom's folder
  --wxr FILE  write what WordPress imports instead: texts, sections, tags, translations as Polylang
              binds them, pictures by their addresses on the published site
`

const options = { data: { type: 'string' }, wxr: { type: 'string' } } as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const targets = [...positionals, ...(values.wxr === undefined ? [] : [values.wxr])]
    const [target, more] = targets
    if (target === undefined || more !== undefined)
      throw new UsageError('Name one new folder, or one new file with --wxr')
    const place = resolve(target)
    if (existsSync(place)) {
      const advice = ['Nothing was written. Name a place where nothing is yet.']
      throw new Failure('EXP-01', `"${place}" is there already`, advice)
    }
    const opened = await openNewsroom(values.data, io)
    const progress = startProgress(io, 'Exporting', null)
    const part = `${place}.part`
    rmSync(part, { recursive: true, force: true })
    try {
      const write = values.wxr === undefined ? writeFolder : writeFile
      const done = await write(opened, part, (count) => progress.report(count))
      renameSync(part, place)
      progress.end()
      await io.print(`${done} ${values.wxr === undefined ? 'articles' : 'posts'} are in ${place}\n`)
      return 0
    } finally {
      progress.end()
      await opened.store.close()
    }
  },
}

type OnArticle = (count: number) => void

async function writeFolder(
  opened: OpenNewsroom,
  folder: string,
  onArticle: OnArticle,
): Promise<number> {
  mkdirSync(folder, { recursive: true })
  await writeRegister(opened, folder)
  let done = 0
  for await (const article of leavingArticles(opened.store.db)) {
    writeArticle(article, { folder, media: opened.folder.media })
    done += 1
    onArticle(done)
  }
  return done
}

async function writeFile(
  { store, newsroom }: OpenNewsroom,
  path: string,
  onArticle: OnArticle,
): Promise<number> {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'wx')
  try {
    return await writeWxr(counted(leavingArticles(store.db), onArticle), {
      newsroom,
      bylines: await readBylines(store.db),
      write: (text) => writeSync(file, text),
    })
  } finally {
    closeSync(file)
  }
}

async function* counted<T>(all: AsyncIterable<T>, onOne: OnArticle): AsyncGenerator<T> {
  let done = 0
  for await (const one of all) {
    yield one
    done += 1
    onOne(done)
  }
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

function writeArticle(
  leaving: LeavingArticle,
  to: { readonly folder: string; readonly media: string },
): void {
  const folder = join(to.folder, yearOf(leaving), leaving.article.id)
  mkdirSync(folder, { recursive: true })
  for (const { name, text } of formatArticle(leaving)) writeFileSync(join(folder, name), text)
  for (const { name } of leaving.pictures.values())
    copyFileSync(join(to.media, name), join(folder, name))
}

function yearOf({ article }: LeavingArticle): string {
  return article.when?.date.slice(0, 4) ?? 'undated'
}
