import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { writeApproved } from '../../../test/approved.ts'
import { testNewsroom } from '../../../test/desk.ts'
import { everyRole, openTestStudio } from '../../../test/studio.ts'
import { deriveVersions } from '../../edition/derive.ts'
import { blockTexts, bodyOfParagraphs } from '../../model/body.ts'
import { readRevision } from '../../store/revisions.ts'
import { approve, putRevision, readVersion, readVersions } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'

const en = parseLang('en')
const note = 'Thirteen families, not twelve.'

test('a correction takes along what was typed in the editor just before', async (t) => {
  const { desk, id, screen, newest } = await withLive(t)
  const editor = await desk.as(everyRole)
  assert.match(await screen(editor), /only the note would be added/)
  await editor.postJson(`/articles/${id}/en/save`, save('Thirteen families ask.'))
  assert.doesNotMatch(await screen(editor), /only the note would be added/)
  await editor.post(`/publishing/versions/${id}/en/correct`, { correction: note })
  await editor.post(`/publishing/versions/${id}/en/correct`, { correction: note })
  const { body, corrections } = await newest()
  assert.equal(blockTexts(body).join(), 'Thirteen families ask.')
  assert.deepEqual(
    corrections.map((one) => one.note),
    [note],
    'sent twice, said once',
  )
})

test('a correction leaves alone what a colleague is typing at that moment', async (t) => {
  const { desk, id, newest } = await withLive(t)
  const colleague = await desk.as(['writer'])
  await colleague.postJson(`/articles/${id}/en/save`, save('Half a sent'))
  const editor = await desk.as(everyRole)
  await editor.post(`/publishing/versions/${id}/en/correct`, { correction: note })
  const { body, corrections } = await newest()
  assert.doesNotMatch(blockTexts(body).join(), /Half/)
  assert.equal(corrections.length, 1)
})

test('a withdrawn text takes the scripts that follow from it along, and they return with it', async (t) => {
  const [ug, latin] = ['ug', 'ug-Latn'].map(parseLang) as [never, never]
  const newsroom = {
    ...testNewsroom,
    languages: [en, ug, latin],
    derived: [{ from: ug, to: latin }],
  }
  const desk = await openTestStudio(t, { newsroom })
  const { db } = desk.studio
  const id = await writeApproved(db, '00000001', 'مەكتەپ')
  const text = await readRevision(db, { article: id, lang: en, number: 1 })
  assert.ok(text)
  const made = { origin: { kind: 'written' }, madeAt: 0, madeBy: null, madeFrom: null } as const
  await putRevision(db, { article: id, lang: ug, text, ...made })
  await approve(db, { article: id, lang: ug }, { revision: 1, publishAt: null })
  await deriveVersions(db, [id], { newsroom, now: desk.clock.now })
  await db.updateTable('version').set({ live: 1, slug: 'mektep' }).execute()
  const editor = await desk.as(everyRole)
  const path = `/publishing/versions/${id}/ug`
  const notes = async () =>
    ((await readVersions(db, [id])).get(id) ?? [])
      .filter(({ lang }) => lang !== en)
      .map((one) => one.withdrawal?.note ?? null)
  assert.match(await (await editor.get(path)).text(), /go with it: Uyghurche\./)
  await editor.post(`${path}/withdraw`, { withdrawal: 'خاتا' })
  assert.deepEqual(await notes(), ['خاتا', 'Xata'])
  await editor.post(`${path}/return`)
  assert.deepEqual(await notes(), [null, null])
  // One that was withdrawn for itself stays so.
  await editor.post(`/publishing/versions/${id}/ug-Latn/withdraw`, { withdrawal: 'Oqulmaydu' })
  assert.deepEqual(await notes(), [null, 'Oqulmaydu'])
  await editor.post(`${path}/return`)
  assert.deepEqual(await notes(), [null, 'Oqulmaydu'])
})

async function withLive(t: TestContext) {
  const desk = await openTestStudio(t)
  const { db } = desk.studio
  const id = await writeApproved(db, '00000001', 'Twelve families ask')
  await db.updateTable('version').set({ live: 1, slug: 'twelve' }).execute()
  return {
    desk,
    id,
    screen: async (visitor: Awaited<ReturnType<typeof desk.as>>): Promise<string> =>
      (await visitor.get(`/publishing/versions/${id}/en`)).text(),
    async newest() {
      const version = await readVersion(db, { article: id, lang: en })
      const number = version?.newest ?? 0
      const revision = await readRevision(db, { article: id, lang: en, number })
      assert.ok(revision)
      return revision
    },
  }
}

/** What an editor window sends while somebody types. */
function save(paragraph: string): string {
  const body = bodyOfParagraphs([paragraph])
  const text = { headline: 'Families ask', teaser: '', body, byline: '', translator: '', alt: {} }
  const window = 'abcdefgh01234567'
  return JSON.stringify({ window, seq: 1, base: 1, keep: false, madeFrom: null, text })
}
