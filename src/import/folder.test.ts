import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import fc from 'fast-check'
import { isFolderFormat, readFolder } from './folder.ts'
import { formatFrontMatter, parseFrontMatter } from './front-matter.ts'

const zone = 'Europe/Berlin'

test('readFolder() reads an article that is one file with a headline, a date and a text', (t) => {
  const root = folderOf(t, {
    'a/en.md': '---\nheadline: One: two\ndate: 2025-04-02\n---\nThe text.\n',
  })
  assert.equal(isFolderFormat(root), true)
  const [item] = [...readFolder(root, { zone })]
  assert.equal(item?.kind, 'article')
  if (item?.kind !== 'article') return
  assert.deepEqual(item.article.when, {
    date: '2025-04-02',
    time: null,
    zone,
    precision: 'day',
    raw: null,
  })
  const text = item.article.versions[0]!.text(new Map())
  assert.deepEqual(
    [text.headline, text.teaser, text.teaserCut, text.extent],
    ['One: two', 'The text.', true, 'whole'],
  )
})

test('readFolder() refuses the article that is wrong, naming file and line, and reads the others', (t) => {
  const root = folderOf(t, {
    'a/en.md': '---\nheadline: One\ndate: 2025-02-30\n---\nText.\n',
    'b/en.md': '---\nno colon here\n---\n',
    'c/en.md': '---\nheadline: Good\ndate: 2025-04-02\n---\nText.\n',
    'd/tr.md': '---\ndate: 2025-04-02\n---\nText.\n',
  })
  const items = [...readFolder(root, { zone })]
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['refused', 'refused', 'article', 'refused'],
  )
  const reasons = items.flatMap((item) => (item.kind === 'refused' ? [item.reason] : []))
  assert.match(reasons[0]!, /2025-02-30/)
  assert.match(reasons[1]!, /en\.md: .*line 2/)
  assert.match(reasons[2]!, /tr\.md.*headline/)
})

test('readFolder() reads people and settings, and refuses a broken file of them', (t) => {
  const root = folderOf(t, {
    'people.json': '[{"preferred":{"en":"A B"},"spellings":["A. B."]}]',
    'newsroom.json': '{"sections":[{"key":"Bad Key","name":{}}]}',
  })
  const items = [...readFolder(root, { zone })]
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['refused', 'person'],
  )
})

test('parseFrontMatter() reads back what formatFrontMatter() writes', () => {
  const key = fc.stringMatching(/^[a-z][a-z.-]{0,8}$/)
  const value = fc
    .string({ minLength: 1 })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(key, value), { selector: ([name]) => name }), (values) => {
      const { values: read, text } = parseFrontMatter(`${formatFrontMatter(values)}Text\n`)
      assert.deepEqual(
        [...read].map(([name, [first]]) => [name, first]),
        values,
      )
      assert.equal(text, 'Text\n')
    }),
  )
})

function folderOf(t: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'xewer-folder-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
