// The record of an edition: the text that is signed and that is one leaf of the log. Edition n is
// leaf n - 1. Every line but the last begins with "#", so `sha256sum --strict -c` reads the record.
import { decodeText, encodeText, parseCount, shorten } from './bytes.ts'
import { isOrigin } from './checkpoint.ts'

export type EditionRecord = {
  /** From 1, without gaps. */
  readonly number: number
  readonly origin: string
  /** On the full hour, UTC: `2026-11-22T11:00:00Z`. */
  readonly time: string
  /** Until when the next edition is promised, same form. */
  readonly next: string
  /** The list names every file of the tree; what only older lists name exists no more. */
  readonly full: boolean
  /** SHA-256 of the list, lower-case hexadecimal. */
  readonly list: string
}

const recordBytesMax = 1024

export function formatRecord(record: EditionRecord): string {
  const lines = [
    `# xewer edition ${record.number}`,
    `# origin ${record.origin}`,
    `# time ${record.time}`,
    `# next ${record.next}`,
    ...(record.full ? ['# full'] : []),
    `SHA256 (${listPath(record.number)}) = ${record.list}`,
  ]
  return `${lines.join('\n')}\n`
}

/** Takes exactly what formatRecord() makes of a valid record, and nothing else. */
export function parseRecord(bytes: Uint8Array): EditionRecord {
  const text = decodeText(bytes)
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot parse record "${shorten(text)}": ${state}`)
  }
  if (bytes.length > recordBytesMax) fail(`longer than ${recordBytesMax} bytes`)
  const pattern =
    /^# xewer edition (\d+)\n# origin (\S+)\n# time (\S+)\n# next (\S+)\n(# full\n)?SHA256 \(\S+\) = ([0-9a-f]{64})\n$/
  const [, number, origin, time, next, full, list] = pattern.exec(text) ?? []
  if (list === undefined || !number || !origin || !time || !next)
    return fail('not the lines of a record')
  const record = { number: parseCount(number), origin, time, next, full: full !== undefined, list }
  checkRecord(record)
  if (formatRecord(record) !== text) fail('its list is not that of its edition')
  return record
}

/** Throws RangeError on a value that no record may hold. */
export function checkRecord({ number, origin, time, next }: EditionRecord): void {
  const fail = (what: string, value: unknown, state: string): never => {
    throw new RangeError(`Cannot use ${what} "${value}" in a record: ${state}`)
  }
  if (!(Number.isSafeInteger(number) && number >= 1)) fail('number', number, 'not 1, 2, 3 ...')
  if (!isOrigin(origin)) fail('origin', shorten(origin), 'not a host and path without scheme')
  if (!isHour(time)) fail('time', time, 'not a full hour such as 2026-11-22T11:00:00Z')
  if (!isHour(next)) fail('next', next, 'not a full hour such as 2026-11-22T11:00:00Z')
  if (next <= time) fail('next', next, 'not after the time of the edition')
}

/** Where an edition's files stand; `what` is `txt`, `sums`, `minisig`, `sig`, `sshsig`, `tlog-proof`. */
export function editionPath(number: number, what: string): string {
  return `editions/${number}.${what}`
}

function listPath(number: number): string {
  return editionPath(number, 'sums')
}

/** What minisign and signify sign beside the record, so that their output names the edition. */
export function recordComment({ number, origin }: EditionRecord): string {
  return `xewer edition ${number} of ${origin}`
}

/** The full hour at or after a moment, so that no edition tells at which minute somebody worked. */
export function hourAfter(epochMilliseconds: number): string {
  const hour = 3_600_000
  const at = new Date(Math.ceil(epochMilliseconds / hour) * hour)
  return `${at.toISOString().slice(0, 19)}Z`
}

export function recordBytes(record: EditionRecord): Uint8Array {
  const bytes = encodeText(formatRecord(record))
  if (bytes.length > recordBytesMax)
    throw new RangeError(`Cannot make record of edition "${record.number}": too long`)
  return bytes
}

function isHour(text: string): boolean {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:00:00Z$/.test(text)) return false
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString() === `${text.slice(0, 19)}.000Z`
}
