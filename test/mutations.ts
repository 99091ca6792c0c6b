// Attacks on a published tree, for the unit tests and the campaign: one function per kind, each
// returning what it did, or null when the tree offers nothing of the kind.
import { sameBytes } from '../src/edition/log/bytes.ts'

export type Tree = ReadonlyMap<string, Uint8Array>

/** A source of whole numbers below `below`, the same for the same seed (mulberry32). */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Attack = (
  tree: Map<string, Uint8Array>,
  roll: (below: number) => number,
  past: readonly Tree[],
) => string | null

export const attacks: Readonly<Record<string, Attack>> = {
  changed: (tree, roll) => {
    const [path, bytes] = pick(tree, roll)
    const changed = bytes.slice()
    const at = roll(bytes.length)
    changed[at] = (changed[at] ?? 0) ^ (1 << roll(8))
    tree.set(path, changed)
    return `${path}: byte ${at}`
  },
  truncated: (tree, roll) => {
    const [path, bytes] = pick(tree, roll)
    tree.set(path, bytes.slice(0, roll(bytes.length)))
    return path
  },
  lengthened: (tree, roll) => {
    const [path, bytes] = pick(tree, roll)
    tree.set(path, Uint8Array.from([...bytes, [10, 32, 0, 60][roll(4)] ?? 0]))
    return path
  },
  missing: (tree, roll) => {
    const [path] = pick(tree, roll)
    tree.delete(path)
    return path
  },
  extra: (tree, roll) => {
    const [near] = pick(tree, roll)
    const path = `${near}${['.html', '.bak', '/x', '~'][roll(4)]}`
    tree.set(path, Uint8Array.of(60))
    return path
  },
  swapped: (tree, roll) => {
    const [a, b] = [pick(tree, roll), pick(tree, roll)]
    if (sameBytes(a[1], b[1])) return null
    tree.set(a[0], b[1])
    tree.set(b[0], a[1])
    return `${a[0]} with ${b[0]}`
  },
  old: (tree, roll, past) => {
    const before = past[roll(past.length)] ?? new Map()
    const changed = [...before].filter(([path, bytes]) => {
      const now = tree.get(path)
      return now !== undefined && !sameBytes(now, bytes)
    })
    const [path, bytes] = changed[roll(Math.max(1, changed.length))] ?? []
    if (path === undefined || bytes === undefined) return null
    tree.set(path, bytes)
    return path
  },
  returned: (tree, roll, past) => {
    const before = past[roll(past.length)] ?? new Map()
    const gone = [...before].filter(([path]) => !tree.has(path) && !path.includes('/tile/'))
    const [path, bytes] = gone[roll(Math.max(1, gone.length))] ?? []
    if (path === undefined || bytes === undefined) return null
    tree.set(path, bytes)
    return path
  },
}

/** Any file, the few of the log and the trust folder as likely as the many pages. */
function pick(
  tree: ReadonlyMap<string, Uint8Array>,
  roll: (below: number) => number,
): readonly [string, Uint8Array] {
  const folders = [/^editions\//, /^log\//, /^trust\//, /^(?!editions|log|trust)/]
  const folder = folders[roll(4)] ?? /./
  const files = [...tree].filter(([path, bytes]) => folder.test(path) && bytes.length > 0)
  return files[roll(files.length)] ?? pick(tree, roll)
}
