// Files copied from the old server, found by the addresses its texts use. Only names below the folder
// are looked at, links on the disk are not followed, nothing is fetched.
import { lstatSync, realpathSync } from 'node:fs'
import { join, sep } from 'node:path'

export interface MediaFile {
  /** Its place below the folder: "2020/05/school.jpg". */
  readonly name: string
  /** On this machine. */
  readonly file: string
}

/** Finds the file behind an address, or null. */
export type FindMedia = (address: string) => MediaFile | null

const rememberedMax = 50_000
const partsMax = 16

/** A finder over `folder`; without one nothing is found. */
export function openMedia(folder: string | null): FindMedia {
  if (folder === null) return () => null
  const root = realpathSync(folder)
  const known = new Map<string, MediaFile | null>()
  return (address) => {
    let found = known.get(address)
    if (found === undefined) {
      found = find(root, address)
      if (known.size >= rememberedMax) known.clear()
      known.set(address, found)
    }
    return found
  }
}

function find(root: string, address: string): MediaFile | null {
  const parts = partsOf(address)
  if (parts === null) return null
  // A file of that bare name may be any other site's: from elsewhere the folders have to agree too.
  const isElsewhere = /^(?:https?:)?\/\//i.test(address) && !/\/(?:files|uploads)\//i.test(address)
  const last = isElsewhere ? parts.length - 2 : parts.length - 1
  for (let from = 0; from <= last; from++) {
    for (const name of namesOf(parts.slice(from).join('/'))) {
      const file = fileAt(root, name)
      if (file !== null) return { name: name.normalize('NFC'), file }
    }
  }
  return null
}

/** The folders and the name an address ends in; null when it is no path of a file. */
function partsOf(address: string): readonly string[] | null {
  const path = address
    .replace(/^(?:public|private):\/\//i, '/')
    .replace(/^(?:https?:)?\/\/[^/]*/i, '')
    .replace(/[?#].*$/s, '')
  const parts = decoded(path)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
  if (parts.length === 0 || parts.length > partsMax || /^[a-z][a-z+.-]*:/i.test(path)) return null
  const isStrange = (part: string): boolean =>
    part === '..' ||
    part.length > 255 ||
    /[\u0000-\u001f\u007f\\]/.test(part) ||
    !part.isWellFormed()
  return parts.some(isStrange) ? null : withoutStyle(parts)
}

/** Drupal's reduced copies stand in folders of their own: styles/large/public/a.jpg is a.jpg. */
function withoutStyle(parts: readonly string[]): readonly string[] {
  const styles = parts.indexOf('styles')
  if (styles >= 0 && parts.length > styles + 3) return parts.toSpliced(styles, 3)
  const cache = parts.indexOf('imagecache')
  return cache >= 0 && parts.length > cache + 2 ? parts.toSpliced(cache, 2) : parts
}

/** The name as written and as disks write it; the original before WordPress's reduced copy of it. */
function namesOf(name: string): readonly string[] {
  const whole = name.replace(/-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)/, '')
  return [
    ...new Set([whole, name].flatMap((one) => [one, one.normalize('NFC'), one.normalize('NFD')])),
  ]
}

function fileAt(root: string, name: string): string | null {
  const file = join(root, name)
  const stat = lstatSync(file, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile()) return null
  return realpathSync(file).startsWith(root + sep) ? file : null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (cause) {
    if (cause instanceof URIError) return path
    throw cause
  }
}
