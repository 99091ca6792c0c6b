// Makes the forwardable form of a page: its bytes, then what proves them. verify/forwarded.ts says how
// it is built and checks it.
import { decodeText, encodeText } from './log/bytes.ts'
import { parseList, partsOf } from './log/list.ts'
import { editionPath } from './log/record.ts'
import { marker, sections } from './verify/forwarded.ts'
import type { Source } from './verify/source.ts'

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
