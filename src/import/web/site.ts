// A saved site: one page or feed, or a folder of them in any mixture. Read twice: first to see which
// pages show the same article, then each article once, from where its text is fullest. So a folder of
// any size needs memory for its headlines, not for its texts.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type { FoundItem } from '../found.ts'
import { articleOf } from './article.ts'
import { decodeText } from './charset.ts'
import { isFeed, readFeed } from './feed.ts'
import { type Group, mergeSightings } from './merge.ts'
import { readPage, refusedBelow, type SiteReading } from './page.ts'
import type { FullSighting, Sighting } from './sighting.ts'

/** A sighting and where it can be read again. */
interface Kept extends Sighting {
  readonly file: string
  readonly at: number
}

interface FileReading {
  readonly sightings: readonly FullSighting[]
  readonly base: string
}

/** Bytes. A page that is larger is no page. */
const fileMax = 16 * 1024 * 1024
/** Files whose sightings are held while articles are put together. */
const heldFiles = 6
const neverPages = new Set(
  '.css .js .mjs .json5 .map .jpg .jpeg .png .gif .webp .avif .svg .ico .bmp .tif .tiff .woff .woff2 .ttf .eot .otf .mp3 .mp4 .avi .wmv .mov .flv .swf .pdf .doc .docx .xls .xlsx .ppt .zip .gz .rar .7z .txt .md .sql .db .sqlite .warc .log .tmp .orig .readme'.split(
    ' ',
  ),
)

/** Whether a path has anything this reader can read: a page, a feed, a folder with one in it. */
export function isSavedSite(path: string): boolean {
  const isFolder = statSync(path).isDirectory()
  const files = isFolder ? filesIn(path) : [basename(path)]
  const root = isFolder ? path : dirname(path)
  for (const file of files) if (looksLikePage(join(root, file))) return true
  return false
}

/** Yields every article once, and for every other place it was seen in that it was merged. */
export function* readSavedSite(path: string, reading: SiteReading): Generator<FoundItem> {
  const isFolder = statSync(path).isDirectory()
  const root = isFolder ? path : dirname(path)
  const files = isFolder ? filesIn(path) : [basename(path)]
  const kept: Kept[] = []
  for (const file of files) {
    if (isFolder && !looksLikePage(join(root, file))) continue
    const seen = tryFile(root, file, reading)
    if (typeof seen === 'string') {
      yield { kind: 'refused', where: file, name: null, reason: seen }
      continue
    }
    for (const [at, { body: _, picture: __, ...sighting }] of seen.sightings.entries()) {
      const reason = refusalOf(sighting)
      if (reason === null) kept.push({ ...sighting, file, at })
      else yield { kind: 'refused', where: sighting.where, name: sighting.headline || null, reason }
    }
  }
  const held = new Map<string, FileReading>()
  const again = (file: string): FileReading => {
    const reading_ = held.get(file) ?? (tryFile(root, file, reading) as FileReading)
    held.delete(file)
    held.set(file, reading_)
    for (const old of held.keys()) if (held.size > heldFiles) held.delete(old)
    return reading_
  }
  for (const group of mergeSightings(kept)) yield* itemsOf(group, { root, reading, again })
}

function* itemsOf(
  group: Group<Kept>,
  from: {
    readonly root: string
    readonly reading: SiteReading
    readonly again: (file: string) => FileReading
  },
): Generator<FoundItem> {
  const [first] = group.sightings as [Kept]
  const article = articleOf(group, (sighting) => {
    const { sightings, base } = from.again(sighting.file)
    return { full: sightings[sighting.at]!, page: { root: from.root, path: sighting.file, base } }
  })
  if (article === null) {
    for (const { where, headline } of group.sightings) {
      yield { kind: 'refused', where, name: headline, reason: 'There is a headline, but no text' }
    }
    return
  }
  yield { kind: 'article', article }
  const into = { system: article.system, key: article.key }
  for (const { where, headline, from: kind } of group.sightings.slice(1)) {
    const what = { article: 'another copy of', list: 'a list’s line of', feed: 'a feed’s item of' }[
      kind
    ]
    yield { kind: 'merged', where, name: headline, into, reason: `${what} ${first.where}` }
  }
}

/** What a file shows, or a sentence why it cannot be read. */
function tryFile(root: string, file: string, reading: SiteReading): FileReading | string {
  try {
    const bytes = readFileSync(join(root, file))
    if (bytes.length > fileMax)
      return `The file has more than ${fileMax / 1_048_576} MB: that is no page`
    const { text, note } = decodeText(bytes)
    const seen = isFeed(text)
      ? { sightings: readFeed(text, file, reading), base: '' }
      : readPage(text, file, reading)
    if (seen.sightings.length === 0) return 'No article was found on this page'
    if (note === null) return seen
    return {
      ...seen,
      sightings: seen.sightings.map((one) => ({ ...one, notes: [note, ...one.notes] })),
    }
  } catch (error) {
    // One file that cannot be read is that file's refusal; anything else is a fault of ours.
    if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error
    return error.message
  }
}

function refusalOf({ headline, confidence, by }: Sighting): string | null {
  if (by === 'comment') return 'A comment, not an article'
  if (headline === '') return 'There is a text, but no headline'
  if (confidence >= refusedBelow) return null
  return `Probably no article (${Math.round(confidence * 100)} % sure, by ${by})`
}

/** All files below a folder, in order, with slashes; links on the disk are not followed. */
function filesIn(root: string): readonly string[] {
  const files: string[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.name.startsWith('.') || entry.name === 'hts-cache') continue
      // What browsers save beside a page: its pictures, and frames of advertisers.
      if (entry.isDirectory() && /(?:_files|_dosyalar)$/.test(entry.name)) continue
      if (entry.isDirectory()) folders.push(path)
      else if (entry.isFile()) files.push(path)
    }
  }
  return files.sort()
}

function looksLikePage(file: string): boolean {
  const name = basename(file)
  if (neverPages.has(extname(name).toLowerCase())) return false
  if (/\.(?:x?html?|php\d?|aspx?|jsp|cfm)$/i.test(name)) return true
  if (statSync(file).size > fileMax) return /\.(?:xml|rss|atom)$/i.test(name)
  const head = decodeText(readFileSync(file).subarray(0, 4000)).text.trimStart()
  return (
    /^(?:<!--[\s\S]*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b/i.test(
      head,
    ) || isFeed(head)
  )
}
