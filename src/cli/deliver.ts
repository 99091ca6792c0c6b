// `xewer deliver`: carries the newest edition to the destinations that DIR/deliver.json names.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Delivery, deliver } from '../deliver/deliver.ts'
import { type Destination, parseDestinations } from '../deliver/destination.ts'
import { CarrierError } from '../deliver/rsync.ts'
import { readCheckpoint } from '../deliver/touched.ts'
import {
  type Command,
  Failure,
  formatJson,
  parseOptions,
  printable,
  UsageError,
} from './command.ts'
import { newsroomFolder, refuseRoot } from './newsroom-folder.ts'

const usage = `
xewer deliver [NAME ...] --data DIR [--full] [--plan] [--json]

Carries the newest edition to other places with rsync: folders, disks, servers by SSH. Only what
editions have touched since the last time is sent: pages first, then the checkpoint that says the
edition is complete, then what is gone is removed. Interrupted, it goes on the next time.

The places stand in DIR/deliver.json; NAME picks some of them:

  [{ "name": "stick", "to": "/media/stick/site" },
   { "name": "mirror", "to": "xewer@mirror.example:site", "ssh": "ssh -i /etc/xewer/mirror" }]

  --data DIR  the newsroom's folder
  --full      compare every file, and remove what no edition holds (dot files stay)
  --plan      say what would be sent, and send nothing
  --json      the result as JSON
`

const options = {
  data: { type: 'string' },
  full: { type: 'boolean', default: false },
  plan: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

interface Refusal {
  readonly name: string
  readonly error: CarrierError
}

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    const folder = newsroomFolder(values.data ?? io.config.data)
    refuseRoot(folder.path)
    const destinations = choose(readDestinations(join(folder.path, 'deliver.json')), positionals)
    const done: Delivery[] = []
    let failed: Refusal[]
    let edition: number | undefined
    do {
      edition = readCheckpoint(folder.site)?.size
      failed = []
      for (const destination of destinations) {
        const memory = join(folder.path, 'delivered', `${destination.name}.json`)
        const way = { site: folder.site, memory, full: values.full, plan: values.plan }
        try {
          done.push(await deliver(destination, way))
          if (!values.json) await io.print(report(done.at(-1)!, values.plan))
        } catch (error) {
          // One mirror that is down must not keep the edition from the others.
          if (!(error instanceof CarrierError)) throw error
          failed.push({ name: destination.name, error })
          io.warn(`${printable(error.message)} [DLV-02]\n${printable(error.advice)}\n`)
        }
      }
      // An edition made meanwhile: what watches the checkpoint to start us did not look while we ran.
    } while (readCheckpoint(folder.site)?.size !== edition)
    const refusals = failed.map(({ name, error }) => ({ name, reason: error.message }))
    if (values.json) await io.print(formatJson({ delivered: done, failed: refusals }))
    return failed.length === 0 ? 0 : 1
  },
}

function readDestinations(file: string): readonly Destination[] {
  const advice = ['Nothing was sent. "xewer deliver --help" shows what to write there.']
  if (!existsSync(file)) throw new Failure('DLV-01', `There is no "${file}"`, advice)
  try {
    return parseDestinations(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Failure('DLV-01', error.message, advice, error)
  }
}

function choose(all: readonly Destination[], names: readonly string[]): readonly Destination[] {
  const unknown = names.find((name) => !all.some((one) => one.name === name))
  if (unknown !== undefined) throw new UsageError(`deliver.json names no "${unknown}"`)
  return names.length === 0 ? all : all.filter(({ name }) => names.includes(name))
}

function report({ name, edition, before, sent, removed }: Delivery, plan: boolean): string {
  if (sent === 0) return `${name}: holds edition ${edition} already.\n`
  const was = before === 0 ? '' : ` (held ${before})`
  const gone = removed === 0 ? '' : `, ${removed} removed`
  return plan
    ? `${name}: would get edition ${edition}${was}, ${sent} files${gone}.\n`
    : `${name}: edition ${edition}${was}, ${sent} files${gone}.\n`
}
