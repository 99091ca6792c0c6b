import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { serveTree } from '../../test/served.ts'

const question = 'GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n'
const last = 'GET /en/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'

test('a few requests at once are answered in order, many end the connection', async (t) => {
  const site = await serveTree(t, { 'en/index.html': 'English' })
  const answered = (text: string): number => text.split('HTTP/1.1 200 OK').length - 1
  for (const round of ['from disk', 'from memory'])
    assert.equal(answered(await site.raw(question.repeat(7) + last)), 8, round)
  const many = await site.raw(question.repeat(500))
  assert.ok(answered(many) < 20, String(answered(many)))
  assert.equal((await site.get('/en/')).status, 200)
})

test('a connection that waits for each answer may ask for ever', async (t) => {
  const site = await serveTree(t, { 'en/index.html': 'English' })
  const socket = connect(site.port, '127.0.0.1')
  t.after(() => socket.destroy())
  let answers = 0
  socket.on('data', (chunk: Buffer) => {
    if (!chunk.includes('HTTP/1.1 200 OK')) return
    answers++
    if (answers < 300) socket.write(question)
  })
  socket.write(question)
  while (answers < 300 && !socket.destroyed) await sleep(5)
  assert.equal(answers, 300)
})
