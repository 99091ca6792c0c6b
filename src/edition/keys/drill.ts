// The theft drill: somebody has the publisher's keys. Played in memory under another origin, with
// the newsroom's own keys, so that it also shows that the root key can be opened and is the right one.
import type { KeyObject } from 'node:crypto'
import { encodeText, formatHex } from '../log/bytes.ts'
import type { SigningKeys } from '../log/compose.ts'
import { makePrivateKey, publicBytes } from '../log/ed25519.ts'
import { sha256 } from '../log/hash.ts'
import { makeNoteKey } from '../log/note.ts'
import type { TreeFile } from '../log/tiles.ts'
import { type TrustFile, trustPath } from '../log/trust.ts'
import { memoryCopy } from '../verify/copies.ts'
import type { Outcome, Remembered } from '../verify/report.ts'
import { verifyTree } from '../verify/verify.ts'
import { type KeyWindow, revoke, rotate, signTrust } from './keys.ts'
import { publishRehearsed, rehearsedTime, startRehearsal } from './rehearse.ts'

const rehearsedOrigin = 'drill.invalid/log'
const window: KeyWindow = { from: rehearsedTime(0), until: rehearsedTime(2000) }

export type DrillStep = {
  readonly step: string
  readonly expected: Outcome
  readonly outcome: Outcome
}

/** Plays the theft of `online`; every step must come out as expected. `roots` must be those of `trust`. */
export async function drill(given: {
  readonly trust: TrustFile
  readonly roots: readonly KeyObject[]
  readonly online: SigningKeys
}): Promise<readonly DrillStep[]> {
  const trees = playTheft(given)
  const trusted = { kind: 'fingerprint', digest: trees.fingerprint } as const
  const check = (files: Files, remembered: Remembered | null) =>
    verifyTree(memoryCopy(files), { trusted, remembered, now: null })
  const seen = (await check(trees.healed, null)).remember
  const plays: readonly (readonly [string, Outcome, Files, Remembered | null])[] = [
    ['an edition before the theft is good', 'good', trees.honest, null],
    ['the thief publishes, and nobody knows yet', 'good', trees.forged, null],
    [
      'keys revoked: the newsroom goes on, its older editions still good',
      'good',
      trees.healed,
      null,
    ],
    ['the stolen keys sign once more, and are refused', 'unknown key', trees.late, null],
    ['a reader who saw the revocation is shown the forgery', 'fork', trees.forged, seen],
    ['a trust file signed by new root keys alone is refused', 'unknown key', trees.seized, null],
  ]
  const steps: DrillStep[] = []
  for (const [step, expected, files, remembered] of plays) {
    const { outcome } = await check(files, remembered)
    steps.push({ step, expected, outcome })
  }
  return steps
}

type Files = ReadonlyMap<string, Uint8Array>

function playTheft(given: Parameters<typeof drill>[0]) {
  const { roots, online } = given
  const trust = rehearsedTrust(given.trust, online)
  const empty = startRehearsal(trust.origin, online)
  const first = publishRehearsed(empty, { put: [page('one'), ...signTrust(trust, roots)] })
  const honest = publishRehearsed(first, { put: [page('two')] })
  const { size: after, root } = honest.state
  const forged = publishRehearsed(honest, { put: [page('forged')] })
  const revoked = revoke(trust, { keys: online, after, root }, window)
  const signed = signTrust(revoked.trust, roots)
  const healed = publishRehearsed({ ...honest, keys: revoked.online }, { put: signed })
  const late = publishRehearsed({ ...healed, keys: online }, { put: [page('forged')] })
  const thief = makePrivateKey()
  const own = { ...rotate(trust, online, window).trust, roots: [publicBytes(thief)], threshold: 1 }
  const seized = publishRehearsed(honest, { put: signTrust(own, [thief]) })
  const fingerprint = formatHex(sha256(first.files.get(trustPath(1)) ?? new Uint8Array()))
  return {
    fingerprint,
    honest: honest.files,
    forged: forged.files,
    healed: healed.files,
    late: late.files,
    seized: seized.files,
  }
}

/** The newsroom's trust file as if it began now, under an origin that no reader could mistake. */
function rehearsedTrust(trust: TrustFile, online: SigningKeys): TrustFile {
  const log = online.log.map((key) => makeNoteKey(rehearsedOrigin, publicBytes(key)))
  const editions = [{ publicKey: publicBytes(online.edition), ...window }]
  return { ...trust, version: 1, origin: rehearsedOrigin, log, voids: [], editions }
}

function page(text: string): TreeFile {
  return { path: 'index.html', bytes: encodeText(text) }
}
