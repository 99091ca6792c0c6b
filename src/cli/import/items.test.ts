import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { testNewsroom } from '../../../test/desk.ts'
import { importedTables } from '../../../test/moving/rows.ts'
import { png } from '../../../test/png.ts'
import { tempFolder } from '../../../test/temp-folder.ts'
import { type FoundArticle, type FoundItem, middle, nothingFound } from '../../import/found.ts'
import { bodyOfParagraphs } from '../../model/body.ts'
import { type ArticleId, idFromBytes } from '../../model/id.ts'
import { readArticle, updateArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { putNewsroom } from '../../store/newsroom.ts'
import { openStore } from '../../store/open.ts'
import { readRevision } from '../../store/revisions.ts'
import { putRevision, readVersion } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'
import { type Account, formatAccount, newAccount } from './account.ts'
import { type ImportRun, importItems } from './items.ts'

const en = parseLang('en')

test('importItems() imports, and a second run changes nothing', async (t) => {
  const desk = await newDesk(t)
  const items = [
    found('a', { poster: 'Kanat' }),
    found('b', { when: null, whenOpen: 'two days fit' }),
  ]
  const first = await desk.run(items, { keepBylines: true })
  assert.deepEqual(first.counts, { imported: 2, updated: 0, unchanged: 0, merged: 0, refused: 0 })
  assert.match(
    formatAccount(first, false),
    /^2 read: 2 imported.*\nb: imported “Headline b”: the date is open: two days fit\. Settle/,
  )
  const version = await readVersion(desk.db, { article: idOf('text\na'), lang: en })
  assert.equal(version?.approved, 1)
  const text = await readRevision(desk.db, { article: idOf('text\na'), lang: en, number: 1 })
  assert.equal(text?.byline, 'Kanat')
  const before = await desk.dump()
  const second = await desk.run(items, { keepBylines: true })
  assert.equal(second.counts.unchanged, 2)
  assert.equal(await desk.dump(), before)
})

test('importItems() takes a change of the source, but not over an editor’s words', async (t) => {
  const desk = await newDesk(t)
  await desk.run([found('a'), found('b')])
  const edited = { article: idOf('text\nb'), lang: en }
  await putRevision(desk.db, {
    ...edited,
    origin: { kind: 'written' },
    text: { ...textOf('b'), corrections: [], headline: 'Edited here' },
    madeAt: 2,
    madeBy: 'somebody',
    madeFrom: null,
  })
  await updateArticle(desk.db, edited.article, { section: 'news', speakers: ['Rebiya Kadeer'] })
  const again = await desk.run([found('a', {}, 'New words.'), found('b', {}, 'New words.')])
  assert.deepEqual(
    again.items.map(({ fate }) => fate),
    ['updated', 'unchanged'],
  )
  assert.match(again.items[1]?.notes.join() ?? '', /“en” was edited here since/)
  const b = await readVersion(desk.db, edited)
  assert.deepEqual(
    [b?.newest, (await readRevision(desk.db, { ...edited, number: 2 }))?.headline],
    [2, 'Edited here'],
  )
  const article = await readArticle(desk.db, edited.article)
  assert.deepEqual(
    [article?.section, article?.speakers.map(({ name }) => name)],
    ['news', ['Rebiya Kadeer']],
  )
  assert.equal((await readVersion(desk.db, { article: idOf('text\na'), lang: en }))?.approved, 2)
})

test('importItems() tries a run without changing anything, pictures included', async (t) => {
  const desk = await newDesk(t)
  const picture = desk.picture('a.png', png(400, 300))
  const before = await desk.dump()
  const trial = await desk.run([withPicture('a', picture)], { dryRun: true })
  assert.equal(trial.counts.imported, 1)
  assert.equal(await desk.dump(), before)
  assert.deepEqual(readdirSync(desk.media), [])
})

test('importItems() keeps pictures, and leaves out with a note those that are none', async (t) => {
  const desk = await newDesk(t)
  const good = desk.picture('a.png', png(400, 300))
  const bad = desk.picture('b.png', Buffer.from('<svg>'))
  const account = await desk.run([withPicture('a', good), withPicture('b', bad)])
  assert.equal(account.counts.imported, 2)
  assert.deepEqual(
    account.items.map(({ notes }) => notes),
    [[], ['Picture “b.png” was left out: SVG drawings can carry scripts: save it as PNG']],
  )
  const image = (await readArticle(desk.db, idOf('text\na')))?.image
  assert.deepEqual(
    readdirSync(desk.media).sort(),
    [320, 400].map((width) => `${image}-${width}.webp`),
  )
  assert.equal((await readArticle(desk.db, idOf('text\nb')))?.image, null)
  const second = await desk.run([withPicture('a', good), withPicture('b', bad)])
  assert.equal(second.counts.unchanged, 2)
})

test('importItems() leaves out sections nobody knows, and says what is not shown', async (t) => {
  const desk = await newDesk(t)
  const account = await desk.run([found('a', { section: '../../x', lang: 'fr' })])
  assert.deepEqual(account.items[0]?.notes, [
    'The newsroom does not publish in “fr”: kept, not shown',
  ])
  assert.deepEqual([...account.missingSections], [['../../x', 1]])
  assert.match(formatAccount(account, false), /There is no section “..\/..\/x”: 1 item came in/)
  assert.equal((await readArticle(desk.db, idOf('text\na')))?.section, null)
})

test('importItems() meets an article again that came from elsewhere, and only adds to it', async (t) => {
  const desk = await newDesk(t)
  const node = [{ path: '/node/12', lang: null }]
  const from = (system: string, key: string, more: Partial<FoundArticle>, words?: string) =>
    found(key, { system, addresses: node, ...more }, words)
  await desk.run([from('drupal', 'a', { poster: 'Kanat' }, 'The whole text of it.')])
  const less = await desk.run([from('web', 'a', { place: 'Munich' }, 'The whole')])
  assert.deepEqual(
    [less.items[0]?.fate, less.items[0]?.reason],
    ['merged', 'the same article as one imported before, to which it added'],
  )
  const id = idOf('drupal\na')
  const article = await readArticle(desk.db, id)
  assert.deepEqual([article?.poster, article?.place], ['Kanat', 'Munich'])
  assert.equal((await readVersion(desk.db, { article: id, lang: en }))?.newest, 1)
  const again = await desk.run([from('web', 'a', { place: 'Munich' }, 'The whole')])
  assert.equal(again.counts.unchanged, 1)
  // The same address on another old site: the headline tells them apart.
  const other = await desk.run([found('b', { system: 'web', addresses: node })])
  assert.equal(other.counts.imported, 1)
  assert.match(other.items[0]?.notes.join() ?? '', /“\/node\/12” leads to another article already/)
})

const anyItem: fc.Arbitrary<FoundItem> = fc
  .record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    words: fc.constantFrom('One.', 'Two.'),
    fault: fc.constantFrom('none', 'none', 'none', 'refused', 'date', 'text'),
  })
  .map(({ key, words, fault }) => {
    if (fault === 'refused') return { kind: 'refused', where: key, name: null, reason: 'No words' }
    if (fault === 'date') return found(key, { date: '2025-02-30' })
    const item = found(key, {}, words)
    return fault === 'text' ? brokenText(item) : item
  })

