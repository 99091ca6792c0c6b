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
const offer = new RegExp(`(\\n?)${forwardMark}(<p>.*?</p>)${forwardMark}`, 's')

/** The page's final text. */
export function finishPage(text: string, { edition, forwardable }: Finish): string {
  return text.replace(offer, forwardable ? '$1$2' : '').replaceAll(editionMark, String(edition))
}

/** Whether the page offers a copy to be forwarded when there is one. */
export function offersForward(text: string): boolean {
  return offer.test(text)
}
