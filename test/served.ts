// A folder of files served for one test: written, listened to on a free port, taken away after it.
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { createSiteServer, type SiteOptions } from '../src/serve/serve.ts'
import { tempFolder } from './temp-folder.ts'

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface Served {
  readonly folder: string
  readonly port: number
  /** One request with exactly these headers and this target, never normalised. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Reply>
  /** Sends bytes as they are and collects what comes back until the server hangs up. */
  raw(text: string): Promise<string>
}

/** Writes files ("en/index.html" -> text) into a new folder named `site` in a folder of its own. */
export function writeTree(t: TestContext, files: Record<string, string | Buffer>): string {
  const home = tempFolder(t)
  const folder = join(home, 'site')
  mkdirSync(folder)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Serves files written by writeTree() until the test is over. */
export async function serveTree(
  t: TestContext,
  files: Record<string, string | Buffer>,
  options: Omit<SiteOptions, 'folder'> = {},
): Promise<Served> {
  const folder = writeTree(t, files)
  const server = createSiteServer({ folder, ...options })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    folder,
    port,
    get: (path, headers = {}, method = 'GET') => getReply(port, { path, headers, method }),
    raw: (text) => exchangeRaw(port, text),
  }
}

interface Question {
  readonly path: string
  readonly headers: Record<string, string>
  readonly method: string
}

function getReply(port: number, question: Question): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', agent: false, ...question }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const { statusCode: status = 0, headers, rawHeaders } = response
        resolve({ status, headers, rawHeaders, body: Buffer.concat(chunks) })
      })
    })
    asking.on('error', reject)
    asking.end()
  })
}

function exchangeRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1')
    })
    socket.on('close', () => resolve(received))
    socket.on('error', (cause) => (received === '' ? reject(cause) : resolve(received)))
    socket.write(Buffer.from(text, 'latin1'))
  })
}
