// Pictures that were saved along with a page. Only files inside the saved folder are taken, whatever
// a page's addresses say, and never by way of a link on the disk.
import { lstatSync, realpathSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { pictureOf } from '../../model/html-elements.ts'
import type { HtmlElement } from '../../model/html-tree.ts'
import { type FoundPicture, middle } from '../found.ts'
import { fileOfLink, webAddress } from './address.ts'
import { findAll } from './tree.ts'

export interface SavedPicture {
  /** As the page writes it. */
  readonly src: string
  readonly found: FoundPicture
}

export interface SavedPage {
  /** The saved folder. */
  readonly root: string
  /** The page in it, with slashes. */
  readonly path: string
  readonly base: string
}

const picturesMax = 200

/** The pictures of a text, and the one beside it, whose files are there. */
export function savedPictures(
  body: HtmlElement | null,
  beside: string | null,
  page: SavedPage,
): readonly SavedPicture[] {
  const shown = body === null ? [] : findAll(body, (element) => element.tagName === 'img')
  const sources = shown.flatMap((image) => pictureOf(image)?.src ?? [])
  const all = [...new Set(beside === null ? sources : [beside, ...sources])].slice(0, picturesMax)
  const names = new Map<string, string>()
  return all.flatMap((src) => {
    const file = fileOf(src, page)
    if (file === null) return []
    const name = names.get(file) ?? freeName(basename(file), new Set(names.values()))
    names.set(file, name)
    return [{ src, found: { name, file, credit: null, focus: middle } }]
  })
}

/** Copies of one folder are addressed as files, or as they were on the web, with or without the host. */
function fileOf(src: string, { root, path, base }: SavedPage): string | null {
  if (src.length > 2000 || src.startsWith('data:')) return null
  const address = webAddress(src, base)
  const onWeb = address === null ? [] : [address.path.split('?')[0]!.slice(1)]
  const hosts = address === null ? [] : [address.host, `www.${address.host}`]
  const asFile = fileOfLink(src, path)
  const places = [
    ...(asFile === null ? [] : [asFile]),
    ...onWeb,
    ...hosts.flatMap((host) => onWeb.map((inner) => `${host}/${inner}`)),
  ]
  for (const place of places) {
    const file = join(root, place)
    if (isInside(file, root)) return file
  }
  return null
}

function isInside(file: string, root: string): boolean {
  if (file.includes('\u0000')) return false
  const stats = lstatSync(file, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile()) return false
  return realpathSync(file).startsWith(realpathSync(root) + sep)
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${count}-${name}`
  return free
}
