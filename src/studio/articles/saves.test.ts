import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bodyOfParagraphs } from '../../model/body.ts'
import { parseArticleId } from '../../model/id.ts'
import { openStore } from '../../store/open.ts'
import { parseLang } from '../../text/lang.ts'
import { parseWindowSave, wholeText, writtenOf } from './saves.ts'

const written = {
  headline: 'A school opens',
  teaser: '',
  body: bodyOfParagraphs(['The first sentence. The second one.']),
  byline: 'Mihrigul',
  translator: '',
  alt: { ['a'.repeat(64)]: 'A school' },
}
const save = {
  window: '0'.repeat(16),
  seq: 1,
  base: 0,
  keep: false,
  madeFrom: null,
  text: written,
}

test('the words of a screen become a whole text and come back', async (t) => {
  const store = await openStore(':memory:')
  t.after(store.close)
  const key = { article: parseArticleId('7k2m1xq8'), lang: parseLang('en'), base: 0 }
  const text = await wholeText(store.db, written, key)
  assert.deepEqual(text, {
    ...written,
    teaser: 'The first sentence. The second one.',
    teaserCut: true,
    extent: 'whole',
    translator: null,
    corrections: [],
  })
  assert.deepEqual(writtenOf(text), written)
})

test('parseWindowSave() takes what the editor sends and says what does not fit', () => {
  const read = parseWindowSave({ ...save, text: { ...written, headline: ' Two\nlines\u202e ' } })
  assert.equal(read.written.headline, 'Two lines')
  const refused: readonly [unknown, RegExp][] = [
    [null, /"save" is no object/],
    [{ ...save, window: '../x' }, /no such window/],
    [{ ...save, seq: -1 }, /"seq" is no count/],
    [{ ...save, seq: 1.5 }, /"seq" is no count/],
    [{ ...save, text: [] }, /"text" is no object/],
    [{ ...save, text: { ...written, headline: 'x'.repeat(2001) } }, /"headline" is no line/],
    [{ ...save, text: { ...written, body: { type: 'doc' } } }, /content/i],
    [{ ...save, text: { ...written, body: { type: 'script' } } }, /script/],
  ]
  for (const [json, why] of refused) assert.throws(() => parseWindowSave(json), why)
})
