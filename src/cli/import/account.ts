// The account of an import: items in = imported + updated + unchanged + merged + refused.

import { formatProposal, type ToldProposal } from '../proposals.ts'

export type Fate = 'imported' | 'updated' | 'unchanged' | 'merged' | 'refused'

export interface AccountItem {
  readonly where: string
  /** What the source calls such items; left out: an article. */
  readonly what?: string
  /** How many items this stands for; left out: one. */
  readonly count?: number
  readonly name: string | null
  readonly fate: Fate
  /** Why, in a sentence; null where the fate says it all. */
  readonly reason: string | null
  /** What was dropped or is doubtful. */
  readonly notes: readonly string[]
}

export interface Account {
  readonly items: AccountItem[]
  readonly counts: Record<Fate, number>
  /** The same for each kind of item, in the order met. */
  readonly kinds: Map<string, Record<Fate, number>>
  /** Sections that items name and the newsroom does not have; how many items. */
  readonly missingSections: Map<string, number>
  /** What may be translations of one another, found by this import. */
  readonly proposals: ToldProposal[]
}

export function newAccount(): Account {
  return {
    items: [],
    counts: noCounts(),
    kinds: new Map(),
    missingSections: new Map(),
    proposals: [],
  }
}

export function enter(account: Account, item: AccountItem): void {
  account.items.push(item)
  const { what = 'article', count = 1 } = item
  const kind = account.kinds.get(what) ?? noCounts()
  account.kinds.set(what, kind)
  kind[item.fate] += count
  account.counts[item.fate] += count
}

/** The account as JSON, piece by piece: of a large site it is too long for one text. */
export function* jsonOfAccount(account: Account): Generator<string> {
  const { counts, kinds, items, missingSections, proposals } = account
  const head = {
    read: readCount(account),
    ...counts,
    kinds: Object.fromEntries(kinds),
    missingSections: Object.fromEntries(missingSections),
    proposals,
  }
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`
  for (let at = 0; at < items.length; at += itemsAPiece) {
    const piece = JSON.stringify(items.slice(at, at + itemsAPiece)).slice(1, -1)
    yield at === 0 ? piece : `,${piece}`
  }
  yield ']}\n'
}

/** All items read. */
export function readCount({ counts }: Pick<Account, 'counts'>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

const itemsAPiece = 500
/** Items told of one by one; more nobody reads on a screen. */
const toldMax = 1000

/** The account in words: the sum first, then every item that needs a look. */
export function formatAccount(account: Account, isDry: boolean): string {
  const { items, counts, kinds } = account
  const sum = formatCounts('read', counts)
  const perKind =
    kinds.size < 2 ? [] : [...kinds].map(([what, of]) => `  ${formatCounts(what, of)}`)
  const told = items.filter(({ reason, notes }) => reason !== null || notes.length > 0)
  const lines = told
    .slice(0, toldMax)
    .flatMap(({ where, what, count, name, fate, reason, notes }) => [
      `${where}: ${fate}${count === undefined ? '' : ` ${count} × ${what ?? 'article'}`}${name === null || name === '' ? '' : ` “${name}”`}${reason === null ? '' : `: ${reason}`}`,
      ...notes.map((note) => `    ${note}`),
    ])
  const more = told.length - toldMax
  const rest = more > 0 ? [`${more} more: --report FOLDER or --json has them all.`] : []
  const dry = isDry ? ['This was a trial: nothing was changed.'] : []
  return `${[sum, ...perKind, ...generalNotes(account), ...lines, ...rest, ...proposalLines(account), ...dry].join('\n')}\n`
}

/** What is said once of many items, a sentence each. */
export function generalNotes({ missingSections }: Account): readonly string[] {
  return [...missingSections].map(
    ([name, count]) =>
      `There is no section “${name}”: ${count === 1 ? '1 item' : `${count} items`} came in without one.`,
  )
}

/** Says in a sentence that there are proposals, and what to do with them. */
export function aboutProposals(count: number): string {
  return `${count === 1 ? '1 pair of articles' : `${count} pairs of articles`} may be translations of each other. "xewer articles join ID ID" makes one article of two, "xewer articles reject ID ID" says that they are not.`
}

function proposalLines({ proposals }: Account): readonly string[] {
  if (proposals.length === 0) return []
  const more = proposals.length - toldMax
  return [
    aboutProposals(proposals.length),
    ...proposals.slice(0, toldMax).map((proposal) => `  ${formatProposal(proposal)}`),
    ...(more > 0 ? [`  ${more} more: "xewer articles proposals" has them all.`] : []),
  ]
}

/** "7 read: 6 imported, ..."; of kinds only what is not nought. */
function formatCounts(what: string, counts: Record<Fate, number>): string {
  const fates = Object.entries(counts).filter(([, count]) => count > 0 || what === 'read')
  return `${readCount({ counts })} ${what}: ${fates.map(([fate, count]) => `${count} ${fate}`).join(', ')}.`
}

function noCounts(): Record<Fate, number> {
  return { imported: 0, updated: 0, unchanged: 0, merged: 0, refused: 0 }
}