test('importItems() accounts for every item: in = imported + updated + unchanged + merged + refused', async (t) => {
  const desk = await newDesk(t)
  await fc.assert(
    fc.asyncProperty(fc.array(anyItem, { maxLength: 12 }), async (items) => {
      const account = await desk.run(items)
      const sum = Object.values(account.counts).reduce((a, b) => a + b, 0)
      assert.deepEqual([account.items.length, sum], [items.length, items.length])
      for (const { fate, reason } of account.items) {
        if (fate === 'refused' || fate === 'merged') assert.ok(reason)
      }
      const again = await desk.run(items)
      assert.deepEqual([again.counts.imported, again.counts.updated], [0, 0])
    }),
    { numRuns: 60 },
  )
})

test('importItems() killed at any item and run again gives the newsroom of one run', async (t) => {
  const items = Array.from({ length: 450 }, (_, i) => found(`k${i}`))
  const whole = await newDesk(t)
  await whole.run(items)
  const killed = await newDesk(t)
  for (const at of [1, 199, 200, 201, 399]) {
    await assert.rejects(killed.run(items, {}, at), /Killed/)
  }
  await killed.run(items)
  assert.equal(await killed.dump(), await whole.dump())
})

function idOf(key: string): ArticleId {
  let hash = 0n
  for (const char of key) hash = (hash * 31n + BigInt(char.charCodeAt(0))) % (1n << 40n)
  const bytes = Uint8Array.from({ length: 5 }, (_, i) => Number((hash >> BigInt(8 * i)) & 255n))
  return idFromBytes(bytes) as ArticleId
}

