// Bytes and their text forms. Parsers are strict: of all spellings of one value they take the
// canonical one, so that no byte of a published file can change without notice.

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** UTF-8 to text, a byte order mark kept as a character. Throws SyntaxError on anything else. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new SyntaxError(`Cannot read ${bytes.length} bytes as text: not UTF-8`, { cause })
  }
}

export function formatBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/** Standard base64 with padding and zero spare bits (RFC 4648 section 4), nothing else. */
export function parseBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    throw new SyntaxError(`Cannot parse base64 "${shorten(text)}": not standard base64`)
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  if (formatBase64(bytes) !== text)
    throw new SyntaxError(`Cannot parse base64 "${shorten(text)}": not in canonical form`)
  return bytes
}

export function formatHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += byte.toString(16).padStart(2, '0')
  return hex
}

/** Lower-case hexadecimal only. */
export function parseHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-f]{2})*$/.test(text))
    throw new SyntaxError(`Cannot parse hexadecimal "${shorten(text)}": not lower-case digits`)
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** A whole number as it stands in our files: decimal, no sign, no leading zero. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (!/^(?:0|[1-9][0-9]{0,15})$/.test(text) || !Number.isSafeInteger(count))
    throw new SyntaxError(`Cannot parse number "${shorten(text)}": not a plain decimal number`)
  return count
}

/** Enough of a hostile text to name it in an error. */
export function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}
