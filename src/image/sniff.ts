// What a file is, by its first bytes; never by its name. Only what the decoder may open goes to it.

/** Why a file is not read as a picture, as a sentence; null when it may be. */
export function refusalOf(bytes: Uint8Array): string | null {
  if (bytes.length === 0) return 'The file is empty'
  const text = Buffer.from(bytes.subarray(0, 512)).toString('latin1')
  if (text.startsWith('\u00ff\u00d8\u00ff')) return null
  if (text.startsWith('\u0089PNG\r\n') || /^GIF8[79]a/.test(text)) return null
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return null
  if (text.slice(4, 8) === 'ftyp') {
    const isAvif = /avi[fs]/.test(text.slice(8, 40))
    return isAvif ? null : 'HEIC photographs cannot be read: save it as JPEG'
  }
  if (/<svg[\s>]|<\?xml|<!DOCTYPE svg/i.test(text)) {
    return 'SVG drawings can carry scripts: save it as PNG'
  }
  if (text.startsWith('%PDF')) return 'It is a PDF document: save the picture as JPEG or PNG'
  if (/^(?:II\*\0|MM\0\*)/.test(text)) return 'TIFF pictures cannot be read: save it as JPEG or PNG'
  return 'It is no picture Xewer can read: JPEG, PNG, WebP, AVIF or GIF'
}
