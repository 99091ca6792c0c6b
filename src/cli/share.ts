// `xewer share`: the form of an article that can be forwarded by mail or stick and checked offline.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { forwardPath } from '../edition/log/list.ts'
import { formatPage } from '../edition/pages/page.ts'
import { editionNaming, shareFile } from '../edition/share.ts'
import { folderCopy } from '../edition/verify/copies.ts'
import { parseArticleId } from '../model/id.ts'
import { readNewestEdition } from '../store/editions.ts'
import { readPages } from '../store/pages.ts'
import { parseLang } from '../text/lang.ts'
import { type Command, Failure, parseOptions, readOption, UsageError } from './command.ts'
import { openNewsroom } from './newsroom-folder.ts'

const usage = `
xewer share ARTICLE [--language L] [--output FILE] [--data DIR]

Writes an article as it is published, with the proof of its edition at its end: one file that can be
forwarded, opened in any browser, and checked offline with "xewer verify", verify.html, or sed and
sha256sum. ARTICLE is its id, which the foot of its page prints.

  --language L   which version; needed when there are several
  --output FILE  where it goes, "-" for standard output (the page's name with .proof.html, here)
`

const options = {
  data: { type: 'string' },
  language: { type: 'string' },
  output: { type: 'string' },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const [first, second] = positionals
    if (first === undefined || second !== undefined)
      throw new UsageError('Say the id of one article')
    const id = readOption(first, parseArticleId)
    const wanted = values.language === undefined ? null : readOption(values.language, parseLang)
    const { folder, store, newsroom } = await openNewsroom(values.data, io)
    try {
      const languages = wanted === null ? newsroom.languages : [wanted]
      const pages = await readPages(
        store.db,
        languages.map((lang) => formatPage({ kind: 'article', id, lang })),
      )
      const [page, another] = pages
      if (page === undefined)
        throw new Failure('SHA-01', `Article "${id}" is not published`, ['Publish it first.'])
      if (another !== undefined) {
        const known = pages.map(({ name }) => name.split(' ').at(-1)).join(', ')
        throw new UsageError(
          `Article "${id}" has several versions: choose with --language: ${known}`,
        )
      }
      const site = folderCopy(folder.site)
      const newest = (await readNewestEdition(store.db))?.number ?? 0
      const { path, digest } = page
      const edition = await editionNaming(site, { path, digest, from: page.edition, to: newest })
      const bytes = await shareFile(site, { path, edition })
      if (values.output === '-') await io.print(new TextDecoder().decode(bytes))
      else {
        const file = values.output ?? basename(forwardPath(path))
        writeFileSync(file, bytes)
        await io.print(`${file}: ${path} in edition ${edition}\n`)
      }
      return 0
    } finally {
      await store.close()
    }
  },
}
