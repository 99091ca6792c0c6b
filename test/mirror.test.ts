// Other addresses of the site and old backups: what the newsroom itself finds out by comparing logs.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { Failure } from '../src/cli/command.ts'
import { command as mirror } from '../src/cli/mirror.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { parseLang } from '../src/text/lang.ts'
import { copyFolder } from './copy-folder.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'
import { serveTree } from './served.ts'
import { filesOf } from './tree-files.ts'

const en = parseLang('en')

test('mirror check says fresh, stale since, altered, fork and unreachable', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  const site = join(folder, 'site/live')
  const id = await desk.create({})
  await desk.write(id, en, { headline: 'One' })
  await room.run(publish)
  const old = await serveTree(t, filesOf(site))
  const oldUrl = `http://127.0.0.1:${old.port}/`
  const onion = 'http://expyuzz4wqqyqhjn.onion/'
  const ours = (...args: string[]) =>
    runCommand(mirror, [args[0]!, '--data', folder, ...args.slice(1)])
  assert.match((await ours('add', oldUrl, onion)).out, /^2 other addresses/)
  assert.match(
    (await ours('check')).out,
    new RegExp(`^fresh\t${oldUrl}\tedition 1\nnot asked\t${onion}\t\n$`),
  )
  assert.match((await room.run(publish)).out, /^Edition 2: 6 pages, 0 feeds, 1 other file/)
  assert.match(
    readFileSync(join(site, 'mirrors.txt'), 'utf8'),
    new RegExp(`^${oldUrl}\n${onion}\n$`),
  )
  const page = readFileSync(join(site, 'en/mirrors.html'), 'utf8')
  assert.ok(page.indexOf(onion) < page.indexOf(oldUrl) && page.includes(onion), 'onion first')
  const stale = await ours('check')
  assert.match(stale.out, /^stale since \d{4}-\d\d-\d\dT\d\d:00:00Z\thttp[^\t]*\tedition 1\n/)
  assert.equal(stale.code, 0)

  const files = filesOf(site)
  const altered = await serveTree(t, { ...files, 'en/index.html': 'injected' })
  const found = await ours('check', `http://127.0.0.1:${altered.port}/`)
  assert.equal(found.code, 1)
  assert.match(found.out, /^altered\thttp[^\n]*\n\taltered\ten\/index\.html\t/)
  const quick = await ours('check', '--quick', `http://127.0.0.1:${altered.port}/`)
  assert.match(quick.out, /^fresh\t/)
  const strange = await serveTree(t, { ...files, 'log/checkpoint': 'x' })
  assert.match((await ours('check', `http://127.0.0.1:${strange.port}/`)).out, /^altered\t/)
  assert.match((await ours('check', 'http://127.0.0.1:9/')).out, /^unreachable\t/)

  const { fork } = await branch(t, folder)
  assert.match((await ours('check', fork)).out, /^fork\t/)
  await ours('remove', onion)
  assert.equal((await ours('list')).out, `web\t${oldUrl}\n`)
  await assert.rejects(ours('remove', onion), /is not among the other addresses/)
})

test('an old backup refuses to publish until it is compared, and never signs a number twice', async (t) => {
  const room = await openKeyed(t)
  const { desk, folder } = room
  const write = async (headline: string) => desk.write(await desk.create({}), en, { headline })
  await write('One')
  await room.run(publish)
  const backup = `${folder}-backup`
  copyFolder(folder, backup)
  t.after(() => rmSync(backup, { recursive: true, force: true }))
  await write('Two')
  await room.run(publish)
  const refused = (code: string) => (error: unknown) =>
    error instanceof Failure && error.code === code
  const fromBackup = (...args: string[]) => runCommand(publish, ['--data', backup, ...args])
  await assert.rejects(fromBackup(), refused('PUB-05'))
  const { port } = await serveTree(t, filesOf(join(folder, 'site/live')))
  await assert.rejects(fromBackup('--compare', `http://127.0.0.1:${port}/`), refused('PUB-06'))
  await assert.rejects(fromBackup('--compare', join(folder, 'site/live')), refused('PUB-06'))
  await assert.rejects(fromBackup(), refused('PUB-05'), 'and it stays so')
  // The database alone was brought back: the tree beside it knows better.
  copyFolder(join(folder, 'site/live'), join(backup, 'site/live'))
  await assert.rejects(fromBackup('--compare', join(backup, 'site/live')), refused('PUB-06'))
  // A newsroom that has only moved goes on after one look.
  const moved = `${folder}-moved`
  copyFolder(folder, moved)
  t.after(() => rmSync(moved, { recursive: true, force: true }))
  await assert.rejects(runCommand(publish, ['--data', moved]), refused('PUB-05'))
  const { out } = await runCommand(publish, [
    '--data',
    moved,
    '--compare',
    join(folder, 'site/live'),
  ])
  assert.match(out, /^Nothing to publish/)
  assert.match((await runCommand(publish, ['--data', moved])).out, /^Nothing to publish/)
  assert.ok(existsSync(join(moved, 'site/live/editions/2.txt')))
})

/** The same newsroom published twice from one state: what must never happen, made by hand. */
async function branch(t: TestContext, folder: string): Promise<{ readonly fork: string }> {
  const { openStore } = await import('../src/store/open.ts')
  const { putMeta, readNewsroom, putNewsroom } = await import('../src/store/newsroom.ts')
  const twin = `${folder}-twin`
  copyFolder(folder, twin)
  t.after(() => rmSync(twin, { recursive: true, force: true }))
  for (const [data, name] of [
    [twin, 'Twin'],
    [folder, 'Own'],
  ] as const) {
    const store = await openStore(join(data, 'newsroom.db'))
    const settings = await readNewsroom(store.db)
    await putNewsroom(store.db, { ...settings!, name: { [en]: name } })
    if (data === twin) await putMeta(store.db, 'home', '')
    await store.close()
    await runCommand(publish, ['--data', data, '--compare', join(data, 'site/live')])
  }
  const { port } = await serveTree(t, filesOf(join(twin, 'site/live')))
  return { fork: `http://127.0.0.1:${port}/` }
}
