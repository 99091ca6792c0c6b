// The story of a leader whose name is spelled four ways: moved in, made one person, found in any script.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { command as importCommand } from '../src/cli/import/import.ts'
import { command as initCommand } from '../src/cli/init.ts'
import { command as people } from '../src/cli/people.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as search } from '../src/cli/search.ts'
import type { Found } from '../src/search/find.ts'
import { runCommand } from './in-process.ts'
import { tempFolder } from './temp-folder.ts'

const page = `The new library is of great importance for the whole valley

Per, 05/28/2020 - 13:21 -- Poplar

Today the council of the valley passed the library bill.

Nuria Sadeer: I congratulate Aytilla on winning the award of the weavers

Pa, 03/08/2020 - 17:49 -- Poplar

As far as I know, Aytila Savut has shown great patience three times.

Nuriya Sadir: The company fooled the market once again

Cu, 02/28/2020 - 19:17 -- Poplar

In June 2019 the company declared that the wells have all been repaired.

Nuriye Sadeer: The health board must act on behalf of the villages

Çar, 02/12/2020 - 05:36 -- Poplar

When the valley started to consider serious measures, we were worried.

Nuriye Sadder: The herders are in danger. I call you all to stand up for them

Çar, 02/05/2020 - 08:15 -- Poplar

The paper reported 29 people ill in the mountains.

Nuriye Sadeer : The mine must release all workers

Çar, 01/29/2020 - 19:50 -- Poplar

While the whole valley takes serious actions, many are closest to the danger.

Subscribe to News
`
const spellings = ['Nuriye Sadeer', 'Nuria Sadeer', 'Nuriya Sadir', 'Nuriye Sadder']
const scripts = [
  'نۇرىيە سادىر',
  'Нурийә Садир',
  'Nuriye Sadir',
  'Sadir, Nuriye',
  'NURİYE SADİR',
  '努丽耶·萨迪尔',
]

test('one leader, four spellings, any script: moved in, made one person, found with the reason', async (t) => {
  const file = join(tempFolder(t), 'page.txt')
  writeFileSync(file, page)
  await tellStory(t, { file, spellings, scripts, statements: 5 })
})

const seed = new URL('../../../shared/seed/news-page.txt', import.meta.url).pathname

test(
  'the seed of this program tells the same story',
  { skip: !existsSync(seed) && 'it is not here' },
  (t) =>
    tellStory(t, {
      file: seed,
      spellings: ['Rebiya Kadeer', 'Rabia Kadeer', 'Rabiya Kadir', 'Rebiya Kadder'],
      scripts: ['رابىيە قادىر', 'Рабийә Қадир', '热比娅·卡德尔'],
      statements: 5,
    }),
)

interface Story {
  readonly file: string
  readonly spellings: readonly string[]
  readonly scripts: readonly string[]
  readonly statements: number
}

