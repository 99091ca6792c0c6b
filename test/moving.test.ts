// Moving in from other systems, as a volunteer does it: the file goes in with the pictures copied from
// the old server, everything in it is accounted for, the published site is sound in every page.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { need } from './need.ts'
import { checkAxe, checkLayout } from './pages/browser.ts'
import {
  checkFeeds,
  checkHreflang,
  checkHtml,
  checkLinks,
  checkNoScript,
  checkSitemaps,
} from './pages/documents.ts'
import { filesIn } from './pages/tree.ts'
import { png } from './png.ts'
import { tempFolder } from './temp-folder.ts'
import { xewer } from './xewer.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const url = 'https://news.example/'

interface Account {
  readonly read: number
  readonly imported: number
  readonly unchanged: number
  readonly refused: number
  readonly kinds: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const sources = {
  'drupal6.sql': {
    pictures: ['hall.png', 'images/library.png'],
    moved: ['node/1', 'library-opens', 'node/2', 'haber/kütüphane', 'about-us', 'tr/node/2'],
    kinds: { story: 7, webform: 1, page: 1 },
  },
  'drupal7.sql': {
    pictures: ['bridge.png', 'drawings/plan.png'],
    moved: ['node/1', 'content/bridge-valley', 'icerik/vadi-koprusu', 'node/3'],
    kinds: { article: 3, page: 1 },
  },
  'drupal10.sql': {
    pictures: ['2023-11/square.png'],
    moved: ['node/1', 'spring-festival', 'bahar-bayrimi', 'yol-acildi'],
    kinds: { article: 2, page: 1 },
  },
  'wordpress.xml': {
    pictures: ['2021/03/spring.png', '2021/03/plan.png'],
    moved: [
      '2021/03/05/spring',
      '2021/03/05/spring-old',
      '2021/03/05/council',
      'about',
      'archives/12',
    ],
    kinds: { post: 5, page: 1, event: 1 },
  },
  'wordpress-wpml.xml': {
    pictures: [],
    moved: ['yazici', 'archives/2'],
    kinds: { post: 3 },
  },
} as const

type File = keyof typeof sources

/** Sites that had no address in common share a newsroom: two old sites may move into one. */
const newsrooms: readonly (readonly File[])[] = [
  ['drupal6.sql', 'wordpress.xml'],
  ['drupal7.sql', 'wordpress-wpml.xml'],
  ['drupal10.sql'],
]

for (const files of newsrooms) {
  test(`${files.join(' and ')} move in whole, and the site they become is sound`, async (t) => {
    const { data, media } = newsroom(
      t,
      files.flatMap((file) => sources[file].pictures),
    )
    const argsOf = (file: File): readonly string[] => {
      const source = join(root, 'src/import/fixtures', file)
      return ['--data', data, '--media', media, '--json', source]
    }
    const accounts = files.map((file) => {
      const report = join(data, `../report-${file}`)
      const account = accountOf(xewer('import', '--report', report, ...argsOf(file)))
      checkReport(report, account)
      checkBalance(account)
      for (const [kind, count] of Object.entries(sources[file].kinds))
        assert.equal(account.kinds[kind]?.['imported'], count, `${file}: ${kind}`)
      return account
    })
    xewer('publish', '--data', data)
    const site = join(data, 'site/live')
    checkNoScript(site)
    checkLinks(site)
    checkHreflang(site, url)
    const pages = filesIn(site, '.html')
    for (const path of files.flatMap((file) => sources[file].moved))
      assert.ok(pages.includes(`${path}/index.html`), path)
    checkPrivate(data)
    await checkSlowly(t, site, files)

    for (const [at, file] of files.entries()) {
      const [account, again] = [accounts[at]!, accountOf(xewer('import', ...argsOf(file)))]
      assert.deepEqual([again.imported, again.refused], [0, account.refused])
      assert.equal(again.unchanged, account.read - account.refused)
    }
    assert.equal(JSON.parse(xewer('publish', '--data', data, '--json')).edition, null)
  })
}

/** The slow checkers look at markup, and that is the same for all: one site, or by wish every page. */
async function checkSlowly(t: TestContext, site: string, files: readonly File[]): Promise<void> {
  const isEvery = process.env['MOVING_EVERY_PAGE'] !== undefined
  if ((isEvery || files.includes('drupal10.sql')) && need(t, 'java')) await checkHtml(site)
  if (isEvery || files.includes('drupal10.sql')) {
    if (need(t, 'jing') && need(t, 'xmllint')) {
      await checkFeeds(site)
      await checkSitemaps(site, url)
    }
  }
  if (files.includes('drupal7.sql') && need(t, 'chromium')) {
    const article = filesIn(site, '.html').find((path) => /^ug\/2014\/05\/.+-\w+\.html$/.test(path))
    await checkAxe(site, ['ug/index.html', article ?? ''])
    await checkLayout(site, ['ug/index.html', article ?? ''])
  }
}

/** The pages to look through hold every item, and nothing that could act. */
function checkReport(folder: string, account: Account): void {
  const pages = filesIn(folder, '.html').map((file) => readFileSync(join(folder, file), 'utf8'))
  assert.ok(
    pages.every(
      (page) =>
        page.includes("default-src 'none'") &&
        !/<(?:img|iframe|script|form|object)[\s>]/i.test(page),
    ),
  )
  assert.ok(pages.some((page) => page.includes('<div class="pair"><pre dir="auto">')))
  const kept = JSON.parse(readFileSync(join(folder, 'account.json'), 'utf8')) as Account
  assert.deepEqual(
    [kept.read, kept.imported, kept.refused],
    [account.read, account.imported, account.refused],
  )
}

/** What nobody may find in the newsroom or the site: it was in the source. */
function checkPrivate(data: string): void {
  const secrets = ['private.example', '5f4dcc3b', '10.1.2.3', '$S$hash', '$2y$hash', 'hush-hush-1']
  for (const file of [
    'newsroom.db',
    ...filesIn(join(data, 'site/live'), '.html').map((path) => `site/live/${path}`),
  ]) {
    const text = readFileSync(join(data, file), 'latin1')
    for (const secret of secrets) assert.ok(!text.includes(secret), `${file}: ${secret}`)
  }
}

function checkBalance(account: Account): void {
  const sum = (counts: Readonly<Record<string, number>>): number =>
    Object.values(counts).reduce((a, b) => a + b, 0)
  assert.equal(
    account.read,
    Object.values(account.kinds)
      .map(sum)
      .reduce((a, b) => a + b, 0),
  )
}

function newsroom(t: TestContext, pictures: readonly string[]): { data: string; media: string } {
  const folder = tempFolder(t)
  const [data, media] = [join(folder, 'newsroom'), join(folder, 'files')]
  mkdirSync(media)
  for (const [at, name] of pictures.entries()) {
    mkdirSync(dirname(join(media, name)), { recursive: true })
    writeFileSync(join(media, name), png(400 + at, 300))
  }
  const languages = 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans'
  xewer(
    'init',
    '--data',
    data,
    '--name',
    'The Valley',
    '--languages',
    languages,
    '--zone',
    'Europe/Berlin',
    '--url',
    url,
  )
  return { data, media }
}

function accountOf(json: string): Account {
  return JSON.parse(json) as Account
}
