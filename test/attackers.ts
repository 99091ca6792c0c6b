// Attackers of a server, as a process of their own so that they do not slow down honest readers:
// node test/attackers.ts slow PORT COUNT   connections that never finish their request;
// node test/attackers.ts flood PORT COUNT  connections that ask again as soon as they are answered;
// node test/attackers.ts heap PORT COUNT   connections that ask 500 times before they are answered.
// Prints one JSON line when all have begun, and one when the server has hung up on the last slow
// one, or SIGTERM ends the flood.
import { connect } from 'node:net'

const [kind, port, count] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const report = (fields: object): boolean => process.stdout.write(`${JSON.stringify(fields)}\n`)

if (kind === 'slow') slow()
else flood(kind === 'heap' ? 500 : 1)

/**
 * Half of them drip one header byte a second, half fall silent after the request line. 3,000 come in a
 * second: that all are open at once is the attack, not how fast one process can open them.
 */
function slow(): void {
  let [begun, left, failed, longestMs] = [0, count, 0, 0]
  const open = (number: number): void => {
    const socket = connect(port, '127.0.0.1')
    let drip: NodeJS.Timeout | undefined
    let sinceMs = 0
    socket.on('connect', () => {
      sinceMs = performance.now()
      socket.write('GET /en/ HTTP/1.1\r\nHost: x\r\nX-Slow: ')
      if (number % 2 === 0) drip = setInterval(() => socket.write('a'), 1000)
      begun++
      if (begun + failed === count) report({ begun, failed })
    })
    socket.on('error', () => {
      if (sinceMs === 0) failed++
    })
    socket.on('close', () => {
      clearInterval(drip)
      if (sinceMs > 0) longestMs = Math.max(longestMs, performance.now() - sinceMs)
      left--
      if (left === 0) report({ longestMs: Math.round(longestMs) })
    })
    socket.resume()
  }
  let opened = 0
  const more = setInterval(() => {
    for (let batch = 0; batch < 60 && opened < count; batch++) open(opened++)
    if (opened === count) clearInterval(more)
  }, 20)
}

function flood(questionsAtOnce: number): void {
  let [answers, closed] = [0, 0]
  const question = 'GET /en/ HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n'
  const many = question.repeat(questionsAtOnce)
  const open = (): void => {
    const socket = connect(port, '127.0.0.1', () => socket.write(many))
    socket.on('data', (chunk: Buffer) => {
      const heads = chunk.toString('latin1').split('HTTP/1.1 200').length - 1
      answers += heads
      if (heads > 0) socket.write(many)
    })
    // The server hangs up on whom it will; a flood comes again.
    socket.on('error', () => {})
    socket.on('close', () => {
      closed++
      setTimeout(open, 50)
    })
  }
  for (let number = 0; number < count; number++) open()
  report({ begun: count })
  process.once('SIGTERM', () => {
    report({ answers, closed })
    process.exit()
  })
}
