// The representations of a file: its bytes plain and in each coding, with the headers for every way
// they are sent, made once and kept with the file (shelf.ts).
import { promisify } from 'node:util'
import { brotliCompress, gzip, constants as zlib, zstdCompress } from 'node:zlib'
import { cacheControlOf, type FlatHeaders, fileHeaders, kindOf } from './headers.ts'
import type { Coding } from './negotiate.ts'

/** One representation of a file: bytes, and headers for every way it is sent. */
export interface Copy {
  /** Null: too large to keep, to be streamed from the file. */
  readonly body: Buffer | null
  readonly bytes: number
  readonly type: string
  /** The quoted entity tag. */
  readonly tag: string
  readonly clear: CopyHeaders
  readonly onion: CopyHeaders
}

interface CopyHeaders {
  readonly whole: FlatHeaders
  /** For 304 and, with what the range adds, 206. */
  readonly bare: FlatHeaders
  /** For a page that stands in for a missing one: no tag, so that nothing is revalidated to it. */
  readonly standIn: FlatHeaders
}

/** What all copies of a file have in common. */
export interface Original {
  readonly path: string
  readonly policy: string
  readonly digest: string
  /** Whether it comes in codings. */
  readonly isText: boolean
}

/** Below this a coding gains less than its header costs. */
const compressedBytesMin = 256

const compressors = {
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
  // Brotli 9 and 11 cost 13 and 47 times as much for 1.5 % and 11 % less.
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: {
        [zlib.BROTLI_PARAM_QUALITY]: 5,
        [zlib.BROTLI_PARAM_SIZE_HINT]: body.length,
        [zlib.BROTLI_PARAM_MODE]: zlib.BROTLI_MODE_TEXT,
      },
    }),
  zstd: (body: Buffer) =>
    promisify(zstdCompress)(body, { params: { [zlib.ZSTD_c_compressionLevel]: 9 } }),
}

/** Whether a file of this name and size is sent in codings. */
export function comesInCodings(path: string, bytes: number): boolean {
  return kindOf(path).isText && bytes >= compressedBytesMin
}

/** The bytes in a coding, in memory of their own; null when they would not be fewer. */
export async function compress(
  plain: Buffer,
  coding: Exclude<Coding, 'identity'>,
): Promise<Buffer | null> {
  const body = await compressors[coding](plain)
  return body.length < plain.length ? exact(body) : null
}

/** The copy of a file in one coding. `bytes`: its length, for a `body` that is not kept. */
export function makeCopy(
  { path, policy, digest, isText }: Original,
  from: {
    readonly coding: Coding
    readonly body: Buffer | null
    readonly bytes: number
    readonly onionLocation: string | null
  },
): Copy {
  const { coding, body, bytes, onionLocation } = from
  // Two codings are two representations: RFC 9110 section 8.8.3 wants two tags.
  const tag = `"${digest.slice(0, 32)}${coding === 'identity' ? '' : `-${coding}`}"`
  const { type } = kindOf(path)
  const headers = (isOnion: boolean): CopyHeaders => {
    const vary = isText ? ['Vary', 'Accept-Encoding'] : []
    const shared = [
      ...fileHeaders(path, policy, { isOnion, onionLocation }),
      'Cache-Control',
      cacheControlOf(path),
      ...vary,
    ]
    const content = [
      'Content-Type',
      type,
      'Content-Length',
      String(bytes),
      ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ]
    const noOnionLocation = fileHeaders(path, policy, { isOnion, onionLocation: null })
    return {
      whole: [...content, 'ETag', tag, 'Accept-Ranges', 'bytes', ...shared],
      bare: ['ETag', tag, ...shared],
      standIn: [...content, ...noOnionLocation, ...vary],
    }
  }
  return { body, bytes, type, tag, clear: headers(false), onion: headers(true) }
}

/** Not a slice: that would hold the whole pool or buffer it is a slice of. */
function exact(body: Buffer): Buffer {
  const result = Buffer.allocUnsafeSlow(body.length)
  body.copy(result)
  return result
}
