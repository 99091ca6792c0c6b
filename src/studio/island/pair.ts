// Original and translation side by side: each block beside the one it translates, the one under the
// caret marked on both sides, and the way to the next that is not translated yet.
import { Plugin, PluginKey, TextSelection } from 'prosemirror-state'
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view'

const key = new PluginKey<readonly number[]>('pair')

/** `original` holds one element per block of the original, in order. */
export function pairing(original: HTMLElement): Plugin<readonly number[]> {
  const blocks = [...original.children] as HTMLElement[]
  return new Plugin<readonly number[]>({
    key,
    state: {
      init: () => [],
      apply: (tr, old) => (tr.getMeta(key) as readonly number[] | undefined) ?? old,
    },
    props: {
      decorations(state) {
        const lower = key.getState(state) ?? []
        const here = state.selection.$from.index(0)
        const found: Decoration[] = []
        state.doc.forEach((node, at, index) => {
          const push = lower[index] ?? 0
          const style = push > 0 ? { style: `padding-top: ${push}px` } : {}
          const mark = index === here ? { class: 'here' } : {}
          if (push > 0 || index === here)
            found.push(Decoration.node(at, at + node.nodeSize, { ...style, ...mark }))
        })
        return DecorationSet.create(state.doc, found)
      },
    },
    view(view) {
      let wanted = 0
      const align = (): void => {
        cancelAnimationFrame(wanted)
        wanted = requestAnimationFrame(() => alignBlocks(view, original, blocks))
      }
      const observer = new ResizeObserver(align)
      observer.observe(original)
      observer.observe(view.dom)
      return {
        update(now, before) {
          const here = now.state.selection.$from.index(0)
          for (const [at, block] of blocks.entries()) block.classList.toggle('here', at === here)
          if (!now.state.doc.eq(before.doc)) align()
        },
        destroy: () => observer.disconnect(),
      }
    },
  })
}

/** Moves whichever block of a pair begins higher down to where the other begins. */
function alignBlocks(
  view: EditorView,
  original: HTMLElement,
  blocks: readonly HTMLElement[],
): void {
  const old = key.getState(view.state) ?? []
  const written = ([...view.dom.children] as HTMLElement[]).filter(
    (child) => !child.classList.contains('ProseMirror-widget'),
  )
  const [there, here] = [original.getBoundingClientRect(), view.dom.getBoundingClientRect()]
  // In a narrow window one stands above the other, and nothing has to be pushed.
  const beside = there.right <= here.left || here.right <= there.left
  const pushes: number[] = []
  const moved = blocks.map((block) => Number.parseFloat(block.style.marginBlockStart) || 0)
  let [shiftLeft, shiftRight] = [0, 0]
  const topOf = (element: HTMLElement): number => element.getBoundingClientRect().top
  const [leftTops, rightTops] = [blocks.map(topOf), written.map(topOf)]
  let [oldLeft, oldRight] = [0, 0]
  for (let at = 0; at < Math.min(blocks.length, written.length); at++) {
    // Where the two would begin without any pushing, and with what was pushed above them now.
    // A margin moves the block itself, a padding what is in it.
    oldLeft += moved[at] ?? 0
    const left = leftTops[at]! - oldLeft + shiftLeft
    const right = rightTops[at]! - oldRight + shiftRight
    oldRight += old[at] ?? 0
    const gap = beside ? Math.round(left - right) : 0
    blocks[at]!.style.marginBlockStart = gap < 0 ? `${-gap}px` : ''
    pushes[at] = Math.max(0, gap)
    shiftLeft += Math.max(0, -gap)
    shiftRight += Math.max(0, gap)
  }
  const isSame =
    pushes.length === old.length && pushes.every((push, at) => Math.abs(push - old[at]!) < 2)
  if (!isSame) view.dispatch(view.state.tr.setMeta(key, pushes).setMeta('addToHistory', false))
}

/** Puts the caret into the first block after it that is empty or still the original's words. */
export function goToUntranslated(view: EditorView, original: HTMLElement): boolean {
  const texts = [...original.children].map((block) => (block.textContent ?? '').trim())
  const { doc, selection } = view.state
  const here = selection.$from.index(0)
  const open: { index: number; at: number }[] = []
  doc.forEach((node, at, index) => {
    const text = node.textContent.trim()
    if (node.isTextblock && (text === '' ? (texts[index] ?? '') !== '' : text === texts[index]))
      open.push({ index, at })
  })
  const next = open.find(({ index }) => index > here) ?? open[0]
  if (next === undefined) return false
  const target = TextSelection.near(doc.resolve(next.at + 1))
  view.dispatch(view.state.tr.setSelection(target).scrollIntoView())
  view.focus()
  return true
}

/** To the block before or after the one with the caret. */
export function goToBlock(view: EditorView, step: 1 | -1): boolean {
  const { doc, selection } = view.state
  const index = selection.$from.index(0) + step
  if (index < 0 || index >= doc.childCount) return false
  let at = 0
  for (let before = 0; before < index; before++) at += doc.child(before).nodeSize
  const target = TextSelection.near(doc.resolve(at + 1))
  view.dispatch(view.state.tr.setSelection(target).scrollIntoView())
  return true
}
