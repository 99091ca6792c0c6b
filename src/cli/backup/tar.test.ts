import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { readTar, type TarFile, writeTar } from './tar.ts'

type Given = readonly (readonly [name: string, bytes: Uint8Array])[]

test('what is written is read again, whatever the pieces it arrives in', async () => {
  const part = fc.stringMatching(/^[\w\u0626-\u06d0-]{1,60}$/)
  const name = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))
  const files = fc.array(fc.tuple(name, fc.uint8Array({ maxLength: 1500 })), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 700 }), async (given, size) => {
      assert.deepEqual(await read(pieces(await archive(given), size)), given)
    }),
    { numRuns: 60 },
  )
})

test('the stock tar lists and unpacks it', async () => {
  const long = `site/${'a'.repeat(90)}/${'b'.repeat(120)}.html`
  const bytes = await archive([
    ['newsroom.db', Buffer.from('words')],
    [long, Buffer.from('page')],
  ])
  const listed = spawnSync('tar', ['-t'], { input: bytes, encoding: 'utf8' })
  assert.deepEqual([listed.status, listed.stdout], [0, `newsroom.db\n${long}\n`])
  const page = spawnSync('tar', ['-xO', long], { input: bytes, encoding: 'utf8' })
  assert.equal(page.stdout, 'page')
})

test('an archive that lies, leads outside or is cut short is refused', async () => {
  for (const name of ['../evil', '/etc/passwd', 'a/../../b', 'a//b', 'a\\b', ''])
    await assert.rejects(read(pieces(await archive([[name, Buffer.from('x')]]), 512)), SyntaxError)
  const good = await archive([['a', Buffer.alloc(2000)]])
  for (const end of [0, 100, 512, 1000, 2500])
    await assert.rejects(read(pieces(good.subarray(0, end), 512)), /cut short/)
  const damaged = Buffer.from(good)
  damaged[3] = 0x41
  await assert.rejects(read(pieces(damaged, 512)), /damaged/)
})

async function archive(given: Given): Promise<Buffer> {
  async function* files() {
    for (const [name, bytes] of given) {
      const file: TarFile = { name, size: bytes.length, mode: 0o600, changedAt: 1_590_000_000 }
      yield { file, content: pieces(bytes, 700) }
    }
  }
  return Buffer.concat(await Array.fromAsync(writeTar(files())))
}

async function read(bytes: AsyncIterable<Uint8Array>): Promise<Given> {
  const files: [string, Uint8Array][] = []
  for await (const { file, content } of readTar(bytes))
    files.push([file.name, Uint8Array.from(Buffer.concat(await Array.fromAsync(content)))])
  return files
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
