// Statements that ask for many things at once. Built as text: through the query builder each value costs
// more than the database does. Lists are filled up with repeats, so that few statements serve all lengths.

const stepMax = 512
const texts = new Map<string, string>()

/** Places for the values of an `in (...)`, and the values. `place` is that of one row; there must be one. */
export function many(
  rows: readonly (readonly unknown[])[],
  place = '?',
): { readonly places: string; readonly values: readonly unknown[] } {
  const length = filledUp(rows.length)
  const name = `${length} ${place}`
  const places = texts.get(name) ?? Array(length).fill(place).join(', ')
  if (length <= stepMax) texts.set(name, places)
  const values = rows.flat()
  const last = rows.at(-1) ?? []
  for (let n = rows.length; n < length; n += 1) values.push(...last)
  return { places, values }
}

/** 1, 2, 4 ... 512, then multiples of 512. */
function filledUp(length: number): number {
  if (length > stepMax) return Math.ceil(length / stepMax) * stepMax
  let step = 1
  while (step < length) step *= 2
  return step
}
