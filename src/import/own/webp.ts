// The size of a WebP picture, from the first bytes of its file (RFC 9649, section 2).

/** Width and height in pixels, or null when the bytes are no WebP picture. */
export function webpSize(
  bytes: Uint8Array,
): { readonly width: number; readonly height: number } | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length < 30 || file.toString('latin1', 0, 4) !== 'RIFF') return null
  switch (file.toString('latin1', 8, 16)) {
    case 'WEBPVP8 ':
      return { width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff }
    case 'WEBPVP8L': {
      const bits = file.readUInt32LE(21)
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
    }
    case 'WEBPVP8X':
      return { width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 }
  }
  return null
}
