import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { testNewsroom } from '../../../test/desk.ts'
import { drupalDump } from '../../../test/moving/dump.ts'
import { importedRows } from '../../../test/moving/rows.ts'
import { png } from '../../../test/png.ts'
import { readSource } from '../../import/read.ts'
import { idFromBytes, parseArticleId, parseDigest } from '../../model/id.ts'
import { endImport, startImport } from '../../store/imports.ts'
import { putNewsroom, readNewsroom } from '../../store/newsroom.ts'
import { openStore } from '../../store/open.ts'
import { putAlt } from '../../store/pictures.ts'
import { putRevision, setLive } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'
import { newAccount } from './account.ts'
import { importItems } from './items.ts'
import { undoImport } from './undo.ts'

test('undoImport() gives the newsroom back as it was before, pictures and sections included', async (t) => {
  const desk = await newDesk(t)
  const empty = desk.rows()
  await desk.import(40)
  assert.ok(desk.media().length > 0)
  const described = parseDigest(desk.media()[0]!.slice(0, 64))
  await putAlt(desk.db, described, parseLang('en'), 'The hall')
  const first = desk.rows()
  await desk.import(60, 'changed')
  assert.notEqual(desk.rows(), first)
  // The same again brings nothing, and is not what is taken back.
  await desk.import(60, 'changed')
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
    rows: () => importedRows(folder),
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
