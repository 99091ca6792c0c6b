// Addresses inside running text: web, e-mail, accounts. They must leave a conversion byte for byte
// as they came. A full stop or comma after an address belongs to the sentence, not to the address.

/** A stretch of text in UTF-16 units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

const scheme = /(?:[a-z][a-z0-9+.-]{1,15}:\/\/|www\.|mailto:|tel:|magnet:)/i
const trailing = /[.,:;!?'"’”»)\]}>،؛؟…]/
const breaks = /[«»“”<>"،؛؟]/
/** Enough to know `xewer.org` from two sentences without a space between them. */
const domains =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,8}(?:com|org|net|info|edu|gov|int|eu|cn|tr|de|kz|uz|kg|ru|fr|uk|us|ca|au|jp|se|no|nl|ch|at|be|io|app|news|press|tv|me|onion)(?::\d{1,5})?(?:[/?#].*)?$/i
const local = /[A-Za-z0-9._%+-]/
const host = /[A-Za-z0-9.-]/
const localMax = 64

/** Finds addresses, in order. Looks at each stretch between spaces once: O(n). */
export function addresses(text: string): Span[] {
  return [...text.matchAll(/[^\s]+/g)].flatMap((match) => inChunk(match[0], match.index))
}

function inChunk(chunk: string, offset: number): Span[] {
  const web = scheme.exec(chunk)
  if (web) return [trimmed(chunk, web.index, breakAfter(chunk, web.index), offset)]
  if (chunk.includes('@')) return accounts(chunk, offset)
  if (!chunk.includes('.') || chunk.length > 2048) return []
  const start = chunk.search(/[A-Za-z0-9]/)
  if (start < 0) return []
  const span = trimmed(chunk, start, breakAfter(chunk, start), 0)
  return domains.test(chunk.slice(span.start, span.end))
    ? [{ start: span.start + offset, end: span.end + offset }]
    : []
}

/** E-mail addresses and @names: grown outwards from each @, never past the one before. */
function accounts(chunk: string, offset: number): Span[] {
  const found: Span[] = []
  let floor = 0
  for (let at = chunk.indexOf('@'); at >= 0; at = chunk.indexOf('@', at + 1)) {
    let start = at
    while (start > floor && at - start < localMax && local.test(chunk[start - 1] ?? '')) start -= 1
    let end = at + 1
    while (end < chunk.length && host.test(chunk[end] ?? '')) end += 1
    floor = end
    if (end > at + 1) found.push(trimmed(chunk, start, end, offset))
  }
  return found
}

function breakAfter(chunk: string, start: number): number {
  const stop = chunk.slice(start).search(breaks)
  return stop < 0 ? chunk.length : start + stop
}

function trimmed(chunk: string, start: number, end: number, offset: number): Span {
  let last = end
  while (last > start && trailing.test(chunk[last - 1] ?? '')) last -= 1
  return { start: start + offset, end: last + offset }
}
