// In which order files go to a destination, so that at every moment a reader there finds either the
// old or the new page and no link to nothing: what is new, then what changes, then the checkpoint
// that says the edition is complete, then what leaves.

export interface DeliveryPlan {
  /** Nothing there points to these yet. */
  readonly fresh: readonly string[]
  readonly changed: readonly string[]
  /** Files, and for those whose folder went too, that folder. */
  readonly gone: readonly string[]
}

export interface There {
  readonly held: readonly string[]
  /** What may lie there beside `held`. */
  readonly perhaps: readonly string[]
  /** Paths that have other bytes there, or had. */
  readonly touched: ReadonlySet<string>
}

/** What a destination lacks of the tree `paths`. The checkpoint is in none: it goes by itself. */
export function planDelivery(
  paths: readonly string[],
  { held, perhaps, touched }: There,
): DeliveryPlan {
  const [there, here] = [new Set(held), new Set(paths)]
  const folders = new Set(paths.flatMap(foldersOf))
  const left = [...new Set([...held, ...perhaps])].filter((path) => !here.has(path))
  const lost = new Set(left.map((path) => foldersOf(path).find((one) => !folders.has(one)) ?? path))
  return {
    fresh: paths.filter((path) => !there.has(path) && path !== 'log/checkpoint'),
    changed: paths.filter(
      (path) => there.has(path) && touched.has(path) && path !== 'log/checkpoint',
    ),
    gone: [...lost].sort(),
  }
}

/** "a/b/c.html" -> "a", "a/b" */
function foldersOf(path: string): string[] {
  const names = path.split('/').slice(0, -1)
  return names.map((_, at) => names.slice(0, at + 1).join('/'))
}
