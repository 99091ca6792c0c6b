// Xewer's side of bench/press.ts, in a process of its own. Prints one line of JSON.
//   node bench/press-run.ts make DIR COUNT     a newsroom, everything approved, nothing published
//   node bench/press-run.ts publish DIR        one publish, from the start of the process
//   node bench/press-run.ts changes DIR COUNT TURNS
//                                              a publisher that runs: one change at a time
// `changes` may be repeated: each run writes other words.
import { randomInt } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { ArticleId } from '../src/model/id.ts'
import type { CorpusArticle } from './corpus.ts'

// Before anything of ours is loaded, as the command itself does.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/xewer', import.meta.url)))
const { idFromBytes, parseArticleId } = await import('../src/model/id.ts')
const { publish } = await import('../src/edition/publish.ts')
const { corpus } = await import('./corpus.ts')
const { makeNewsroom, openMade, putCorpusArticle } = await import('./newsroom.ts')

const [what, folder = '', count = '0', turns = '0'] = process.argv.slice(2)

if (what === 'make') {
  const { store } = await makeNewsroom(folder, Number(count))
  await store.close()
} else if (what === 'publish') print(await publishOnce())
else if (what === 'changes') print(await changes(Number(count), Number(turns)))
else throw new Error(`Cannot run "${what}"`)

function print(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`)
}

/** From the start of this process until readers have the edition, and until search knows it. */
async function publishOnce() {
  const { store, publisher } = await openMade(folder)
  const begin = performance.now()
  const phases: Record<string, number> = {}
  let placedCpuMs = 0
  const onProgress = (phase: string): void => {
    phases[phase] ??= performance.now() - begin
    // From here on only links and renames are left.
    if (phase === 'place') placedCpuMs = cpuMs()
  }
  const { touched, printed } = await publish(
    { ...publisher, onProgress },
    { full: false, plan: false },
  )
  const end = performance.now()
  await store.close()
  const placedMs = touched.length === 0 ? end : turnedMs()
  return {
    placedMs,
    placedCpuMs,
    beginMs: begin,
    endMs: end,
    touched: touched.length,
    printed,
    phases,
  }
}

/** When readers got the edition, since this process began: their link was renamed then. */
function turnedMs(): number {
  return lstatSync(join(folder, 'site/live')).ctimeMs - performance.timeOrigin
}

/** Of this process and its printers, since it began. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Of one minute the greater id is the newer: an article of any run stands on every front. */
function newestId(): ArticleId {
  const bytes = Buffer.alloc(5)
  bytes.writeUIntBE(Math.floor(Date.now() / 4), 0, 5)
  return parseArticleId(idFromBytes(bytes))
}

/** Change by change: how long until readers have it, the whole, files written, pages printed. */
async function changes(count: number, turns: number) {
  const { store, publisher } = await openMade(folder)
  const articles = [...corpus(count, 1)]
  const run = randomInt(2 ** 31)
  // Not the same ones for headlines and bodies: the second change would take back the first.
  const kinds: Record<string, (turn: number) => CorpusArticle | null> = {
    headline: (turn) => ({ ...spread(turn, 0), headline: `Changed headline ${run} ${turn}` }),
    body: (turn) => {
      const article = spread(turn, 1)
      return { ...article, paragraphs: [...article.paragraphs.slice(1), `Changed ${run} ${turn}.`] }
    },
    'new article': (turn) => {
      const [fresh] = corpus(1, 100 + turn)
      const { date } = articles.at(-1)!
      return { ...fresh!, id: newestId(), date, time: '23:59', people: [] }
    },
    nothing: () => null,
  }
  function spread(turn: number, beside: number): CorpusArticle {
    return articles[Math.floor(((turn + 0.5) / (turns + 3)) * count) + beside]!
  }
  const result: Record<string, object[]> = {}
  for (const [kind, change] of Object.entries(kinds)) {
    const measured: object[] = []
    // The first three warm the process up and are not counted.
    for (let turn = 0; turn < turns + 3; turn += 1) {
      const article = change(turn)
      if (article !== null) await putCorpusArticle(store.db, article, kind === 'new article')
      const begin = performance.now()
      const cpu = process.cpuUsage()
      const { touched, printed } = await publish(publisher, { full: false, plan: false })
      const ms = performance.now() - begin
      const { user, system } = process.cpuUsage(cpu)
      const placedMs = article === null ? ms : turnedMs() - begin
      const cpuMs = (user + system) / 1000
      if (turn >= 3) measured.push({ ms, placedMs, cpuMs, touched: touched.length, printed })
    }
    result[kind] = measured
  }
  await store.close()
  return result
}
