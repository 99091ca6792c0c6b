// Opens a source and finds the reader for it: by its name and its first bytes, or as told.
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Lang } from '../text/lang.ts'
import { isFolderFormat, readFolder } from './folder.ts'
import type { FoundItem } from './found.ts'
import { isCopiedPage, readCopiedPage } from './text.ts'
import { isSavedSite, readSavedSite } from './web/site.ts'

/** The formats there are readers for, as `--from` names them. */
export const formats = ['text', 'folder', 'web'] as const
export type Format = (typeof formats)[number]

export interface HowToRead {
  /** Null: find out. */
  readonly from: string | null
  /** Language of texts whose source does not say. */
  readonly lang: Lang | null
  /** IANA zone of times that come without one. */
  readonly zone: string
}

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
  const format = how.from === null ? detectFormat(path, stat.isDirectory()) : parseFormat(how.from)
  if (format === null) {
    yield refuse(`Nothing Xewer can read: it knows ${formats.join(', ')} (--from)`)
    return
  }
  if (format === 'folder') yield* readFolder(path, how)
  if (format === 'web') yield* readSavedSite(path, how)
  if (format === 'text') {
    yield* readCopiedPage(readFileSync(path, 'utf8'), {
      file: basename(path),
      lang: how.lang,
      zone: how.zone,
    })
  }
}

function parseFormat(name: string): Format {
  const format = formats.find((known) => known === name)
  if (format === undefined)
    throw new RangeError(`Cannot read format "${name}": one of ${formats.join(', ')}`)
  return format
}

function detectFormat(path: string, isFolder: boolean): Format | null {
  if (isFolder && isFolderFormat(path)) return 'folder'
  if (isSavedSite(path)) return 'web'
  if (isFolder) return null
  return isCopiedPage(readFileSync(path, 'utf8')) ? 'text' : null
}
