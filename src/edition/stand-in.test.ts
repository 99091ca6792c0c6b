import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeText, encodeText } from './log/bytes.ts'
import { renderStandIn, siteAddress, withoutStandIns } from './stand-in.ts'
import type { Source } from './verify/source.ts'

const url = 'https://news.example/'
const robots = encodeText(`User-agent: *\nDisallow: /ask/\nSitemap: ${url}sitemap.xml\n`)

/** A copy in memory; what is left of it. */
function left(files: Readonly<Record<string, Uint8Array>>): Promise<readonly string[] | null> {
  const source: Source = {
    paths: async () => Object.keys(files),
    read: async (path) => files[path] ?? null,
    digest: async () => null,
    atOnce: 1,
  }
  return withoutStandIns(source).paths()
}

test('renderStandIn() gives the bytes that copies hold for ever, in the words of its folder', () => {
  const check = (path: string, lang: string, dir: string, title: string): void =>
    assert.equal(
      decodeText(renderStandIn(url, path)),
      `<!doctype html>
<!-- Not in this copy -->
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>${title}</title>
<h1>${title}</h1>
<p dir="ltr"><a href="${url}${path}" rel="noreferrer noopener">${url}${path}</a></p>
</html>
`,
    )
  check('en/2020/05/a-k7.html', 'en', 'ltr', 'This page is not in this copy')
  check('ug/index.html', 'ug', 'rtl', 'بۇ بەت بۇ نۇسخىدا يوق')
  check('ug-latn/index.html', 'ug-Latn', 'ltr', 'Bu bet bu nusxida yoq')
  check('ug-cyrl/index.html', 'ug-Cyrl', 'ltr', 'Бу бәт бу нусхида йоқ')
  check('ar/index.html', 'ar', 'rtl', 'هذه الصفحة ليست في هذه النسخة')
  check('tr/index.html', 'tr', 'ltr', 'Bu sayfa bu kopyada yok')
  check('kk/index.html', 'kk', 'ltr', 'Бұл бет бұл көшірмеде жоқ')
  check('ru/index.html', 'ru', 'ltr', 'Этой страницы нет в этой копии')
  check('de/index.html', 'de', 'ltr', 'Diese Seite ist nicht in dieser Kopie')
  check('fr/index.html', 'fr', 'ltr', 'Cette page n’est pas dans cette copie')
  check('zh-hans/index.html', 'zh-Hans', 'ltr', '此副本中没有这个页面')
  check('ja/index.html', 'en', 'ltr', 'This page is not in this copy')
})

test('withoutStandIns() passes over a page that stands in, and over nothing else', async () => {
  const path = 'ug/2020/05/a-k7.html'
  const good = renderStandIn(url, path)
  const check = async (bytes: Uint8Array, isLeft: boolean, at = path): Promise<void> =>
    assert.equal((await left({ 'robots.txt': robots, [at]: bytes }))?.includes(at), isLeft)
  await check(good, false)
  await check(renderStandIn(url, 'en/x.html'), true)
  await check(good, true, 'ug/2020/05/b-k8.html')
  await check(renderStandIn('https://evil.example/', path), true)
  await check(encodeText('a page'), true)
  await check(new Uint8Array([0xff, 0xfe]), true)
  await check(encodeText(`${decodeText(good)}<p>Call this number</p>`), true)
  assert.deepEqual(await left({ [path]: good }), [path], 'no address, no page stands in')
  const places = fc.nat(good.length - 1)
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async (at, change) => {
      await check(
        good.map((byte, place) => (place === at ? byte ^ change : byte)),
        true,
      )
    }),
  )
})

test('siteAddress() reads the line that our robots.txt has, and no other', () => {
  const check = (text: string, expected: string | null): void =>
    assert.equal(siteAddress(text), expected)
  check(decodeText(robots), url)
  check('Sitemap: http://x.example/news/sitemap.xml\n', 'http://x.example/news/')
  check('all\n', null)
  check('Sitemap: javascript:alert(1)/sitemap.xml\n', null)
})
