// The main job from end to end, as a user does it: an old news page goes in, a multilingual site that
// readers' own programs understand comes out.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { startServe } from '../src/serve/start.ts'
import { need } from './need.ts'
import { checkAxe, checkLayout, checkQuiet, withBrowser } from './pages/browser.ts'
import {
  checkFeeds,
  checkHreflang,
  checkHtml,
  checkLinks,
  checkNoScript,
  checkSitemaps,
} from './pages/documents.ts'
import { tempFolder } from './temp-folder.ts'
import { xewer } from './xewer.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = join(root, 'src/import/fixtures/news-page.txt')
const url = 'https://news.example/'
const languages = 'en,ug,ug-Latn,ug-Cyrl,tr'

test('an old news page becomes a site in five languages and scripts', async (t) => {
  const data = newsroom(t)
  const site = join(data, 'site/live')
  const first = JSON.parse(
    xewer('import', '--data', data, '--bylines', 'keep', '--json', page),
  ) as Record<string, number>
  assert.deepEqual([first['read'], first['imported'], first['refused']], [7, 7, 0])
  xewer('publish', '--data', data)

  await t.test(
    'the front lists the statements newest first, with dateline, byline and the way to subscribe',
    () => {
      const front = readFileSync(join(site, 'en/index.html'), 'utf8')
      const headlines = [...front.matchAll(/<h[23][^>]*>\s*<a[^>]*>([^<]+)/g)].map(
        (match) => match[1],
      )
      assert.match(headlines[0] ?? '', /^The new library is of great importance/)
      assert.ok(front.includes('Thursday, 28 May 2020, 13:21') && front.includes('Poplar'))
      assert.ok(front.includes('Sunday, 8 March 2020, 17:49'))
      assert.match(front, /href="[^"]*subscribe\.html"/)
    },
  )

  await t.test('the Turkish front shows the English articles, labelled, with Turkish dates', () => {
    const front = readFileSync(join(site, 'tr/index.html'), 'utf8')
    assert.ok(front.includes('28 Mayıs 2020 Perşembe, 13:21'))
    assert.match(front, /lang="en"[^>]*>[^<]*The new library/)
    assert.ok(front.includes('Dil:'))
  })

  await t.test('dates of derived Uyghur scripts hold no Arabic letter', () => {
    for (const folder of ['ug-latn', 'ug-cyrl']) {
      const front = readFileSync(join(site, folder, 'index.html'), 'utf8')
      const times = [...front.matchAll(/<time[^>]*>(.*?)<\/time>/gs)].map((match) => match[1] ?? '')
      assert.equal(times.length, 7)
      assert.ok(!times.some((time) => /\p{Script=Arabic}/u.test(time)))
    }
  })

  await t.test('a second import changes nothing, and a second publish writes nothing', () => {
    const second = JSON.parse(
      xewer('import', '--data', data, '--bylines', 'keep', '--json', page),
    ) as Record<string, number>
    assert.deepEqual([second['imported'], second['updated'], second['unchanged']], [0, 0, 7])
    const published = JSON.parse(xewer('publish', '--data', data, '--json')) as {
      edition: number | null
    }
    assert.equal(published.edition, null)
  })

  await t.test(
    'no page holds a script, a foreign origin or a broken link; hreflang is mutual',
    () => {
      checkNoScript(site)
      checkLinks(site)
      checkHreflang(site, url)
    },
  )

  await t.test(
    'the Nu checker, jing, the schemas of JSON Feed and sitemaps accept all files',
    async (step) => {
      if (!need(step, 'java') || !need(step, 'jing') || !need(step, 'xmllint')) return
      await checkHtml(site)
      await checkFeeds(site)
      await checkSitemaps(site, url)
    },
  )

  await t.test('axe, 320 px, large text and RTL geometry are right in a browser', async (step) => {
    if (!need(step, 'chromium')) return
    const article = readdirSync(join(site, 'en/2020/05')).find((name) => name !== 'index.html')
    const files = [
      'en/index.html',
      'ug/index.html',
      'ug-latn/index.html',
      'tr/subscribe.html',
      'ug/search.html',
      `en/2020/05/${article}`,
    ]
    await checkAxe(site, files)
    await checkLayout(site, files)
    await checkQuiet(site, files)
  })

  await t.test(
    'Uyghur letters join, and the switcher leads to the page in each language',
    async (step) => {
      if (!need(step, 'chromium')) return
      await withBrowser(async (browser) => {
        const tab = await browser.newPage()
        await tab.goto(`file://${site}/ug/index.html`)
        // Letters that stand alone are wider than the same letters joined to their neighbours.
        const [joined, apart] = await tab.evaluate(() => {
          const width = (text: string): number => {
            const span = document.createElement('span')
            span.textContent = text
            document.querySelector('main')?.append(span)
            return span.getBoundingClientRect().width
          }
          const word = 'تەپسىلىي'
          return [width(word), width(word.split('').join('\u200c'))]
        })
        assert.ok((joined ?? 0) < (apart ?? 0) * 0.95, `${joined} ${apart}`)
        for (const [name, path] of [
          ['Uyghurche', 'ug-latn'],
          ['English', 'en'],
          ['Türkçe', 'tr'],
        ] as const) {
          await tab.goto(`file://${site}/ug/index.html`)
          await tab.getByRole('link', { name, exact: true }).first().click()
          assert.match(tab.url(), new RegExp(`/${path}/index\\.html$`))
        }
      })
    },
  )

  await t.test(
    'newsboat and sfeed read the feeds; w3m and lynx show headline, dateline, text in order',
    async (step) => {
      if (!['newsboat', 'sfeed', 'w3m', 'lynx'].every((program) => need(step, program))) return
      const feed = readFileSync(join(site, 'en/feed.atom'))
      const entries = execFileSync('sfeed', { input: feed, encoding: 'utf8' }).trim().split('\n')
      assert.equal(entries.length, 7)
      assert.equal(await newsboatCount(step, site), 7)
      const article = join(
        site,
        'en/2020/05',
        readdirSync(join(site, 'en/2020/05')).find((name) => name !== 'index.html') ?? '',
      )
      for (const [program, ...args] of [
        ['w3m', '-dump', '-cols', '70'],
        ['lynx', '-dump', '-nolist', '-width=70'],
      ] as const) {
        const shown = execFileSync(program, [...args, article], { encoding: 'utf8' })
        const at = (words: string): number => shown.indexOf(words)
        assert.ok(
          at('The new library is of great') < at('28 May 2020') &&
            at('28 May 2020') < at('Today, the council'),
          program,
        )
        assert.ok(at('The new library is of great') >= 0, program)
      }
    },
  )
})

