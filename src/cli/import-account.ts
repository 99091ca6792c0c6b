// The account of an import: items in = imported + updated + unchanged + merged + refused.

export type Fate = 'imported' | 'updated' | 'unchanged' | 'merged' | 'refused'

export interface AccountItem {
  readonly where: string
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
}

export function newAccount(): Account {
  return { items: [], counts: { imported: 0, updated: 0, unchanged: 0, merged: 0, refused: 0 } }
}

export function enter(account: Account, item: AccountItem): void {
  account.items.push(item)
  account.counts[item.fate] += 1
}

/** The account in words: the sum first, then every item that needs a look. */
export function formatAccount({ items, counts }: Account, isDry: boolean): string {
  const { imported, updated, unchanged, merged, refused } = counts
  const sum = `${items.length} read: ${imported} imported, ${updated} updated, ${unchanged} unchanged, ${merged} merged, ${refused} refused.`
  const told = items.filter(({ reason, notes }) => reason !== null || notes.length > 0)
  const lines = told.flatMap(({ where, name, fate, reason, notes }) => [
    `${where}: ${fate}${name === null ? '' : ` “${name}”`}${reason === null ? '' : `: ${reason}`}`,
    ...notes.map((note) => `    ${note}`),
  ])
  const dry = isDry ? ['This was a trial: nothing was changed.'] : []
  return `${[sum, ...lines, ...dry].join('\n')}\n`
}
