import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { blockTexts } from '../model/body.ts'
import { parseLang } from '../text/lang.ts'
import type { FoundArticle, FoundItem } from './found.ts'
import { isCopiedPage, readCopiedPage } from './text.ts'

const page = readFileSync(new URL('./fixtures/news-page.txt', import.meta.url), 'utf8')
const reading = { file: 'page.txt', lang: parseLang('en'), zone: 'Europe/Istanbul' }

test('readCopiedPage() reads seven statements with Turkish weekdays over month-first dates', () => {
  const articles = articlesOf([...readCopiedPage(page, reading)])
  assert.deepEqual(
    articles.map(({ when }) => `${when?.date} ${when?.time}`),
    [
      '2020-05-28 13:21',
      '2020-04-03 16:09',
      '2020-03-08 17:49',
      '2020-02-28 19:17',
      '2020-02-12 05:36',
      '2020-02-05 08:15',
      '2020-01-29 19:50',
    ],
  )
  assert.deepEqual(new Set(articles.map(({ poster }) => poster)), new Set(['Poplar']))
  assert.deepEqual(new Set(articles.map(({ when }) => when?.zone)), new Set(['Europe/Istanbul']))
  assert.equal(articles[0]?.when?.raw, 'Per, 05/28/2020 - 13:21 -- Poplar')
})

test('readCopiedPage() proposes the speaker a headline names, and nobody else', () => {
  const proposed = articlesOf([...readCopiedPage(page, reading)]).map(
    ({ speakerProposed }) => speakerProposed,
  )
  assert.deepEqual(proposed, [
    null,
    null,
    'Nuria Example',
    'Nuriya Example',
    'Nuriye Exampel',
    'Nuriye Exemple',
    'Nuriye Exampel',
  ])
})

test('readCopiedPage() keeps paragraphs, says that only beginnings were kept, and leaves the foot out', () => {
  const articles = articlesOf([...readCopiedPage(page, reading)])
  const texts = articles.map(({ versions }) => versions[0]!.text(new Map()))
  assert.deepEqual(new Set(texts.map(({ extent }) => extent)), new Set(['beginning']))
  assert.equal(blockTexts(texts[5]!.body).length, 3)
  assert.deepEqual(blockTexts(texts[6]!.body).at(-1), 'The mine might try to divert attention.')
  assert.ok(!JSON.stringify(texts).includes('Subscribe to News'))
})

test('readCopiedPage() gives the same keys in every run, one for each item', () => {
  const keys = () => articlesOf([...readCopiedPage(page, reading)]).map(({ key }) => key)
  assert.deepEqual(keys(), keys())
  assert.equal(new Set(keys()).size, 7)
})

test('readCopiedPage() refuses a text without a dateline, with a sentence', () => {
  const items = [...readCopiedPage('Just a few words.\n\nAnd more.', reading)]
  assert.deepEqual(
    items.map(({ kind }) => kind),
    ['refused'],
  )
  assert.equal(isCopiedPage('Just a few words.'), false)
})

test('readCopiedPage() accounts for every headline of any text and never throws', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constant(''),
    fc.constant('Per, 05/28/2020 - 13:21 -- A'),
    fc.constant('03/04/2020'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const items = [...readCopiedPage(lines.join('\n'), reading)]
      assert.ok(items.length > 0)
      for (const item of items)
        if (item.kind === 'article') assert.ok(item.article.versions[0]?.text(new Map()).headline)
    }),
  )
})

function articlesOf(items: readonly FoundItem[]): FoundArticle[] {
  return items.flatMap((item) => (item.kind === 'article' ? [item.article] : []))
}
