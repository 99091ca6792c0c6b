import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { cpuMs } from '../../test/cpu.ts'
import { type Desk, openDesk, testNow } from '../../test/desk.ts'
import { bodyOfParagraphs } from '../model/body.ts'
import type { ArticleId, PersonId } from '../model/id.ts'
import type { Found, Question } from '../search/find.ts'
import { openSearcher } from '../search/read.ts'
import { readNewestEdition } from '../store/editions.ts'
import { putMeta, readMeta } from '../store/newsroom.ts'
import { putLink } from '../store/people/links.ts'
import { createPerson, putSpelling, updatePerson } from '../store/people/people.ts'
import { withdraw } from '../store/versions.ts'
import { type Lang, parseLang } from '../text/lang.ts'

const [en, ug, ugLatn, ugCyrl, tr, zh] = ['en', 'ug', 'ug-Latn', 'ug-Cyrl', 'tr', 'zh-Hans'].map(
  parseLang,
) as [Lang, Lang, Lang, Lang, Lang, Lang]
const languages = [en, ug, ugLatn, ugCyrl, tr, zh]
const derived = [ugLatn, ugCyrl].map((to) => ({ from: ug, to }))

interface Asking extends Partial<Question> {
  readonly resultsMax?: number
}

function ask(desk: Desk, text: string, asking: Asking = {}): Found {
  const searcher = openSearcher(join(desk.folder, 'search.db'))
  try {
    const { resultsMax = 50, ...more } = asking
    const question: Question = {
      ...{ text, lang: en, exact: false, only: null, person: null, year: null, before: null },
      ...more,
    }
    const found = searcher.ask((index) => index.find(question, { resultsMax, msMax: 2000 }))
    assert.ok(found, 'there is an index')
    return found
  } finally {
    searcher.close()
  }
}

function headlines(found: Found): readonly string[] {
  return found.results.map(({ shown }) => shown.headline)
}

async function newDesk(t: TestContext): Promise<Desk> {
  return openDesk(t, { languages, derived })
}

async function write(
  desk: Desk,
  texts: Partial<Record<Lang, readonly [string, string]>>,
  date = '2020-05-28',
): Promise<ArticleId> {
  const id = await desk.create({ date })
  for (const [lang, [headline, body]] of Object.entries(texts) as [Lang, [string, string]][])
    await desk.write(id, lang, { headline, body: bodyOfParagraphs([body]) })
  return id
}

async function writePerson(desk: Desk, preferred: string, spellings: readonly string[]) {
  const id = desk.newPersonId()
  await createPerson(desk.db, {
    id,
    preferred: { [en]: preferred },
    spellings: spellings.map((text) => confirmed(text)),
    unlisted: false,
    slug: null,
  })
  return id
}

function confirmed(text: string, searchOnly = false) {
  return { text, source: 'editor', status: 'confirmed', searchOnly } as const
}

function link(desk: Desk, article: ArticleId, person: PersonId, spelling: string): Promise<void> {
  return putLink(desk.db, { article, person, spelling, place: 'headline', status: 'confirmed' })
}

test('a publish lets readers find what is published, and nothing else', async (t) => {
  const desk = await newDesk(t)
  await write(desk, { [en]: ['School opens', 'Forty children came to the first lesson.'] })
  await desk.publish()
  const id = await write(desk, { [en]: ['A draft', 'Unpublished plankton.'] })
  assert.deepEqual(headlines(ask(desk, 'children')), ['School opens'])
  assert.deepEqual(headlines(ask(desk, 'plankton')), [])
  assert.equal(readFileSync(join(desk.folder, 'search.db')).includes('lankton'), false)
  await desk.publish()
  assert.deepEqual(headlines(ask(desk, 'plankton')), ['A draft'])
  await withdraw(desk.db, { article: id, lang: en }, { date: '2020-06-01', note: 'Wrong.' })
  await desk.publish()
  assert.deepEqual(headlines(ask(desk, 'plankton')), [])
  // Gone from the file, not only from the answers.
  assert.equal(readFileSync(join(desk.folder, 'search.db')).includes('lankton'), false)
})

