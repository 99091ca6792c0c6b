// Old addresses lead on in the servers people use: our own, nginx and Caddy with the rules that a
// publish leaves beside the tree, and any static host.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { placeSnippets } from '../src/edition/server-snippets.ts'
import type { ArticleId } from '../src/model/id.ts'
import { oldAddressForms } from '../src/model/old-address.ts'
import { startServe } from '../src/serve/start.ts'
import { readArticle, updateArticle } from '../src/store/articles.ts'
import { addAddress } from '../src/store/sources.ts'
import { parseLang } from '../src/text/lang.ts'
import { type Desk, openDesk } from './desk.ts'
import { freePort } from './free-port.ts'
import { need, programPath } from './need.ts'
import { tempFolder } from './temp-folder.ts'

const [en, tr] = [parseLang('en'), parseLang('tr')]

/** What an importer says of an article's old addresses. */
const said = [
  '/node/12',
  '/tr/node/12',
  '/haber/özgür-basın',
  '/خەۋەر/بايانات',
  '/haber.php?id=12&lang=tr',
  '/story.php',
  '/?p=12',
  '/2020/05/a-statement/',
  '/old/page.html',
  '/say%20it',
  '/Statement.php',
  '/STATEMENT.php',
  '/a"b\\c{d}$e',
]

/** What readers ask for -> the language they get. */
const asked: readonly (readonly [string, 'en' | 'tr'])[] = [
  ['/node/12', 'en'],
  ['/node/12/', 'en'],
  ['/tr/node/12', 'tr'],
  ['/?q=node/12', 'en'],
  ['/?q=node%2F12', 'en'],
  ['/index.php?q=node/12', 'en'],
  ['/?q=tr/node/12', 'tr'],
  ['/haber/%C3%B6zg%C3%BCr-bas%C4%B1n', 'en'],
  ['/%D8%AE%DB%95%DB%8B%DB%95%D8%B1/%D8%A8%D8%A7%D9%8A%D8%A7%D9%86%D8%A7%D8%AA', 'en'],
  ['/haber.php?id=12&lang=tr', 'en'],
  ['/story.php', 'en'],
  ['/?p=12', 'en'],
  ['/2020/05/a-statement/', 'en'],
  ['/2020/05/a-statement', 'en'],
  ['/old/page.html', 'en'],
  ['/say%20it', 'en'],
  ['/Statement.php', 'en'],
]
/** Without rules a static host answers these with a page that leads on. */
const onFiles = asked.filter(([path]) => !/[?]|\.php/.test(path))

test('every old address leads on, on each server', async (t) => {
  const desk = await openDesk(t)
  const id = await newsroom(desk)
  const { site } = desk.publisher
  const server = join(desk.folder, 'server')
  assert.equal(placeSnippets(site, server).length, 3)
  assert.deepEqual(placeSnippets(site, server), [], 'nothing to do the second time')
  const place = {
    en: `/en/2020/08/a-statement-${id}.html`,
    tr: `/tr/2020/08/bir-aciklama-${id}.html`,
  }
  const former = `/en/2020/05/a-statement-${id}.html`

  await t.test('xewer serve', async () => {
    const serving = await startServe({ folder: site, port: 0 })
    try {
      await checkAll(serving.address, [
        ...asked,
        [`/node/12?utm_source=x`, 'en'],
        ['/?utm_source=x&q=node/12', 'en'],
      ])
      assert.equal(await endOf(serving.address, former), place.en)
    } finally {
      await serving.stop()
    }
  })
  await t.test('nginx', async (t) => {
    if (!need(t, 'nginx')) return
    const { address, log } = await startNginx(t, { site, server })
    await checkAll(address, [...asked, ['/?utm_source=x&q=node/12', 'en']])
    assert.equal(await endOf(address, former), place.en)
    assert.equal((await fetch(new URL('/en/index.html', address))).status, 200)
    assert.equal((await fetch(new URL('/node/13', address))).status, 404)
    assert.doesNotMatch(
      readFileSync(log, 'utf8'),
      /\[(?:warn|error|emerg)\](?!.*(?:No such file|is not found))/,
    )
  })
  await t.test('Caddy', async (t) => {
    if (!need(t, 'caddy')) return
    const address = await startCaddy(t, { site, server })
    await checkAll(address, [...asked, ['/?utm_source=x&q=node/12', 'en']])
    assert.equal(await endOf(address, former), place.en)
    assert.equal((await fetch(new URL('/en/index.html', address))).status, 200)
    assert.equal((await fetch(new URL('/node/13', address))).status, 404)
  })
  await t.test('a static host without rules', async (t) => {
    if (!need(t, 'caddy')) return
    const address = await startCaddy(t, { site, server: null })
    await checkAll(address, onFiles)
  })

  async function checkAll(address: string, all: typeof asked): Promise<void> {
    for (const [path, lang] of all)
      assert.equal(await endOf(address, path), place[lang], `${address} ${path}`)
  }
})

