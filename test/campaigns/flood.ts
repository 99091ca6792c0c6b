// The whole attack against a server that may have 256 MiB: 9,000 half-open connections and 500 that
// ask without pause; then the same with 20 that never wait for an answer, for whom being gone in
// time is no promise. npm run check:flood [-- --slow 9000 --flooders 500 --seconds 15]
// As root the bound is a cgroup's; otherwise Node's heap is bounded and the memory measured.
import { parseArgs } from 'node:util'
import { type Flood, runFlood } from '../flood.ts'

const { values } = parseArgs({
  options: {
    slow: { type: 'string', default: '9000' },
    flooders: { type: 'string', default: '500' },
    seconds: { type: 'string', default: '15' },
  },
})
const [slow, flooders, seconds] = [values.slow, values.flooders, values.seconds].map(Number) as [
  number,
  number,
  number,
]
await check({ slow, flooders, seconds, heapers: 0 }, 10_000)
await check({ slow, flooders, seconds, heapers: 20 }, Number.POSITIVE_INFINITY)

async function check(flood: Flood, slowMsMax: number): Promise<void> {
  const report = await runFlood(flood)
  const { idle, attacked } = report
  const faults = [
    ...(report.slowBegun === flood.slow ? [] : ['not every slow connection was let in']),
    ...(report.slowMs <= slowMsMax ? [] : [`a slow connection stayed longer than ${slowMsMax} ms`]),
    ...(attacked.right === attacked.asked ? [] : ['an honest reader got no right answer']),
    ...(report.memoryMiB <= 256 ? [] : ['more than 256 MiB']),
    ...(idle.right === idle.asked ? [] : ['readers failed before the attack began']),
  ]
  console.log(flood, report, faults.length === 0 ? 'good' : `FAILED: ${faults.join('; ')}`)
  if (faults.length > 0) process.exitCode = 1
}
