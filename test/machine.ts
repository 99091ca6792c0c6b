// A second machine on this one: Debian's systemd as first process, in namespaces of its own, with this
// machine's programs. campaigns/machine.sh makes it; root only.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './operating.ts'

export interface Run {
  readonly status: number | null
  /** What it printed, complaints included. */
  readonly text: string
}

export interface Machine {
  /** Runs a line of shell as root, in /root. */
  run(line: string, input?: string | Buffer): Run
  /** The same, from a machine at the other end of a cable. */
  runElsewhere(line: string): Run
  /** `systemctl reboot`, until everything is up again. */
  reboot(): Promise<void>
  stop(): Promise<void>
}

const ends = { here: '10.9.9.1', elsewhere: '10.9.9.2' }

/** Boots; Error when this machine cannot do that, saying what stands in the way. */
export async function startMachine(): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-machine-'))
  let booted = await boot(folder)
  const run = (line: string, input: string | Buffer = '', before: readonly string[] = []): Run => {
    const own = [...enter(booted.init), ...before, 'sh', '-c', `cd; ${line}`]
    const { status, stdout, stderr, error } = spawnSync('nsenter', own, {
      input,
      maxBuffer: 1e9,
      timeout: 300_000,
    })
    if (error !== undefined) throw error
    return { status, text: `${stdout}${stderr}` }
  }
  return {
    run,
    runElsewhere: (line) => run(line, '', ['ip', 'netns', 'exec', 'elsewhere']),
    async reboot() {
      const ended = new Promise((resolve) => booted.shell.once('exit', resolve))
      run('systemctl reboot')
      await ended
      booted = await boot(folder)
    },
    async stop() {
      await end(booted.shell)
      await removeGroups(folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Booted {
  readonly shell: ChildProcess
  /** The process that is number 1 in there. */
  readonly init: number
}

async function boot(folder: string): Promise<Booted> {
  const shell = spawn(join(root, 'test/campaigns/machine.sh'), [folder], { stdio: 'pipe' })
  let said = ''
  for (const stream of [shell.stdout, shell.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  try {
    for (let attempt = 0; attempt < 300; attempt++) {
      assert.equal(shell.exitCode, null, 'it ended')
      await sleep(200)
      const init = firstChild(shell.pid!)
      if (init === null || !readFileSync(`/proc/${init}/comm`, 'utf8').startsWith('systemd'))
        continue
      const asked = [...enter(init), 'systemctl', 'is-system-running']
      const state = spawnSync('nsenter', asked, { encoding: 'utf8' }).stdout.trim()
      if (state !== 'running' && state !== 'degraded') continue
      layCable(init)
      return { shell, init }
    }
    throw new Error('it does not come up')
  } catch (cause) {
    await end(shell)
    await removeGroups(folder)
    rmSync(folder, { recursive: true, force: true })
    throw new Error(`Cannot boot systemd in namespaces here: ${said}`, { cause })
  }
}

function firstChild(pid: number): number | null {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')
  return child ? Number(child) : null
}

function enter(init: number): string[] {
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const clean = ['env', '-i', path, 'HOME=/root', 'LANG=C.UTF-8', 'SYSTEMD_PAGER=']
  return ['-t', String(init), '-m', '-p', '-n', '-u', '-i', '-C', '-r', '-w', ...clean]
}

function layCable(init: number): void {
  const lines = [
    'ip netns add elsewhere',
    'ip link add cable type veth peer name cable netns elsewhere',
    `ip addr add ${ends.here}/24 dev cable`,
    'ip link set cable up',
    `ip -n elsewhere addr add ${ends.elsewhere}/24 dev cable`,
    'ip -n elsewhere link set cable up',
    'ip -n elsewhere link set lo up',
  ]
  const own = [...enter(init), 'sh', '-ec', lines.join('\n')]
  const laid = spawnSync('nsenter', own, { encoding: 'utf8' })
  assert.equal(laid.status, 0, laid.stderr)
}

async function end(shell: ChildProcess): Promise<void> {
  if (shell.exitCode !== null || shell.signalCode !== null) return
  const ended = new Promise((resolve) => shell.once('exit', resolve))
  // unshare takes its child, number 1 in there, along; and that takes everything.
  shell.kill('SIGKILL')
  await ended
}

/** The control groups it was in, the innermost first; the last processes may still be leaving them. */
async function removeGroups(folder: string): Promise<void> {
  const file = join(folder, 'groups')
  const listed = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
  for (const group of new Set(listed)) {
    const empty = [group, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';']
    for (let attempt = 0; attempt < 50 && existsSync(group); attempt++) {
      spawnSync('find', empty)
      await sleep(100)
    }
  }
}
