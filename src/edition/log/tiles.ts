// The log as static files (C2SP tlog-tiles v0.1.0): paths below the log's prefix, and the right
// edge that is enough to add a record without reading the disk. A partial tile stays until the full
// one stands: readers of an older checkpoint may still ask for it.
import { encodeText, formatBase64, joinBytes, parseBase64 } from './bytes.ts'
import { hashLeaf, hashNode, rootOfEdge } from './merkle.ts'

export const tileWidth = 256
const hashBytes = 32
const entryBytesMax = 65_535

/** What the publisher keeps between two editions: plain JSON for one row of the database. */
export type LogState = {
  /** Number of records in the log = number of the newest edition. */
  readonly size: number
  /** Base64. */
  readonly root: string
  /** Time of the newest record, `2026-11-22T11:00:00Z`; '' before the first. */
  readonly time: string
  /** The records of the last, unfinished bundle (0 to 255). */
  readonly records: readonly string[]
  /** Per level, the hashes of its last, unfinished tile (0 to 255 times 32 bytes), base64. */
  readonly tiles: readonly string[]
}

export type TreeFile = { readonly path: string; readonly bytes: Uint8Array }

export type Appended = {
  readonly state: LogState
  /** The bundle and tiles that the record changes, below `log/`. */
  readonly files: readonly TreeFile[]
  /** Partial files that a full one now replaces: to be removed after the checkpoint stands. */
  readonly gonePartials: readonly string[]
  /** The audit path of the new leaf in the grown tree. */
  readonly proof: readonly Uint8Array[]
}

export const emptyLog: LogState = {
  size: 0,
  root: formatBase64(rootOfEdge([])),
  time: '',
  records: [],
  tiles: [],
}

/** `tile/0/x001/x234/067.p/5`: level (or "entries"), number, and the width when it is not full. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  return `tile/${level}/${groups.join('/')}${width === tileWidth ? '' : `.p/${width}`}`
}

/** An entry bundle: each entry after its length in two bytes, big-endian. */
export function formatBundle(entries: readonly Uint8Array[]): Uint8Array {
  return joinBytes(
    ...entries.flatMap((entry) => {
      if (entry.length > entryBytesMax)
        throw new RangeError(`Cannot bundle an entry of ${entry.length} bytes: too long`)
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]
    }),
  )
}

/** Throws SyntaxError when the last entry is cut short. */
export function parseBundle(bytes: Uint8Array): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = at + 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)
    if (at + 2 > bytes.length || end > bytes.length)
      throw new SyntaxError(`Cannot parse entry bundle: entry ${entries.length} is cut short`)
    entries.push(bytes.slice(at + 2, end))
    at = end
  }
  return entries
}

/** The hashes of a tile; throws SyntaxError when they are not whole. */
export function splitTile(tile: Uint8Array): readonly Uint8Array[] {
  if (tile.length % hashBytes !== 0 || tile.length > tileWidth * hashBytes)
    throw new SyntaxError(`Cannot split tile: ${tile.length} bytes are no whole hashes`)
  return Array.from({ length: tile.length / hashBytes }, (_, at) =>
    tile.slice(at * hashBytes, (at + 1) * hashBytes),
  )
}

/** Adds one record. The work is bounded by the hashes of one tile per level, whatever the size. */
export function appendRecord(state: LogState, record: string, time: string): Appended {
  const size = state.size + 1
  const tiles = state.tiles.map((tile) => [...splitTile(parseBase64(tile))])
  const proof = edgeOf(tiles).reverse()
  const records = [...state.records, record]
  const bundle = formatBundle(records.map(encodeText))
  const files: TreeFile[] = [tileFile('entries', Math.floor((size - 1) / tileWidth), bundle, size)]
  const gonePartials: string[] = []
  let hash = hashLeaf(encodeText(record))
  let [level, count] = [0, size]
  for (;;) {
    const tile = tiles[level] ?? []
    tiles[level] = tile
    tile.push(hash)
    files.push(tileFile(level, Math.floor((count - 1) / tileWidth), joinBytes(...tile), count))
    if (count % tileWidth !== 0) break
    const index = count / tileWidth - 1
    gonePartials.push(...partialPaths(level, index))
    if (level === 0) gonePartials.push(...partialPaths('entries', index))
    hash = perfectRoot(tile)
    tiles[level] = []
    level += 1
    count /= tileWidth
  }
  const grown: LogState = {
    size,
    root: formatBase64(rootOfEdge(edgeOf(tiles))),
    time,
    records: size % tileWidth === 0 ? [] : records,
    tiles: tiles.map((tile) => formatBase64(joinBytes(...tile))),
  }
  return { state: grown, files, gonePartials, proof }
}

/** The perfect subtrees on the right edge, largest first, out of the unfinished tiles. */
function edgeOf(tiles: readonly (readonly Uint8Array[])[]): Uint8Array[] {
  const edge: Uint8Array[] = []
  for (const tile of tiles.toReversed()) {
    let at = 0
    for (let span = tileWidth / 2; span >= 1; span /= 2) {
      if ((tile.length & span) === 0) continue
      edge.push(perfectRoot(tile.slice(at, at + span)))
      at += span
    }
  }
  return edge
}

/** The root over 1, 2, 4 ... hashes. */
function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes
  while (row.length > 1) {
    const [below, above]: [readonly Uint8Array[], Uint8Array[]] = [row, []]
    for (let at = 0; at < below.length; at += 2)
      above.push(hashNode(below[at] ?? new Uint8Array(), below[at + 1] ?? new Uint8Array()))
    row = above
  }
  const [root] = row
  if (root === undefined) throw new RangeError('Cannot hash a subtree "": it has no leaves')
  return root
}

function tileFile(
  level: number | 'entries',
  index: number,
  bytes: Uint8Array,
  count: number,
): TreeFile {
  const width = ((count - 1) % tileWidth) + 1
  return { path: `log/${tilePath(level, index, width)}`, bytes }
}

function partialPaths(level: number | 'entries', index: number): string[] {
  return Array.from(
    { length: tileWidth - 1 },
    (_, before) => `log/${tilePath(level, index, before + 1)}`,
  )
}
