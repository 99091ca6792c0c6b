// `xewer doctor`: looks at everything a newsroom stands on and says what is well, what deserves
// attention and what is wrong. It changes nothing.
import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs'
import { readLog } from '../edition/commit.ts'
import { judgeKeys } from '../edition/keys/health.ts'
import { hasOnlineKeys, readOnlineKeys } from '../edition/keys/keys.ts'
import { checkDatabase } from '../store/check.ts'
import { countArticles } from '../store/lists.ts'
import { readPending } from '../store/pending.ts'
import { judgeNode } from '../studio/settings/node-age.ts'
import { type Command, formatJson, parseOptions, UsageError } from './command.ts'
import { readTrustFile } from './keys/public.ts'
import { type OpenNewsroom, openNewsroom } from './newsroom-folder.ts'
import { treeTrouble, wasCopied } from './publish/before.ts'

const usage = `
xewer doctor [--data DIR] [--json]

Checks the database, the keys, the folders and who may read them, the disk, Node, and what waits to be
published. Changes nothing. Exit code 0 when nothing is wrong, 1 otherwise.

  --json   the findings as JSON
`

interface Finding {
  readonly what: 'database' | 'folders' | 'privacy' | 'keys' | 'disk' | 'node' | 'publishing'
  readonly verdict: 'good' | 'look' | 'wrong'
  readonly text: string
}

const options = { data: { type: 'string' }, json: { type: 'boolean' } } as const

export const command: Command = {
  usage,
  async run(args, io) {
    const { values, positionals } = parseOptions(args, options)
    if (positionals.length > 0) throw new UsageError(`What is "${positionals[0]}"?`)
    const open = await openNewsroom(values.data, io, 'anybody')
    try {
      const findings = [
        ...(await lookAtDatabase(open)),
        ...(await lookAtFolders(open)),
        ...lookAtPrivacy(open),
        await lookAtKeys(open),
        lookAtDisk(open),
        lookAtNode(process.version, Temporal.Now.plainDateISO('UTC').toString()),
        await lookAtPublishing(open),
      ]
      const lines = findings.map(({ what, verdict, text }) => `${verdict}\t${what}\t${text}\n`)
      await io.print(values.json ? formatJson(findings) : lines.join(''))
      return findings.some(({ verdict }) => verdict === 'wrong') ? 1 : 0
    } finally {
      await open.store.close()
    }
  },
}

async function lookAtDatabase({ store }: OpenNewsroom): Promise<readonly Finding[]> {
  const faults = await checkDatabase(store)
  const articles = await countArticles(store.db, {})
  if (faults.length === 0)
    return [{ what: 'database', verdict: 'good', text: `whole, ${articles} articles` }]
  return faults.map((text) => ({ what: 'database', verdict: 'wrong', text }))
}

async function lookAtFolders(open: OpenNewsroom): Promise<readonly Finding[]> {
  const { media, keys, staging, trees } = open.folder
  const missing = [media, keys, staging, trees].filter((path) => !existsSync(path))
  const trouble = missing.length === 0 ? await treeTrouble(open) : null
  if (trouble !== null) {
    const text = `${trouble.message}. ${trouble.advice.join(' ')}`
    return [{ what: 'folders', verdict: 'wrong', text }]
  }
  if (missing.length === 0) return [{ what: 'folders', verdict: 'good', text: 'all there' }]
  return missing.map((path) => ({ what: 'folders', verdict: 'wrong', text: `missing: ${path}` }))
}

/** Drafts and keys are nobody else's to read: the folder keeps other users of the machine out. */
function lookAtPrivacy({ folder }: OpenNewsroom): readonly Finding[] {
  const open = [folder.path, folder.keys, folder.database].filter(
    (path) => existsSync(path) && (statSync(path).mode & 0o066) !== 0,
  )
  if (open.length === 0) return [{ what: 'privacy', verdict: 'good', text: 'nobody else may read' }]
  return open.map((path) => ({
    what: 'privacy',
    verdict: path === folder.path ? 'look' : 'wrong',
    text: `other users of this machine may read ${path}`,
  }))
}

/** An edition key that has ended stops all publishing: this says so weeks before. */
async function lookAtKeys({ folder, store }: OpenNewsroom): Promise<Finding> {
  if (!hasOnlineKeys(folder.keys)) {
    const text = 'none to sign with; make new ones: xewer keys rotate --root-key FILE'
    return { what: 'keys', verdict: 'wrong', text }
  }
  const number = ((await readLog(store.db))?.size ?? 0) + 1
  try {
    const keys = readOnlineKeys(folder.keys)
    const found = judgeKeys(readTrustFile(folder.keys), keys, { number, now: Date.now() })
    return { what: 'keys', ...found }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return { what: 'keys', verdict: 'wrong', text: error.message }
  }
}

const diskWrongBytes = 100e6
const diskLookBytes = 1e9

function lookAtDisk({ folder }: OpenNewsroom): Finding {
  const { bavail, bsize } = statfsSync(folder.path)
  const free = bavail * bsize
  const verdict = free < diskWrongBytes ? 'wrong' : free < diskLookBytes ? 'look' : 'good'
  return { what: 'disk', verdict, text: `${(free / 1e9).toFixed(1)} GB free` }
}

function lookAtNode(version: string, today: string): Finding {
  const { verdict, end } = judgeNode(version, today)
  const texts = {
    good: version,
    look: `${version} gets no security fixes since ${end}`,
    wrong: `${version} is too old: 26.3 is needed`,
  }
  return { what: 'node', verdict, text: texts[verdict] }
}

async function lookAtPublishing(open: OpenNewsroom): Promise<Finding> {
  const { store, folder } = open
  const pending = (await readPending(store.db)).length
  const staged = existsSync(folder.staging) ? readdirSync(folder.staging).length : 0
  if (staged > 0) {
    const text = 'a publish was interrupted; the next one finishes or drops it'
    return { what: 'publishing', verdict: 'look', text }
  }
  if (await wasCopied(open)) {
    const text =
      'copied, or back from a backup: compare once, xewer publish --compare URL or FOLDER'
    return { what: 'publishing', verdict: 'look', text }
  }
  const text = pending === 0 ? 'nothing waits' : `${pending} changes wait for "xewer publish"`
  return { what: 'publishing', verdict: pending === 0 ? 'good' : 'look', text }
}
