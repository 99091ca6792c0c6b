// Addresses of files in the published tree. A page's links climb to the root of the tree and down
// again, so that one tree works at any address and from disk; absolute addresses are the canonical
// ones and name the same files.

/** What leads from the file at `path` to the root: "../../../" of "en/2020/05/a.html". */
export function upFrom(path: string): string {
  let up = ''
  for (let i = path.indexOf('/'); i !== -1; i = path.indexOf('/', i + 1)) up += '../'
  return up
}

/** A path as part of a URL: percent-encoded where it is not plain ASCII. */
export function encodePath(path: string): string {
  if (/^[\w./~-]*$/.test(path)) return path
  return path.split('/').map(encodeURIComponent).join('/')
}

/**
 * Where a link of a body leads: its address outside, or (`inside`) a path in the tree, which for a
 * folder is its index. `url` is the newsroom's own address: links to it lead into the tree.
 */
export function resolveHref(href: string, url: string): { inside: boolean; to: string } {
  if (href.startsWith('#')) return { inside: false, to: href }
  const own = href.startsWith(url) ? href.slice(url.length) : null
  if (own === null && /^[a-z][a-z0-9+.-]*:/i.test(href)) return { inside: false, to: href }
  const [path = '', rest = ''] = splitOnce((own ?? href).replace(/^(?:\.{0,2}\/)+/, ''))
  const name = path.slice(path.lastIndexOf('/') + 1)
  const file =
    name === '' || !name.includes('.') ? `${path}${name === '' ? '' : '/'}index.html` : path
  return { inside: true, to: file + rest }
}

/** The path before, and the "?..." or "#..." from the first of the two on. */
function splitOnce(text: string): [string, string] {
  const at = text.search(/[?#]/)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}
