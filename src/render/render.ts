// The press: one view in, the bytes of one file out.
import type { View } from './views.ts'

/** The finished text of a view's file; HTML pages carry `editionMark` where the number goes. */
export function renderView(view: View): string {
  throw new RangeError(`Cannot render "${view.kind}": not written yet`)
}
