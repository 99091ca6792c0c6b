// Which way a block of the body runs. Where its author did not say, its letters do: the side most
// of them are on, since a Uyghur sentence that begins with "BBC" is still a Uyghur sentence.
import type { BodyNode } from '../model/body.ts'
import type { Direction } from '../text/lang.ts'

/** The block's own direction, or `around` when nothing in it speaks against that. */
export function sideOf(node: BodyNode, around: Direction): Direction {
  const own = node.attrs?.['dir']
  if (own === 'rtl' || own === 'ltr') return own
  if (!hasLetter(node, around === 'ltr' ? rtlLetter : ltrLetter)) return around
  return sideOfText(ownText(node), around)
}

/** The side most letters of `text` are on. */
export function sideOfText(text: string, around: Direction): Direction {
  const [rtl = 0, ltr = 0] = [rtlLetters, ltrLetters].map((side) => text.match(side)?.length)
  if (rtl === ltr) return around
  return rtl > ltr ? 'rtl' : 'ltr'
}

// Hebrew, Arabic, Syriac, Thaana, N'Ko and the Arabic presentation forms; everything else that is
// a letter, with the marks and signs among them, which are too few to matter.
const rtlLetter = /[\u05d0-\u08ff\ufb1d-\ufefc]/
const ltrLetter = /[A-Za-z\u00c0-\u05cf\u0900-\u1fff\u2c00-\ud7ff]/
const rtlLetters = new RegExp(rtlLetter, 'g')
const ltrLetters = new RegExp(ltrLetter, 'g')

/** Most blocks have letters of one side only: finding none of the other is quicker than counting. */
function hasLetter(node: BodyNode, letter: RegExp): boolean {
  if (node.text !== undefined) return letter.test(node.text)
  return node.content?.some((child) => hasLetter(child, letter)) ?? false
}

/** The text without foreign phrases, which are marked as such. */
function ownText(node: BodyNode): string {
  if (node.text !== undefined)
    return node.marks?.some(({ type }) => type === 'phrase') ? '' : node.text
  return (node.content ?? []).map(ownText).join('')
}
