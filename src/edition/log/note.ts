// Signed notes and their verifier keys (C2SP signed-note v1.0.0), with Ed25519 keys only.
// The trap: base64 contains "+", so a verifier key is cut at its first two "+" and no others.
import type { KeyObject } from 'node:crypto'
import {
  decodeText,
  encodeText,
  formatBase64,
  formatHex,
  joinBytes,
  parseBase64,
  parseHex,
  sameBytes,
  shorten,
} from './bytes.ts'
import { isSigned, publicBytes, signBytes } from './ed25519.ts'
import { sha256 } from './hash.ts'

export type NoteKey = {
  readonly name: string
  /** The first 4 bytes of SHA-256(name LF type key). */
  readonly id: Uint8Array
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

export type NoteSignature = {
  readonly name: string
  readonly id: Uint8Array
  readonly signature: Uint8Array
}

export type Note = {
  /** What is signed: ends in LF. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export type NoteSigner = {
  /** The origin of the log, which is the name of its key. */
  readonly name: string
  readonly privateKey: KeyObject
}

const ed25519Type = Uint8Array.of(1)
const signaturesMax = 100

/** The key a signer of that name would have. Throws RangeError on a name with "+" or a space. */
export function makeNoteKey(name: string, publicKey: Uint8Array): NoteKey {
  if (!isNoteName(name))
    throw new RangeError(`Cannot name a key "${shorten(name)}": empty, or has a space or "+"`)
  const id = sha256(joinBytes(encodeText(`${name}\n`), ed25519Type, publicKey)).slice(0, 4)
  return { name, id, publicKey }
}

/** `example.com/foo+530d903a+AekyeRrm...`: name, key id, type and key. */
export function parseVkey(text: string): NoteKey {
  const [, name = '', id = '', key = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? []
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot parse verifier key "${shorten(text)}": ${state}`)
  }
  if (!isNoteName(name)) fail('not of the form name+id+key')
  const typed = parseBase64(key)
  if (typed[0] !== ed25519Type[0] || typed.length !== 33) fail('not an Ed25519 key')
  const made = makeNoteKey(name, typed.slice(1))
  if (!sameBytes(made.id, parseHex(id))) fail('its id does not belong to its key')
  return made
}

export function formatVkey(key: NoteKey): string {
  const typed = formatBase64(joinBytes(ed25519Type, key.publicKey))
  return `${key.name}+${formatHex(key.id)}+${typed}`
}

/** Splits text and signature lines at the last empty line; checks no signature. */
export function parseNote(bytes: Uint8Array): Note {
  const whole = decodeText(bytes)
  const cut = whole.lastIndexOf('\n\n')
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot parse note "${shorten(whole)}": ${state}`)
  }
  if (/[\x00-\x09\x0b-\x1f]/.test(whole)) fail('it has a control character')
  if (cut === -1 || !whole.endsWith('\n')) fail('no signature lines after an empty line')
  const lines = whole.slice(cut + 2, -1).split('\n')
  if (lines.length > signaturesMax) fail(`more than ${signaturesMax} signatures`)
  const signatures = lines.map((line): NoteSignature => {
    const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/.exec(line) ?? []
    if (!isNoteName(name)) fail(`"${shorten(line)}" is no signature line`)
    const blob = parseBase64(base64)
    if (blob.length < 5) fail(`the signature of "${name}" is too short`)
    return { name, id: blob.slice(0, 4), signature: blob.slice(4) }
  })
  return { text: whole.slice(0, cut + 1), signatures }
}

export function formatNote(note: Note): string {
  const lines = note.signatures.map(
    ({ name, id, signature }) => `— ${name} ${formatBase64(joinBytes(id, signature))}\n`,
  )
  return `${note.text}\n${lines.join('')}`
}

/** `text` must end in LF. One signature line per signer, in their order. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n')) throw new RangeError(`Cannot sign note "${shorten(text)}": no line end`)
  const signatures = signers.map(({ name, privateKey }) => ({
    name,
    id: makeNoteKey(name, publicBytes(privateKey)).id,
    signature: signBytes(privateKey, encodeText(text)),
  }))
  return formatNote({ text, signatures })
}

/**
 * The keys of `keys` that signed the note. A signature under the name and id of a known key that
 * does not hold throws SyntaxError; signatures by strangers are passed over.
 */
export async function checkNote(note: Note, keys: readonly NoteKey[]): Promise<readonly NoteKey[]> {
  const text = encodeText(note.text)
  const signers = new Set<NoteKey>()
  for (const { name, id, signature } of note.signatures) {
    const key = keys.find((known) => known.name === name && sameBytes(known.id, id))
    if (key === undefined) continue
    if (!(await isSigned(key.publicKey, text, signature)))
      throw new SyntaxError(`Cannot accept note of "${name}": its signature does not hold`)
    signers.add(key)
  }
  return [...signers]
}

function isNoteName(name: string): boolean {
  return /^[^\s+]+$/u.test(name)
}