test('words are found in every script, by their beginnings, as phrases, with and without hemze', async (t) => {
  const desk = await newDesk(t)
  await write(desk, { [ug]: ['قۇرئان مەكتىپى', 'ئۇيغۇرلارنىڭ تىلى ھەققىدە سۆز'] })
  await write(desk, { [tr]: ['IŞIK Diyarbakır’da', 'İstanbul’un ışıkları söndü.'] })
  await write(desk, { [zh]: ['维吾尔人权法案', '众议院通过了法案。'] })
  await desk.publish()
  const found = (text: string, asking: Asking = {}): number =>
    ask(desk, text, asking).results.length
  const school = [
    'قۇرئان',
    'قۇران',
    'quran',
    "qur'an",
    'QUR’AN',
    'қуран',
    'ئۇيغۇر',
    'uyghur',
    'уйғурларниң',
  ]
  for (const query of [...school, 'mektipi uyghur*', '"قۇرئان مەكتىپى"', '"quran mektipi"'])
    assert.equal(found(query), 1, query)
  for (const query of [
    'istanbul',
    'İSTANBUL',
    'ISTANBUL',
    'ışık',
    'isik',
    'diyarbakir',
    '"ışıkları söndü"',
  ])
    assert.equal(found(query), 1, query)
  for (const query of ['维吾尔', '吾尔人', '維吾爾', '权', '案', '"人权法案"', '人权 众议院'])
    assert.equal(found(query), 1, query)
  for (const query of ['"mektipi quran"', '权人', 'uyghu quranlar', '', ' ', '"', '*', '. , ;'])
    assert.equal(found(query), 0, query)
  assert.equal(found('قۇرئان', { exact: true }), 1)
  assert.equal(found('quran', { exact: true }), 0)
  assert.equal(found('Qur’an', { exact: true }), 1, 'the derived Latin version has it so')
  assert.equal(found('isik', { exact: true }), 0)
  assert.equal(found('維吾爾', { exact: true }), 0)
})

test('one article is one result, in the reader’s language, with the reason', async (t) => {
  const desk = await newDesk(t)
  await write(desk, {
    [en]: ['Letters from a valley', 'Nobody writes any more.'],
    [ug]: ['جىلغىدىن خەتلەر', 'ھېچكىم خەت يازمايدۇ. ئۆستەڭ قۇرۇدى.'],
  })
  await desk.publish()
  const [result, ...rest] = ask(desk, 'östeng').results
  assert.equal(rest.length, 0)
  assert.deepEqual([result?.lang, result?.shown.headline], [en, 'Letters from a valley'])
  assert.equal(result?.passage?.lang, ug)
  assert.deepEqual(result?.foundAs, ['ئۆستەڭ'])
  const inLatin = ask(desk, 'östeng', { lang: ugLatn }).results[0]
  assert.deepEqual([inLatin?.lang, inLatin?.foundAs], [ugLatn, []])
  assert.equal(ask(desk, 'östeng', { only: en }).results.length, 0)
  assert.equal(ask(desk, 'östeng', { only: ugCyrl }).results[0]?.lang, ugCyrl)
})

