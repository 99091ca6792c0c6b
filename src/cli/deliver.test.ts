import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { runCommand } from '../../test/in-process.ts'
import { assertSameTree, firstEdition, page, writeEdition } from '../../test/mirrors.ts'
import { need } from '../../test/need.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { publishRehearsed } from '../edition/keys/rehearse.ts'
import { command as bundle } from './bundle.ts'
import { command as deliver } from './deliver.ts'

test('deliver carries to every place it can, and says which it could not', async (t) => {
  if (!need(t, 'rsync')) return
  const data = tempFolder(t)
  const args = ['--data', data]
  await assert.rejects(runCommand(deliver, args), /There is no ".*deliver\.json"/)
  writeEdition(join(data, 'site/live'), firstEdition())
  mkdirSync(join(data, 'taken'))
  writeFileSync(join(data, 'taken/thesis.odt'), 'years of work')
  const places = [
    { name: 'taken', to: join(data, 'taken') },
    { name: 'stick', to: join(data, 'stick/') },
  ]
  writeFileSync(join(data, 'deliver.json'), JSON.stringify(places))
  const first = await runCommand(deliver, args)
  assert.equal(first.code, 1)
  assert.match(first.out, /^stick: edition 1, \d+ files\.\n$/)
  assert.match(first.err, /"taken": something else is there .*\[DLV-02\]\nNothing was sent\./)
  assertSameTree(join(data, 'site/live'), join(data, 'stick'))
  const again = await runCommand(deliver, [...args, 'stick', '--json'])
  assert.equal(again.code, 0)
  assert.deepEqual(JSON.parse(again.out), {
    delivered: [{ name: 'stick', edition: 1, before: 1, sent: 0, removed: 0 }],
    failed: [],
  })
  await assert.rejects(runCommand(deliver, [...args, 'nowhere']), /names no "nowhere"/)
  writeFileSync(join(data, 'deliver.json'), '{}')
  await assert.rejects(runCommand(deliver, args), /deliver\.json: not a list/)
})

test('an edition that is made while another is carried goes along', async (t) => {
  if (!need(t, 'rsync')) return
  const data = tempFolder(t)
  const [site, next] = [join(data, 'site/live'), join(data, 'next')]
  const first = firstEdition()
  writeEdition(site, first)
  writeEdition(next, publishRehearsed(first, { put: [page('en/new.html', 'new')] }))
  // In place of ssh: goes to this machine, and lets the edition appear when the first is nearly done.
  const ssh = join(data, 'ssh')
  const appear = `case "$*" in *--delete*) [ ! -d ${next} ] || { cp -r ${next}/. ${site}/; rm -r ${next}; };; esac`
  writeFileSync(ssh, `#!/bin/sh\nshift 5\n${appear}\nexec "$@"\n`, { mode: 0o755 })
  const place = { name: 'far', to: `host:${join(data, 'far')}`, ssh }
  writeFileSync(join(data, 'deliver.json'), JSON.stringify([place]))
  const { code, out } = await runCommand(deliver, ['--data', data])
  assert.match(out, /^far: edition 1, \d+ files\.\nfar: edition 2 \(held 1\), \d+ files\.\n$/)
  assert.equal(code, 0)
  assertSameTree(site, join(data, 'far'))
})

test('bundle writes an archive, or says why not', async (t) => {
  const data = tempFolder(t)
  const zip = join(data, 'site.zip')
  await assert.rejects(runCommand(bundle, [zip, '--data', data]), /There is no site in/)
  writeEdition(join(data, 'site/live'), firstEdition())
  const done = await runCommand(bundle, [zip, '--data', data, '--json'])
  assert.equal(JSON.parse(done.out).edition, 1)
  const none = runCommand(bundle, [zip, '--data', data, '--language', 'tr'])
  await assert.rejects(none, /the site has nothing of it/)
  await assert.rejects(runCommand(bundle, ['x.tar', '--data', data]), /does not end in \.zip/)
})
