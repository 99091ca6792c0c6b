// A PostgreSQL of Debian's, started for one test file in a folder of its own, reachable by a unix
// socket only. The server refuses to run as root, so it runs as the user "postgres" then.
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { need } from './need.ts'

const debianFolder = '/usr/lib/postgresql'

/**
 * Starts a server until `t` ends and returns the URL of its database, or null (the test is skipped)
 * when there is no PostgreSQL here.
 */
export async function startPostgres(t: TestContext): Promise<string | null> {
  if (!need(t, 'pg_ctlcluster')) return null
  const newest = readdirSync(debianFolder).toSorted((a, b) => Number(b) - Number(a))[0]
  const programs = join(debianFolder, newest ?? '', 'bin')
  const owner = process.getuid?.() === 0 ? ownerOf('postgres') : null
  const folder = mkdtempSync(join(tmpdir(), 'xewer-pg-'))
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const options = { cwd: folder, stdio: 'ignore', ...owner } as const
  const make = ['-D', data, '-U', 'xewer', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']
  execFileSync(join(programs, 'initdb'), make, options)
  const settings = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${folder}`]
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
  const server = spawn(join(programs, 'postgres'), args, options)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  t.after(async () => {
    // SIGINT: end at once, whoever is connected.
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true })
  })
  while (!existsSync(join(folder, '.s.PGSQL.5432'))) {
    if (server.exitCode !== null) throw new Error('Cannot start PostgreSQL: it ended')
    await sleep(20)
  }
  return `postgres://xewer@/postgres?host=${encodeURIComponent(folder)}`
}

function ownerOf(user: string): { readonly uid: number; readonly gid: number } {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, user])))
  return { uid: uid!, gid: gid! }
}
