// The list of what an edition touched: lines that `sha256sum --strict -c` reads in the site's root.
// Its salt keeps a deleted list secret: nobody can guess its lines and compare with the record.
// A path that is gone appears as a hash only, made with the origin as its salt.
import {
  decodeText,
  encodeText,
  formatBase64,
  formatHex,
  parseBase64,
  parseCount,
  shorten,
} from './bytes.ts'
import { sha256 } from './hash.ts'

export type ListedFile = {
  /** Relative to the site's root, `/` between segments. */
  readonly path: string
  /** SHA-256, lower-case hexadecimal. */
  readonly sha256: string
}

export type EditionList = {
  readonly number: number
  /** 0 for `editions/<n>.sums` itself, 1 ... for `editions/<n>-0001.sums` ... */
  readonly part: number
  /** 16 bytes. */
  readonly salt: Uint8Array
  readonly files: readonly ListedFile[]
  /** Pages of this edition beside which a copy to be forwarded lies, see forwardPath(). */
  readonly forward: readonly string[]
  /** Of files that exist no more: goneHash() of their paths. */
  readonly gone: readonly string[]
  /**
   * Paths of older lists that were deleted on purpose: forgotten, or pruned by a full edition. What
   * still lives of them is listed anew. The list of an edition stands for its parts too.
   */
  readonly forgotten: readonly string[]
}

export const listLinesMax = 256
const saltBytes = 16
const partsMax = 9999

