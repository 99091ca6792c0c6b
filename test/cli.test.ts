// The command line as a contract: names, exit codes, what goes to which stream.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type TestContext, test } from 'node:test'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { parseArticleId } from '../src/model/id.ts'
import { createArticle } from '../src/store/articles.ts'
import { openStore } from '../src/store/open.ts'
import { pairOf, proposePair } from '../src/store/proposals.ts'
import { putRevision } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { wholeText } from './desk.ts'
import { tempFolder } from './temp-folder.ts'

test('help is on standard output, for all and for each command', async () => {
  const all = await xewer(['--help'])
  assert.deepEqual([all.code, all.err], [0, ''])
  const names = [...all.out.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]!)
  assert.ok(names.length >= 7)
  for (const name of names) {
    const one = await xewer([name, '--help'])
    assert.deepEqual([one.code, one.err], [0, ''], name)
    assert.match(one.out, new RegExp(`^xewer ${name} `))
  }
})

test('wrong use is exit code 2, with a code and a way on, on standard error', async () => {
  const wrong = [
    ['publissh'],
    ['constructor'],
    ['articles'],
    ['articles', 'toString'],
    ['articles', 'list', '--bogus'],
    ['articles', 'show', 'not-an-id'],
    ['articles', 'list', '--state', 'none'],
    ['init', '--name', 'News'],
    ['init', '--name', 'N', '--languages', 'e', '--zone', 'UTC', '--url', 'https://a.example'],
    ['init', '--name', 'N', '--languages', 'en,en', '--zone', 'UTC', '--url', 'https://a.example'],
    ['init', '--name', 'N', '--languages', 'en', '--zone', 'Mars', '--url', 'https://a.example'],
    ['init', '--name', 'N', '--languages', 'en', '--zone', 'UTC', '--url', 'ftp://a.example'],
    ['text', 'slug', '--language', '?'],
    ['text', 'slug', 'a-file'],
  ]
  for (const args of wrong) {
    const { code, out, err } = await xewer(args)
    assert.deepEqual([code, out], [2, ''], args.join(' '))
    assert.match(err, /^xewer: .+ \[USE-01\]\nSee "xewer .*--help"\.\n$/)
  }
  assert.match((await xewer(['publissh'])).err, /See "xewer --help"/)
  assert.match((await xewer(['--version'])).out, /^\d+\.\d+\.\d+\n$/)
  const { code, err } = await xewer(['doctor'], { environment: { XEWER_PORT: 'x' } })
  assert.equal(code, 2)
  assert.match(err, /port "x"/)
})

test('an error never shows the inside of the program, unless asked', async (t) => {
  const data = tempFolder(t)
  const quiet = await xewer(['doctor', '--data', data])
  assert.equal(quiet.code, 1)
  assert.match(quiet.err, /There is no newsroom in .* \[NEW-02\]\nName the newsroom's folder/)
  assert.doesNotMatch(quiet.err, /\.ts:\d/)
  const loud = await xewer(['articles', 'x'], { environment: { XEWER_DEBUG: '1' } })
  assert.match(loud.err, /command\.ts:\d/)
})

test('init makes a private folder, once', async (t) => {
  const data = join(tempFolder(t), 'a', 'newsroom')
  const made = await init(data)
  assert.deepEqual([made.code, made.err], [0, ''])
  for (const name of ['', 'media', 'keys', 'staging'])
    assert.equal(statSync(join(data, name)).mode & 0o777, 0o700, name)
  assert.equal(statSync(join(data, 'site')).mode & 0o777, 0o755, 'what is for everybody')
  assert.equal(statSync(join(data, 'newsroom.db')).mode & 0o777, 0o600)
  const before = readFileSync(join(data, 'newsroom.db'))
  const again = await init(data, ['--name', 'Other'])
  assert.equal(again.code, 1)
  assert.match(again.err, /\[INI-01\]\nNothing was changed/)
  assert.deepEqual(readFileSync(join(data, 'newsroom.db')), before)
})

test('init leaves a folder alone that holds something else, and takes up what it began', async (t) => {
  const data = tempFolder(t)
  writeFileSync(join(data, 'letters.txt'), 'mine')
  const refused = await init(data)
  assert.equal(refused.code, 1)
  assert.match(refused.err, /"letters\.txt" \[INI-02\]/)
  rmSync(join(data, 'letters.txt'))
  mkdirSync(join(data, 'media'))
  await (await openStore(join(data, 'newsroom.db'))).close()
  assert.match((await xewer(['doctor', '--data', data])).err, /\[NEW-03\]/)
  assert.equal((await init(data)).code, 0)
})

test('root leaves nothing in the newsroom of another user', {
  skip: process.getuid?.() !== 0 && 'not root',
}, async (t) => {
  const data = await newsroom(t)
  chownSync(data, 65_534, 65_534)
  const before = readdirSync(data, { recursive: true })
  const all = [['publish'], ['import', 'sample'], ['keys', 'sheet'], ['deliver']]
  for (const args of all)
    assert.match((await xewer([...args, '--data', data])).err, /number 65534\) \[NEW-09\]\n/)
  assert.match((await init(data)).err, /\[NEW-09\]/)
  assert.deepEqual(readdirSync(data, { recursive: true }), before)
  assert.equal((await xewer(['doctor', '--data', data])).code, 0, 'what leaves nothing may look')
})

