// A page that proves itself offline, checked: its bytes, then one comment with record, list and proof.
// The page's own bytes end where the marker's line begins, so `sed` and `sha256sum` find the digest too.
import { decodeText, encodeText, formatHex, shorten } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import { parseList } from '../log/list.ts'
import { checkNote, type NoteKey } from '../log/note.ts'
import { isProven, parseProof } from '../log/proof.ts'
import { type EditionRecord, parseRecord } from '../log/record.ts'
import { type TrustFile, voidAfter } from '../log/trust.ts'
import type { Outcome } from './report.ts'

/** What a single file is checked against: the log keys of a trust file are enough. */
export type FileTrust = Pick<TrustFile, 'origin' | 'log' | 'voids'>

export type FileReport = {
  readonly outcome: Extract<Outcome, 'good' | 'altered' | 'unknown key'>
  /** Why it is not good; '' when it is. */
  readonly detail: string
  /** Where the page stands on the site, or null. */
  readonly path: string | null
  /** The edition that published it, or null. */
  readonly record: EditionRecord | null
}

/** The line that ends the page, and the heads of what follows it. */
export const marker = '<!--xewer-proof'
export const sections = ['## record', '## list', '## proof'] as const

/** Whether a file ends in a proof; what it is worth, verifyFile() says. */
export function hasProof(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes).includes(`\n${marker}\n`)
}

/** The page inside a forwarded file that verifyFile() found good. */
export function pageOf(bytes: Uint8Array): string {
  return splitFile(decodeText(bytes)).page
}

/** Checks a forwarded file with nothing but the keys. Any byte changed, added or lost is noticed. */
export async function verifyFile(bytes: Uint8Array, trust: FileTrust): Promise<FileReport> {
  try {
    return await judge(bytes, trust)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    return { outcome: 'altered', detail: error.message, path: null, record: null }
  }
}

/** The keys that a single verifier key stands for. */
export function trustOfKey(key: NoteKey): FileTrust {
  return { origin: key.name, log: [key], voids: [] }
}

async function judge(bytes: Uint8Array, trust: FileTrust): Promise<FileReport> {
  const { page, recordText, lists, proofText } = splitFile(decodeText(bytes))
  const record = parseRecord(encodeText(recordText))
  const path = pathOf(page, record, lists)
  const proof = parseProof(encodeText(proofText))
  const { checkpoint, note, index } = proof
  const fits = index === record.number - 1 && checkpoint.origin === record.origin
  if (!fits || !isProven(encodeText(recordText), proof))
    throw new SyntaxError(
      `Cannot accept edition "${record.number}": its proof is of another record`,
    )
  const report = { path, record }
  const strange = (detail: string): FileReport => ({ ...report, outcome: 'unknown key', detail })
  if (record.origin !== trust.origin) return strange(`published by ${record.origin}`)
  const signers = await checkNote(note, trust.log)
  if (signers.length === 0) return strange('signed by no known log key')
  const valid = signers.filter(
    ({ publicKey }) => checkpoint.size <= (voidAfter(trust, publicKey) ?? checkpoint.size),
  )
  if (valid.length === 0) return strange('signed by a revoked log key')
  return { ...report, outcome: 'good', detail: '' }
}

function splitFile(text: string) {
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot read proof of "${shorten(text)}": ${state}`)
  }
  const at = text.indexOf(marker)
  if (at === -1) fail('it has none')
  if (text.indexOf(marker, at + 1) !== -1) fail('it has two')
  if (!text.startsWith(`${marker}\n`, at) || text[at - 1] !== '\n') fail('not on a line of its own')
  const end = text.indexOf('-->', at)
  if (text.slice(end) !== '-->\n') fail('something stands behind it')
  const body = text.slice(at + marker.length + 1, end)
  const [before, recordText = '', ...rest] = body.split(/^## (?:record|list|proof)\n/m)
  const proofText = rest.pop() ?? ''
  const heads = body.match(/^## .*$/gm) ?? []
  const wanted = [sections[0], ...rest.map(() => sections[1]), sections[2]]
  if (before !== '' || heads.join() !== wanted.join() || rest.length < 1 || rest.length > 2)
    fail('not a record, its lists and a proof')
  return { page: text.slice(0, at), recordText, lists: rest, proofText }
}

/** Follows record -> list (-> part) -> page; throws SyntaxError where a digest does not fit. */
function pathOf(page: string, record: EditionRecord, lists: readonly string[]): string {
  let wanted: readonly string[] = [record.list]
  for (const text of lists) {
    const list = parseList(encodeText(text))
    if (!wanted.includes(digestOf(text)) || list.number !== record.number)
      throw new SyntaxError(
        `Cannot accept list "${list.number}": edition ${record.number} names another`,
      )
    wanted = list.files.map((file) => file.sha256)
  }
  const last = parseList(encodeText(lists.at(-1) ?? ''))
  const found = last.files.find((file) => file.sha256 === digestOf(page))
  if (found === undefined)
    throw new SyntaxError(`Cannot accept page: not among the files of edition ${record.number}`)
  return found.path
}

function digestOf(text: string): string {
  return formatHex(sha256(encodeText(text)))
}
