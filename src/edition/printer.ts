// A printer beside the publishing process (see printers.ts): prints the batches it is given, one
// after the other, and stages what has changed. It writes to the stage only, never to the database.
import { parentPort, workerData } from 'node:worker_threads'
import type { Digest } from '../model/id.ts'
import { openStore } from '../store/open.ts'
import { readPictures } from '../store/pictures.ts'
import { type Put, putsInto } from './folder.ts'
import type { Batch } from './pages/every-page.ts'
import { createReader } from './pages/reader.ts'
import { press, type Tools } from './press.ts'
import type { Pressed, PrinterData, PrinterMessage, PrintOrder } from './printers.ts'
import { makeChromes } from './shown.ts'

/** A batch of pages reads one part of the archive, and then another. */
const cacheMiB = 16

const { store, printer } = workerData as PrinterData
const { db } = await openStore(store, cacheMiB)

function printerFor(order: PrintOrder): (batch: Batch) => Promise<Pressed> {
  const { newsroom, chrome, number, time, forwardable, folder } = order
  let puts: Put[] = []
  const stage = folder === null ? null : putsInto(folder, { prefix: `${printer}-`, time })
  const tools: Tools = {
    db,
    reader: createReader({
      db,
      newsroom,
      readPicture: async (digest: Digest) => (await readPictures(db, [digest])).get(digest) ?? null,
    }),
    chromes: makeChromes(newsroom, chrome),
    number,
    forwardable,
    put: (path, bytes) => {
      if (stage !== null) puts.push(stage(path, bytes))
    },
  }
  return async (batch) => {
    const outcome = await press(batch, tools)
    const staged = puts
    puts = []
    return { pages: batch.pages.length, outcome, puts: staged }
  }
}

let print: ((batch: Batch) => Promise<Pressed>) | null = null
let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (message: PrinterMessage) => {
  if ('order' in message) {
    print = printerFor(message.order)
    return
  }
  last = last.then(async () => {
    if (print === null) throw new Error('Cannot print: no order came before the first batch')
    parentPort?.postMessage(await print(message.batch))
  })
})
