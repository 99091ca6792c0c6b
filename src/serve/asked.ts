// What a request asks, read in one pass over its raw header lines: Node's own table of headers
// costs more than the rest of an answer, and hides a second Host line.
import type { IncomingMessage } from 'node:http'

export interface Asked {
  readonly method: string
  readonly target: string
  readonly host: string
  readonly isOnion: boolean
  /** The status that refuses this request, or null when it is one we answer. */
  readonly refusal: number | null
  /** Empty when not sent. */
  readonly acceptEncoding: string
  readonly ifNoneMatch: string
  readonly ifMatch: string
  readonly ifRange: string
  readonly range: string
}

export function readAsked(request: IncomingMessage): Asked {
  const { rawHeaders, method = '', url = '' } = request
  let [host, hosts, transfer, hasBody] = ['', 0, '', false]
  let [acceptEncoding, ifNoneMatch, ifMatch, ifRange, range] = ['', '', '', '', '']
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1] ?? ''
    switch (rawHeaders[at]?.toLowerCase()) {
      case 'host':
        host = value
        hosts++
        break
      case 'accept-encoding':
        acceptEncoding = join(acceptEncoding, value)
        break
      case 'if-none-match':
        ifNoneMatch = join(ifNoneMatch, value)
        break
      case 'if-match':
        ifMatch = join(ifMatch, value)
        break
      case 'if-range':
        ifRange = join(ifRange, value)
        break
      case 'range':
        range = join(range, value)
        break
      case 'transfer-encoding':
        transfer = join(transfer, value) || ' '
        break
      case 'content-length':
        hasBody ||= value !== '0'
        break
    }
  }
  const refusal = refusalOf({ method, host, hosts, transfer, hasBody })
  const isOnion = /\.onion(?::\d+)?$/i.test(host)
  return {
    ...{ method, target: url, host, isOnion, refusal },
    ...{ acceptEncoding, ifNoneMatch, ifMatch, ifRange, range },
  }
}

interface Envelope {
  readonly method: string
  readonly host: string
  readonly hosts: number
  readonly transfer: string
  readonly hasBody: boolean
}

/** A request that two servers could read differently is not answered at all. */
function refusalOf({ method, host, hosts, transfer, hasBody }: Envelope): number | null {
  if (hosts > 1 || !/^[\w.:[\]-]*$/.test(host)) return 400
  if (method !== 'GET' && method !== 'HEAD') return 405
  if (transfer !== '') return transfer.toLowerCase() === 'chunked' ? 413 : 501
  return hasBody ? 413 : null
}

function join(before: string, value: string): string {
  return before === '' ? value : `${before}, ${value}`
}
