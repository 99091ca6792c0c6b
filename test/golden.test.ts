// Pages, feeds and sitemaps of the fixture site, as they were last read and found good. To accept a
// change: GOLDEN=write npm test, then read the difference like code.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { renderView } from '../src/render/render.ts'
import { editionMark } from '../src/render/views.ts'
import { fixtureSite } from './pages/fixture.ts'

const kept = [
  ...['index.html', '404.html', 'robots.txt', 'sitemap.xml', 'sitemap/ug-2026-05.xml'],
  ...['en/index.html', 'en/search.html', 'en/check.html', 'en/culture/2026/05/index.html'],
  ...['en/2026/05/mountain-school-opens-again-7k2m1xq8.html', 'node/12/index.html'],
  ...['ug/index.html', 'ug/2026/05/mountain-school-opens-again-7k2m1xq8.html'],
  ...['ug-latn/2026/05/a-song-is-also-an-archive-3c9d4e5f.html', 'tr/2025/11/w1thdr4w.html'],
  ...['ug-cyrl/people/aygul-tursun-p1q2r3s4/index.html', 'ar/subscribe.html'],
  ...['ug/culture/feed.atom', 'ug-latn/feed.rss', 'tr/culture/feed.json'],
]
const site = new Map(fixtureSite().map(({ path, view }) => [path, view]))

for (const path of kept) {
  test(`${path} is as it was`, () => {
    const view = site.get(path)
    assert.ok(view, `${path} is not in the fixture site`)
    const made = withoutSheet(renderView(view).replaceAll(editionMark, '17'))
    const file = new URL(`golden/${path}`, import.meta.url)
    if (process.env['GOLDEN'] === 'write') {
      mkdirSync(dirname(file.pathname), { recursive: true })
      writeFileSync(file, made)
    }
    assert.equal(made, readFileSync(file, 'utf8'))
  })
}

test('the same view gives the same bytes', () => {
  for (const [path, view] of site)
    assert.equal(renderView(view), renderView(structuredClone(view)), path)
})

/** The sheet has tests of its own, and would change every file here. */
function withoutSheet(page: string): string {
  return page
    .replace(/sha256-[\w+/=]+/, 'sha256-…')
    .replace(/<style>.*<\/style>/, '<style>…</style>')
}
