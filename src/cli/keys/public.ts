// What is public of a newsroom's keys, kept in keys/public until the next edition carries it: the
// versions of the trust file with their signatures, and the check page.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseTrust, type TrustFile, trustFingerprint, trustPath } from '../../edition/log/trust.ts'
import { Failure } from '../command.ts'

/** The trust file in force. Failure KEY-02 when there is none. */
export function readTrustFile(keys: string): TrustFile {
  const texts = trustTexts(keys)
  const newest = texts.at(-1)
  if (newest === undefined)
    throw new Failure('KEY-02', `There is no trust file in "${keys}"`, [
      'Bring keys/public back from a backup, or from trust/ and verify.html of any copy of the site.',
    ])
  return parseTrust(new TextEncoder().encode(newest))
}

/** The fingerprint of the newsroom: of the first trust file, for ever; null before there are keys. */
export function fingerprintOf(keys: string): string | null {
  const [first] = trustTexts(keys)
  return first === undefined ? null : trustFingerprint(first)
}

/** Keeps files for the next edition. */
export function writePublic(
  keys: string,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): void {
  for (const { path, bytes } of files) {
    const file = join(keys, 'public', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes, { flush: true })
  }
}

function trustTexts(keys: string): readonly string[] {
  const texts: string[] = []
  for (;;) {
    const file = join(keys, 'public', trustPath(texts.length + 1))
    if (!existsSync(file)) return texts
    texts.push(readFileSync(file, 'utf8'))
  }
}
