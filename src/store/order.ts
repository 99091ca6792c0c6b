// The order of texts by code units: the same on both engines, whatever collation a server was set up
// with. Ids need none of this: digits and lower-case letters stand the same way everywhere.

/** A copy of `rows` in ascending order of `key`; equal keys keep their places. */
export function inOrder<T>(rows: readonly T[], key: (row: T) => string): T[] {
  return rows
    .map((row) => ({ row, by: key(row) }))
    .sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
    .map(({ row }) => row)
}
