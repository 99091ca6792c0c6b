// A copy is whole wherever it lies: at the root of a server, below a path of somebody's, on a disk,
// unpacked. Each is walked as readers walk it: every link of every page, feed and list.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { command as bundle } from '../src/cli/bundle.ts'
import { command as importCommand } from '../src/cli/import/import.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as verify } from '../src/cli/verify/verify.ts'
import type { ArticleId } from '../src/model/id.ts'
import { startServe } from '../src/serve/start.ts'
import { readArticle, updateArticle } from '../src/store/articles.ts'
import { addAddress } from '../src/store/sources.ts'
import { withdraw } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { freePort } from './free-port.ts'
import { runCommand } from './in-process.ts'
import { openKeyed } from './keyed.ts'
import { need, programPath } from './need.ts'
import { start } from './operating.ts'
import { checkCopy, readTree } from './pages/copy.ts'
import { elementsOf, filesIn } from './pages/tree.ts'
import { writeTree } from './served.ts'
import { tempFolder } from './temp-folder.ts'

const subPath = 'mirror/of/news/'
const [en, ug] = [parseLang('en'), parseLang('ug')]

test('every link of every copy leads to the same bytes', async (t) => {
  const { site, url } = await sampleSite(t)
  const tree = readTree(site)
  await t.test('xewer serve, at the root', async (t) => {
    const serving = await startServe({ folder: site, port: 0 })
    t.after(() => serving.stop())
    await checkCopy(tree, serving.address, url)
  })
  await t.test('nginx, below a path', async (t) => {
    if (!need(t, 'nginx')) return
    await checkCopy(tree, await nginxBelow(t, `alias ${site}/; index index.html;`), url)
  })
  await t.test('xewer serve behind nginx, below a path', async (t) => {
    if (!need(t, 'nginx')) return
    const serving = await startServe({ folder: site, port: 0 })
    t.after(() => serving.stop())
    const base = await nginxBelow(t, `proxy_pass ${serving.address};`)
    await checkCopy(tree, base, url)
    for (const led of ['en', 'ug/2024', 'node/12', '?p=3', 'haber/%C3%B6zg%C3%BCr-bas%C4%B1n']) {
      const response = await fetch(base + led)
      assert.equal(response.status, 200, led)
      assert.ok(response.redirected && response.url.startsWith(base), response.url)
    }
  })
  await t.test('Caddy, below a path', async (t) => {
    if (need(t, 'caddy')) await checkCopy(tree, await caddyBelow(t, site), url)
  })
  await t.test('from disk', () => checkCopy(tree, `${pathToFileURL(site)}/`, url))
  await t.test('unpacked', async (t) => {
    if (!need(t, 'unzip')) return
    const copy = unpack(t, await bundled(t, site))
    await checkCopy(tree, `${pathToFileURL(copy)}/`, url)
  })
  const person = filesIn(site, 'feed.atom')
    .find((path) => /^en\/people\//.test(path))!
    .split('/')[2]!
  for (const part of [
    ['--language', 'ug-Latn'],
    ['--year', '2024', '--language', 'en'],
    ['--person', person],
  ]) {
    await t.test(`a part: ${part.join(' ')}`, async (t) => {
      if (!need(t, 'unzip')) return
      const archive = await bundled(t, site, part)
      const copy = unpack(t, archive)
      await checkCopy(readTree(copy), `${pathToFileURL(copy)}/`, null)
      checkStandIns(copy, site, url)
      const { code, out } = await runCommand(verify, ['--no-memory', '--part', archive])
      assert.equal(code, 0, out)
    })
  }
})

test('a walk would notice each kind of dead link, and a file that was changed', async (t) => {
  const page = (links: string): string =>
    `<!doctype html><title>x</title><style>p{background:url(gone.webp)}</style><p id=a>${links}`
  const site = writeTree(t, {
    'index.html': page(
      '<a href=en/index.html#a>good</a><a href=/en/index.html>out</a><a href=../x.html>out</a>',
    ),
    'en/index.html': page('<a href=none.html>none</a><a href=../index.html#b>no place</a>'),
    'en/moved.html': '<!doctype html><meta http-equiv=refresh content="0; url=none.html">',
    'feed.atom': '<feed><entry><link href="https://news.example/en/old.html"/></entry></feed>',
    'feed.json': '{"items":[{"url":"https://news.example/en/older.html"}]}',
    'sitemap.xml': '<urlset><url><loc>https://news.example/en/oldest.html</loc></url></urlset>',
  })
  const copy = writeTree(t, { 'index.html': 'injected' })
  const walk = checkCopy(readTree(site), `${pathToFileURL(copy)}/`, 'https://news.example/')
  const { actual } = await walk.then(
    () => assert.fail('nothing was noticed'),
    (error: assert.AssertionError) => error,
  )
  const found = (actual as string[]).map((fault) => fault.replace(/^.*"(.+)" /, '$1 '))
  assert.deepEqual(
    found.filter((fault) => !fault.endsWith('another')).sort(),
    [
      ...['../index.html#b has no such place', '../x.html leads out', '/en/index.html leads out'],
      ...['gone.webp leads to nothing', 'gone.webp leads to nothing'],
      ...['https://news.example/en/old.html leads to nothing', 'none.html leads to nothing'],
      ...['https://news.example/en/older.html leads to nothing', 'none.html leads to nothing'],
      'https://news.example/en/oldest.html leads to nothing',
    ].sort(),
  )
  assert.ok(found.includes('index.html is another') && found.includes('en/index.html is another'))
})

/** The sample newsroom in four languages and scripts, with what becomes of a site in time. */
async function sampleSite(t: TestContext): Promise<{ site: string; url: string }> {
  const derived = [{ from: ug, to: parseLang('ug-Latn') }]
  const languages = ['en', 'ug', 'ug-Latn', 'tr'].map(parseLang)
  const room = await openKeyed(t, {
    languages,
    derived,
    mirrors: [{ url: 'https://mirror.example/x/', kind: 'web' }],
  })
  const site = join(room.folder, 'site/live')
  const sample = fileURLToPath(new URL('../sample', import.meta.url))
  await runCommand(importCommand, ['--data', room.folder, sample])
  const { db } = room.desk
  const ids = (await db.selectFrom('article').select('id').orderBy('date').execute()).map(
    ({ id }) => id as ArticleId,
  )
  for (const [at, path] of ['/node/12', '/haber/özgür-basın', '/old/page.html', '/?p=3'].entries())
    await addAddress(db, { path, article: ids[at]!, lang: null })
  await room.run(publish)
  const moved = await readArticle(db, ids[4]!)
  await updateArticle(db, ids[4]!, { when: { ...moved!.when!, date: '2023-12-31' } })
  await withdraw(db, { article: ids[5]!, lang: en }, { date: '2026-11-20', note: 'It was wrong.' })
  await room.run(publish)
  for (const [suffix, least] of [
    ['.proof.html', 12],
    ['.webp', 4],
    ['feed.json', 4],
    ['feed.atom', 15],
    ['node/12/index.html', 1],
  ] as const)
    assert.ok(filesIn(site, suffix).length >= least, `${suffix}: ${filesIn(site, suffix).length}`)
  return { site, url: room.desk.newsroom().url }
}

/** `how` nginx answers below the path. */
async function nginxBelow(t: TestContext, how: string): Promise<string> {
  const [home, port] = [tempFolder(t), await freePort()]
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${home}/${name};`)
    .join(' ')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  const conf = join(home, 'nginx.conf')
  writeFileSync(
    conf,
    `${user} daemon off; pid ${home}/pid; events {} http { ${temps} access_log off;
include /etc/nginx/mime.types; server { listen 127.0.0.1:${port}; root ${home};
location /${subPath} { ${how} } } }`,
  )
  const args = ['-c', conf, '-p', home, '-e', join(home, 'error.log')]
  await start(t, ['nginx', ...args], `http://127.0.0.1:${port}`)
  return `http://127.0.0.1:${port}/${subPath}`
}

async function caddyBelow(t: TestContext, site: string): Promise<string> {
  const [home, port] = [tempFolder(t), await freePort()]
  const conf = join(home, 'Caddyfile')
  writeFileSync(
    conf,
    `{\n\tadmin off\n\tauto_https off\n}
http://127.0.0.1:${port} {\n\thandle_path /${subPath}* {\n\t\troot * ${site}\n\t\tfile_server\n\t}\n}\n`,
  )
  const places = ['HOME', 'XDG_DATA_HOME', 'XDG_CONFIG_HOME'].map((name) => `${name}=${home}`)
  const run = [programPath('caddy')!, 'run', '--adapter', 'caddyfile', '--config', conf]
  await start(t, ['env', ...places, ...run], `http://127.0.0.1:${port}`)
  return `http://127.0.0.1:${port}/${subPath}`
}

/** What is not the site's says so, and leads to the page at the site, but carries nobody there. */
function checkStandIns(copy: string, site: string, url: string): void {
  const others = filesIn(copy, '.html').filter(
    (path) => !readFileSync(join(copy, path)).equals(readFileSync(join(site, path))),
  )
  assert.ok(others.length > 20, `${others.length} pages stand in`)
  for (const path of others) {
    const elements = elementsOf(copy, path)
    const links = elements.flatMap(({ attributes }) => attributes['href'] ?? [])
    assert.deepEqual(links, [url + path])
    assert.ok(!elements.some(({ attributes }) => attributes['http-equiv'] === 'refresh'), path)
  }
}

/** The archive of the site, or of a part of it. */
async function bundled(t: TestContext, site: string, part: readonly string[] = []) {
  const archive = join(tempFolder(t), 'copy.zip')
  await runCommand(bundle, [archive, '--site', site, ...part])
  return archive
}

function unpack(t: TestContext, archive: string): string {
  const folder = join(tempFolder(t), 'copy')
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  execFileSync('unzip', ['-q', archive, '-d', folder], { env })
  return folder
}
