// The process that faces the public: reads its arguments, listens, says where on one line. Started
// by startServe() or a service unit with permissionFlags(), which leave it nothing but its folder.
import { parseArgs } from 'node:util'
import { listen } from './listen.ts'
import { createSiteServer } from './serve.ts'

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8080' },
    socket: { type: 'string' },
    ask: { type: 'string' },
    memory: { type: 'string' },
    'per-address': { type: 'string' },
    'onion-location': { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
})
const { folder } = values
if (folder === undefined) throw new TypeError('Cannot serve without --folder: none was named')

const server = createSiteServer({
  folder,
  ask: values.ask,
  memoryMax: wholeNumber(values.memory, '--memory'),
  onionLocation: values['onion-location'],
  perAddressMax: wholeNumber(values['per-address'], '--per-address'),
})
const place =
  values.socket === undefined
    ? { host: values.host, port: wholeNumber(values.port, '--port') }
    : { socket: values.socket }
const listening = await listen(server, place).catch(sayWhy)
console.log(`serving ${folder} at ${listening.address}`)
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
if (values['with-parent']) {
  process.stdin.on('end', stop)
  process.stdin.resume()
}

await listening.whole.catch(sayWhy)
// With an ask process to reach, the network must stay open to us; without one we need it no more.
if (values.ask === undefined) process.permission?.drop('net')

function sayWhy(cause: Error): never {
  console.error(`SRV-12 Cannot listen: ${cause.message}`)
  process.exit(1)
}

function stop(): void {
  void listening.close().then(() => process.exit(0))
  // Answers under way get a moment; a slow reader does not hold up a restart.
  setTimeout(() => server.closeAllConnections(), 2000).unref()
}

function wholeNumber(text: string | undefined, flag: string): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new TypeError(`Cannot read ${flag} "${text}": not a number`)
  return Number(text)
}
