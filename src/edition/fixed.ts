// The files of the tree that are no pages: what they are called in the store's table of pages.

/** A file that is carried as it is: trust files, pictures. */
export function fixedName(path: string): string {
  return `file ${path}`
}

/** The copy to be forwarded of the page at `path`. */
export function forwardName(path: string): string {
  return `proof ${path}`
}

export function isForward(name: string): boolean {
  return name.startsWith('proof ')
}

/** The page whose copy `name` is. */
export function forwardedPath(name: string): string {
  return name.slice('proof '.length)
}

/** Whether a name is of a file that no page is printed for. */
export function isFixed(name: string): boolean {
  return /^(?:file|proof) /.test(name)
}
