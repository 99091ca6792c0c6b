// Figures for people: a median with its range, and tables as documents hold them.

export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? Number.NaN
}

/** "1.52 (1.49..1.70)" */
export function spread(figures: readonly number[], digits: number): string {
  const sorted = figures.toSorted((a, b) => a - b)
  const [least, most] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN]
  const middle = median(figures).toFixed(digits)
  if (least.toFixed(digits) === most.toFixed(digits)) return middle
  return `${middle} (${least.toFixed(digits)}..${most.toFixed(digits)})`
}

/** A Markdown table. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n')
}
