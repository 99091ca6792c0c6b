// The long run behind "random attacks are all found": 1,000 attacks on a published tree, none
// unseen; 1,000 honest trees, no alarm. `npm run check:mutations [seed]`; a seed repeats a run.
import { memoryCopy } from '../../src/edition/verify/copies.ts'
import { verifyTree } from '../../src/edition/verify/verify.ts'
import { attackedCopies, makeTree } from '../attacked-tree.ts'

const count = 1000
const seed = Number(process.argv[2] ?? 1)
const outcomes = new Map<string, number>()
let failures = 0

for await (const { what, report } of attackedCopies(await makeTree(), count, seed)) {
  const kind = `${what.split(':')[0]}, ${report.outcome}`
  outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
  if (report.outcome === 'good') fail(`not found: ${what}`)
}
for (let clean = 0; clean < count; ) {
  const { files, past } = await makeTree()
  for (const copy of [files, ...past]) {
    const options = { trusted: null, remembered: null, now: null }
    const report = await verifyTree(memoryCopy(copy), options)
    if (report.outcome !== 'good') fail(`false alarm: ${JSON.stringify(report.problems)}`)
    clean += 1
  }
}
for (const [kind, times] of [...outcomes].sort()) console.log(`${kind}: ${times}`)
console.log(`${count} attacks, ${count} honest trees, seed ${seed}: ${failures} failures`)
process.exitCode = failures === 0 ? 0 : 1

function fail(what: string): void {
  failures += 1
  console.log(what)
}
