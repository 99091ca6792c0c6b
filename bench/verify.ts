// What checking a copy costs per file, beside sha256sum over the same files: `npm run bench:verify
// [files ...]`. Pages of 5 KB, published in one large edition and then changed by twenty small ones.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { makeKeys, signTrust } from '../src/edition/keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../src/edition/keys/rehearse.ts'

const pageBytes = 5000
const counts = process.argv.slice(2).map(Number)
const xewer = new URL('../xewer', import.meta.url).pathname

console.log('files    verify s   µs/file   sha256sum s   µs/file   ratio')
for (const count of counts.length > 0 ? counts : [1000, 10_000, 100_000]) measure(count)

function measure(count: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'xewer-bench-verify-'))
  try {
    const paths = writeSite(folder, count)
    const list = join(folder, 'paths.txt')
    writeFileSync(list, paths.map((path) => `${path}\0`).join(''))
    const shell = `cd '${folder}/site' && xargs -0 sha256sum < ../paths.txt > /dev/null`
    const sums = best(() => run('sh', ['-c', shell]))
    const verify = best(() => run(xewer, ['verify', '--no-memory', join(folder, 'site/live')]))
    const each = (seconds: number): string => ((seconds * 1e6) / paths.length).toFixed(0)
    console.log(
      [
        String(paths.length).padEnd(8),
        verify.toFixed(2).padEnd(10),
        each(verify).padEnd(9),
        sums.toFixed(2).padEnd(13),
        each(sums).padEnd(9),
        (verify / sums).toFixed(2),
      ].join(' '),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function writeSite(folder: string, count: number): readonly string[] {
  const window = { from: rehearsedTime(0), until: rehearsedTime(100) }
  const { root, trust, online } = makeKeys('news.example/log', window)
  const page = (path: string) => ({
    path,
    bytes: Uint8Array.from(Buffer.from(randomBytes(pageBytes / 2).toString('hex'))),
  })
  const pages = Array.from({ length: count }, (_, at) =>
    page(`en/${2000 + (at % 25)}/${String(1 + (at % 12)).padStart(2, '0')}/story-${at}.html`),
  )
  let room = publishRehearsed(startRehearsal(trust.origin, online), {
    put: [...pages, ...signTrust(trust, [root])],
  })
  for (let edition = 0; edition < 20; edition += 1)
    room = publishRehearsed(room, {
      put: pages.slice(edition * 10, edition * 10 + 10).map(({ path }) => page(path)),
    })
  for (const [path, bytes] of room.files) {
    const file = join(folder, 'site/live', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
  }
  return [...room.files.keys()]
}

/** Seconds; the best of three, so that the disk's cache is warm for both. */
function best(work: () => void): number {
  const times = [0, 1, 2].map(() => {
    const started = performance.now()
    work()
    return (performance.now() - started) / 1000
  })
  return Math.min(...times)
}

/** Rehearsed editions are long overdue: 11 (stale) is the good end here. */
function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0 && status !== 11) throw new Error(`${program} ended with ${status}: ${stderr}`)
}
