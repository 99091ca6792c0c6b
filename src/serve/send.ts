// Puts a copy of a file on the wire: whole, in part, or "you have it already".
import { closeSync, createReadStream } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream'
import type { Asked } from './asked.ts'
import type { Copy } from './copy.ts'
import { type FlatHeaders, pageAnswerHeaders } from './headers.ts'
import {
  type Coding,
  chooseCoding,
  matchesTag,
  matchesTagStrongly,
  parseRange,
} from './negotiate.ts'

/** Parts are cut from the plain bytes only: compressed ones may differ after an update of ours. */
export function codingFor(asked: Asked): Coding {
  return asked.range === '' ? chooseCoding(asked.acceptEncoding) : 'identity'
}

/** Sends a copy that is in memory. */
export function sendCopy(response: ServerResponse, asked: Asked, copy: Copy): void {
  const { body } = copy
  if (body === null) throw new Error('Cannot send copy from memory: it is not kept there')
  const part = sendHead(response, asked, copy)
  if (part === null) response.end()
  else
    response.end(
      part.first === 0 && part.last === copy.bytes - 1
        ? body
        : body.subarray(part.first, part.last + 1),
    )
}

/** Streams a copy from its open file and closes it. */
export function sendLarge(
  response: ServerResponse,
  asked: Asked,
  { copy, fd }: { readonly copy: Copy; readonly fd: number },
): void {
  const part = sendHead(response, asked, copy)
  if (part === null) {
    closeSync(fd)
    response.end()
    return
  }
  const file = createReadStream('', { fd, start: part.first, end: part.last })
  // A reader who leaves half-way is no trouble of ours; pipeline() closes the file and the socket.
  pipeline(file, response, () => {})
}

interface Part {
  readonly first: number
  readonly last: number
}

/** Writes status and headers; the bytes that are to follow, or null for none. */
function sendHead(response: ServerResponse, asked: Asked, copy: Copy): Part | null {
  const headers = asked.isOnion ? copy.onion : copy.clear
  // The order of RFC 9110 section 13.2.2.
  if (asked.ifMatch !== '' && !matchesTagStrongly(asked.ifMatch, copy.tag))
    return sendBare(response, 412, ['Content-Length', '0', ...headers.bare])
  if (asked.ifNoneMatch !== '' && matchesTag(asked.ifNoneMatch, copy.tag))
    return sendBare(response, 304, headers.bare)
  const wantsPart =
    asked.range !== '' &&
    asked.method === 'GET' &&
    (asked.ifRange === '' || asked.ifRange === copy.tag)
  const part = wantsPart ? parseRange(asked.range, copy.bytes) : null
  if (part === 'none') {
    const extent = ['Content-Range', `bytes */${copy.bytes}`, 'Content-Length', '0']
    return sendBare(response, 416, [...extent, ...headers.bare])
  }
  if (part !== null) {
    const extent = ['Content-Range', `bytes ${part.first}-${part.last}/${copy.bytes}`]
    const length = ['Content-Length', String(part.last - part.first + 1)]
    response.writeHead(206, ['Content-Type', copy.type, ...extent, ...length, ...headers.bare])
    return part
  }
  response.writeHead(200, headers.whole)
  const isEmpty = asked.method === 'HEAD' || copy.bytes === 0
  return isEmpty ? null : { first: 0, last: copy.bytes - 1 }
}

function sendBare(response: ServerResponse, status: number, headers: FlatHeaders): null {
  response.writeHead(status, headers)
  return null
}

/** Sends a page of the tree in place of an answer that is not there (404, 503). */
export function sendStandIn(
  response: ServerResponse,
  asked: Asked,
  { status, copy }: { readonly status: number; readonly copy: Copy },
): void {
  const headers = (asked.isOnion ? copy.onion : copy.clear).standIn
  const cache = status === 404 ? 'max-age=60' : 'no-store'
  response.writeHead(status, [...headers, 'Cache-Control', cache])
  response.end(asked.method === 'HEAD' ? undefined : copy.body)
}

/** Sends a page that was made for one question: kept by nobody. */
export function sendAnswer(
  response: ServerResponse,
  asked: Asked,
  { status, page }: { readonly status: number; readonly page: Buffer },
): void {
  const length = ['Content-Length', String(page.length), 'Cache-Control', 'no-store']
  response.writeHead(status, [...length, ...pageAnswerHeaders(page, asked.isOnion)])
  response.end(asked.method === 'HEAD' ? undefined : page)
}