test('doctor finds what is well and what is not', async (t) => {
  const data = await newsroom(t)
  const well = await xewer(['doctor', '--data', data, '--json'])
  assert.equal(well.code, 0, well.err)
  const findings = JSON.parse(well.out) as { what: string; verdict: string }[]
  assert.deepEqual(
    findings.map(({ what, verdict }) => `${what} ${verdict}`),
    'database good,folders good,privacy good,keys good,disk good,node good,publishing look'.split(
      ',',
    ),
  )
  rmSync(join(data, 'keys'), { recursive: true })
  const ill = await xewer(['doctor', '--data', data])
  assert.equal(ill.code, 1)
  assert.match(ill.out, /^wrong\tfolders\tmissing: .*keys$/m)
  writeFileSync(join(data, 'newsroom.db'), 'not a database at all'.repeat(100))
  const broken = await xewer(['doctor', '--data', data])
  assert.equal(broken.code, 1)
  assert.match(broken.err, /is damaged \[NEW-05\]/)
})

test('articles are listed, shown and settled', async (t) => {
  const data = await newsroom(t)
  await fill(data)
  const list = await xewer(['articles', 'list', '--data', data])
  assert.equal(
    list.out,
    '00000001\t? date is open\ten drafting\tA \ufffd[31mred\ufffd headline\t? speaker: Rabia Kadeer\n',
  )
  const unsettled = await xewer(['articles', 'list', '--data', data, '--unsettled', '--json'])
  assert.equal((JSON.parse(unsettled.out) as unknown[]).length, 1)

  const set = (...args: string[]) => xewer(['articles', 'set', '00000001', '--data', data, ...args])
  assert.equal((await set('--date', '2020-02-30')).code, 2)
  assert.equal((await set('--section', 'news')).code, 2)
  assert.equal((await set('--state', 'live')).code, 2)
  assert.equal((await set('--state', 'withdrawn')).code, 2)
  assert.match((await set('--state', 'approved', '--language', 'tr')).err, /\[ART-03\]/)
  await xewer(['sections', 'add', 'news', '--name', 'News', '--data', data])
  const settled = await set(
    ...['--date', '2020-05-28T13:21', '--confirm-speaker', '--section', 'news'],
    ...['--headline', 'Better', '--language', 'en', '--state', 'approved'],
  )
  assert.deepEqual([settled.code, settled.err], [0, ''])
  const shown = await xewer(['articles', 'show', '00000001', '--data', data, '--json'])
  const article = JSON.parse(shown.out)
  assert.deepEqual(article.when, {
    date: '2020-05-28',
    time: '13:21',
    zone: 'Europe/Berlin',
    precision: 'minute',
    raw: null,
  })
  assert.deepEqual(article.speakers, [{ name: 'Rabia Kadeer', person: null }])
  assert.equal(article.speakerProposed, null)
  assert.equal(article.section, 'news')
  assert.equal(article.versions[0].state, 'approved')
  assert.equal(article.versions[0].text.headline, 'Better')
  const none = await xewer(['articles', 'list', '--data', data, '--unsettled'])
  assert.deepEqual([none.code, none.out], [0, ''])
  const missing = await xewer(['articles', 'show', '00000009', '--data', data])
  assert.equal(missing.code, 1)
  assert.match(missing.err, /\[ART-01\]/)
})

