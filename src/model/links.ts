// Where a text leads.
import type { BodyNode } from './body.ts'

/** The targets of a body's links, each once, in its order. */
export function hrefsOf(body: BodyNode): readonly string[] {
  const out = new Set<string>()
  const walk = (node: BodyNode): void => {
    for (const { type, attrs } of node.marks ?? [])
      if (type === 'link') out.add(String(attrs?.['href']))
    for (const child of node.content ?? []) walk(child)
  }
  walk(body)
  return [...out]
}
