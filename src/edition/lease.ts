// One publisher at a time. The lease lies in the database with the holder's process; a holder that
// has died loses it at once, so that a start after a crash need not wait. A holder that only slept loses
// it too, when its time is over: what it does then is refused, for another may be publishing.
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Db } from '../store/db.ts'
import { dropLease, holdLease, readLease, takeLease } from '../store/editions.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { inTransaction } from '../store/transaction.ts'

const leaseMs = 5 * 60_000

/** Thrown when another process is publishing; nothing was changed. */
export class PublishingElsewhere extends Error {}

export interface Lease {
  /** How many have held it, this one counted: names what is a publisher's own on disk. */
  readonly turn: number
  /** A transaction that is refused with PublishingElsewhere when the lease was lost. */
  transact<T>(work: (tx: Db) => Promise<T>): Promise<T>
}

/** Runs `work` with the lease `name` held, prolonging it while it runs. */
export async function withLease<T>(
  from: { readonly db: Db; readonly now: number; readonly name?: 'publish' | 'publisher' },
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const { db, now, name = 'publish' } = from
  const holder = `${hostname()} ${process.pid} ${startOf(process.pid)} ${randomBytes(8).toString('hex')}`
  const current = await readLease(db, name)
  if (current !== null && (isDead(current.holder) || current.until - now > leaseMs)) {
    await dropLease(db, name, current.holder)
  }
  const started = performance.now()
  const prolong = (tx: Db): Promise<boolean> => {
    const at = now + Math.round(performance.now() - started)
    return takeLease(tx, { name, holder, now: at, until: at + leaseMs })
  }
  const turn = await inTransaction(db, async (tx) => ((await prolong(tx)) ? nextTurn(tx) : null))
  if (turn === null) {
    throw new PublishingElsewhere('Cannot publish: another process is publishing')
  }
  const timer = setInterval(() => void prolong(db), leaseMs / 5)
  const transact: Lease['transact'] = (part) =>
    inTransaction(db, async (tx) => {
      if (await holdLease(tx, name, holder)) return part(tx)
      throw new PublishingElsewhere('Cannot go on publishing: another process has taken over')
    })
  try {
    return await work({ turn, transact })
  } finally {
    clearInterval(timer)
    await dropLease(db, name, holder)
  }
}

/** Whether somebody holds the lease `name` at `now`, as far as can be told from here. */
export async function isHeld(db: Db, name: string, now: number): Promise<boolean> {
  const current = await readLease(db, name)
  if (current === null || isDead(current.holder)) return false
  // A holder that lives on this machine holds it, whatever the clock has jumped to.
  return current.until > now || current.holder.startsWith(`${hostname()} `)
}

async function nextTurn(tx: Db): Promise<number> {
  const turn = Number((await readMeta(tx, 'turn')) ?? 0) + 1
  await putMeta(tx, 'turn', String(turn))
  return turn
}

/** True when the holder was a process of this machine that is no more. */
function isDead(holder: string): boolean {
  const [host, pid, start] = holder.split(' ')
  return host === hostname() && start !== startOf(Number(pid))
}

/** When a process started, in ticks since boot: tells it from a later one with its number. */
function startOf(pid: number): string {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return fields[19] ?? '-'
  } catch {
    return isRunning(pid) ? '-' : 'gone'
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
