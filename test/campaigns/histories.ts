// The long run behind "publishing what changed equals printing everything": random operations of
// every kind, published now and then, compared byte by byte with a clean build along the way.
// `npm run check:histories -- 1000 [seed]`; a seed repeats a run.
import { openDesk } from '../desk.ts'
import { live, seeded } from '../histories/histories.ts'
import { historyTime } from '../histories/state.ts'
import { differencesOf } from '../rebuilt.ts'

const steps = Number(process.argv[2] ?? 1000)
const seed = Number(process.argv[3] ?? 1)
/** Operations between two comparisons: each prints every page. */
const comparedEvery = 50
const shownMax = 20

const ends: (() => unknown)[] = []
const desk = await openDesk({ after: (end: unknown) => ends.push(end as () => unknown) })
const draw = seeded(seed)
const seen = { publishes: 0, editions: 0, touched: 0, printed: 0, compared: 0, pages: 0 }
let failures = 0
try {
  const done = await live(desk, {
    steps,
    draw,
    async between(step, now) {
      const last = step === steps
      const compares = last || step % comparedEvery === 0
      if (draw(3) !== 0 && !compares) return
      const { edition, touched, printed } = await desk.publish({ now })
      seen.publishes += 1
      seen.editions += edition === null ? 0 : 1
      seen.touched += touched.length
      seen.printed += printed
      if (compares) await compare(step)
    },
  })
  for (const problem of await desk.verify()) fail(`verify: ${JSON.stringify(problem)}`)
  for (const [kind, times] of [...done].sort()) console.log(`${kind}: ${times}`)
  console.log(
    `${steps} operations of ${done.size} kinds, seed ${seed}: ${seen.publishes} publishes, ` +
      `${seen.editions} editions, ${seen.touched} files written, ${seen.printed} pages printed; ` +
      `${seen.compared} comparisons, ${seen.pages} pages at the end: ${failures} differences`,
  )
} finally {
  for (const end of ends) await end()
}
process.exitCode = failures === 0 ? 0 : 1

async function compare(step: number): Promise<void> {
  const { differences, pages } = await differencesOf(desk, historyTime(step))
  seen.compared += 1
  seen.pages = pages
  failures += differences.length
  for (const difference of differences.slice(0, shownMax))
    console.log(`after ${step} operations: ${difference}`)
  if (differences.length > 0) throw new Error(`Cannot go on: ${differences.length} differences`)
}

function fail(what: string): void {
  failures += 1
  console.log(what)
}
