// What the runs of a campaign come to, by step and fault.
import type { Standing } from './judge.ts'
import type { Run } from './run.ts'

const standings = ['old', 'new'] satisfies Standing[]
const heads = ['runs', 'hit', 'silent', ...standings, 'repair ms', 'as a command', 'problems']

/** A table for people; the time is of the slowest next command, in a warm process and on its own. */
export function formatTable(runs: readonly Run[]): string {
  const kinds = [...new Set(runs.map(kindOf))]
  const rows = kinds.map((kind) => [kind, ...cellsOf(runs.filter((run) => kindOf(run) === kind))])
  const all = [['', ...heads], ...rows, ['all', ...cellsOf(runs)]]
  const widths = all[0]!.map((_, at) => Math.max(...all.map((row) => row[at]!.length)))
  return all
    .map((row) =>
      row.map((cell, at) => (at === 0 ? cell.padEnd : cell.padStart).call(cell, widths[at]!)),
    )
    .map((row) => `${row.join('  ')}\n`)
    .join('')
}

/** One line for each thing that was wrong, with what runs it again. */
export function formatProblems(runs: readonly Run[]): string {
  return runs
    .flatMap(({ step, fault, call, problems }) =>
      problems.map(
        (problem) => `--step ${step} --fault '${fault}' --call '${call}'\n    ${problem}\n`,
      ),
    )
    .join('')
}

function cellsOf(runs: readonly Run[]): readonly string[] {
  const count = (is: (run: Run) => boolean): string => String(runs.filter(is).length)
  const slowest = (outside: boolean): string =>
    String(
      Math.round(
        Math.max(0, ...runs.filter((run) => run.outside === outside).map((run) => run.repairMs)),
      ),
    )
  return [
    String(runs.length),
    count(({ hit }) => hit),
    count(({ silent }) => silent),
    ...standings.map((standing) => count((run) => run.standing === standing)),
    slowest(false),
    slowest(true),
    String(runs.flatMap(({ problems }) => problems).length),
  ]
}

function kindOf({ step, fault }: Run): string {
  return `${step}, ${fault}`
}
