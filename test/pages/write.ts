// The fixture site on disk, as an edition would leave it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderView } from '../../src/render/render.ts'
import { editionMark } from '../../src/render/views.ts'
import { fixtureSite } from './fixture.ts'
import { writePicture } from './picture.ts'

/** Writes every page of the fixture site, and its picture, into `folder`. */
export async function writeFixtureSite(folder: string): Promise<void> {
  for (const { path, view } of fixtureSite()) {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, renderView(view).replaceAll(editionMark, '17'))
  }
  await writePicture(folder)
}
