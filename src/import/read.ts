// Opens a source and finds the reader for it: by its name and its first bytes, or as told.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { firstBytes } from './bytes.ts'
import { isSqliteFile, looksLikeDump, readDrupal } from './drupal/drupal.ts'
import { isFolderFormat, readFolder } from './folder/folder.ts'
import type { FoundItem } from './found.ts'
import type { HowToRead } from './how.ts'
import { isCopiedPage, readCopiedPage } from './text.ts'
import { isSavedSite, readSavedSite } from './web/site.ts'
import { isWxr, readWordPress } from './wordpress/wordpress.ts'

/** The formats there are readers for, as `--from` names them. */
const formats = ['text', 'folder', 'web', 'drupal', 'wordpress'] as const
export type Format = (typeof formats)[number]

/** Files read as a whole. */
const wholeBytesMax = 64 * 1024 * 1024

/** Yields every item of a source. A source that cannot be read at all is one refusal. */
export async function* readSource(path: string, how: HowToRead): AsyncGenerator<FoundItem> {
  const refuse = (reason: string): FoundItem => ({
    kind: 'refused',
    where: path,
    name: null,
    reason,
  })
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    yield refuse('There is no such file or folder')
    return
  }
  const told = how.from === null ? null : parseFormat(how.from)
  try {
    if (stat.isDirectory()) {
      const parts = await wxrParts(path)
      const isFolder = told === 'folder' || (told === null && isFolderFormat(path))
      if (isFolder) yield* readFolder(path, how)
      else if (told === 'wordpress' || (told === null && parts !== null))
        yield* readWordPress(parts ?? [], how)
      else if (told === 'web' || isSavedSite(path)) yield* readSavedSite(path, how)
      else yield refuse(unknown)
      return
    }
    const first = await firstBytes(path)
    const format = told ?? detectFormat(path, first)
    if (format === 'wordpress') yield* readWordPress([path], how)
    else if (format === 'drupal') yield* readDrupal(path, how, isSqliteFile(first))
    else if (format === 'web') yield* readSavedSite(path, how)
    else if (format === 'text' && stat.size <= wholeBytesMax) {
      const reading = { file: basename(path), lang: how.lang, zone: how.zone }
      yield* readCopiedPage(readFileSync(path, 'utf8'), reading)
    } else yield refuse(packedAs(first) ?? unknown)
  } catch (error) {
    // What is wrong with the source as a whole; readers refuse single items themselves.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error
    yield refuse(error.message)
  }
}

/** The parts of an export of WordPress, when a folder holds nothing else. */
async function wxrParts(folder: string): Promise<readonly string[] | null> {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  if (names.length === 0 || names.length > 1000) return null
  const files = names.sort().map((name) => join(folder, name))
  for (const file of files) {
    if (
      !/\.xml(?:\.gz)?$/i.test(file) ||
      !statSync(file).isFile() ||
      !isWxr(await firstBytes(file))
    )
      return null
  }
  return files
}

const unknown = `Nothing Xewer can read: it knows ${formats.join(', ')} (--from)`

function parseFormat(name: string): Format {
  const format = formats.find((known) => known === name)
  if (format === undefined)
    throw new RangeError(`Cannot read format "${name}": one of ${formats.join(', ')}`)
  return format
}

function detectFormat(path: string, first: Buffer): Format | null {
  if (isWxr(first)) return 'wordpress'
  if (isSqliteFile(first) || looksLikeDump(first)) return 'drupal'
  if (statSync(path).size > wholeBytesMax || packedAs(first) !== null) return null
  if (isSavedSite(path)) return 'web'
  return isCopiedPage(readFileSync(path, 'utf8')) ? 'text' : null
}

/** What to do with a packed file that is not gzip; null when it is not packed. */
function packedAs(first: Buffer): string | null {
  const head = first.subarray(0, 6).toString('latin1')
  const name = head.startsWith('PK')
    ? 'zip'
    : head.startsWith('BZh')
      ? 'bzip2'
      : head.startsWith('\xfd7zXZ')
        ? 'xz'
        : null
  return name === null ? null : `It is packed with ${name}: unpack it, or pack it with gzip`
}