test('the sample newsroom publishes without a fault in any language or script', async (t) => {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const all = 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans,kk'
  xewer(
    'init',
    '--data',
    data,
    '--name',
    'The Poplar',
    '--languages',
    all,
    '--zone',
    'Europe/Berlin',
    '--url',
    url,
  )
  const account = JSON.parse(
    xewer('import', '--data', data, '--json', join(root, 'sample')),
  ) as Record<string, number>
  assert.equal(account['refused'], 0)
  assert.equal(account['read'], Number(account['imported']) + Number(account['updated']))
  xewer('publish', '--data', data)
  const site = join(data, 'site/live')
  checkNoScript(site)
  checkLinks(site)
  checkHreflang(site, url)
  if (!need(t, 'java') || !need(t, 'jing') || !need(t, 'xmllint') || !need(t, 'chromium')) return
  await checkHtml(site)
  await checkFeeds(site)
  await checkSitemaps(site, url)
  const files = [
    'en/index.html',
    'ug/index.html',
    'ug-cyrl/index.html',
    'zh-hans/index.html',
    'kk/people/index.html',
    'tr/corrections.html',
  ]
  await checkAxe(site, files)
  await checkLayout(site, files)
})

test('a dry run writes nothing, and a source that cannot be read is refused with a sentence', (t) => {
  const data = newsroom(t)
  const trial = xewer('import', '--data', data, '--dry-run', page)
  assert.match(trial, /7 imported[\s\S]*nothing was changed/)
  assert.equal(xewer('articles', 'list', '--data', data).trim(), '')
  assert.match(
    xewer('import', '--data', data, page),
    /People named .*: \d+\. "xewer people suggest" shows them/i,
  )
  const missing = spawnSync(
    join(root, 'xewer'),
    ['import', '--data', data, '--strict', '/no/such/file'],
    { encoding: 'utf8' },
  )
  assert.equal(missing.status, 3)
  assert.match(missing.stdout, /no such file/)
  const quiet = spawnSync(join(root, 'xewer'), ['import', '--data', data, '/no/such/file'])
  assert.equal(quiet.status, 1)
})

function newsroom(t: TestContext): string {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  xewer(
    'init',
    '--data',
    data,
    '--name',
    'News of the Valley',
    '--languages',
    languages,
    '--zone',
    'Europe/Istanbul',
    '--url',
    url,
  )
  return data
}

/** How many entries newsboat holds after fetching the English Atom feed over HTTP. */
async function newsboatCount(t: TestContext, site: string): Promise<number> {
  const serving = await startServe({ folder: site, port: 0 })
  t.after(() => serving.stop())
  const home = tempFolder(t)
  writeFileSync(join(home, 'urls'), `${serving.address}en/feed.atom\n`)
  const args = ['-u', join(home, 'urls'), '-c', join(home, 'cache.db'), '-C', '/dev/null', '-x']
  execFileSync('newsboat', [...args, 'reload'], {
    env: { ...process.env, HOME: home },
    timeout: 60_000,
  })
  const unread = execFileSync('newsboat', [...args, 'print-unread'], {
    encoding: 'utf8',
    env: { ...process.env, HOME: home },
    timeout: 60_000,
  })
  return Number(/\d+/.exec(unread)?.[0])
}
