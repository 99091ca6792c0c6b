// Editions of a rehearsed newsroom as folders, and a real sshd to carry them through.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeKeys, signTrust } from '../src/edition/keys/keys.ts'
import {
  publishRehearsed,
  type Rehearsal,
  rehearsedTime,
  startRehearsal,
} from '../src/edition/keys/rehearse.ts'
import { encodeText } from '../src/edition/log/bytes.ts'
import { freePort } from './free-port.ts'
import { programPath } from './need.ts'
import { tempFolder } from './temp-folder.ts'

const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }

/** A file of the tree: any text, ending in LF. */
export function page(path: string, text: string) {
  return { path, bytes: encodeText(`${text}\n`) }
}

/** A newsroom's first edition: a front page that links to article a, and what proves it. */
export function firstEdition(origin = 'news.example/log'): Rehearsal {
  const { root, trust, online } = makeKeys(origin, window)
  return publishRehearsed(startRehearsal(trust.origin, online), {
    put: [
      page('index.html', '<a href="en/a.html">a</a>'),
      page('en/a.html', 'article a'),
      page('en/2020/b c.html', 'article b, in a folder of its own'),
      page('ug/خەۋەر.html', 'خەۋەر'),
      page('media/one.webp', 'a picture'),
      ...signTrust(trust, [root]),
    ],
  })
}

/** Makes `folder` hold exactly the files of an edition. */
export function writeEdition(folder: string, { files }: Rehearsal): void {
  rmSync(folder, { recursive: true, force: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

export function assertSameTree(a: string, b: string): void {
  const run = spawnSync('diff', ['-r', a, b], { encoding: 'utf8' })
  assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', ''])
}

/** An sshd on loopback that lets in one key; `command` is forced upon it. Returns how ssh gets there. */
export async function startSshd(
  t: TestContext,
  command?: string,
): Promise<{ readonly host: string; readonly ssh: string }> {
  const home = tempFolder(t)
  const make = (name: string): string => {
    const file = join(home, name)
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file])
    return file
  }
  const [host, key] = [make('host'), make('key')]
  const port = await freePort()
  const forced = command === undefined ? '' : `restrict,command="${command}" `
  writeFileSync(join(home, 'authorized'), forced + readFileSync(`${key}.pub`, 'utf8'))
  chmodSync(join(home, 'authorized'), 0o600)
  writeFileSync(join(home, 'known'), `[127.0.0.1]:${port} ${readFileSync(`${host}.pub`, 'utf8')}`)
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${host}`,
    `AuthorizedKeysFile ${join(home, 'authorized')}`,
    `PidFile ${join(home, 'pid')}`,
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'StrictModes no',
    'UsePAM no',
  ]
  writeFileSync(join(home, 'config'), `${config.join('\n')}\n`)
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true })
  const daemon = spawn(programPath('sshd') ?? 'sshd', ['-D', '-f', join(home, 'config')])
  t.after(() => daemon.kill())
  const own = ['-i', key, '-o', `UserKnownHostsFile=${join(home, 'known')}`, '-F', 'none']
  const ssh = ['ssh', '-p', String(port), ...own, '-o', 'IdentitiesOnly=yes'].join(' ')
  const name = `${userInfo().username}@127.0.0.1`
  for (let attempt = 0; attempt < 100; attempt++) {
    const scan = spawnSync('ssh-keyscan', ['-p', String(port), '-T', '1', '127.0.0.1'])
    if (scan.stdout.length > 0) return { host: name, ssh }
    await sleep(50)
  }
  throw new Error('Cannot start sshd: it does not answer')
}
