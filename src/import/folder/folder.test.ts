import assert from 'node:assert/strict'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { folderWith } from '../../../test/temp-folder.ts'
import { parseDigest } from '../../model/id.ts'
import { bodyFromMarkdown } from '../../model/markdown.ts'
import { isFolderFormat, readFolder } from './folder.ts'
import { formatFrontMatter, parseFrontMatter } from './front-matter.ts'

const zone = 'Europe/Berlin'

test('readFolder() reads an article that is one file with a headline, a date and a text', (t) => {
  const root = folderWith(t, {
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
  const root = folderWith(t, {
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
  const root = folderWith(t, {
    'people.json': '[{"preferred":{"en":"A B"},"spellings":["A. B."]}]',
    'newsroom.json': '{"sections":[{"key":"Bad Key","name":{}}]}',
  })
  const items = [...readFolder(root, { zone })]
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['refused', 'person'],
  )
})

test('readFolder() reads everything an article can carry, from JSON as from heads', (t) => {
  const root = folderWith(t, {
    'md/article.md': facts,
    'md/tr.md': `${version}Bir [iki](https://x.example/)\n\n![Okul](a.jpg "Kapı")\n`,
    'md/a.jpg': 'x',
    'json/article.json': JSON.stringify(jsonOf(facts)),
    'json/tr.json': JSON.stringify({
      ...jsonOf(version),
      text: 'Bir [iki](https://x.example/)\n\n![Okul](a.jpg "Kapı")\n',
    }),
    'json/a.jpg': 'x',
  })
  const [json, md] = [...readFolder(root, { zone })].map((item) => {
    assert.equal(item.kind, 'article')
    if (item.kind !== 'article') throw new Error('no article')
    const { versions, pictures, where, ...rest } = item.article
    const words = versions.map(({ text, ...state }) => [state, text(new Map([['a.jpg', digest]]))])
    const notes = rest.notes.map((note) => note.replace(/^article\.\w+: /, ''))
    return { ...rest, notes, words, pictures: pictures.map(({ file: _, ...picture }) => picture) }
  })
  assert.deepEqual(json, md)
  assert.deepEqual(md, {
    system: 'folder',
    key: '7k2m1xq8',
    id: '7k2m1xq8',
    when: {
      date: '2020-05-28',
      time: '13:21',
      zone: null,
      precision: 'day',
      raw: 'Per, 05/28/2020',
    },
    whenOpen: null,
    section: 'statements',
    tags: ['one tag', 'another'],
    speakers: ['Rebiya Kadeer'],
    speakerProposed: 'Rabia Kadeer',
    people: ['Rebiya Kadeer'],
    links: [],
    place: 'Munich',
    image: 'a.jpg',
    poster: 'Kanat',
    addresses: [
      { path: '/node/12', lang: null },
      { path: '/node/13', lang: 'tr' },
    ],
    sources: [{ system: 'drupal', key: 'node/12' }],
    translations: [],
    notes: ['“colour” is no key of the format'],
    pictures: [{ name: 'a.jpg', credit: 'The Poplar', focus: { x: 0.3, y: 0.5 } }],
    words: [
      [
        {
          lang: 'tr',
          origin: { kind: 'translated', from: 'en' },
          slug: 'bir-iki',
          follows: false,
          newer: null,
          state: 'approved',
          publishAt: Date.UTC(2030, 0, 2, 3, 4),
          withdrawal: { date: '2025-06-01', note: 'Why.' },
          corrections: [
            { date: '2025-04-09', note: 'One.' },
            { date: '2025-04-10', note: 'Two.' },
          ],
        },
        {
          headline: 'Başlık: "bir"',
          teaser: 'Bir özet.',
          teaserCut: false,
          body: {
            type: 'doc',
            content: bodyFromMarkdown(`Bir [iki](https://x.example/)\n\n![Okul](${digest})`).body
              .content,
          },
          extent: 'beginning',
          byline: 'A pen name',
          translator: 'Mira',
          alt: { [digest]: 'Bir okul' },
        },
      ],
    ],
  })
})

test('readFolder() follows no links out of the folder and takes no address that is a path', (t) => {
  const root = folderWith(t, {
    'secret.txt': 'headline: stolen',
    'a/en.md': '---\nheadline: One\ndate: 2025-04-02\nslug: ../../../up\n---\nText.\n',
    'b/en.md': '---\nheadline: Two\ndate: 2025-04-02\n---\nText.\n',
  })
  symlinkSync(join(root, 'secret.txt'), join(root, 'b/article.md'))
  symlinkSync(join(root, 'secret.txt'), join(root, 'b/a.jpg'))
  symlinkSync(root, join(root, 'loop'))
  const items = [...readFolder(root, { zone })]
  assert.deepEqual(
    items.map((item) => (item.kind === 'refused' ? item.reason : item.kind)),
    ['Cannot read slug "../../../up": lower-case letters, digits and "-"', 'article'],
  )
  const article = items[1]?.kind === 'article' ? items[1].article : null
  assert.deepEqual(article?.pictures, [])
})

test('readFolder() says what it did not understand, and refuses what is not text', (t) => {
  const root = folderWith(t, {
    'a/en.md': '---\nheadline: One\ndate: 2025-04-02\nsecton: x\n---\n![c](gone.jpg)\n',
    'b/en.md': '---\nheadline: Two\ndate: 2025-04-02\nzone: Mars\n---\nText.\n',
    'c/en.json':
      '{"headline": "Three", "date": "2025-04-02", "body": {"type": "doc", "content": []}}',
    'd/en.json': '{"headline": "Four", "date": "2025-04-02", "text": 1}',
    'e/en.md': '---\nheadline: Five\ndate-open: two days fit\n---\nText.\n',
  })
  writeFileSync(join(root, 'b', 'tr.md'), Buffer.from([0x2d, 0xff, 0xfe, 0xe9]))
  const [a, b, c, d, e] = [...readFolder(root, { zone })]
  assert.deepEqual(a?.kind === 'article' ? a.article.notes : a, [
    'en.md: “secton” is no key of the format',
    'en.md: picture not there: gone.jpg',
  ])
  assert.match(b?.kind === 'refused' ? b.reason : '', /^tr\.md: .*not UTF-8/)
  assert.match(c?.kind === 'refused' ? c.reason : '', /^en\.json: /)
  assert.match(d?.kind === 'refused' ? d.reason : '', /^en\.json: .*"text"/)
  assert.equal(e?.kind === 'article' && e.article.whenOpen, 'two days fit')
})

const digest = parseDigest('ab'.repeat(32))
const facts = `---
id: 7k2m1xq8
date: 2020-05-28
time: 13:21
zone: none
precision: day
dateline: Per, 05/28/2020
section: statements
tag: one tag
tag: another
speaker: Rebiya Kadeer
speaker-proposed: Rabia Kadeer
person: Rebiya Kadeer
place: Munich
image: a.jpg
credit.a.jpg: The Poplar
focus.a.jpg: 0.3 0.5
poster: Kanat
address: /node/12
address: tr /node/13
source: drupal node/12
colour: red
---
`
const version = `---
headline: Başlık: "bir"
teaser: Bir özet.
byline: A pen name
translator: Mira
from: en
slug: bir-iki
publish-at: 2030-01-02T03:04Z
withdrawn: 2025-06-01 Why.
correction: 2025-04-09 One.
correction: 2025-04-10 Two.
extent: beginning
alt.a.jpg: Bir okul
---
`

/** A head as the JSON file that says the same. */
function jsonOf(head: string): Record<string, unknown> {
  return Object.fromEntries(parseFrontMatter(head).values)
}

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
