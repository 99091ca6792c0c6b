// The process that answers readers' questions: it reads the search index, listens where only this
// machine can ask, and keeps nothing of what it is asked.
import { createServer, type ServerResponse } from 'node:http'
import { parseArgs } from 'node:util'
import { openSearcher } from '../search/read.ts'
import { type Answer, answerAsk } from './answer.ts'

const { values } = parseArgs({
  options: {
    index: { type: 'string' },
    port: { type: 'string' },
    socket: { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
})
const { index, port = '0', socket } = values
if (index === undefined) throw new TypeError('Cannot answer without --index: none was named')
const searcher = openSearcher(index)
const limits = { headersTimeout: 5000, requestTimeout: 5000, maxHeaderSize: 8192 }
const server = createServer(limits, (request, response) => {
  const isGet = request.method === 'GET'
  send(response, isGet ? answerAsk(request.url ?? '', searcher) : { status: 400, page: '' })
})
server.on('error', (cause) => {
  console.error(`ASK-12 Cannot listen: ${cause.message}`)
  process.exit(1)
})
if (socket !== undefined) server.listen({ path: socket, readableAll: true, writableAll: true })
else server.listen(Number(port), '127.0.0.1')
server.on('listening', () => {
  // Who answers calls nobody.
  process.permission?.drop('net')
  const address = server.address()
  const place =
    address === null || typeof address === 'string'
      ? (address ?? '')
      : `http://127.0.0.1:${address.port}`
  console.log(`answering from ${index} at ${place}`)
})
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
if (values['with-parent']) {
  process.stdin.on('end', stop)
  process.stdin.resume()
}

function send(response: ServerResponse, { status, page }: Answer): void {
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  response.end(page)
}

function stop(): void {
  server.close(() => process.exit(0))
  server.closeAllConnections()
}
