import assert from 'node:assert/strict'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { assertSameTree, firstEdition, page, startSshd, writeEdition } from '../../test/mirrors.ts'
import { need, programPath } from '../../test/need.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { publishRehearsed, type Rehearsal } from '../edition/keys/rehearse.ts'
import { folderCopy } from '../edition/verify/copies.ts'
import { verifyTree } from '../edition/verify/verify.ts'
import { type Delivery, deliver } from './deliver.ts'
import type { Destination } from './destination.ts'
import { CarrierError } from './rsync.ts'

const one = firstEdition()
const two = publishRehearsed(one, {
  put: [page('index.html', '<a href="en/d.html">d</a>'), page('en/d.html', 'article d')],
  gone: ['en/2020/b c.html'],
})
const many = Array.from({ length: 120 }, (_, at) => page(`tr/2021/${at}.html`, `haber ${at}`))
const three = publishRehearsed(two, { put: [...many, page('en/a.html', 'article a, corrected')] })
const unsaid = { trusted: null, remembered: null, now: null }

function desk(t: TestContext, destination: Partial<Destination> = {}) {
  const home = tempFolder(t)
  const [site, mirror] = [join(home, 'site'), join(home, 'mirror')]
  const to = { name: 'mirror', to: mirror, ssh: null, ...destination }
  const way = { site, memory: join(home, 'delivered/mirror.json'), full: false, plan: false }
  return {
    ...{ home, site, mirror },
    carry: (edition: Rehearsal, how: Partial<typeof way> = {}): Promise<Delivery> => {
      writeEdition(site, edition)
      return deliver(to, { ...way, ...how })
    },
  }
}

async function assertGood(mirror: string): Promise<void> {
  assert.deepEqual((await verifyTree(folderCopy(mirror), unsaid)).problems, [])
}

test('each edition arrives whole, and only what it touched is sent', async (t) => {
  if (!need(t, 'rsync')) return
  const { carry, site, mirror } = desk(t)
  const first = await carry(one)
  assert.deepEqual([first.before, first.edition, first.sent], [0, 1, one.files.size])
  assertSameTree(site, mirror)
  await assertGood(mirror)
  const planned = await carry(two, { plan: true })
  assert.equal(readFileSync(join(mirror, 'en/a.html'), 'utf8'), 'article a\n')
  const second = await carry(two)
  assert.deepEqual(second, planned)
  // Two pages, the record with its list, three signatures and proof, tile, bundle and checkpoint.
  assert.ok(second.sent <= 11 && second.sent >= 8, String(second.sent))
  assert.equal(second.removed, 1)
  assert.equal(existsSync(join(mirror, 'en/2020')), false)
  assertSameTree(site, mirror)
  assert.deepEqual([(await carry(two)).sent, (await carry(three)).removed], [0, 0])
  assertSameTree(site, mirror)
  await assertGood(mirror)
})

test('a damaged copy is made whole by --full, which keeps dot files and nothing else', async (t) => {
  if (!need(t, 'rsync')) return
  const { carry, site, mirror } = desk(t)
  await carry(two)
  writeFileSync(join(mirror, 'en/a.html'), 'articlE a\n')
  writeFileSync(join(mirror, 'en/planted.html'), 'not ours')
  mkdirSync(join(mirror, '.well-known'))
  symlinkSync('/etc/hostname', join(site, 'link'))
  assert.equal((await carry(two)).sent, 0)
  const whole = await carry(two, { full: true })
  assert.deepEqual([whole.sent, whole.removed], [two.files.size, 1])
  assert.ok(existsSync(join(mirror, '.well-known')))
  rmSync(join(mirror, '.well-known'), { recursive: true })
  assertSameTree(site, mirror)
})

test('a copy that went back in time, or that was lost, gets everything it lacks', async (t) => {
  if (!need(t, 'rsync')) return
  const { carry, site, mirror } = desk(t)
  await carry(three)
  writeEdition(mirror, one)
  await carry(three)
  assertSameTree(site, mirror)
  rmSync(mirror, { recursive: true })
  await carry(three)
  assertSameTree(site, mirror)
})

