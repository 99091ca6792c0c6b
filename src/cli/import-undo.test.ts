import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type TestContext, test } from 'node:test'
import { testNewsroom, wholeText } from '../../test/desk.ts'
import { drupalDump } from '../../test/moving/dump.ts'
import { png } from '../../test/png.ts'
import { readSource } from '../import/read.ts'
import { idFromBytes, parseArticleId, parseDigest } from '../model/id.ts'
import { createArticle } from '../store/articles.ts'
import { endImport, noteBefore, readPairs, startImport } from '../store/imports.ts'
import { putNewsroom, readNewsroom } from '../store/newsroom.ts'
import { openStore } from '../store/open.ts'
import { putPicture } from '../store/pictures.ts'
import { putRevision, setLive } from '../store/versions.ts'
import { parseLang } from '../text/lang.ts'
import { newAccount } from './import-account.ts'
import { importItems } from './import-items.ts'
import { undoImport } from './import-undo.ts'

test('undoImport() gives the newsroom back as it was before, pictures and sections included', async (t) => {
  const desk = await newDesk(t)
  const empty = desk.rows()
  await desk.import(40)
  const first = desk.rows()
  assert.ok(desk.media().length > 0)
  await desk.import(60, 'changed')
  assert.notEqual(desk.rows(), first)
  const second = await undoImport(desk.db, desk.folder, () => {})
  assert.deepEqual(second?.kept, [])
  assert.equal(desk.rows(), first)
  const all = await undoImport(desk.db, desk.folder, () => {})
  assert.equal(desk.rows(), empty)
  assert.deepEqual([desk.media(), all?.sections], [[], 3])
  assert.deepEqual((await readNewsroom(desk.db))?.sections, testNewsroom.sections)
  assert.equal(await undoImport(desk.db, desk.folder, () => {}), null)
})

test('undoImport() leaves what is published or was worked on since, and names it', async (t) => {
  const desk = await newDesk(t)
  await desk.import(10)
  const [published, edited] = [desk.idOf('drupal\nnode/1'), desk.idOf('drupal\nnode/4')]
  const en = parseLang('en')
  await setLive(desk.db, { article: published, lang: en }, 1)
  await putRevision(desk.db, {
    article: edited,
    lang: en,
    origin: { kind: 'written' },
    text: {
      headline: 'Mine',
      teaser: '',
      teaserCut: false,
      body: { type: 'doc', content: [{ type: 'paragraph' }] },
      extent: 'whole',
      byline: null,
      translator: null,
      corrections: [],
      alt: {},
    },
    madeAt: 2,
    madeBy: 'somebody',
    madeFrom: null,
  })
  const undone = await undoImport(desk.db, desk.folder, () => {})
  const reasons = Object.fromEntries(
    (undone?.kept ?? []).map(({ article, reason }) => [article, reason]),
  )
  assert.deepEqual(reasons, {
    [published]: 'it is published',
    [edited]: 'somebody has worked on it since',
  })
  assert.equal(JSON.parse(desk.rows())[0].length, 2)
})

test('readPairs() proposes articles of one day with one picture in two languages, and no others', async (t) => {
  const desk = await newDesk(t)
  const number = await startImport(desk.db, 1)
  const image = parseDigest('a'.repeat(64))
  await putPicture(desk.db, {
    digest: image,
    width: 1,
    height: 1,
    widths: [1],
    credit: null,
    focus: { x: 0.5, y: 0.5 },
  })
  const put = async (key: string, date: string, lang: string): Promise<void> => {
    const id = desk.idOf(key)
    await noteBefore(desk.db, number, id)
    const when = { date, time: null, zone: 'UTC', precision: 'day', raw: null } as const
    await createArticle(desk.db, id, { when, image })
    const made = { madeAt: 1, madeBy: null, madeFrom: null }
    const key2 = { article: id, lang: parseLang(lang), origin: { kind: 'written' } as const }
    await putRevision(desk.db, { ...key2, ...made, text: wholeText({ headline: key }) })
  }
  await put('a', '2020-05-28', 'en')
  await put('b', '2020-05-28', 'ug')
  await put('c', '2020-05-28', 'en')
  await put('d', '2020-05-29', 'tr')
  const pairs = await readPairs(desk.db, number, 10)
  const wanted = [
    ['a', 'b'],
    ['b', 'c'],
  ].map((pair) => pair.map(desk.idOf).sort().join(' '))
  assert.deepEqual(pairs.map((pair) => pair.join(' ')).sort(), wanted.sort())
})

async function newDesk(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-undo-'))
  const { db, close } = await openStore(join(folder, 'newsroom.db'))
  t.after(async () => {
    await close()
    rmSync(folder, { recursive: true })
  })
  await putNewsroom(db, testNewsroom)
  const files = join(folder, 'files')
  mkdirSync(files)
  writeFileSync(join(files, 'hall.png'), png(400, 300))
  const idOf = (key: string) =>
    parseArticleId(idFromBytes(createHash('sha256').update(key).digest()))
  return {
    db,
    folder,
    idOf,
    media: () => readdirSync(folder).filter((name) => name.endsWith('.webp')),
    rows() {
      const database = new DatabaseSync(join(folder, 'newsroom.db'), { readOnly: true })
      const tables = [
        'article',
        'version',
        'revision',
        'source',
        'address',
        'speaker',
        'picture',
        'picture_use',
      ]
      const rows = tables.map((table) =>
        database
          .prepare(`select * from ${table}`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      )
      database.close()
      return JSON.stringify(rows)
    },
    async import(nodes: number, word = 'river') {
      const dump = join(folder, `${nodes}.sql`)
      writeFileSync(dump, drupalDump(nodes).replaceAll('river', word))
      const number = await startImport(db, 1)
      const how = {
        from: null,
        lang: null,
        languages: testNewsroom.languages,
        zone: 'UTC',
        media: files,
      }
      const rest = { oldUrl: null, types: [], sectionsFrom: null, charset: null, onBytes() {} }
      const items = readSource(dump, { ...how, ...rest, scratch: join(folder, 'scratch') })
      const run = { db, number, account: newAccount(), idOf, lang: parseLang('en'), section: null }
      const ways = { keepBylines: false, dryRun: false, now: 1, media: folder, onItem() {} }
      await importItems(items, { ...run, ...ways, seen: new Map(), unchanged: new Set() })
      await endImport(db, number, 'done')
    },
  }
}
