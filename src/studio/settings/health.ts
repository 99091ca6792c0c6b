// How the machine is: disk, Node.js and its age, the database, the last edition, the last backup.
import { statfsSync } from 'node:fs'
import { isHeld } from '../../edition/lease.ts'
import { html } from '../../render/html.ts'
import { readNewestEdition } from '../../store/editions.ts'
import { readMeta } from '../../store/newsroom.ts'
import { show, table } from '../layout.ts'
import type { Visit } from '../route.ts'
import { formatInstant, type StudioWord, tell } from '../words.ts'
import { judgeNode } from './node-age.ts'

/** Under which the last backup's time is kept in the store. */
export const lastBackupName = 'last-backup'

interface Finding {
  readonly what: StudioWord
  readonly verdict: 'good' | 'look' | 'wrong'
  readonly text: string
}

const verdicts = { good: 'verdictGood', look: 'verdictLook', wrong: 'verdictWrong' } as const
const dayMs = 86_400_000

export async function healthScreen(visit: Visit): Promise<Response> {
  const { lang } = visit
  const findings = await findingsOf(visit)
  const heads = ['what', 'verdict', 'details'] as const
  const rows = findings.map(
    ({ what, verdict, text }) =>
      html`<tr><td>${tell(lang, what)}</td><td><strong class="${verdict}">${tell(lang, verdicts[verdict])}</strong></td><td>${text}</td></tr>`,
  )
  return show(visit, {
    title: tell(lang, 'health'),
    main: html`${table(
      tell(lang, 'health'),
      heads.map((head) => tell(lang, head)),
      rows,
    )}
<p>${tell(lang, 'healthMore')} <code dir="ltr">xewer doctor</code></p>`,
  })
}

async function findingsOf(visit: Visit): Promise<readonly Finding[]> {
  const { lang, studio, newsroom } = visit
  const now = studio.now()
  const today = new Date(now).toISOString().slice(0, 10)
  const node = judgeNode(process.version, today)
  const edition = await readNewestEdition(studio.db)
  const backup = await readMeta(studio.db, lastBackupName)
  const publisher = await isHeld(studio.db, 'publisher', now)
  const at = (time: number): string => formatInstant(lang, time, newsroom.zone)
  return [
    diskOf(visit),
    {
      what: 'healthNode',
      verdict: node.verdict,
      text:
        node.end === null
          ? process.version
          : tell(lang, 'nodeUntil', { version: process.version, date: node.end }),
    },
    {
      what: 'healthPublisher',
      verdict: publisher ? 'good' : 'look',
      text: publisher
        ? tell(lang, 'isRunning')
        : tell(lang, 'noPublisher', { command: 'xewer start' }),
    },
    {
      what: 'lastEdition',
      verdict: edition === null ? 'look' : 'good',
      text:
        edition === null
          ? tell(lang, 'never')
          : `${edition.number} · ${at(Math.min(edition.time, now))}`,
    },
    {
      what: 'lastBackup',
      verdict: backup === null || now - Number(backup) > 7 * dayMs ? 'look' : 'good',
      text: backup === null ? tell(lang, 'never') : at(Number(backup)),
    },
  ]
}

function diskOf({ lang, studio }: Visit): Finding {
  const { bavail, bsize } = statfsSync(studio.folder)
  const free = (bavail * bsize) / 1e9
  const verdict = free < 0.1 ? 'wrong' : free < 1 ? 'look' : 'good'
  return {
    what: 'healthDisk',
    verdict,
    text: tell(lang, 'diskFree', { gigabytes: free.toFixed(1) }),
  }
}
