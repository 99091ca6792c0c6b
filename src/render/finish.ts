// The last step of a page, after it has been compared with the one before: what depends on the edition
// that carries it, and must not make a page look changed.
import { editionMark, forwardMark } from './views.ts'

export interface Finish {
  /** The edition that changes the page. */
  readonly edition: number
  /** Whether a copy to be forwarded lies beside the page. */
  readonly forwardable: boolean
}

// A writer's own text may hold the mark, but never a tag behind it.
const [opening, closing] = [`${forwardMark}<p>`, `</p>${forwardMark}`]

/**
 * The page's final text in pieces that follow one another: to put it together again only to encode it
 * costs more than the rest of this step.
 */
export function finishPage(text: string, { edition, forwardable }: Finish): readonly string[] {
  const offered = offerIn(text)
  const settled = offered === null ? [text] : settle(text, offered, forwardable)
  return settled.flatMap((part) =>
    part.split(editionMark).flatMap((piece, at) => (at === 0 ? [piece] : [String(edition), piece])),
  )
}

/** Whether the page offers a copy to be forwarded when there is one. */
export function offersForward(text: string): boolean {
  return offerIn(text) !== null
}

/** Whether the final text differs from one edition to the next. */
export function namesEdition(text: string): boolean {
  return text.includes(editionMark)
}

interface Offer {
  readonly start: number
  /** Behind the closing mark. */
  readonly end: number
}

function offerIn(text: string): Offer | null {
  const start = text.indexOf(opening)
  const end = start < 0 ? -1 : text.indexOf(closing, start)
  return end < 0 ? null : { start, end: end + closing.length }
}

/** The text around the offer, and between them the offer without its marks, or nothing in the place of its line. */
function settle(text: string, { start, end }: Offer, forwardable: boolean): readonly string[] {
  if (forwardable) {
    const offer = text.slice(start + forwardMark.length, end - forwardMark.length)
    return [text.slice(0, start), offer, text.slice(end)]
  }
  const lineStart = text[start - 1] === '\n' ? start - 1 : start
  return [text.slice(0, lineStart), text.slice(end)]
}
