// The child process that decodes pictures (sharp, libvips). It knows five formats; all other loaders
// are blocked, SVG and its inclusion of files among them. One job at a time, bytes in, bytes out.
import sharp, { type Sharp } from 'sharp'
import {
  outOfMemoryCode,
  type Rendition,
  type RenditionAnswer,
  type RenditionJob,
} from './renditions.ts'

const pixelsMax = 80_000_000
const memoryBytesMax = 1200 * 1024 * 1024
const renditionWidths = [320, 640, 1280]
/** Taller is made smaller, so that nothing a page shows is endless. */
const heightMax = 4000
/** What pages show by default is made lighter until it weighs no more than this. */
const shownWidthMax = 640
const shownBytesMax = 30 * 1024
const qualities = [76, 64, 52, 40, 30]

class Refusal extends Error {}

sharp.concurrency(1)
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadNsgif',
  ],
})

process.on('message', (job: RenditionJob) => void answer(job))
process.on('disconnect', () => process.exit(0))
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytesMax) process.exit(outOfMemoryCode)
}, 50).unref()

async function answer(job: RenditionJob): Promise<void> {
  let said: RenditionAnswer
  try {
    said = { reason: null, renditions: await makeRenditions(job) }
  } catch (error) {
    said = { reason: reasonOf(error), renditions: [] }
  }
  process.send?.(said)
}

/** Smaller ones are made from the largest, never from the file: its digest decides all their bytes. */
async function makeRenditions({ bytes, own }: RenditionJob): Promise<readonly Rendition[]> {
  const { width = 0, height = 0 } = await open(bytes).metadata()
  if (width < 2 || height < 2) throw new Refusal('It has no more than one pixel')
  const isKept = own && width <= (renditionWidths.at(-1) ?? 0) && isPlainWebp(bytes)
  const largest = isKept ? await checked({ width, height, bytes }) : await upright(bytes)
  const smaller: Rendition[] = []
  for (const less of renditionWidths.filter((some) => some < largest.width)) {
    smaller.push(await encode(open(largest.bytes).resize({ width: less }), less))
  }
  return [...smaller, largest]
}

/** Decodes all of it: bytes that cannot be decoded are not kept. */
async function checked(rendition: Rendition): Promise<Rendition> {
  await open(rendition.bytes).stats()
  return rendition
}

async function upright(bytes: Uint8Array): Promise<Rendition> {
  const most = renditionWidths.at(-1) as number
  const size = { width: most, height: heightMax, fit: 'inside', withoutEnlargement: true } as const
  const pixels = await open(bytes)
    .autoOrient()
    .resize(size)
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = pixels.info
  return encode(sharp(pixels.data, { raw: { width, height, channels } }), width)
}

async function encode(picture: Sharp, width: number): Promise<Rendition> {
  let best: Rendition | null = null
  for (const quality of qualities) {
    const { data, info } = await picture
      .clone()
      .webp({ quality, alphaQuality: 80, effort: 4, smartSubsample: true })
      .toBuffer({ resolveWithObject: true })
    best = { width: info.width, height: info.height, bytes: data }
    if (width > shownWidthMax || data.length <= shownBytesMax) break
  }
  return best as Rendition
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: pixelsMax, failOn: 'error' })
}

/** A WebP file of picture data alone: no animation, no metadata, nothing behind its end. */
function isPlainWebp(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes)
  if (file.length < 20 || file.readUInt32LE(4) + 8 !== file.length) return false
  let at = 12
  while (at + 8 <= file.length) {
    if (!['VP8 ', 'VP8L', 'VP8X', 'ALPH'].includes(file.toString('latin1', at, at + 4)))
      return false
    const length = file.readUInt32LE(at + 4)
    at += 8 + length + (length % 2)
  }
  return at === file.length
}

function reasonOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit|exceeds/i.test(message)) {
    return `It has more than ${pixelsMax / 1e6} million pixels`
  }
  if (/memory/i.test(message)) return 'It needs too much memory'
  return 'It is damaged or cut short'
}
