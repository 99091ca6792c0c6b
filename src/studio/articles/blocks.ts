// Questions about the blocks of a body that several screens ask. Pure.
import { type BodyNode, blockTexts } from '../../model/body.ts'
import type { Digest } from '../../model/id.ts'

/** Pictures that stand in a body, in order. */
export function digestsIn(node: BodyNode): readonly Digest[] {
  const own = node.type === 'figure' ? [node.attrs?.['picture'] as Digest] : []
  return [...own, ...(node.content ?? []).flatMap(digestsIn)]
}

/** Pictures that readers see with a text: those in it, and the article's own. */
export function shownIn(
  { body }: { readonly body: BodyNode },
  { image }: { readonly image: Digest | null },
): readonly Digest[] {
  return [...new Set([...digestsIn(body), ...(image === null ? [] : [image])])]
}

/** The words of one block, whatever is in it. */
export function textOfBlock(block: BodyNode): string {
  return blockTexts({ type: 'doc', content: [block] }).join('\n')
}

/** A paragraph or heading in which nobody has written anything. */
export function isEmptyBlock(block: BodyNode): boolean {
  const isText = block.type === 'paragraph' || block.type === 'heading'
  const hasNote = (block.content ?? []).some(({ type }) => type === 'footnote')
  return isText && !hasNote && textOfBlock(block).trim() === ''
}

/** The blocks of an original without their words: what a translation begins as. */
export function frameOf(blocks: readonly BodyNode[]): readonly BodyNode[] {
  return blocks.map((block): BodyNode => {
    const attrs = block.attrs && { ...block.attrs, ...('dir' in block.attrs ? { dir: null } : {}) }
    const bare = { type: block.type, ...(attrs ? { attrs } : {}) }
    const holdsText = ['paragraph', 'heading', 'figure'].includes(block.type)
    if (holdsText || block.content === undefined) return bare
    return { ...bare, content: frameOf(block.content) }
  })
}
