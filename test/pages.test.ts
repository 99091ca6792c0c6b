// Every kind of page in seven languages, on disk as an edition would leave it, before the checkers
// and programs that readers use: HTML, feeds, sitemaps, access, layout, links, size, text browsers.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { renderView } from '../src/render/render.ts'
import { type Lang, parseLang, scriptOf } from '../src/text/lang.ts'
import english from '../src/text/words/en.json' with { type: 'json' }
import { say, type WordKey } from '../src/text/words.ts'
import { need } from './need.ts'
import { prose } from './pages/bodies.ts'
import { checkAxe, checkLayout, checkQuiet, checkShaping } from './pages/browser.ts'
import {
  checkFeeds,
  checkHreflang,
  checkHtml,
  checkLinks,
  checkNoScript,
  checkSitemaps,
} from './pages/documents.ts'
import { articleView, fixtureSite, url } from './pages/fixture.ts'
import { stories } from './pages/stories.ts'
import { languages } from './pages/told.ts'
import { elementsOf, filesIn, outputOf } from './pages/tree.ts'
import { writeFixtureSite } from './pages/write.ts'
import { tempFolder } from './temp-folder.ts'

let site: Promise<string> | undefined

/** The fixture site on disk, written once; gone when the process ends. */
function siteFolder(): Promise<string> {
  site ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xewer-pages-'))
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
    await writeFixtureSite(folder)
    return folder
  })()
  return site
}

/** One page of each kind in `lang`. */
function sampleOf(lang: Lang): readonly string[] {
  const seen = new Set<string>()
  return fixtureSite()
    .filter(({ path }) => path.endsWith('.html'))
    .filter(({ view }) => {
      if (!('chrome' in view) || view.chrome.lang !== lang || view.kind === 'moved') return false
      const kind = view.kind === 'standing' ? view.page : view.kind
      return !seen.has(kind) && seen.add(kind)
    })
    .map(({ path }) => path)
}

test('the Nu HTML checker finds no error on any page', async (t) => {
  if (need(t, 'java')) await checkHtml(await siteFolder())
})

test('the Nu HTML checker would notice a page without its language', async (t) => {
  if (!need(t, 'java')) return
  const folder = tempFolder(t)
  const path = fixtureSite().find(({ path }) => path.startsWith('ug/2026/05/a-song'))?.path ?? ''
  const text = readFileSync(join(await siteFolder(), path), 'utf8')
  writeFileSync(join(folder, 'a.html'), text.replace('<html lang="ug" dir="rtl">', '<html>'))
  await assert.rejects(checkHtml(folder), /appears to be written in Uyghur/)
})

test('every feed is valid', async (t) => {
  if (need(t, 'jing') && need(t, 'xmllint')) await checkFeeds(await siteFolder())
})

test('sitemaps are valid and name pages that are there', async (t) => {
  if (need(t, 'xmllint')) await checkSitemaps(await siteFolder(), url)
})

test('every link leads to a file of the tree, from disk and below any path', async () => {
  // Of other rooms: the search door, the check page, keys and log.
  checkLinks(await siteFolder(), /^(?:ask\/search|verify\.html|trust\/1\.signers|log\/checkpoint)$/)
})

test('no page holds a script, a handler or anything from elsewhere', async () => {
  checkNoScript(await siteFolder())
})

test('versions of a page name one another', async () => {
  checkHreflang(await siteFolder(), url)
})

test('axe finds nothing on any kind of page, light and dark, at 320 px', async (t) => {
  if (!need(t, 'chromium')) return
  const all = ['en', 'ug', 'zh-Hans'].flatMap((lang) => sampleOf(parseLang(lang)))
  await checkAxe(await siteFolder(), [...all, 'index.html'])
})

test('no page scrolls sideways, with large text or wide spacing; headlines stand at their edge', async (t) => {
  if (!need(t, 'chromium')) return
  await checkLayout(await siteFolder(), [
    ...['en', 'ug', 'ug-Cyrl'].map(parseLang).flatMap(sampleOf),
    'index.html',
  ])
})

test('letters join and none is missing, in every script', async (t) => {
  if (!need(t, 'chromium')) return
  const article = languages.map((lang) => articleView(stories[0]!, lang).path)
  await checkShaping(await siteFolder(), article)
})

test('opening pages runs nothing and asks nobody', async (t) => {
  if (!need(t, 'chromium')) return
  await checkQuiet(await siteFolder(), [
    ...[parseLang('en'), parseLang('ug')].flatMap(sampleOf),
    'node/12/index.html',
  ])
})

test('a page of 700 words is at most 8 KB gzipped in every script, one of 3,000 in Uyghur 14,336 B', () => {
  const check = (tag: string, words: number, limit: number) => {
    const lang = parseLang(tag)
    const story =
      stories.find(({ telling, id }) => tag in telling && id !== '7k2m1xq8') ?? stories[0]!
    const page = renderView(articleView(story, lang, prose(lang, words)))
    const size = gzipSync(page, { level: 9 }).length
    assert.ok(size <= limit, `${words} words in ${tag}: ${size} B`)
  }
  for (const lang of languages) check(lang, lang === 'zh-Hans' ? 1100 : 700, 8 * 1024)
  check('ug', 3000, 14_336)
})

