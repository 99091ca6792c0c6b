// `xewer publish`: makes the next edition of what is approved, or says what it would write.

import { PublishingElsewhere } from '../../edition/lease.ts'
import { type Published, publish } from '../../edition/publish.ts'
import { placeSnippets } from '../../edition/server-snippets.ts'
import { type Command, counted, Failure, type Io, parseOptions, UsageError } from '../command.ts'
import { type OpenNewsroom, openNewsroom } from '../newsroom-folder.ts'
import { type Progress, startProgress } from '../progress.ts'
import { checkBefore } from './before.ts'
import { publisherOf } from './publisher.ts'

const usage = `
xewer publish --data DIR [--full] [--plan] [--compare URL|FOLDER] [--json]

Publishes everything approved and due as one edition: only the pages whose bytes change are written.

  --data DIR   the newsroom's folder
  --full       look at every page, and list every file of the tree in the edition
  --plan       say what would be written, and write nothing
  --compare X  where the site is published: compare the logs first. Needed once after the newsroom
               was copied or brought back from a backup
  --json       the result as JSON
`

const options = {
  data: { type: 'string' },
  full: { type: 'boolean', default: false },
  plan: { type: 'boolean', default: false },
  compare: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const opened = await openNewsroom(values.data, io)
    try {
      const published = await publishOnce(opened, io, values)
      await io.print(
        values.json ? `${JSON.stringify(published)}\n` : report(published, values.plan),
      )
      return 0
    } finally {
      await opened.store.close()
    }
  },
}

const phases = {
  compare: 'Comparing articles',
  print: 'Printing pages',
  place: 'Putting files in place',
} as const

/** One publish with its progress shown. Failure PUB-01 when another process is publishing. */
export async function publishOnce(
  opened: OpenNewsroom,
  io: Pick<Io, 'terminal' | 'warn'>,
  how: {
    readonly full: boolean
    readonly plan: boolean
    readonly prune?: boolean
    readonly compare?: string | undefined
  },
): Promise<Published> {
  const shown: { phase: keyof typeof phases; progress: Progress }[] = []
  const publisher = await publisherOf(opened, {
    now: Date.now(),
    onProgress(phase, done, of) {
      if (shown.at(-1)?.phase !== phase) {
        shown.at(-1)?.progress.end()
        shown.push({ phase, progress: startProgress(io, phases[phase], of) })
      }
      shown.at(-1)?.progress.report(done)
    },
  })
  try {
    const compare = how.compare ?? null
    if (!how.plan) await checkBefore(opened, publisher, { io, compare })
    const published = await publish(publisher, how)
    if (!how.plan) placeSnippets(publisher.site, opened.folder.server)
    return published
  } catch (error) {
    if (!(error instanceof PublishingElsewhere)) throw error
    const advice = ['Nothing was changed. Wait until it has finished, then try again.']
    throw new Failure('PUB-01', 'Another process is publishing', advice, error)
  } finally {
    shown.at(-1)?.progress.end()
  }
}

function report(published: Published, plan: boolean): string {
  const { edition, touched, gone, recovered } = published
  const recovery = recovered ? 'An interrupted publish was finished first.\n' : ''
  if (touched.length === 0 && gone.length === 0)
    return `${recovery}Nothing to publish: every page is as it should be.\n`
  const { pages, feeds, others } = countFiles(touched)
  const counts = [
    counted(pages, 'page'),
    counted(feeds, 'feed'),
    counted(others, 'other file'),
  ].join(', ')
  const leaving = gone.length > 0 ? `, ${gone.length} removed` : ''
  if (plan)
    return `${[...touched, ...gone.map((path) => `- ${path}`)].join('\n')}\nWould write ${counts}${leaving}.\n`
  return `${recovery}Edition ${edition}: ${counts}${leaving}.\n`
}

/** What kinds of files an edition writes. */
export function countFiles(touched: readonly string[]) {
  const feeds = touched.filter((path) => /\/feed\.(?:atom|rss|json)$/.test(path)).length
  const pages = touched.filter((path) => path.endsWith('.html')).length
  return { pages, feeds, others: touched.length - pages - feeds }
}
