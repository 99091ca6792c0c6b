// Walks a copy of a published tree as readers and their programs do: every file, every link of every
// page, feed and list, at the place where the copy lies.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { everyLink } from './every-link.ts'
import { elementsOf, filesIn } from './tree.ts'

/** A tree on disk, read once for all of its copies. */
export interface Tree {
  readonly folder: string
  /** Each file with its links as they are written there. */
  readonly files: ReadonlyMap<string, readonly string[]>
  /** The names of places in a page. */
  places(path: string): ReadonlySet<string>
}

/** What readers' questions are sent to: no file of the tree. */
const answered = /^ask\/search(?:\?|$)/
/** Served for addresses at any depth, or read by a server: their links begin at the root of the site. */
const fromRoot = /^(?:redirects\.tsv|(?:.*\/)?404\.html)$/

export function readTree(folder: string): Tree {
  const paths = filesIn(folder, '').filter((path) => statSync(join(folder, path)).isFile())
  const places = new Map<string, ReadonlySet<string>>()
  return {
    folder,
    files: new Map(paths.map((path) => [path, everyLink(folder, path)])),
    places: (path) => {
      const ids = elementsOf(folder, path).flatMap(({ attributes }) => attributes['id'] ?? [])
      const known = places.get(path) ?? new Set(ids)
      places.set(path, known)
      return known
    },
  }
}

/**
 * Each file at `base`, which ends in "/" (http: or file:), is the tree's; each link leads to a file of the
 * tree and to a place in it, or to another site. Links to `url`, where the newsroom says it is, are the
 * site's own: null for a part, whose reader finds the rest there. Lists every fault.
 */
export async function checkCopy(tree: Tree, base: string, url: string | null): Promise<void> {
  const faults: string[] = []
  const addressOf = (path: string): string =>
    new URL(path.split('/').map(encodeURIComponent).join('/'), base).href
  const paths = new Map([...tree.files.keys()].map((path) => [addressOf(path), path]))
  // The newsroom's address alone is its front page.
  paths.set(base, 'index.html')
  let count = 0
  for (const [path, links] of tree.files) {
    for (const link of links) {
      count += 1
      const own = url !== null && link.startsWith(url) ? base + link.slice(url.length) : link
      const begun = fromRoot.test(path) && own.startsWith('/') ? base + own.slice(1) : own
      const [to = '', place = ''] = new URL(begun, addressOf(path)).href.split('#')
      if (!to.startsWith(base)) {
        if (!/^(?:https?|mailto|data):/.test(link)) faults.push(`${path}: "${link}" leads out`)
        continue
      }
      const target = paths.get(to)
      if (answered.test(to.slice(base.length))) continue
      if (target === undefined) faults.push(`${path}: "${link}" leads to nothing`)
      else if (place !== '' && !tree.places(target).has(decodeURIComponent(place)))
        faults.push(`${path}: "${link}" has no such place`)
    }
  }
  assert.ok(count > tree.files.size, `${count} links in ${tree.files.size} files`)
  if (base.startsWith('file:')) paths.delete(base)
  const waiting = paths.entries()
  const work = async (): Promise<void> => {
    for (const [address, path] of waiting) {
      const bytes = await readAt(address)
      if (!bytes?.equals(readFileSync(join(tree.folder, path)))) faults.push(`${path} is another`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, work))
  assert.deepEqual(faults, [])
}

/** The bytes that are answered at once, without being led on; null when there are none. */
async function readAt(address: string): Promise<Buffer | null> {
  if (address.startsWith('file:')) {
    const file = fileURLToPath(address)
    return existsSync(file) ? readFileSync(file) : null
  }
  const response = await fetch(address, { redirect: 'manual' })
  const bytes = Buffer.from(await response.arrayBuffer())
  return response.status === 200 ? bytes : null
}
