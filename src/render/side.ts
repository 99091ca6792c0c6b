// Which way a block of the body runs. Where its author did not say, its letters do: the side most
// of them are on, since a Uyghur sentence that begins with "BBC" is still a Uyghur sentence.
import type { BodyNode } from '../model/body.ts'
import type { Direction } from '../text/lang.ts'

/** The block's own direction, or `around` when nothing in it speaks against that. */
export function sideOf(node: BodyNode, around: Direction): Direction {
  const own = node.attrs?.['dir']
  if (own === 'rtl' || own === 'ltr') return own
  const count = { rtl: 0, ltr: 0 }
  countLetters(node, count)
  if (count.rtl === count.ltr) return around
  return count.rtl > count.ltr ? 'rtl' : 'ltr'
}

function countLetters(node: BodyNode, count: { rtl: number; ltr: number }): void {
  const { text } = node
  if (text !== undefined) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (isRtl(code)) count.rtl++
      else if (isLtr(code)) count.ltr++
    }
  }
  for (const child of node.content ?? []) countLetters(child, count)
}

/** Hebrew, Arabic, Syriac, Thaana, N'Ko and the Arabic presentation forms; Adlam is beyond UTF-16's first plane. */
function isRtl(code: number): boolean {
  return (code >= 0x5d0 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfefc)
}

function isLtr(code: number): boolean {
  return (
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0xc0 && code < 0x5d0) ||
    (code >= 0x900 && code < 0x2000) ||
    (code >= 0x2c00 && code < 0xd800)
  )
}
