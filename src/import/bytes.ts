// The bytes of a source file, packed with gzip or not, in pieces: a file of any size passes through
// without being held. A small file that unpacks without end is stopped early.
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs'
import { createGunzip } from 'node:zlib'

/** Called with the bytes of the file read so far, and all of them. */
export type OnBytes = (done: number, of: number) => void

const pieceBytes = 1 << 20
/** Text packs ten to thirty times; from here on more than a hundred times is a trap. */
const unpackedFreeBytes = 32 * 1024 * 1024
const ratioMax = 100

/** The first bytes of a file, unpacked when it is gzip: enough to tell what it is. */
export async function firstBytes(path: string): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const piece of readPieces(path)) {
    parts.push(piece)
    length += piece.length
    if (length >= 1 << 16) break
  }
  return Buffer.concat(parts).subarray(0, 1 << 18)
}

/** Yields the file's bytes. SyntaxError when the packing is damaged, cut short or a trap. */
export async function* readPieces(
  path: string,
  onBytes: OnBytes = () => {},
): AsyncGenerator<Buffer> {
  const size = statSync(path).size
  const packed = isGzip(path)
  // Small pieces of what is packed: then little is unpacked before the trap is seen.
  const file = createReadStream(path, { highWaterMark: packed ? 1 << 16 : pieceBytes })
  try {
    if (!packed) {
      for await (const piece of file) {
        onBytes(file.bytesRead, size)
        yield piece as Buffer
      }
      return
    }
    const gunzip = createGunzip({ chunkSize: pieceBytes })
    file.on('error', (error) => gunzip.destroy(error))
    let unpacked = 0
    for await (const piece of file.pipe(gunzip)) {
      unpacked += (piece as Buffer).length
      if (unpacked > unpackedFreeBytes && unpacked > gunzip.bytesWritten * ratioMax) {
        throw new SyntaxError('Cannot unpack file: it grows more than a hundredfold')
      }
      onBytes(file.bytesRead, size)
      yield piece as Buffer
    }
  } catch (cause) {
    throw explained(cause)
  } finally {
    file.destroy()
  }
}

function isGzip(path: string): boolean {
  const head = Buffer.alloc(2)
  const handle = openSync(path, 'r')
  try {
    readSync(handle, head, 0, 2, 0)
  } finally {
    closeSync(handle)
  }
  return head[0] === 0x1f && head[1] === 0x8b
}

function explained(cause: unknown): unknown {
  const code = (cause as { code?: unknown } | null)?.code
  if (code === 'Z_BUF_ERROR')
    return new SyntaxError('Cannot unpack file: it ends too early; copy it again', { cause })
  if (typeof code === 'string' && code.startsWith('Z_'))
    return new SyntaxError('Cannot unpack file: it is damaged; copy it again', { cause })
  return cause
}
