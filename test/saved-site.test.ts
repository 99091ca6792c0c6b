// A folder of three hundred saved pages, lists, articles and feeds of four old sites, comes in by the
// command itself: nothing lost, nothing twice, and a second run changes nothing.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AccountItem, Fate } from '../src/cli/import/account.ts'
import { oldAddressForms } from '../src/model/old-address.ts'
import { readArticle } from '../src/store/articles.ts'
import { openStore } from '../src/store/open.ts'
import { readRevision } from '../src/store/revisions.ts'
import { findByAddress } from '../src/store/sources.ts'
import { readVersion } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { checkLinks, checkNoScript } from './pages/documents.ts'
import { type ExpectedArticle, savedSite, writeSite } from './sites/saved.ts'
import { tempFolder } from './temp-folder.ts'
import { xewer } from './xewer.ts'

const languages = 'en,tr,ug,ru,zh-Hans'
const site = savedSite(72)

test('a folder of 300 saved pages comes in whole, once, and stays as it is', async (t) => {
  const folder = tempFolder(t)
  const [saved, data] = [join(folder, 'saved'), join(folder, 'newsroom')]
  writeSite(saved, site.files)
  const pages = [...site.files.keys()].filter((path) => !path.endsWith('.png'))
  assert.ok(pages.length >= 300, `${pages.length} pages`)
  const settings = ['--zone', 'Europe/Istanbul', '--url', 'https://news.example/']
  xewer('init', '--data', data, '--name', 'Valley News', '--languages', languages, ...settings)
  const first = importFolder(saved, data)
  const items = site.sightings + site.others
  assert.deepEqual(countsOf(first), {
    imported: site.expected.length,
    updated: 0,
    unchanged: 0,
    merged: site.sightings - site.expected.length,
    refused: site.others,
  })
  assert.equal(first.items.length, items)
  for (const { where, fate, reason } of first.items)
    if (fate === 'merged' || fate === 'refused') assert.ok(reason, where)
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  try {
    for (const article of site.expected) await checkArticle(db, article)
    const all = await db.selectFrom('article').select('id').execute()
    assert.equal(all.length, site.expected.length)
  } finally {
    await close()
  }
  const second = importFolder(saved, data)
  assert.deepEqual(countsOf(second), {
    imported: 0,
    updated: 0,
    unchanged: site.sightings,
    merged: 0,
    refused: site.others,
  })
})

test('a site that is found piece by piece becomes the same articles', async (t) => {
  const folder = tempFolder(t)
  const data = join(folder, 'newsroom')
  const small = savedSite(6)
  const isList = (path: string): boolean =>
    /\/(?:index[^/]*|node@[^/]*|page\/\d+\/index)\.html/.test(path)
  const isBlogPage = (path: string): boolean => /\/statement-\d+\//.test(path)
  const parts = {
    lists: (path: string): boolean => isList(path) && !isBlogPage(path),
    feeds: (path: string): boolean => path.endsWith('.xml'),
    all: (): boolean => true,
  }
  const settings = ['--zone', 'Europe/Istanbul', '--url', 'https://news.example/']
  xewer('init', '--data', data, '--name', 'Valley News', '--languages', languages, ...settings)
  const fates: unknown[] = []
  for (const [name, isPart] of Object.entries(parts)) {
    const saved = join(folder, name)
    writeSite(saved, new Map([...small.files].filter(([path]) => isPart(path))))
    fates.push(countsOf(importFolder(saved, data)))
  }
  const none = { imported: 0, updated: 0, unchanged: 0, merged: 0, refused: 0 }
  const lines = small.expected.length
  assert.deepEqual(fates.slice(0, 2), [
    { ...none, imported: lines },
    { ...none, updated: lines },
  ])
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  try {
    const all = await db.selectFrom('article').select('id').execute()
    assert.equal(all.length, lines)
    for (const { path, lang, paragraphs, isWhole } of small.expected) {
      const article = await findByAddress(db, oldAddressForms(path)[0]!)
      const version = await readVersion(db, { article: article!, lang: parseLang(lang) })
      const text = await readRevision(db, {
        article: article!,
        lang: parseLang(lang),
        number: version!.newest,
      })
      assert.equal(text?.extent, isWhole ? 'whole' : 'beginning', path)
      assert.ok(
        JSON.stringify(text?.body).includes(JSON.stringify(paragraphs[0]).slice(1, -1)),
        path,
      )
    }
  } finally {
    await close()
  }
  xewer('publish', '--data', data)
  const site = join(data, 'site/live')
  checkLinks(site)
  checkNoScript(site)
  for (const { path } of small.expected) {
    const [kept = ''] = oldAddressForms(path)
    const page = readFileSync(join(site, kept, 'index.html'), 'utf8')
    const [, to = ''] = /http-equiv="refresh" content="0; url=([^"]+)"/.exec(page) ?? []
    assert.ok(existsSync(join(site, kept, to)), `${path} leads to ${to}`)
  }
  const again = countsOf(importFolder(join(folder, 'all'), data))
  assert.deepEqual(again, { ...none, unchanged: small.sightings, refused: small.others })
  // The lists alone say less: what they lead to stays as it is.
  const less = importFolder(join(folder, 'lists'), data)
  assert.deepEqual([less.imported, less.merged, less.refused], [0, 0, 0])
})

async function checkArticle(db: Parameters<typeof findByAddress>[0], old: ExpectedArticle) {
  const [kept] = oldAddressForms(old.path)
  const id = await findByAddress(db, kept!)
  assert.ok(id, `${old.host}${old.path} leads nowhere`)
  const article = await readArticle(db, id)
  assert.ok(article)
  const lang = parseLang(old.lang)
  const version = await readVersion(db, { article: id, lang })
  assert.equal(version?.approved, 1, `${old.path} in ${old.lang}`)
  const text = await readRevision(db, { article: id, lang, number: 1 })
  const body = JSON.stringify(text?.body)
  assert.equal(text?.headline, old.headline)
  assert.equal(text?.extent, old.isWhole ? 'whole' : 'beginning')
  const shown = old.isWhole ? old.paragraphs : old.paragraphs.slice(0, 1)
  for (const paragraph of shown)
    assert.ok(body.includes(JSON.stringify(paragraph).slice(1, -1)), old.path)
  assert.doesNotMatch(body, /no part of it|sidebar|Share this|Yazdır|Continue reading|toolbar/)
  const { when, poster } = article
  assert.deepEqual([when?.date, when?.time, poster], [old.date, old.time, old.poster])
  assert.equal(
    body.includes('"figure"'),
    old.hasPage && old.picture !== null,
    `picture of ${old.path}`,
  )
  if (old.hasPage) assert.deepEqual(article.tags, [old.tag])
}

type Told = Record<Fate, number> & { readonly items: readonly AccountItem[] }

function importFolder(saved: string, data: string): Told {
  return JSON.parse(xewer('import', saved, '--data', data, '--json')) as Told
}

function countsOf({ imported, updated, unchanged, merged, refused }: Told) {
  return { imported, updated, unchanged, merged, refused }
}