test('dates stand in the letters of their page', async () => {
  const folder = await siteFolder()
  for (const path of filesIn(folder, '.html')) {
    const elements = elementsOf(folder, path)
    const lang = parseLang(elements.find(({ name }) => name === 'html')?.attributes['lang'] ?? '')
    const arabic = scriptOf(lang) === 'Arab'
    for (const { name, text } of elements)
      if (name === 'time') assert.equal(/\p{Script=Arab}/u.test(text), arabic, `${path}: ${text}`)
  }
})

test('no page but an English one says anything of the interface in English', async () => {
  const folder = await siteFolder()
  const keys = Object.keys(english) as WordKey[]
  const plain = keys.filter((key) => !english[key].includes('{'))
  for (const path of filesIn(folder, '.html')) {
    const elements = elementsOf(folder, path)
    const lang = parseLang(elements.find(({ name }) => name === 'html')?.attributes['lang'] ?? '')
    if (lang === 'en') continue
    const wrong = new Set(
      plain.filter((key) => say(lang, key) !== english[key]).map((key) => english[key]),
    )
    for (const { text, attributes } of elements)
      for (const said of [text.trim(), attributes['aria-label'] ?? '', attributes['title'] ?? ''])
        assert.ok(!wrong.has(said), `${path}: ${said}`)
  }
})

test('w3m and lynx show headline, dateline and text in this order, and no noise before them', async (t) => {
  if (!need(t, 'w3m') || !need(t, 'lynx')) return
  const folder = await siteFolder()
  for (const tag of ['en', 'tr', 'ug']) {
    const lang = parseLang(tag)
    const view = articleView(stories[1]!, lang)
    const dumps = [
      ['w3m', '-dump', '-cols', '70', '-O', 'UTF-8', view.path],
      ['lynx', '-dump', '-nolist', '-width=70', '-display_charset=utf-8', view.path],
    ]
    for (const [program = '', ...args] of dumps) {
      const lines = (await outputOf(program, args, folder)).split('\n').map((line) => line.trim())
      const at = (text: string) => lines.findIndex((line) => line.includes(text.slice(0, 18)))
      const [h1, dateline, text] = [
        at(view.headline),
        lines.findIndex((line) => line.includes('09:05')),
        at(firstWords(view.body)),
      ]
      assert.ok(
        h1 >= 0 && h1 < 25,
        `${program} ${tag}: headline in line ${h1}\n${lines.join('\n')}`,
      )
      assert.ok(
        h1 < dateline && dateline < text,
        `${program} ${tag}: ${h1}, ${dateline}, ${text}\n${lines.join('\n')}`,
      )
      assert.doesNotMatch(lines.slice(0, h1).join('\n'), /alternate/i)
    }
  }
})

function firstWords(body: {
  readonly content?: readonly { readonly content?: readonly { readonly text?: string }[] }[]
}): string {
  return body.content?.[0]?.content?.[0]?.text ?? ''
}

test('newsboat and sfeed read every article of a feed, with its title, time and author', async (t) => {
  if (!need(t, 'newsboat') || !need(t, 'sfeed')) return
  const folder = await siteFolder()
  const expected = stories
    .filter(({ telling }) => 'ug' in telling)
    .map(({ telling, date }) => [telling['ug']![0], date])
  for (const file of ['feed.atom', 'feed.rss']) {
    const rows = (await outputOf('sh', ['-c', `sfeed < ug/${file}`], folder)).trim().split('\n')
    const read = rows.map((row) => row.split('\t'))
    assert.deepEqual(
      read.map(([time, title]) => [title, dayOf(Number(time))]),
      expected,
      file,
    )
    assert.equal(read[0]?.[6], 'Kanat')
    const cache = join(folder, '..', `xewer-newsboat-${process.pid}-${file}.db`)
    t.after(() => rmSync(cache, { force: true }))
    writeFileSync(`${cache}.urls`, `file://${join(folder, 'ug', file)}\n`)
    t.after(() => rmSync(`${cache}.urls`))
    await outputOf('newsboat', ['-u', `${cache}.urls`, '-c', cache, '-x', 'reload'], folder)
    const database = new DatabaseSync(cache, { readOnly: true })
    const items = database
      .prepare('SELECT title, pubDate, content FROM rss_item ORDER BY pubDate DESC')
      .all()
    database.close()
    assert.deepEqual(
      items.map(({ title, pubDate }) => [title, dayOf(Number(pubDate))]),
      expected,
      file,
    )
    for (const { content } of items) assert.match(String(content), /<div lang="ug" dir="rtl">/)
  }
})

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
