// The one picture of the fixture site: hills and a school, drawn here, in the widths a page asks for.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { picturePath } from '../../src/render/views.ts'
import { pictureDigest } from './bodies.ts'

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1280 800">
<defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="#f3d9b1"/><stop offset="1" stop-color="#c7d8df"/></linearGradient></defs>
<path fill="url(#a)" d="M0 0h1280v800H0z"/>
<circle cx="980" cy="190" r="70" fill="#fff4da"/>
<path fill="#8fa3ad" d="m0 470 180-150 150 90 210-210 240 230 150-90 350 180v280H0z"/>
<path fill="#5f7d6b" d="M0 590q320-150 640-40t640-60v310H0z"/>
<path fill="#3f5a49" d="M0 690q420-90 760-20t520-40v170H0z"/>
<path fill="#f6efe2" d="M500 500h300v150H500z"/><path fill="#a34a3a" d="m470 505 180-90 180 90z"/>
<path fill="#4b3a2f" d="M625 570h50v80h-50z"/>
<path fill="#6f95ab" d="M530 540h55v45h-55zm185 0h55v45h-55z"/>
</svg>`

/** Writes the picture into the tree at `folder`. */
export async function writePicture(folder: string): Promise<void> {
  for (const width of [320, 640, 1280]) {
    const file = join(folder, picturePath(pictureDigest, width))
    mkdirSync(dirname(file), { recursive: true })
    await sharp(Buffer.from(drawing)).resize(width).webp({ quality: 70 }).toFile(file)
  }
}
