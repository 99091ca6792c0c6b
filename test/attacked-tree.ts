// A published tree with every kind of edition in it, and random attacks on copies of it.

import { makeKeys, revoke, rotate, signTrust } from '../src/edition/keys/keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from '../src/edition/keys/rehearse.ts'
import { encodeText } from '../src/edition/log/bytes.ts'
import { forwardPath } from '../src/edition/log/list.ts'
import { shareFile } from '../src/edition/share.ts'
import { memoryCopy } from '../src/edition/verify/copies.ts'
import type { Report } from '../src/edition/verify/report.ts'
import { verifyTree } from '../src/edition/verify/verify.ts'
import { attacks, dice, type Tree } from './mutations.ts'

export type AttackedTree = {
  readonly files: Tree
  /** The tree after each earlier edition. */
  readonly past: readonly Tree[]
}

/** An import in parts, changes, withdrawals, a forgotten list, a full edition, two changes of keys. */
export async function makeTree(): Promise<AttackedTree> {
  const window = { from: rehearsedTime(0), until: rehearsedTime(5000) }
  const { root, trust, online } = makeKeys('news.example/log', window)
  const page = (path: string, text: string) => ({ path, bytes: encodeText(`<p>${text}\n`) })
  const many = Array.from({ length: 300 }, (_, at) => page(`en/2020/05/story-${at}.html`, `${at}`))
  const past: Tree[] = []
  let room = startRehearsal(trust.origin, online)
  const publish = async (change: Parameters<typeof publishRehearsed>[1]) => {
    past.push(room.files)
    room = publishRehearsed(room, change)
    // What is only listed again keeps its copy.
    if (change.full || change.forgotten) return
    const files = new Map(room.files)
    for (const path of change.forward ?? []) {
      const edition = room.state.size
      files.set(forwardPath(path), await shareFile(memoryCopy(files), { path, edition }))
    }
    room = { ...room, files }
  }
  await publish({ put: [page('index.html', 'first'), ...signTrust(trust, [root])] })
  await publish({ put: many })
  await publish({
    put: [page('ug/خەۋەر.html', 'خەۋەر'), page('index.html', 'second')],
    forward: ['ug/خەۋەر.html'],
  })
  await publish({ put: [page('secret.html', 'secret')] })
  const turned = rotate(trust, online, window)
  await publish({ put: signTrust(turned.trust, [root]) })
  room = { ...room, keys: turned.online }
  const { size: after, root: pinned } = room.state
  const revoked = revoke(turned.trust, { keys: online, after, root: pinned }, window)
  const healed = {
    ...revoked.online,
    log: [...revoked.online.log, ...turned.online.log.slice(0, 1)],
  }
  room = { ...room, keys: healed }
  await publish({ put: signTrust(revoked.trust, [root]) })
  await publish({
    gone: ['secret.html'],
    forward: ['ug/خەۋەر.html'],
    full: true,
    forgotten: ['editions/2.sums'],
  })
  await publish({ put: [page('late.html', 'late')] })
  await publish({
    erased: ['late.html'],
    forward: ['ug/خەۋەر.html'],
    forgotten: ['editions/8.sums'],
    put: [page('index.html', 'third')],
  })
  await publish({
    gone: ['en/2020/05/story-7.html'],
    put: [
      { path: 'empty.html', bytes: new Uint8Array() },
      page('en/2020/05/story-9.html', 'again'),
    ],
    forward: ['en/2020/05/story-9.html'],
  })
  return { files: room.files, past: past.slice(1) }
}

/** `count` copies with one attack each, and what the verifier reports of them. */
export async function* attackedCopies(
  { files, past }: AttackedTree,
  count: number,
  seed = 1,
): AsyncGenerator<{ readonly what: string; readonly report: Report }> {
  const roll = dice(seed)
  const names = Object.keys(attacks)
  for (let done = 0; done < count; ) {
    const copy = new Map(files)
    const name = names[done % names.length] ?? ''
    const what = attacks[name]?.(copy, roll, past)
    if (what === null || what === undefined) continue
    done += 1
    const options = { trusted: null, remembered: null, now: null }
    yield { what: `${name}: ${what}`, report: await verifyTree(memoryCopy(copy), options) }
  }
}
