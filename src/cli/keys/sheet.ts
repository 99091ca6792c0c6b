// The sheet of a newsroom's keys: what is printed once, cut out and put where readers will see it.
import { formatVkey } from '../../edition/log/note.ts'
import { type TrustFile, voidAfter } from '../../edition/log/trust.ts'
import { formatFingerprint } from '../../edition/verify/trust.ts'
import { qrText } from '../../render/qr.ts'

export interface Sheet {
  readonly trust: TrustFile
  /** Of the first trust file: it never changes. */
  readonly fingerprint: string
}

/** Origin, verifier key and fingerprint as text, with the fingerprint as a QR code. */
export async function formatSheet({ trust, fingerprint: digest }: Sheet): Promise<string> {
  const fingerprint = formatFingerprint(digest)
  const valid = trust.log.filter((key) => voidAfter(trust, key.publicKey) === null)
  const vkeys = valid.map((key) => `  ${formatVkey(key)}`)
  const code = await qrText(`${trust.origin} ${fingerprint}`)
  return [
    `Origin of the log    ${trust.origin}`,
    'Verifier key',
    ...vkeys,
    'Fingerprint',
    `  ${fingerprint}`,
    '',
    code,
    'Print this. Readers compare the fingerprint over a second way: a card, a partner, a call.',
    '',
  ].join('\n')
}
