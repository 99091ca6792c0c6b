// Squares that a telephone reads, with the same in words beside them wherever one stands.
import { create, toString as drawn } from 'qrcode'
import { attribute, type Html, html } from './html.ts'

/** Cells of white around, as the standard wants them. */
const margin = 4

/** `text` as a drawing: one path of strokes, a cell high each. `label` says what it is. */
export function qrSvg(text: string, label: string): Html {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  const strokes: string[] = []
  for (let row = 0; row < size; row++)
    for (let at = 0; at < size; at++) {
      const start = at
      while (at < size && data[row * size + at] === 1) at++
      if (at > start) strokes.push(`M${start + margin} ${row + margin}.5h${at - start}`)
    }
  const side = size + 2 * margin
  return html`<svg class="qr" role="img" ${attribute('aria-label', label)} viewBox="0 0 ${side} ${side}"><path d="${strokes.join('')}"/></svg>`
}

/** `text` as lines of half blocks, for terminals and printers. */
export function qrText(text: string): Promise<string> {
  return drawn(text, { type: 'utf8' })
}
