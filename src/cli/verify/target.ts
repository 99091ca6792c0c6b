// What `xewer verify` is given, and what it is: a copy of the site (folder, server, archive), one page
// in such a copy, or a forwarded file that carries its own proof.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { dirname, relative, resolve, sep } from 'node:path'
import { isArchive, openArchive } from '../../edition/verify/archive.ts'
import { folderCopy, serverCopy } from '../../edition/verify/copies.ts'
import { hasProof } from '../../edition/verify/forwarded.ts'
import type { Source } from '../../edition/verify/source.ts'
import { Failure } from '../command.ts'
import { findTree, isTree } from '../newsroom-folder.ts'

export type Target =
  | {
      readonly kind: 'copy'
      readonly source: Source
      /** One page of it, or null for all. */
      readonly page: string | null
      readonly close: () => void
    }
  | { readonly kind: 'forwarded'; readonly bytes: Uint8Array }

/** A file is never a page when it is larger. */
const pageBytesMax = 64 * 2 ** 20

/** Failure VER-01 when there is nothing of the kind, VER-02 when nothing could vouch for it. */
export async function openTarget(text: string): Promise<Target> {
  if (/^https?:\/\//i.test(text)) return openAddress(text)
  if (!existsSync(text))
    throw new Failure('VER-01', `There is nothing at "${text}"`, ['Nothing was checked.'])
  return statSync(text).isDirectory() ? openFolder(text) : openFile(text)
}

function openFolder(folder: string): Target {
  const root = findTree(folder)
  if (root === undefined)
    throw new Failure('VER-01', `There is no copy of a site in "${folder}"`, [
      'Name the folder that holds index.html, log/ and trust/.',
    ])
  return { kind: 'copy', source: folderCopy(root), page: null, close: () => {} }
}

function openFile(file: string): Target {
  if (isArchive(startOf(file))) {
    const source = openArchive(file)
    return { kind: 'copy', source, page: null, close: source.close }
  }
  const bytes = statSync(file).size <= pageBytesMax ? readFileSync(file) : null
  if (bytes !== null && hasProof(bytes)) return { kind: 'forwarded', bytes }
  const path = resolve(file)
  for (let root = dirname(path); ; root = dirname(root)) {
    if (isTree(root)) {
      const page = relative(root, path).split(sep).join('/')
      return { kind: 'copy', source: folderCopy(root), page, close: () => {} }
    }
    if (root === dirname(root)) break
  }
  throw new Failure('VER-02', `"${file}" carries no proof and lies in no copy of the site`, [
    'It cannot be checked alone. Ask for the copy that can be forwarded (the page links to it).',
  ])
}

/** An address of the site, or of one page: then the log is looked for in the folders above it. */
async function openAddress(text: string): Promise<Target> {
  const url = URL.parse(text)
  if (url === null) throw new Failure('VER-01', `"${text}" is no address`, ['Nothing was checked.'])
  url.search = ''
  url.hash = ''
  const named = url.href
  if (url.pathname.endsWith('.proof.html')) return forwardedFrom(url)
  for (let base = new URL('.', url); ; base = new URL('..', base)) {
    const source = serverCopy(base)
    if ((await source.read('log/checkpoint')) !== null || base.pathname === '/') {
      const page = named === base.href ? null : decodeURIComponent(named.slice(base.href.length))
      return { kind: 'copy', source, page: page === '' ? null : page, close: () => {} }
    }
  }
}

async function forwardedFrom(url: URL): Promise<Target> {
  const bytes = await serverCopy(new URL('.', url)).read(
    decodeURIComponent(url.pathname.split('/').at(-1) ?? ''),
  )
  if (bytes === null)
    throw new Failure('VER-01', `There is nothing at "${url.href}"`, ['Nothing was checked.'])
  return { kind: 'forwarded', bytes }
}

function startOf(file: string): Uint8Array {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = new Uint8Array(4)
    return bytes.subarray(0, readSync(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}
