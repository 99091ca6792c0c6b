// Direction of a block, where its author said nothing.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BodyNode } from '../model/body.ts'
import type { Direction } from '../text/lang.ts'
import { sideOf } from './side.ts'

test('sideOf() goes by most of the letters, then by what is around, and first by its author', () => {
  const check = (
    text: string,
    around: Direction,
    expected: Direction,
    dir: string | null = null,
  ) => {
    const node: BodyNode = { type: 'paragraph', attrs: { dir }, content: [{ type: 'text', text }] }
    assert.equal(sideOf(node, around), expected, `${text} in ${around}`)
  }
  check('Hello', 'ltr', 'ltr')
  check('Hello', 'rtl', 'ltr')
  check('سالام', 'ltr', 'rtl')
  check('BBC نىڭ خەۋىرىگە قارىغاندا', 'rtl', 'rtl')
  check('BBC نىڭ خەۋىرىگە قارىغاندا', 'ltr', 'rtl')
  check('The word دۇنيا means world', 'rtl', 'ltr')
  check('28-05-2020', 'rtl', 'rtl')
  check('28-05-2020', 'ltr', 'ltr')
  check('', 'rtl', 'rtl')
  check('Хәвәр 新闻', 'rtl', 'ltr')
  check('Hello', 'ltr', 'rtl', 'rtl')
})
