import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { makeKeys } from '../keys/keys.ts'
import { decodeText } from '../log/bytes.ts'
import { parseTrust } from '../log/trust.ts'
import { renderVerifyPage } from './render.ts'
import { words } from './words/words.ts'

const window = { from: '2026-01-01T00:00:00Z', until: '2027-01-01T00:00:00Z' }
const { trust } = makeKeys('news.example/log', window)
const html = decodeText(renderVerifyPage(trust))

test('the check page is the same for the same keys, whatever digest the trust file states', () => {
  assert.equal(decodeText(renderVerifyPage({ ...trust, page: 'ab'.repeat(32) })), html)
  assert.notEqual(decodeText(renderVerifyPage(makeKeys(trust.origin, window).trust)), html)
})

test('its policy allows its own script and style by their digests, and nothing else', () => {
  const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? []
  for (const name of ['script', 'style']) {
    const [, content = ''] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(html) ?? []
    const digest = createHash('sha256').update(content).digest('base64')
    assert.ok(policy.includes(`${name}-src 'sha256-${digest}'`), name)
  }
  assert.match(policy, /^default-src 'none';/)
  assert.doesNotMatch(policy, /unsafe|http|\*/)
  assert.equal(html.match(/<script/g)?.length, 1)
  assert.doesNotMatch(html, /\b(?:src|href)="(?!data:,)/)
})

test('it holds the trust file, and every word in every language with the same values', () => {
  const [, json = '""'] = /startPage\((".*")\)/.exec(html) ?? []
  assert.deepEqual(parseTrust(new TextEncoder().encode(JSON.parse(json))).log, trust.log)
  const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()
  for (const language of [words.tr, words.ug])
    for (const [word, text] of Object.entries(words.en))
      assert.deepEqual(values(language[word as keyof typeof words.en]), values(text), word)
})
