// PNG files for tests, made byte by byte: valid ones, and ones that lie about their size.
import { crc32, deflateSync } from 'node:zlib'

/** A PNG of grey stripes; `rows` less than `height` makes it lie about its size. */
export function png(
  width: number,
  height: number,
  rows = height,
  chunks: readonly Buffer[] = [],
): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const lines = Buffer.alloc(rows * (width + 1), 0)
  for (let row = 0; row < rows; row++)
    lines.fill(row % 256, row * (width + 1) + 1, (row + 1) * (width + 1))
  const parts = [
    pngChunk('IHDR', header),
    ...chunks,
    pngChunk('IDAT', deflateSync(lines)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), ...parts])
}
/** One chunk of a PNG, with its length and sum. */
export function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
