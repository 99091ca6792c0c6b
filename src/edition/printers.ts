// Printing everything: by this process alone, or for large newsrooms by printers beside it, one to a
// core. They read the staged state themselves and stage what they print; only what became of the
// pages comes back. Which printer does what is chance; the outcome is in the order of the batches.
import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Newsroom } from '../model/newsroom.ts'
import type { Put } from './folder.ts'
import type { Batch } from './pages/every-page.ts'
import type { Outcome } from './press.ts'
import type { ChromeFacts } from './shown.ts'

/** What a printer is told before its first batch. */
export interface PrintOrder {
  readonly newsroom: Newsroom
  readonly chrome: ChromeFacts
  /** Of the edition under way. */
  readonly number: number
  /** The edition's time: milliseconds since 1970. */
  readonly time: number
  /** Whether changed articles get a copy to be forwarded. */
  readonly forwardable: boolean
  /** The edition's stage; null to print and compare only. */
  readonly folder: string | null
}

/** What a printer is started with. */
export interface PrinterData {
  /** Where the newsroom's database is. */
  readonly store: string
  /** Who it is. */
  readonly printer: number
}

/** What a printer is sent: its order, then batches. */
export type PrinterMessage = { readonly order: PrintOrder } | { readonly batch: Batch }

/** What became of one batch. */
export interface Pressed {
  /** Pages it had. */
  readonly pages: number
  readonly outcome: Outcome
  /** Files the printer has staged. */
  readonly puts: readonly Put[]
}

const printersMax = 4
/** Of each printer. Far more than one needs: a heap that may be large is let grow fourfold before it is cleaned. */
const heapMiB = 1024
/** Pages are garbage as soon as they are written: more than this is memory and no time saved. */
const youngMiB = 24
/** Batches a printer has at hand, so that it need not wait for the next one. */
const inHand = 2

/** How many printers this machine can use; 0 when there is only one core. */
export function printersHere(): number {
  const cores = availableParallelism()
  return cores === 1 ? 0 : Math.min(cores, printersMax)
}

/** Printers that have been started, and open the database or wait for work. */
export interface Printers {
  /** Has them print; see printBeside(). Once only. */
  print(
    batches: AsyncGenerator<Batch>,
    order: PrintOrder,
    take: (pressed: Pressed) => void,
  ): Promise<void>
  /** Ends them, whatever they are doing; may be called again. */
  stop(): Promise<void>
}

/** Starts printers over the database at `store`: worth doing before it is known what they will print. */
export function startPrinters(store: string): Printers {
  const printers = Array.from({ length: printersHere() }, (_, at) => startPrinter(store, at))
  return {
    async print(batches, order, take) {
      for (const printer of printers) printer.begin(order)
      await printBatches(batches, printers, take)
    },
    async stop() {
      await Promise.all(printers.map((one) => one.stop()))
    },
  }
}

/**
 * Has printers print all batches. `take` is given what became of them, in their order. Rejects with the
 * first error of any printer, when all have stopped.
 */
export async function printBeside(
  batches: AsyncGenerator<Batch>,
  { printers, ...order }: PrintOrder & { readonly printers: Printers },
  take: (pressed: Pressed) => void,
): Promise<void> {
  try {
    await printers.print(batches, order, take)
  } finally {
    await printers.stop()
  }
}

async function printBatches(
  batches: AsyncGenerator<Batch>,
  printers: readonly Printer[],
  take: (pressed: Pressed) => void,
): Promise<void> {
  /** Batches that are done before one that was given out earlier. */
  const early = new Map<number, Pressed>()
  let [given, taken] = [0, 0]
  const feed = async (printer: Printer): Promise<void> => {
    // A generator answers one call after the other, so batches are numbered as they are made.
    for (let next = await batches.next(); !next.done; next = await batches.next()) {
      const at = given
      given += 1
      early.set(at, await printer.print(next.value))
      for (let done = early.get(taken); done !== undefined; done = early.get(taken)) {
        early.delete(taken)
        taken += 1
        take(done)
      }
    }
  }
  await Promise.all(printers.flatMap((one) => Array.from({ length: inHand }, () => feed(one))))
}

interface Printer {
  begin(order: PrintOrder): void
  print(batch: Batch): Promise<Pressed>
  stop(): Promise<void>
}

/** What this process has compiled its printers need not compile again; they do not know by themselves. */
function withCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  return folder === undefined
    ? process.env
    : { ...process.env, NODE_COMPILE_CACHE: dirname(folder) }
}

function startPrinter(store: string, printer: number): Printer {
  const workerData: PrinterData = { store, printer }
  const worker = new Worker(new URL('./printer.ts', import.meta.url), {
    workerData,
    env: withCache(),
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: youngMiB },
  })
  const waiting: { done: (pressed: Pressed) => void; fail: (cause: Error) => void }[] = []
  let failure: Error | null = null
  const fail = (cause: Error): void => {
    failure ??= cause
    for (const { fail } of waiting.splice(0)) fail(failure)
  }
  worker.on('message', (pressed: Pressed) => waiting.shift()?.done(pressed))
  worker.on('error', fail)
  worker.on('exit', () => fail(new Error('Cannot print: a printer has stopped')))
  const send = (message: PrinterMessage): void => worker.postMessage(message)
  return {
    begin: (order) => send({ order }),
    print: (batch) =>
      new Promise((done, reject) => {
        if (failure !== null) return reject(failure)
        waiting.push({ done, fail: reject })
        send({ batch })
      }),
    async stop() {
      await worker.terminate()
    },
  }
}
