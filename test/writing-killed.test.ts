// The process that keeps what is typed is killed without warning, again and again, while it keeps:
// what it has answered for is there, and nothing is there half.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyOfParagraphs } from '../src/model/body.ts'
import { parseArticleId } from '../src/model/id.ts'
import { createArticle } from '../src/store/articles.ts'
import { readDraft } from '../src/store/drafts.ts'
import { openStore } from '../src/store/open.ts'
import { readRevisions } from '../src/store/revisions.ts'
import { parseLang } from '../src/text/lang.ts'
import { tempFolder } from './temp-folder.ts'

const article = parseArticleId('0000000k')
const key = { article, lang: parseLang('ug'), window: '0'.repeat(16) }

test('killed while it saves, the server has every text it answered for', async (t) => {
  const folder = tempFolder(t)
  const path = join(folder, 'newsroom.db')
  const store = await openStore(path)
  await createArticle(store.db, article, {})
  await store.close()
  let seq = 0
  for (let round = 0; round < 6; round++) {
    const life = await liveAndDie(path, seq, 20 + round * 35)
    seq = life.sent
    const { db, close } = await openStore(path)
    const draft = await readDraft(db, key)
    const texts = new Map<number, string>()
    for (const { headline } of await readRevisions(db, key)) texts.set(numberOf(headline), headline)
    if (draft?.text) texts.set(numberOf(draft.text.headline), draft.text.headline)
    await close()
    assert.ok((draft?.seq ?? 0) >= life.answered, `${draft?.seq} of ${life.answered}`)
    const newest = Math.max(0, ...texts.keys())
    assert.ok(newest >= life.answered, `text ${newest} of ${life.answered}`)
    for (const text of texts.values()) assert.match(text, /^خەۋەر \d+ پۈتۈن$/, 'half a text')
  }
  assert.ok(seq > 20, `only ${seq} saves were tried`)
})

/** Starts the server, sends saves as fast as they are answered, kills it after `ms` of answers. */
async function liveAndDie(
  path: string,
  from: number,
  ms: number,
): Promise<{ readonly sent: number; readonly answered: number }> {
  const program = resolve('test/writing/saving-server.ts')
  const flags = ['--disable-warning=ExperimentalWarning', program, path, article]
  const server = spawn(process.execPath, flags, { stdio: ['pipe', 'pipe', 'inherit'] })
  // Writing to a process that has just been killed.
  server.stdin.on('error', () => {})
  let [sent, answered, isDead] = [from, 0, false]
  const send = (): void => {
    // Two under way at a time, every fifth one to become a revision.
    sent += 1
    if (!isDead) server.stdin.write(`${saveOf(sent)}\n`)
  }
  const lines = createInterface({ input: server.stdout })
  const died = new Promise((done) => server.on('exit', done))
  const first = new Promise<void>((done) => {
    lines.on('line', (line) => {
      answered = Math.max(answered, JSON.parse(line).seq)
      done()
      send()
    })
  })
  send()
  send()
  await first
  await sleep(ms)
  isDead = true
  server.kill('SIGKILL')
  await died
  return { sent, answered }
}

function saveOf(seq: number): string {
  const headline = `خەۋەر ${seq} پۈتۈن`
  const body = bodyOfParagraphs([headline])
  const text = { headline, teaser: '', body, byline: '', translator: '', alt: {} }
  const { window } = key
  return JSON.stringify({ window, seq, base: 0, keep: seq % 5 === 0, madeFrom: null, text })
}

function numberOf(headline: string): number {
  return Number(/\d+/.exec(headline)?.[0] ?? 0)
}
