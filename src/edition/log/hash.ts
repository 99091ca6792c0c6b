// The digests of the formats, by node:crypto. The check page puts its own module in this one's place.
import { hash } from 'node:crypto'

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', bytes, 'buffer'))
}

export function sha512(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha512', bytes, 'buffer'))
}

export function blake2b512(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(hash('blake2b512', bytes, 'buffer'))
}