function textOf(key: string, words = `Text of ${key}.`) {
  return {
    headline: `Headline ${key}`,
    teaser: words,
    teaserCut: true,
    body: bodyOfParagraphs([words]),
    extent: 'whole' as const,
    byline: null,
    translator: null,
    alt: {},
  }
}

function found(
  key: string,
  {
    lang,
    date = '2025-04-02',
    ...facts
  }: Partial<FoundArticle> & { lang?: string; date?: string } = {},
  words?: string,
): FoundItem & { kind: 'article' } {
  const article: FoundArticle = {
    ...nothingFound,
    system: 'text',
    key,
    where: key,
    when: { date, time: null, zone: 'UTC', precision: 'day', raw: null },
    versions: [
      {
        lang: lang === undefined ? null : parseLang(lang),
        origin: { kind: 'written' },
        slug: null,
        state: 'approved',
        publishAt: null,
        withdrawal: null,
        corrections: [],
        text: () => textOf(key, words),
      },
    ],
    ...facts,
  }
  return { kind: 'article', article }
}

function brokenText(item: FoundItem & { kind: 'article' }): FoundItem {
  const versions = item.article.versions.map((version) => ({
    ...version,
    text: (): never => {
      throw new RangeError('Cannot read body: wrong value of "href"')
    },
  }))
  return { kind: 'article', article: { ...item.article, versions } }
}

function withPicture(key: string, file: { name: string; file: string }): FoundItem {
  const pictures = [{ ...file, credit: null, focus: middle }]
  return found(key, { pictures, image: file.name })
}

async function newDesk(t: TestContext) {
  const [media, files] = [tempFolder(t), tempFolder(t)]
  const { db, close } = await openStore(':memory:')
  t.after(close)
  await putNewsroom(db, { ...testNewsroom, sections: [{ key: 'news', name: { [en]: 'News' } }] })
  return {
    db,
    media,
    dump: () => dumpOf(db),
    picture(name: string, bytes: Uint8Array) {
      writeFileSync(join(files, name), bytes)
      return { name, file: join(files, name) }
    },
    async run(
      items: readonly FoundItem[],
      options: Partial<ImportRun> = {},
      killedAt = Number.POSITIVE_INFINITY,
    ): Promise<Account> {
      const account = newAccount()
      const run = {
        account,
        db,
        number: null,
        idOf,
        lang: en,
        section: null,
        keepBylines: false,
        dryRun: false,
      }
      const rest = {
        now: 1,
        media,
        seen: new Map<string, string>(),
        unchanged: new Set<string>(),
        onItem() {},
      }
      await importItems(streamOf(items, killedAt), { ...run, ...rest, ...options })
      return account
    },
  }
}

async function* streamOf(items: readonly FoundItem[], killedAt: number) {
  for (const [at, item] of items.entries()) {
    if (at === killedAt) throw new Error('Killed')
    yield item
  }
}

/** Every row of what an import writes; stamps of what is pending are random. */
async function dumpOf(db: Db): Promise<string> {
  const tables = [...importedTables, 'meta'] as const
  const rows = await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute()))
  return JSON.stringify(rows.map((some) => some.map((row) => JSON.stringify(row)).sort()))
}