async function tellStory(t: TestContext, story: Story): Promise<void> {
  const { file, statements } = story
  const data = join(tempFolder(t), 'newsroom')
  const at = ['--data', data]
  const languages = ['--languages', 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans']
  const place = ['--name', 'N', '--zone', 'Europe/Istanbul', '--url', 'https://news.example/']
  await runCommand(initCommand, [...at, ...languages, ...place])
  await runCommand(importCommand, [...at, '--bylines', 'keep', file])
  // Nobody is linked, and nobody found, before an editor's word.
  const waits = await runCommand(people, ['suggest', ...at])
  const [group = ''] = waits.out.split('\n')
  for (const spelling of story.spellings) assert.match(group, new RegExp(`“${spelling}”`))
  await runCommand(publish, at)
  assert.equal((await found(at, story.scripts[0] ?? '')).results.length, 0)
  await runCommand(people, ['confirm', ...at, ...story.spellings])
  const id = (await runCommand(people, ['list', ...at])).out.split('\t')[0] ?? ''
  const shown = await runCommand(people, ['show', ...at, id])
  for (const spelling of story.spellings)
    assert.match(shown.out, new RegExp(`confirmed: ${spelling}\n`))
  await runCommand(publish, at)
  const all = new Set<string>()
  for (const query of [...story.spellings, ...story.scripts]) {
    const { persons, results } = await found(at, query)
    assert.equal(persons[0]?.person.id, id, query)
    assert.equal(results.length, statements, query)
    for (const { shown: article, foundAs } of results) {
      const spelling = story.spellings.find((one) => article.headline.startsWith(one))
      assert.deepEqual(foundAs, spelling === query ? [] : [spelling], query)
      all.add(article.path)
    }
    const exact = await found(at, query, '--exact')
    const same = results.filter(({ shown: article }) => article.headline.startsWith(query))
    assert.deepEqual(
      exact.results.map(({ article }) => article),
      same.map(({ article }) => article),
      query,
    )
  }
  assert.equal(all.size, statements)
  // Her page lists every statement, under the spelling it was published with.
  const { persons } = await found(at, story.spellings[0] ?? '')
  const pages = Object.values(persons[0]?.person.pages ?? {}).filter((one) => one !== undefined)
  assert.equal(pages.length, 6)
  for (const { path } of pages) {
    const html = readFileSync(join(data, 'site/live', path), 'utf8')
    for (const article of all) assert.ok(html.includes(article), `${path} leads to ${article}`)
    for (const spelling of story.spellings) assert.ok(html.includes(spelling))
    assert.ok(existsSync(join(data, 'site/live', path.replace('index.html', 'feed.atom'))))
  }
}

async function found(at: readonly string[], query: string, ...more: string[]): Promise<Found> {
  return JSON.parse((await runCommand(search, [...at, '--json', ...more, query])).out) as Found
}

test('what an editor says of people can be taken back on the command line', async (t) => {
  const data = join(tempFolder(t), 'newsroom')
  const at = ['--data', data]
  const place = ['--name', 'N', '--zone', 'Europe/Istanbul', '--url', 'https://news.example/']
  await runCommand(initCommand, [...at, '--languages', 'en,ug', ...place])
  const file = join(tempFolder(t), 'page.txt')
  writeFileSync(file, page)
  await runCommand(importCommand, [...at, file])
  const run = async (...args: string[]): Promise<string> =>
    (await runCommand(people, [args[0] ?? '', ...at, ...args.slice(1)])).out
  await run('confirm', 'Nuriye Sadeer', 'Nuria Sadeer')
  await run('confirm', 'Nuriya Sadir')
  const people2 = JSON.parse(await run('list', '--json')) as {
    id: string
    preferred: { en: string }
  }[]
  const [a, b] = ['Nuriye Sadeer', 'Nuriya Sadir'].map(
    (name) => people2.find(({ preferred }) => preferred.en === name)?.id ?? '',
  ) as [string, string]
  await run('merge', b, a)
  assert.equal((await run('list')).split('\n').length, 2)
  await run('split', b)
  assert.equal((await run('list')).split('\n').length, 3)
  await assert.rejects(run('split', b), /\[?not merged/)
  assert.match(
    await run('suggest'),
    new RegExp(`${a} Nuriye Sadeer may be named by\\n.*Nuriye Sadder`),
  )
  await run('reject', a, 'Nuriye Sadder')
  assert.doesNotMatch(await run('suggest'), /Sadder\n/)
  assert.match(await run('rename', a, 'نۇرىيە سادىر', '--lang', 'ug'), /Nuriye Sadeer/)
  await run('confirm', a, 'Nuliye Sadi’er', '--search-only')
  await run('rename', a, '--unlisted')
  await runCommand(publish, at)
  assert.equal(
    (await found(at, 'Nuriye Sadir')).persons.filter(({ person }) => person.id === a).length,
    0,
  )
  await run('rename', a, '--listed')
  await runCommand(publish, at)
  const { persons, results } = await found(at, 'Nuliye Sadier')
  assert.equal(persons[0]?.person.id, a)
  assert.equal(results.length, 4, 'three of hers, one of somebody who sounds alike')
  const html = readFileSync(
    join(data, 'site/live', persons[0]?.person.pages['en' as never]?.['path'] ?? ''),
    'utf8',
  )
  assert.doesNotMatch(html, /Nuliye/)
  for (const wrong of [
    ['confirm'],
    ['confirm', '…'],
    ['reject', a],
    ['merge', a],
    ['rename', a],
    ['split', 'zzzzzzzz'],
  ])
    await assert.rejects(run(...wrong))
})
