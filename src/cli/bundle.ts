// `xewer bundle`: the site or a part of it as one zip archive that can be checked offline.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { NoBundle, writeBundle } from '../deliver/bundle.ts'
import { type Command, Failure, formatJson, parseOptions, UsageError } from './command.ts'
import { findTree, newsroomFolder } from './newsroom-folder.ts'

const usage = `
xewer bundle FILE.zip --data DIR | --site FOLDER [--language L] [--year YYYY] [--person ID] [--json]

Writes the published site as one archive: to be sent on, read from disk, checked offline with
"xewer verify FILE.zip" (a part with --part). The same edition gives the same bytes.

  --data DIR    the newsroom's folder
  --site FOLDER a published tree: a mirror, an unpacked copy
  --language L  only this language: en, ug-Latn
  --year YYYY   only articles of this year
  --person ID   only this person's pages and articles
  --json        the result as JSON
`

const options = {
  data: { type: 'string' },
  site: { type: 'string' },
  language: { type: 'string' },
  year: { type: 'string' },
  person: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const [file, second] = positionals
    if (file === undefined || second !== undefined)
      throw new UsageError('Say one file to write, ending in .zip')
    if (!file.endsWith('.zip')) throw new UsageError(`"${file}" does not end in .zip`)
    if (values.data !== undefined && values.site !== undefined)
      throw new UsageError('Say --data or --site, not both')
    const { language, year, person, json } = values
    const site =
      values.site === undefined
        ? newsroomFolder(values.data ?? io.config.data).site
        : (findTree(resolve(values.site)) ?? resolve(values.site))
    if (!existsSync(site))
      throw new Failure('BUN-01', `There is no site in "${site}"`, ['Nothing was written.'])
    try {
      const bundle = writeBundle(site, file, { language, year, person })
      const { edition, files, bytes } = bundle
      await io.print(
        json
          ? formatJson(bundle)
          : `${file}: edition ${edition}, ${files} files, ${bytes} bytes.\n`,
      )
      return 0
    } catch (error) {
      if (!(error instanceof NoBundle)) throw error
      const advice = ['Nothing was written. Parts: --language, --year, --person.']
      throw new Failure('BUN-02', error.message, advice, error)
    }
  },
}