test('a person is found in any spelling of the register; who is unlisted is no person', async (t) => {
  const desk = await newDesk(t)
  const names = ['Nurbuwi Tursun', 'Noorbowi Tursun', 'Nurbuvi Dursun']
  const person = await writePerson(desk, 'Nurbuwi Tursun', names.slice(1))
  for (const name of names)
    await link(desk, await write(desk, { [en]: [`${name}: a word`, 'On water.'] }), person, name)
  const stranger = await write(desk, {
    [en]: ['Rain', 'Tursun is a name of many. Nurbuwi is one of few.'],
  })
  await desk.publish()
  for (const query of [
    'Nurbuvi Dursun',
    'نۇربۇۋى تۇرسۇن',
    'Нурбуви Турсун',
    '努尔布维·吐尔逊',
    'tursun, nurbuwi',
  ]) {
    const found = ask(desk, query)
    assert.equal(found.persons[0]?.person.id, person, query)
    const three = found.results.filter(({ article }) => article !== stranger)
    assert.equal(three.length, 3, query)
    for (const { shown, foundAs } of three) {
      const [name = ''] = shown.headline.split(':')
      assert.deepEqual(foundAs, name.toLowerCase() === query.toLowerCase() ? [] : [name])
    }
  }
  assert.equal(ask(desk, 'Nurbuvi Dursun water').results.length, 3)
  assert.equal(ask(desk, 'Nurbuvi Dursun snow').results.length, 0)
  assert.equal(ask(desk, 'Nurbuvi Dursun', { exact: true }).results.length, 1)
  assert.equal(ask(desk, 'water', { person }).results.length, 3)
  // Pinyin finds, and is nowhere shown.
  await putSpelling(desk.db, person, confirmed('Nu’erbuwei Tu’erxun', true))
  await desk.publish()
  assert.equal(ask(desk, 'Nuerbuwei Tuerxun').results.length, 3)
  await updatePerson(desk.db, person, { unlisted: true })
  await desk.publish()
  assert.deepEqual(ask(desk, 'Nurbuvi Dursun').persons, [])
  assert.equal(ask(desk, 'Nurbuvi Dursun').results.length, 1, 'the word as published')
  assert.deepEqual(ask(desk, 'water', { person }).results, [])
  const index = new DatabaseSync(join(desk.folder, 'search.db'), { readOnly: true })
  assert.equal(index.prepare('select count(*) as n from named').get()?.['n'], 0)
  index.close()
  await updatePerson(desk.db, person, { unlisted: false })
  await desk.publish()
  assert.equal(ask(desk, 'Nurbuvi Dursun').results.length, 3)
})

test('answers come newest first, page by page, and filtered by year', async (t) => {
  const desk = await newDesk(t)
  const dates = ['2019-12-31', '2020-01-01', '2020-07-01', '2021-03-03', '2021-03-03']
  for (const [n, date] of dates.entries())
    await write(desk, { [en]: [`Water ${n}`, 'Rain.'], [tr]: [`Su ${n}`, 'rain'] }, date)
  await desk.publish()
  const seen: string[] = []
  let before: number | null = null
  do {
    const page: Found = ask(desk, 'rain', { before, resultsMax: 2 })
    seen.push(...page.results.map(({ shown }) => shown.when.date))
    before = page.before
  } while (before !== null)
  assert.deepEqual(seen, dates.toReversed())
  const inYear = (year: number) =>
    ask(desk, 'rain', { year }).results.map(({ shown }) => shown.when.date)
  assert.deepEqual(inYear(2020), ['2020-07-01', '2020-01-01'])
  assert.deepEqual(inYear(2018), [])
})

test('an index that is lost, damaged or behind is made again by the next publish', async (t) => {
  const desk = await newDesk(t)
  const file = join(desk.folder, 'search.db')
  await write(desk, { [en]: ['One', 'Rain in the hills.'] })
  await desk.publish()
  const old = readFileSync(file)
  await write(desk, { [en]: ['Two', 'Rain in the town.'] })
  await desk.publish()
  const both = ['One', 'Two']
  assert.deepEqual(headlines(ask(desk, 'rain')).toSorted(), both)
  rmSync(file)
  await desk.publish()
  assert.deepEqual(headlines(ask(desk, 'rain')).toSorted(), both)
  for (const bytes of [old, Buffer.from('no index'), Buffer.alloc(0)]) {
    writeFileSync(file, bytes)
    await desk.publish()
    assert.deepEqual(headlines(ask(desk, 'rain')).toSorted(), both)
  }
  assert.equal(existsSync(`${file}.new`), false)
})

