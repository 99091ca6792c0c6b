// What belongs to the newsroom alone, looked for in everything that readers get.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readAccounts } from '../../src/store/access/accounts.ts'
import { openStore } from '../../src/store/open.ts'
import { filesBelow } from '../tree-files.ts'
import type { DayNewsroom } from './newsroom.ts'

/** Kinds of files that hold their text as it stands. Compressed ones would have to be opened first. */
const plain = ['', '.1', '.atom', '.html', '.json', '.minisig', '.pub', '.rss', '.sig', '.signers']
  .concat(['.sshsig', '.sums', '.tlog-proof', '.tsv', '.txt', '.webp', '.xml'])
  .sort()

/** Nothing of accounts, the studio, `secrets` or the time of an upload is in the published tree. */
export async function checkCanaries(
  newsroom: DayNewsroom & { readonly photo: string },
  secrets: readonly string[],
): Promise<void> {
  const { data, studio } = newsroom
  const { db, close } = await openStore(join(data, 'newsroom.db'))
  const accounts = await readAccounts(db)
  const uploads = await db.selectFrom('picture').select('added_at').execute()
  await close()
  const times = uploads.map(({ added_at: at }) => new Date(at ?? 0).toISOString())
  assert.ok(accounts.length === 2 && times.length === 1)
  const own = [
    ...accounts.flatMap(({ id, name }) => [id, name]),
    ...times.flatMap((time) => [time.slice(0, 19), String(Date.parse(time))]),
    ...['localhost', `:${new URL(studio).port}`, 'HeadlessChrome', data],
  ]
  const site = join(data, 'site/live')
  const kinds = new Set(filesBelow(site).map((file) => extname(file)))
  assert.deepEqual(
    [...kinds].filter((kind) => !plain.includes(kind)),
    [],
  )
  assert.deepEqual(hits(site, [...own, ...secrets]), [])
  // The same search finds what the newsroom does keep: names, and the text that waits.
  const kept = hits(data, [accounts[0]?.name ?? '', secrets[0] ?? ''])
  assert.ok(kept.length >= 2, `only ${kept.join()}`)
  assert.match(hiddenData(newsroom.photo), /SN55177KQ/)
  assert.equal(hiddenData('-ext', 'webp', site, join(data, 'media')), '')
}

/** What pictures say about the device, the place and the person behind them. */
function hiddenData(...files: readonly string[]): string {
  const tags = ['-GPSLatitude', '-SerialNumber', '-Make', '-Artist', '-HostComputer']
  return execFileSync('exiftool', ['-q', '-r', '-s3', ...tags, ...files], { encoding: 'utf8' })
}

function hits(folder: string, wanted: readonly string[]): readonly string[] {
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file)
    return wanted.filter((text) => bytes.includes(text)).map((text) => `${file}: ${text}`)
  })
}
