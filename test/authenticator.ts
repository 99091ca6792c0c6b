// A passkey in software, so that a test can lie in every part of an answer: WebAuthn level 3,
// attestation "none", ES256. The honest way through a real browser is tested elsewhere.
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

export interface Lies {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** Bits of the flags byte; present and verified (0x05) unless told. */
  readonly flags?: number
  readonly counter?: number
  readonly key?: KeyObject
  readonly id?: string
}

export interface Passkey {
  register(options: string, lies?: Lies): string
  signIn(options: string, lies?: Lies): string
}

/** A new passkey that believes to stand on a page of `origin`. */
export function makePasskey(origin: string): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  let counter = 0
  const clientData = (type: string, options: string, lies: Lies): Buffer =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? JSON.parse(options).challenge,
        origin: lies.origin ?? origin,
        crossOrigin: false,
      }),
    )
  const authData = (lies: Lies, more: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    counter += 1
    const head = Buffer.alloc(5)
    head[0] = (lies.flags ?? 0x05) | more
    head.writeUInt32BE(lies.counter ?? counter, 1)
    return Buffer.concat([sha256(lies.rpId ?? new URL(origin).hostname), head, rest])
  }
  const answer = (response: Record<string, string>, lies: Lies): string => {
    const name = lies.id ?? id.toString('base64url')
    const rest = { type: 'public-key', clientExtensionResults: {}, response }
    return JSON.stringify({ id: name, rawId: name, ...rest })
  }
  return {
    register(options, lies = {}) {
      const length = Buffer.from([0, id.length])
      const attested = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)])
      const object = Buffer.concat([
        Buffer.from([0xa3]),
        ...[text('fmt'), text('none'), text('attStmt'), Buffer.from([0xa0]), text('authData')],
        bytes(authData(lies, 0x40, attested)),
      ])
      const client = clientData('webauthn.create', options, lies)
      return answer(
        {
          clientDataJSON: client.toString('base64url'),
          attestationObject: object.toString('base64url'),
        },
        lies,
      )
    },
    signIn(options, lies = {}) {
      const client = clientData('webauthn.get', options, lies)
      const data = authData(lies, 0)
      const signature = sign(
        'sha256',
        Buffer.concat([data, sha256(client)]),
        lies.key ?? privateKey,
      )
      return answer(
        {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: signature.toString('base64url'),
        },
        lies,
      )
    },
  }
}

/** What the page's button hands to the browser. */
export async function optionsIn(page: Response | Promise<Response>): Promise<string> {
  const html = await (await page).text()
  return (/data-passkey="([^"]*)"/.exec(html)?.[1] ?? '').replaceAll('&quot;', '"')
}

function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const point = (label: number, value: string): Buffer =>
    Buffer.concat([Buffer.from([label]), bytes(Buffer.from(value, 'base64url'))])
  // {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([head, point(0x21, x), point(0x22, y)])
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

function bytes(value: Buffer): Buffer {
  const { length } = value
  const head =
    length < 24
      ? [0x40 + length]
      : length < 256
        ? [0x58, length]
        : [0x59, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), value])
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