test('proposals are listed, joined and rejected by their ids', async (t) => {
  const data = await newsroom(t)
  await fill(data)
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const ids = ['00000001', '00000002', '00000003'].map(parseArticleId)
  const made = { madeAt: 1, madeBy: null, madeFrom: null, origin: { kind: 'written' } as const }
  for (const [at, lang] of ['tr', 'ug'].entries()) {
    const article = ids[at + 1]!
    await createArticle(db, article, {})
    const text = wholeText({ headline: `Text in ${lang}` })
    await putRevision(db, { article, lang: parseLang(lang), ...made, text })
    await proposePair(db, { ...pairOf(ids[0]!, article), reasons: ['the same picture'] })
  }
  await close()
  const articles = (...args: string[]) => xewer(['articles', ...args, '--data', data])
  assert.match(
    (await articles('proposals')).out,
    /^00000001 “.+” \(en\) and 00000002 “Text in tr” \(tr\): the same picture\n00000001 .+\n$/,
  )
  assert.equal(JSON.parse((await articles('proposals', '--json')).out).length, 2)
  assert.equal((await articles('join', '00000001')).code, 2)
  assert.equal((await articles('join', '00000001', '00000001')).code, 2)
  assert.match((await articles('reject', '00000001', '00000009')).err, /\[ART-01\]/)
  assert.equal((await articles('reject', '00000003', '00000001')).code, 0)
  assert.equal(JSON.parse((await articles('proposals', '--json')).out).length, 1)
  const joined = await articles('join', '00000001', '00000002')
  assert.deepEqual([joined.code, joined.err], [0, ''])
  assert.equal((await articles('proposals')).out, '')
  const { versions } = JSON.parse((await articles('show', '00000001', '--json')).out)
  assert.deepEqual(
    versions.map(({ lang }: { lang: string }) => lang),
    ['en', 'tr'],
  )
  assert.match((await articles('show', '00000002')).err, /\[ART-01\]/)
})

test('a change that fails half way changes nothing', async (t) => {
  const data = await newsroom(t)
  await fill(data)
  const args = ['articles', 'set', '00000001', '00000009', '--place', 'Munich', '--data', data]
  assert.equal((await xewer(args)).code, 1)
  const { out } = await xewer(['articles', 'show', '00000001', '--data', data, '--json'])
  assert.equal(JSON.parse(out).place, null)
})

test('a poster gets a public name by the bylines command', async (t) => {
  const data = await newsroom(t)
  await fill(data)
  const list = () => xewer(['bylines', 'list', '--data', data])
  assert.equal((await list()).out, 'Kanat\t1\t(private, not decided)\n')
  const set = (...args: string[]) => xewer(['bylines', 'set', ...args, '--data', data])
  assert.equal((await set('Kanat', 'K. A.')).out, '1 article\n')
  assert.equal((await list()).out, 'Kanat\t1\tK. A.\n')
  assert.equal((await set('Kanat', '--private')).code, 0)
  assert.equal((await list()).out, 'Kanat\t1\t(private)\n')
  assert.match((await set('Nobody', 'N.')).err, /\[BYL-01\]/)
  assert.equal((await set('Kanat')).code, 2)
  assert.equal((await set('Kanat', 'K.', '--private')).code, 2)
})

test('sections have a key that stays and names that may change', async (t) => {
  const data = await newsroom(t)
  const sections = (...args: string[]) => xewer(['sections', ...args, '--data', data])
  assert.equal((await sections('add', 'news', '--name', 'News')).code, 0)
  assert.equal((await sections('rename', 'news', '--name', 'Haber', '--language', 'tr')).code, 0)
  assert.equal((await sections('list')).out, 'news\ten: News, tr: Haber\n')
  assert.match((await sections('add', 'news', '--name', 'N')).err, /\[SEC-01\]/)
  assert.match((await sections('rename', 'other', '--name', 'N')).err, /\[SEC-01\]/)
  assert.equal((await sections('add', 'people', '--name', 'N')).code, 2)
  assert.equal((await sections('add', 'A b', '--name', 'N')).code, 2)
  assert.equal((await sections('add', 'de', '--name', 'N', '--language', 'de')).code, 2)
})

