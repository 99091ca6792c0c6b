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

/** The page's final text. */
export function finishPage(text: string, { edition, forwardable }: Finish): string {
  const offered = offerIn(text)
  const settled = offered === null ? text : settle(text, offered, forwardable)
  return settled.replaceAll(editionMark, String(edition))
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

/** The offer without its marks, or without all of it and the line it stands on. */
function settle(text: string, { start, end }: Offer, forwardable: boolean): string {
  if (forwardable) {
    const offer = text.slice(start + forwardMark.length, end - forwardMark.length)
    return text.slice(0, start) + offer + text.slice(end)
  }
  const lineStart = text[start - 1] === '\n' ? start - 1 : start
  return text.slice(0, lineStart) + text.slice(end)
}
