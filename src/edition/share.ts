// A page that proves itself offline: its bytes, then one comment with record, list and proof. The
// page's own bytes end where the marker's line begins, so `sed` and `sha256sum` find the digest too.
import { decodeText, encodeText, formatHex, shorten } from './log/bytes.ts'
import { sha256 } from './log/hash.ts'
import { parseList, partsOf } from './log/list.ts'
import { checkNote, type NoteKey } from './log/note.ts'
import { isProven, parseProof } from './log/proof.ts'
import { type EditionRecord, editionPath, parseRecord } from './log/record.ts'
import { type TrustFile, voidAfter } from './log/trust.ts'
import type { Outcome } from './verify/report.ts'
import type { Source } from './verify/source.ts'

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

const marker = '<!--xewer-proof'
const sections = ['## record', '## list', '## proof'] as const

/**
 * The forwardable form of a page. `edition` is the one that last touched it. Throws RangeError when
 * the page does not end in a line end, holds the marker, or stands in no list of that edition.
 */
export async function shareFile(
  source: Source,
  { path, edition }: { readonly path: string; readonly edition: number },
): Promise<Uint8Array> {
  const read = async (name: string): Promise<Uint8Array> => {
    const bytes = await source.read(name)
    if (bytes === null) throw new RangeError(`Cannot share "${path}": there is no ${name}`)
    return bytes
  }
  const page = decodeText(await read(path))
  if (!page.endsWith('\n') || page.includes(marker))
    throw new RangeError(`Cannot share "${path}": its end could not be found again`)
  const lists = await listsNaming(await read(editionPath(edition, 'sums')), path, read)
  const [record, proof] = [
    await read(editionPath(edition, 'txt')),
    await read(editionPath(edition, 'tlog-proof')),
  ]
  const proofText = [
    `${sections[0]}\n${decodeText(record)}`,
    ...lists.map((list) => `${sections[1]}\n${decodeText(list)}`),
    `${sections[2]}\n${decodeText(proof)}`,
  ].join('')
  if (/--!?>/.test(proofText))
    throw new RangeError(`Cannot share "${path}": a path of its list would end the comment`)
  return encodeText(`${page}${marker}\n${proofText}-->\n`)
}

/**
 * An edition whose list names the page with these bytes: the one that changed it (`from`), or one that
 * has listed it again since, when the older list is no longer there.
 */
export async function editionNaming(
  source: Source,
  page: {
    readonly path: string
    readonly digest: string
    readonly from: number
    readonly to: number
  },
): Promise<number> {
  for (let edition = page.from; edition <= page.to; edition += 1) {
    const bytes = await source.read(editionPath(edition, 'sums'))
    const list = bytes && parseList(bytes)
    const parts = list === null ? [] : partsOf(list)
    const lists = list === null ? [] : [list]
    for (const { path } of parts) {
      const part = await source.read(path)
      if (part !== null) lists.push(parseList(part))
    }
    const named = lists.some(({ files }) =>
      files.some(({ path, sha256: digest }) => path === page.path && digest === page.digest),
    )
    if (named) return edition
  }
  throw new RangeError(`Cannot share "${page.path}": no list names it`)
}

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

async function listsNaming(
  named: Uint8Array,
  path: string,
  read: (name: string) => Promise<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const list = parseList(named)
  if (list.files.some((file) => file.path === path)) return [named]
  for (const part of partsOf(list)) {
    const bytes = await read(part.path)
    if (parseList(bytes).files.some((file) => file.path === path)) return [named, bytes]
  }
  throw new RangeError(`Cannot share "${path}": edition ${list.number} did not touch it`)
}

function digestOf(text: string): string {
  return formatHex(sha256(encodeText(text)))
}
