// What changed between two texts, for people who have to follow: blocks first, then words within a
// block. Two who wrote at once are compared with what both began from. Pure.
import type { Text } from '../../model/article.ts'
import type { Body, BodyNode } from '../../model/body.ts'

/** A stretch that both sides have, or that one or both have in their own way. */
export interface Stretch<T> {
  readonly same: boolean
  readonly before: readonly T[]
  readonly after: readonly T[]
}

/** Longer lists are compared only at their ends: the work would grow with the square. */
const sizeMax = 4_000_000

/** The two lists as stretches, in order; items are the same when `key` gives the same. */
export function compareLists<T>(
  before: readonly T[],
  after: readonly T[],
  key: (item: T) => string,
): readonly Stretch<T>[] {
  const [a, b] = [before.map(key), after.map(key)]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++
  const found: Stretch<T>[] = []
  const push = (same: boolean, from: readonly T[], to: readonly T[]): void => {
    if (from.length === 0 && to.length === 0) return
    const last = found.at(-1)
    if (last?.same === same)
      found[found.length - 1] = {
        same,
        before: [...last.before, ...from],
        after: [...last.after, ...to],
      }
    else found.push({ same, before: from, after: to })
  }
  push(true, before.slice(0, start), after.slice(0, start))
  const [m, n] = [a.length - start - end, b.length - start - end]
  const middle = { before: before.slice(start, start + m), after: after.slice(start, start + n) }
  if (m * n > sizeMax) push(false, middle.before, middle.after)
  else
    for (const [same, i, j] of pairs(a.slice(start, start + m), b.slice(start, start + n)))
      push(same, i === null ? [] : [middle.before[i]!], j === null ? [] : [middle.after[j]!])
  push(true, before.slice(a.length - end), after.slice(b.length - end))
  return found
}

/** The longest common sequence, as steps: both, only the first, only the second. */
function pairs(
  a: readonly string[],
  b: readonly string[],
): (readonly [same: boolean, i: number | null, j: number | null])[] {
  const width = b.length + 1
  const lengths = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
  const steps: (readonly [boolean, number | null, number | null])[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push([true, i++, j++])
    else if (
      j >= b.length ||
      (i < a.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)
    )
      steps.push([false, i++, null])
    else steps.push([false, null, j++])
  }
  return steps
}

/** Words and what stands between them, compared. */
export function compareWords(before: string, after: string): readonly Stretch<string>[] {
  const cut = (text: string): readonly string[] =>
    text.match(/[\p{L}\p{M}\p{N}'’ʼ-]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []
  return compareLists(cut(before), cut(after), (word) => word)
}

/** A slip of the pen put right: nobody has to translate it again. */
export function isMinor(before: string, after: string): boolean {
  const words = compareWords(before, after).filter(({ same }) => !same)
  const letters = words.map((stretch) => [stretch.before.join(''), stretch.after.join('')] as const)
  return (
    letters.length <= 2 &&
    letters.every(
      ([one, two]) =>
        Math.abs(one.length - two.length) <= 1 &&
        !/\p{N}/u.test(one + two) &&
        distanceIsSmall(one, two),
    )
  )
}

/** At most two letters differ between words of nearly the same length. */
function distanceIsSmall(one: string, two: string): boolean {
  if (Math.min(one.length, two.length) < 4) return one.length === 0 || two.length === 0
  const kept = compareLists([...one], [...two], (letter) => letter)
    .filter(({ same }) => same)
    .reduce((sum, { before }) => sum + before.length, 0)
  return Math.max(one.length, two.length) - kept <= 2
}

/** One place where two texts differ, or a stretch where they do not. */
export interface Hunk {
  readonly kind: 'same' | 'mine' | 'theirs' | 'both'
  readonly mine: readonly BodyNode[]
  readonly theirs: readonly BodyNode[]
}

/** The blocks of two texts begun from `base`: where they differ, and who changed it. */
export function compareBodies(base: Body | null, mine: Body, theirs: Body): readonly Hunk[] {
  const key = (block: BodyNode): string => JSON.stringify(block)
  const known = new Set((base?.content ?? []).map(key))
  const isOld = (blocks: readonly BodyNode[]): boolean =>
    blocks.every((block) => known.has(key(block)))
  return compareLists(mine.content ?? [], theirs.content ?? [], key).map((stretch) => {
    const blocks = { mine: stretch.before, theirs: stretch.after }
    if (stretch.same) return { kind: 'same', ...blocks }
    if (isOld(stretch.after)) return { kind: 'mine', ...blocks }
    return { kind: isOld(stretch.before) ? 'theirs' : 'both', ...blocks }
  })
}

export type Choice = 'mine' | 'theirs' | 'both'
export const mergedFields = ['headline', 'teaser', 'byline', 'translator'] as const

/** What the choices make of two texts; corrections of both are kept, alternative texts too. */
export function mergeTexts(
  { base, mine, theirs }: { base: Text | null; mine: Text; theirs: Text },
  choices: {
    readonly fields: Readonly<Partial<Record<(typeof mergedFields)[number], Choice>>>
    /** One per hunk that differs, in order. */
    readonly hunks: readonly Choice[]
  },
): Text {
  let at = 0
  const content = compareBodies(base?.body ?? null, mine.body, theirs.body).flatMap((hunk) => {
    if (hunk.kind === 'same') return hunk.mine
    const choice = choices.hunks[at++] ?? 'both'
    if (choice === 'both') return [...hunk.theirs, ...hunk.mine]
    return hunk[choice]
  })
  const from = (name: (typeof mergedFields)[number]): Text =>
    choices.fields[name] === 'theirs' ? theirs : mine
  const teaser = from('teaser')
  const corrections = [...theirs.corrections, ...mine.corrections]
  const once = new Map(corrections.map((one) => [`${one.date} ${one.note}`, one]))
  return {
    headline: from('headline').headline,
    teaser: teaser.teaser,
    teaserCut: teaser.teaserCut,
    body: { type: 'doc', content: content.length === 0 ? [{ type: 'paragraph' }] : content },
    extent: mine.extent,
    byline: from('byline').byline,
    translator: from('translator').translator,
    corrections: [...once.values()].sort((a, b) =>
      a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
    ),
    alt: { ...theirs.alt, ...mine.alt },
  }
}
