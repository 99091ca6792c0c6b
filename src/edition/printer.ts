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
import type { Pressed, PrinterData } from './printers.ts'
import { makeChromes } from './shown.ts'

/** A batch of pages reads one part of the archive, and then another. */
const cacheMiB = 16

const { store, newsroom, chrome, number, time, forwardable, folder, printer } =
  workerData as PrinterData
const { db } = await openStore(store, cacheMiB)
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

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (batch: Batch) => {
  last = last.then(async () => {
    const outcome = await press(batch, tools)
    const pressed: Pressed = { pages: batch.pages.length, outcome, puts }
    puts = []
    parentPort?.postMessage(pressed)
  })
})