/** Two versions, old addresses of every form, and a date put right after the first edition. */
async function newsroom(desk: Desk): Promise<ArticleId> {
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'A statement' })
  await desk.write(id, tr, { headline: 'Bir açıklama' })
  for (const written of said) {
    for (const path of oldAddressForms(written)) {
      const lang = /(?:\/|=)tr\/node/.test(path) ? tr : null
      assert.ok(await addAddress(desk.db, { path, article: id, lang }), path)
    }
  }
  await desk.publish()
  const article = await readArticle(desk.db, id)
  await updateArticle(desk.db, id, { when: { ...article!.when!, date: '2020-08-05' } })
  await desk.publish()
  assert.deepEqual(await desk.verify(), [])
  return id
}

/** Follows redirects and small pages, at most five times, to the path of an article. */
async function endOf(address: string, path: string): Promise<string> {
  let url = new URL(path, address)
  for (let step = 0; step < 5; step++) {
    const response = await fetch(url, { redirect: 'manual' })
    const location = response.headers.get('location')
    const text = await response.text()
    const [, refresh] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(text) ?? []
    if (location === null && refresh === undefined)
      return response.status === 200 ? url.pathname : `${response.status} at ${url}`
    url = new URL(location ?? refresh!, url)
  }
  return `no end at ${url}`
}

async function startNginx(
  t: TestContext,
  from: { site: string; server: string },
): Promise<{ address: string; log: string }> {
  const folder = tempFolder(t)
  const port = await freePort()
  const conf = join(folder, 'nginx.conf')
  const log = join(folder, 'error.log')
  writeFileSync(log, '')
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  writeFileSync(
    conf,
    `${process.getuid?.() === 0 ? 'user root;' : ''} daemon off; pid ${folder}/pid; error_log ${log} info; worker_processes 1;
events {} http { types { text/html html; } access_log off; ${temps.join(' ')}
include ${from.server}/nginx-http.conf;
server { listen 127.0.0.1:${port}; root ${from.site}; index index.html;
include ${from.server}/nginx-server.conf; } }`,
  )
  const nginx = programPath('nginx')!
  const tried = spawnSync(nginx, ['-t', '-c', conf, '-p', folder], { encoding: 'utf8' })
  assert.equal(tried.status, 0, tried.stderr)
  await running(t, spawn(nginx, ['-c', conf, '-p', folder], { stdio: 'ignore' }), port)
  return { address: `http://127.0.0.1:${port}`, log }
}

async function startCaddy(
  t: TestContext,
  from: { site: string; server: string | null },
): Promise<string> {
  const folder = tempFolder(t)
  const port = await freePort()
  const file = join(folder, 'Caddyfile')
  const rules = from.server === null ? '' : `import ${from.server}/Caddyfile`
  writeFileSync(
    file,
    `{\n\tadmin off\n\tauto_https off\n}\nhttp://127.0.0.1:${port} {\n\troot * ${from.site}\n\t${rules}\n\tfile_server\n}\n`,
  )
  mkdirSync(join(folder, 'home'))
  const env = {
    ...process.env,
    HOME: join(folder, 'home'),
    XDG_DATA_HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'home'),
  }
  const caddy = programPath('caddy')!
  const tried = spawnSync(caddy, ['validate', '--config', file, '--adapter', 'caddyfile'], {
    encoding: 'utf8',
    env,
  })
  assert.equal(tried.status, 0, tried.stderr)
  await running(
    t,
    spawn(caddy, ['run', '--config', file, '--adapter', 'caddyfile'], { stdio: 'ignore', env }),
    port,
  )
  return `http://127.0.0.1:${port}`
}

/** Waits until the server answers; it ends with the test. */
async function running(t: TestContext, child: ChildProcess, port: number): Promise<void> {
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  for (let attempt = 0; attempt < 200; attempt++) {
    const answered = await fetch(`http://127.0.0.1:${port}/robots.txt`).then(
      (response) => response.body?.cancel().then(() => true) ?? true,
      () => false,
    )
    if (answered) return
    assert.equal(child.exitCode, null, 'the server ended')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('the server does not answer')
}