export function formatList(list: EditionList): string {
  const lines = [
    `# xewer list ${listName(list.number, list.part)}`,
    `# salt ${formatBase64(list.salt)}`,
    ...list.files.map(({ path, sha256: digest }) => `SHA256 (${path}) = ${digest}`),
    ...list.forward.map((path) => `# forward ${path}`),
    ...list.gone.map((hash) => `# gone ${hash}`),
    ...list.forgotten.map((path) => `# forgotten ${path}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Takes exactly what formatList() makes of a valid list: order of kinds, no line twice. */
export function parseList(bytes: Uint8Array): EditionList {
  const text = decodeText(bytes)
  const fail = (state: string): never => {
    throw new SyntaxError(`Cannot parse list "${shorten(text)}": ${state}`)
  }
  const [first = '', second = '', ...rest] = text.split('\n')
  const name = /^# xewer list (\d+)(?:-(\d{4,}))?$/.exec(first)
  const salt = /^# salt (\S+)$/.exec(second)
  if (name?.[1] === undefined || salt?.[1] === undefined) return fail('not the head of a list')
  if (rest.pop() !== '') fail('its last line does not end')
  const [files, forward]: [ListedFile[], string[]] = [[], []]
  const [gone, forgotten]: [string[], string[]] = [[], []]
  for (const line of rest) {
    const file = /^SHA256 \((.+)\) = ([0-9a-f]{64})$/.exec(line)
    const mark = /^# (?:gone ([0-9a-f]{64})|forgotten (editions\/\d+(?:-\d{4,})?\.sums))$/.exec(
      line,
    )
    const copied = /^# forward (.+)$/.exec(line)?.[1]
    if (file?.[1] !== undefined && file[2] !== undefined && isTreePath(file[1]))
      files.push({ path: file[1], sha256: file[2] })
    else if (copied !== undefined && isTreePath(copied)) forward.push(copied)
    else if (mark?.[1] !== undefined) gone.push(mark[1])
    else if (mark?.[2] !== undefined) forgotten.push(mark[2])
    else fail(`"${shorten(line)}" is no line of a list`)
  }
  const list: EditionList = {
    number: parseCount(name[1]),
    part: name[2] === undefined ? 0 : Number(name[2]),
    salt: parseBase64(salt[1]),
    files,
    forward,
    gone,
    forgotten,
  }
  if (list.salt.length !== saltBytes) fail(`its salt is not ${saltBytes} bytes`)
  const names = [
    ...files.map(({ path }) => path),
    ...forward.map(forwardPath),
    ...gone,
    ...forgotten,
  ]
  if (new Set(names).size !== rest.length) fail('it names a file twice')
  if (list.number < 1 || list.part > partsMax || formatList(list) !== text)
    fail('its lines are not in order')
  return list
}

/** `editions/1234-0003.sums`: part 3 of the list of edition 1234. */
export function partPath(number: number, part: number): string {
  return `editions/${listName(number, part)}.sums`
}

/** The mark of a path that is gone: SHA-256 of `xewer gone`, the origin and the path, each on a line. */
export function goneHash(origin: string, path: string): string {
  return formatHex(sha256(encodeText(`xewer gone\n${origin}\n${path}\n`)))
}

/**
 * The lists of an edition: the parts first, the list that the record names last. At most
 * `listLinesMax` lines stand in one list; when there are more, the named list lists the parts.
 */
export function makeLists(
  all: Omit<EditionList, 'part'>,
): readonly (EditionList & { readonly path: string; readonly text: string })[] {
  const { number, salt, files, forward, gone, forgotten } = all
  const finish = (part: number, content: Omit<EditionList, 'number' | 'part' | 'salt'>) => {
    const list = { number, part, salt: partSalt(salt, part), ...content }
    return { ...list, path: partPath(number, part), text: formatList(list) }
  }
  const before = [0, files.length, forward.length, gone.length, forgotten.length]
  const count = before.reduce((sum, lines) => sum + lines)
  if (count <= listLinesMax) return [finish(0, { files, forward, gone, forgotten })]
  const partCount = Math.ceil(count / listLinesMax)
  if (partCount > partsMax)
    throw new RangeError(`Cannot list ${count} files in one edition: at most 9999 parts of 256`)
  /** The lines of kind `kind` (0: files) that stand in a part. */
  const cut = <T>(lines: readonly T[], kind: number, part: number): readonly T[] => {
    const start = before.slice(0, kind + 1).reduce((sum, length) => sum + length)
    return lines.slice(
      Math.max(0, (part - 1) * listLinesMax - start),
      Math.max(0, part * listLinesMax - start),
    )
  }
  const parts = Array.from({ length: partCount }, (_, at) =>
    finish(at + 1, {
      files: cut(files, 0, at + 1),
      forward: cut(forward, 1, at + 1),
      gone: cut(gone, 2, at + 1),
      forgotten: cut(forgotten, 3, at + 1),
    }),
  )
  const named = parts.map(({ path, text }) => ({
    path,
    sha256: formatHex(sha256(encodeText(text))),
  }))
  return [...parts, finish(0, { files: named, forward: [], gone: [], forgotten: [] })]
}

/** The parts that a list stands for; empty for a list that names files itself. */
export function partsOf(list: EditionList): readonly ListedFile[] {
  if (list.part !== 0 || list.files[0]?.path !== partPath(list.number, 1)) return []
  const wrong = list.files.find(({ path }, at) => path !== partPath(list.number, at + 1))
  if (wrong !== undefined || list.forward.length + list.gone.length + list.forgotten.length > 0)
    throw new SyntaxError(`Cannot read list of lists "${list.number}": more than its parts in it`)
  return list.files
}

/**
 * A path of the published tree: segments between "/", none empty, "." or "..", no control character
 * and no backslash (sha256sum reads both as escapes), at most 1,000 bytes.
 */
export function isTreePath(path: string): boolean {
  return (
    !/[\x00-\x1f\x7f-\x9f\\\u2028\u2029]/.test(path) &&
    path.isWellFormed() &&
    path.split('/').every((segment) => !['', '.', '..'].includes(segment)) &&
    encodeText(path).length <= 1000
  )
}

/** Files that prove themselves and therefore stand in no list of files. */
export function isReservedPath(path: string): boolean {
  return /^(?:editions|log)(?:\/|$)|\.proof\.html$/.test(path)
}

/** Where the copy to be forwarded of a page lies: `en/2020/05/title-7kq2m.proof.html`. */
export function forwardPath(path: string): string {
  return path.replace(/(?:\.html)?$/, '.proof.html')
}

function listName(number: number, part: number): string {
  return part === 0 ? String(number) : `${number}-${String(part).padStart(4, '0')}`
}

/** Each list of an edition has its own salt, so that one can be forgotten while the others stay. */
function partSalt(salt: Uint8Array, part: number): Uint8Array {
  return sha256(encodeText(`xewer salt\n${formatHex(salt)}\n${part}\n`)).slice(0, saltBytes)
}
