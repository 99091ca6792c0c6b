// From the target of a request line to a path inside the published tree, and back to a Location.
// Whatever could mean two things to two programs (encoded slashes, dot segments, backslashes,
// control characters) is refused, never repaired.

/** Where a reader wants to go, in one canonical form. */
export interface Target {
  /** Decoded, begins with "/", in NFC, no empty or dot segment; a folder ends with "/". */
  readonly path: string
  /** As it was sent, without the "?"; empty when there is none. */
  readonly query: string
}

/** 'odd': the request makes no sense (400); 'absent': it does, but no such name is ever served. */
export type Refusal = 'odd' | 'absent'

const targetCharsMax = 4096
/** No file system we publish to takes a longer name. */
const segmentBytesMax = 255

/** Reads a request target: "/en/" or, with the host the request names, "http://host/en/". */
export function parseTarget(raw: string, host: string): Target | Refusal {
  const local = withoutOrigin(raw, host)
  if (local.length > targetCharsMax || !local.startsWith('/') || local.includes('#')) return 'odd'
  const mark = local.indexOf('?')
  const encoded = mark < 0 ? local : local.slice(0, mark)
  const path = decodePath(encoded)
  if (path === null) return 'odd'
  const segments = path.slice(1).split('/')
  if (segments.some((segment) => segment === '.' || segment === '..')) return 'odd'
  if (segments.slice(0, -1).includes('')) return 'absent'
  if (segments.some((segment) => segment.startsWith('.'))) return 'absent'
  if (segments.some((segment) => Buffer.byteLength(segment) > segmentBytesMax)) return 'absent'
  if (path.normalize('NFC') !== path) return 'absent'
  return { path, query: mark < 0 ? '' : local.slice(mark + 1) }
}

/** The absolute form names the same host as the Host header, or it stays as it is and is refused. */
function withoutOrigin(raw: string, host: string): string {
  const origin = `http://${host}`
  return host !== '' && raw.startsWith(`${origin}/`) ? raw.slice(origin.length) : raw
}

/** Null for what does not decode to one clear name. */
function decodePath(encoded: string): string | null {
  // RFC 3986 leaves these out of a path; Node's parser lets bytes above 0x7f through as Latin-1.
  if (/[^\x21-\x7e]|[\\"<>^`{|}]|%(?:2f|5c)/i.test(encoded)) return null
  if (!encoded.includes('%')) return encoded
  const path = decodeUri(encoded)
  return path === null || /[\p{Cc}\p{Cs}\\]/u.test(path) ? null : path
}

/** Null where the percent signs do not spell valid, shortest-form UTF-8. */
export function decodeUri(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded)
  } catch (cause) {
    if (cause instanceof URIError) return null
    throw cause
  }
}

/**
 * A relative Location from one path of the tree to another ("/node/12", "/en/a.html" ->
 * "../en/a.html"): it cannot leave the site and works below a sub-path.
 */
export function formatLocation(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 2)
  const down = to.slice(1).split('/').map(encodeURIComponent).join('/')
  return up + down === '' ? './' : up + down
}
