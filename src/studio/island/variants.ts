// The other scripts of the text beside it, renewed when the server has new words.
import { element } from './dom.ts'
import { failedLine } from './line.ts'
import type { Opened, Variant } from './opened.ts'

const restMs = 800

/** Fills the panel that the page brings; without one it does nothing. */
export function showVariants({ variantsAt, window }: Opened): { refresh(): void } {
  const panel = document.querySelector<HTMLElement>('.variants')
  let waiting: ReturnType<typeof setTimeout> | undefined
  const renew = async (): Promise<void> => {
    if (variantsAt === null || panel === null) return
    const response = await fetch(`${variantsAt}?window=${window}`)
    if (!response.ok) return
    for (const variant of (await response.json()) as Variant[]) fill(panel, variant)
  }
  return {
    refresh() {
      clearTimeout(waiting)
      // While the line is down what is shown is late, no more.
      waiting = setTimeout(() => void renew().catch(failedLine), restMs)
    },
  }
}

function fill(panel: HTMLElement, { lang, headline, blocks, losses }: Variant): void {
  const place = panel.querySelector(`[data-lang="${lang}"]`)
  const list = place?.querySelector<HTMLElement>('.losses')
  place?.querySelector('.headline')?.replaceChildren(headline)
  place
    ?.querySelector('.blocks')
    ?.replaceChildren(...blocks.map((block) => element('p', { dir: 'auto' }, block)))
  list?.replaceChildren(
    ...losses.map(({ text, why }) => element('li', {}, element('bdi', {}, text), `: ${why}`)),
  )
  if (list) list.hidden = losses.length === 0
}
