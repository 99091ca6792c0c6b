// The way to the ask process: a reader's question goes on as method, path and query, and nothing
// else. No cookie, address, language or browser name passes; of the answer only a page comes back.
import type { ClientRequest, Agent as HttpAgent } from 'node:http'
import { Agent, request } from './http.ts'

/** What the ask process answered: a status and one HTML page. */
export interface Answer {
  readonly status: number
  readonly page: Buffer
}

export interface Door {
  /** Passes "/ask/search?q=..." on. Null: no proper answer in time. Never throws. */
  ask(target: string): Promise<Answer | null>
  close(): void
}

const pageBytesMax = 1024 * 1024
/** More questions at once than this are turned away, so that they cannot pile up here. */
const openMax = 64
const statusesPassed = [200, 400, 404, 429]

/** `address` is the path of a unix socket ("/run/x/ask.sock") or "http://127.0.0.1:PORT". */
export function createDoor(address: string, { answerMsMax = 5000 } = {}): Door {
  const place = parseAddress(address)
  const agent = new Agent({ keepAlive: true, maxSockets: 16, maxFreeSockets: 4 })
  let open = 0
  return {
    async ask(target) {
      if (open >= openMax) return null
      open++
      try {
        return await askOnce(target, { ...place, agent, answerMsMax })
      } finally {
        open--
      }
    },
    close: () => agent.destroy(),
  }
}

type Place = { readonly socketPath: string } | { readonly host: string; readonly port: number }

function parseAddress(address: string): Place {
  if (address.startsWith('/')) return { socketPath: address }
  const url = URL.canParse(address) ? new URL(address) : null
  const isLocal = url !== null && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)
  if (url?.protocol !== 'http:' || !isLocal || url.port === '')
    throw new TypeError(
      `Cannot reach the ask process at "${address}": not a socket path or loopback address`,
    )
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) }
}

type Way = Place & { readonly agent: HttpAgent; readonly answerMsMax: number }

function askOnce(target: string, { answerMsMax, ...way }: Way): Promise<Answer | null> {
  return new Promise((resolve) => {
    let question: ClientRequest | null = null
    const settle = (answer: Answer | null): void => {
      clearTimeout(timer)
      if (answer === null) question?.destroy()
      resolve(answer)
    }
    const timer = setTimeout(settle, answerMsMax, null)
    question = request({ ...way, path: target, headers: { host: 'ask', accept: 'text/html' } })
    question.on('error', () => settle(null))
    question.on('response', (response) => {
      const status = response.statusCode ?? 0
      const isPage = /^text\/html(;|$)/i.test(response.headers['content-type'] ?? '')
      if (!statusesPassed.includes(status) || !isPage) return settle(null)
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        if (bytes > pageBytesMax) settle(null)
        else chunks.push(chunk)
      })
      response.on('error', () => settle(null))
      response.on('close', () => settle(null))
      response.on('end', () => settle({ status, page: Buffer.concat(chunks) }))
    })
    question.end()
  })
}