test('nothing is sent where another site, a newer edition or something else lies', async (t) => {
  if (!need(t, 'rsync')) return
  const { carry, mirror } = desk(t)
  const refused = (edition: Rehearsal, why: RegExp): Promise<void> =>
    assert.rejects(carry(edition, { full: true }), (error) => {
      assert.ok(error instanceof CarrierError)
      assert.match(error.message, why)
      return true
    })
  mkdirSync(mirror)
  writeFileSync(join(mirror, 'thesis.odt'), 'years of work')
  await refused(one, /something else is there \("thesis\.odt"\)/)
  assert.equal(readFileSync(join(mirror, 'thesis.odt'), 'utf8'), 'years of work')
  writeEdition(mirror, firstEdition('other.example/log'))
  await refused(one, /a copy of other\.example\/log is there/)
  writeEdition(mirror, three)
  await refused(two, /holds edition 3, which is newer than 2 here/)
  const nobody = desk(t, { to: 'nobody@127.0.0.1:x/y', ssh: 'ssh -p 1 -F none' })
  await assert.rejects(nobody.carry(one), /SSH cannot connect|connection broke/)
})

/** An rsync that is cut off at its `turn`-th call, after `files` files. */
function cutOff(t: TestContext, { turn, halfway }: { turn: number; halfway: boolean }): void {
  const folder = tempFolder(t)
  const real = programPath('rsync')
  const cut = halfway ? `head -zn 40 | ${real} "$@"` : 'true'
  writeFileSync(
    join(folder, 'rsync'),
    `#!/bin/sh\necho x >> ${folder}/calls\n[ "$(wc -l < ${folder}/calls)" -eq ${turn} ] || exec ${real} "$@"\n${cut}\nexit 20\n`,
  )
  chmodSync(join(folder, 'rsync'), 0o755)
  const path = process.env['PATH']
  process.env['PATH'] = `${folder}:${path}`
  t.after(() => {
    process.env['PATH'] = path
  })
}

const cuts = [
  { turn: 2, halfway: true },
  { turn: 3, halfway: true },
  { turn: 4, halfway: false },
  { turn: 5, halfway: false },
]
for (const { turn, halfway } of cuts) {
  test(`cut off at step ${turn}, a copy is old or new, and the next run ends it`, async (t) => {
    if (!need(t, 'rsync')) return
    const { carry, site, mirror } = desk(t)
    await carry(one)
    await t.test('the cut', async (cut) => {
      cutOff(cut, { turn, halfway })
      const next = publishRehearsed(two, { put: many })
      await assert.rejects(carry(next), /interrupted/)
      for (const [path, bytes] of one.files) {
        if (!path.endsWith('.html') || path === 'en/2020/b c.html') continue
        const now = readFileSync(join(mirror, path))
        const fits = [bytes, next.files.get(path)].some((wanted) => wanted && now.equals(wanted))
        assert.ok(fits, `${path} is neither old nor new`)
      }
      const links = [...readFileSync(join(mirror, 'index.html'), 'utf8').matchAll(/href="(.*?)"/g)]
      for (const [, href = ''] of links) assert.ok(existsSync(join(mirror, href)), href)
    })
    // Another edition was made meanwhile, in which one of the new pages is gone again.
    const later = publishRehearsed(publishRehearsed(two, { put: many }), {
      put: [page('ug/خەۋەر.html', 'يېڭى')],
      gone: ['tr/2021/7.html'],
    })
    await carry(later)
    assertSameTree(site, mirror)
    await assertGood(mirror)
  })
}

test('over SSH, also with a key that may do nothing else, the same arrives', async (t) => {
  if (!need(t, 'rsync') || !need(t, 'sshd')) return
  const home = tempFolder(t)
  const open = await startSshd(t)
  const free = desk(t, { to: `${open.host}:${home}/free`, ssh: open.ssh })
  mkdirSync(join(home, 'shut'))
  const bound = await startSshd(t, `rrsync ${home}`)
  const shut = desk(t, { to: `${bound.host}:shut`, ssh: bound.ssh })
  for (const edition of [one, two]) {
    await free.carry(edition)
    assertSameTree(free.site, join(home, 'free'))
    await shut.carry(edition)
    assertSameTree(shut.site, join(home, 'shut'))
  }
  await assertGood(join(home, 'shut'))
})