test('filters answer each line as it comes, and end quietly when nobody reads', async () => {
  const { code, out } = await xewer(['text', 'slug', '--language', 'tr'], {
    input: 'Çağrı: Işık\n\nÜrümçi\r\nlast',
  })
  assert.deepEqual([code, out], [0, 'cagri-isik\n\nurumci\nlast\n'])
  const teaser = await xewer(['text', 'teaser', '--max', '20'], {
    input: 'One sentence. Another one that is long.\n',
  })
  assert.equal(teaser.out, 'One sentence.\n')

  const child = spawn(launcher, ['text', 'slug'], { stdio: 'pipe' })
  child.stdin.write('first\n')
  const first = await new Promise((resolve) => child.stdout.once('data', resolve))
  assert.equal(String(first), 'first\n')
  let err = ''
  child.stderr.on('data', (piece) => {
    err += piece
  })
  child.stdin.on('error', () => {})
  child.stdout.destroy()
  child.stdin.write('again\n'.repeat(10_000))
  const code2 = await new Promise((resolve) => child.once('exit', resolve))
  assert.deepEqual([code2, err], [0, ''])
})

const launcher = resolve('xewer')

interface Answer {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

async function xewer(
  args: readonly string[],
  { input = '', environment = {} }: { input?: string; environment?: Record<string, string> } = {},
): Promise<Answer> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(launcher, args, { env: { PATH, HOME, ...environment } })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    out += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece) => {
    err += piece
  })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, out, err }
}

function init(data: string, more: readonly string[] = []): Promise<Answer> {
  const place = ['--zone', 'Europe/Berlin', '--url', 'https://news.example']
  const what = ['--data', data, '--name', 'News', '--languages', 'en,tr,ug,ug-Latn']
  return xewer(['init', ...what, ...place, ...more])
}

async function newsroom(t: TestContext): Promise<string> {
  const data = tempFolder(t)
  assert.equal((await init(data)).code, 0)
  return data
}

/** One article as an import leaves it that could not settle everything. */
async function fill(data: string): Promise<void> {
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const article = parseArticleId('00000001')
  const open = { whenOpen: 'day or month?', speakerProposed: 'Rabia Kadeer' }
  await createArticle(db, article, { ...open, poster: 'Kanat' })
  await putRevision(db, {
    article,
    lang: parseLang('en'),
    origin: { kind: 'written' },
    text: {
      headline: 'A \u001b[31mred\u001b headline',
      teaser: 'Teaser.',
      teaserCut: false,
      body: bodyOfParagraphs(['Text.']),
      extent: 'whole',
      byline: null,
      translator: null,
      corrections: [],
      alt: {},
    },
    madeAt: 0,
    madeBy: null,
    madeFrom: null,
  })
  await close()
}

test('text dateline prints what was understood of each line, or why not', () => {
  const input =
    'Per, 05/28/2020 - 13:21 -- Poplar\n03/04/2020\nThu, 28 May 2020 13:21:00 +0300\n31/02/2020\n'
  const lines = execFileSync(resolve('xewer'), ['text', 'dateline'], {
    input,
    encoding: 'utf8',
  }).split('\n')
  assert.deepEqual(lines.slice(0, 3), [
    '2020-05-28T13:21',
    '? day or month first?',
    '2020-05-28T13:21+03:00',
  ])
  assert.match(lines[3] ?? '', /^\? /)
})

test('text convert and text names answer by the tables of import and press', () => {
  const convert = ['text', 'convert', '--from', 'ug', '--to', 'ug-Latn']
  assert.equal(
    execFileSync(resolve('xewer'), convert, { input: 'مەكتەپ BBC\n', encoding: 'utf8' }),
    'Mektep BBC\n',
  )
  const names = ['text', 'names', 'Rabia Kadeer', 'رابىيە قادىر']
  assert.match(execFileSync(resolve('xewer'), names, { encoding: 'utf8' }), /^0\.\d+ sure /)
})
