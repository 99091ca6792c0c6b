// The sheet: small, safe for old browsers, readable in every colour, and named by its hash.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { parseLang } from '../text/lang.ts'
import { themeOf } from './theme.ts'

const looks = ['en', 'ug', 'ug-Cyrl', 'zh-Hans'].map((tag) => ({
  lang: parseLang(tag),
  accentLight: '#8a1c1c',
  accentDark: '#f2a18d',
}))
const sheetOf = (look: (typeof looks)[number]) =>
  themeOf(look).style.text.replace(/^<style>|<\/style>$/g, '')

test('the policy names the very sheet of the page, and forbids everything else', () => {
  for (const look of looks) {
    const hash = createHash('sha256').update(sheetOf(look)).digest('base64')
    assert.ok(themeOf(look).policy.startsWith(`default-src 'none'; style-src 'sha256-${hash}';`))
    assert.doesNotMatch(themeOf(look).policy, /unsafe|script|\*|https?:/)
  }
})

test('the base sheet keeps to what old browsers know', () => {
  for (const look of looks) {
    const base = sheetOf(look).replace(/@supports\([^)]*\)\{(?:[^{}]*\{[^}]*\})*\}/g, '')
    assert.doesNotMatch(
      base,
      /grid|var\(|--|calc\(|\bclamp\(|inline-start|inline-end|url\(|@import/,
    )
    assert.ok(sheetOf(look).length <= 4200, `${look.lang}: ${sheetOf(look).length}`)
  }
})

test('Arabic script is never slanted, spaced, justified or set in capitals', () => {
  const css = sheetOf(looks[1]!)
  assert.doesNotMatch(css, /italic|oblique|letter-spacing|justify|text-transform/)
  assert.match(css, /em\{font-style:normal/)
  assert.match(css, /font:100%\/1\.8 Charter/)
})

test('sides follow the direction of the page', () => {
  assert.match(sheetOf(looks[0]!), /blockquote\{border-left:/)
  assert.match(sheetOf(looks[1]!), /blockquote\{border-right:/)
  assert.doesNotMatch(sheetOf(looks[1]!), /text-align:left|border-left/)
})

test('an accent that cannot be read, or is none, gives way to the theme’s own', () => {
  const css = themeOf({ lang: parseLang('en'), accentLight: '#ffff00', accentDark: 'red}*{' }).style
    .text
  assert.match(css, /a\{color:#0b4f8a/)
  assert.match(css, /a\{color:#8fc3f3\}/)
  assert.ok(!css.includes('#ffff00') && !css.includes('red}'))
})