test('an index that cannot be made keeps no edition from readers', async (t) => {
  const desk = await newDesk(t)
  const file = join(desk.folder, 'search.db')
  await write(desk, { [en]: ['One', 'Rain in the hills.'] })
  await desk.publish()
  rmSync(file)
  // Where the new index is to be made stands something else.
  mkdirSync(`${file}.new`)
  for (const [headline, number] of [
    ['Two', 2],
    ['Three', 3],
  ] as const) {
    await write(desk, { [en]: [headline, 'Rain in the town.'] })
    await assert.rejects(desk.publish())
    const newest = await readNewestEdition(desk.db)
    assert.deepEqual([newest?.number, newest?.state], [number, 'published'])
    assert.match(
      readFileSync(join(desk.folder, 'site/live/en/index.html'), 'utf8'),
      RegExp(headline),
    )
  }
  rmdirSync(`${file}.new`)
  await desk.publish()
  assert.deepEqual(headlines(ask(desk, 'rain')).toSorted(), ['One', 'Three', 'Two'])
})

test('an index that was told before the publisher died is not told again, and not made again', async (t) => {
  const desk = await newDesk(t)
  const file = join(desk.folder, 'search.db')
  const id = await write(desk, { [en]: ['One', 'Rain in the hills.'] })
  await desk.publish()
  // As a publisher leaves it who died after the index was written and before the newsroom knew.
  await putMeta(desk.db, 'search-told', 'the stamp before')
  await desk.db.insertInto('unindexed').values({ kind: 'article', id }).execute()
  const { ino } = statSync(file)
  await desk.publish()
  assert.equal(statSync(file).ino, ino)
  assert.deepEqual(headlines(ask(desk, 'rain')), ['One'])
  // And as one leaves it who died before that.
  const before = await readMeta(desk.db, 'search-told')
  await desk.write(id, en, { headline: 'Two', body: bodyOfParagraphs(['Snow in the hills.']) })
  await desk.publish()
  const index = new DatabaseSync(file)
  index.prepare("update meta set value = ? where name = 'stamp'").run(before)
  index.close()
  await putMeta(desk.db, 'search-told', before ?? '')
  await putMeta(desk.db, 'search-next', 'the stamp after')
  await desk.db.insertInto('unindexed').values({ kind: 'article', id }).execute()
  await desk.publish()
  assert.equal(statSync(file).ino, ino)
  assert.deepEqual(headlines(ask(desk, 'snow')), ['Two'])
  assert.deepEqual(headlines(ask(desk, 'rain')), [])
})

test('another user, who may write nothing there, can ask', {
  skip: process.getuid?.() !== 0 && 'not root',
}, async (t) => {
  const desk = await newDesk(t)
  await write(desk, { [en]: ['School opens', 'Forty children.'] })
  await desk.publish()
  chmodSync(desk.folder, 0o755)
  const script = `
    const { openSearcher } = await import(${JSON.stringify(new URL('../search/read.ts', import.meta.url))})
    const question = { text: 'children', lang: 'en', exact: false, only: null, person: null, year: null, before: null }
    const found = openSearcher(${JSON.stringify(join(desk.folder, 'search.db'))}).ask((index) => index.find(question, { resultsMax: 5, msMax: 999 }))
    console.log(found.results.map(({ shown }) => shown.headline).join())`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    uid: 65_534,
    gid: 65_534,
    encoding: 'utf8',
  })
  assert.equal(out.trim(), 'School opens')
})

test('hostile questions and texts are answered in bounded time', async (t) => {
  const desk = await newDesk(t)
  const marks = '\u0301'.repeat(1_000_000)
  await write(desk, {
    [en]: ['Marks', `a${marks} ${"'".repeat(100_000)} ${'\ud800'.repeat(50_000)} rain`],
  })
  await desk.publish({ now: testNow })
  assert.deepEqual(headlines(ask(desk, 'marks')), ['Marks'])
  const queries = [
    marks,
    `a${marks}`,
    '"'.repeat(1e5),
    '*'.repeat(1e5),
    '\ud800 \udfff',
    "'".repeat(1e5),
    'a '.repeat(1e5),
    `${'NEAR('.repeat(40)}x AND OR NOT ^ : {`,
    `${'Rebiya '.repeat(200)}`,
    '维'.repeat(1e5),
    '\0\u0007',
    'text : x',
    '"a" OR "b"',
    'a* b* c*',
  ]
  for (const query of queries) {
    const cost = cpuMs(() => {
      ask(desk, query)
      ask(desk, query, { exact: true })
    })
    assert.ok(cost < 1500, query.slice(0, 20))
  }
})
