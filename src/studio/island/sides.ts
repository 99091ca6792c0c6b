// Which way each block runs while it is written: exactly as the press will print it, and an empty
// one as the language does, so that the caret waits on the right side.
import type { Node } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { Decoration, DecorationSet } from 'prosemirror-view'
import type { BodyNode } from '../../model/body.ts'
import { sideOf } from '../../render/side.ts'
import type { Direction } from '../../text/lang.ts'

export function sides(around: Direction): Plugin<DecorationSet> {
  const known = new WeakMap<Node, Direction>()
  const sideOfNode = (node: Node, outer: Direction): Direction => {
    const found = known.get(node) ?? sideOf(node.toJSON() as BodyNode, outer)
    known.set(node, found)
    return found
  }
  const decorate = (doc: Node): DecorationSet => {
    const found: Decoration[] = []
    const walk = (parent: Node, start: number, outer: Direction): void => {
      parent.forEach((node, offset) => {
        if (node.isInline || node.isText) return
        const at = start + offset
        const side = node.type.name === 'table_row' ? outer : sideOfNode(node, outer)
        if (side !== outer) found.push(Decoration.node(at, at + node.nodeSize, { dir: side }))
        if (!node.isTextblock) walk(node, at + 1, side)
      })
    }
    walk(doc, 0, around)
    return DecorationSet.create(doc, found)
  }
  return new Plugin<DecorationSet>({
    state: {
      init: (_, { doc }) => decorate(doc),
      apply: (tr, old) => (tr.docChanged ? decorate(tr.doc) : old),
    },
    props: {
      decorations(state) {
        return this.getState(state)
      },
    },
  })
}
