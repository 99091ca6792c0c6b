// Rules for nginx and Caddy that lead old addresses on, made from the tree's redirects.tsv: real
// redirects where a static host could at best serve a small page, or, for "/?q=node/12" and
// "/haber.php?id=12", nothing at all. They lie beside the tree (DIR/server): what a mirror serves must
// not configure the mirror's server.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Redirect {
  /** As redirects.tsv has it: letters decoded, blanks and signs that part an address escaped. */
  readonly path: string
  /** Without "?"; "" when there is none. */
  readonly query: string
  /** "/en/2020/05/x-1.html" */
  readonly to: string
}

/** Brings the files in `folder` up to the tree's redirects.tsv; returns those that were written. */
export function placeSnippets(site: string, folder: string): readonly string[] {
  const file = join(site, 'redirects.tsv')
  const list = existsSync(file) ? readFileSync(file) : Buffer.alloc(0)
  const stamp = `# Made by "xewer publish" from redirects.tsv, SHA-256 ${createHash('sha256').update(list).digest('hex')}\n`
  const names = ['nginx-http.conf', 'nginx-server.conf', 'Caddyfile']
  if (names.every((name) => beginsWith(join(folder, name), stamp))) return []
  const texts = snippetsOf(list.toString('utf8'))
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  for (const [at, name] of names.entries()) {
    const next = join(folder, `${name}.next`)
    writeFileSync(next, stamp + texts[at]!)
    renameSync(next, join(folder, name))
  }
  return names.map((name) => join(folder, name))
}

/** The three files' texts, from the text of a redirects.tsv. */
function snippetsOf(
  list: string,
): readonly [nginxHttp: string, nginxServer: string, caddy: string] {
  const redirects = parse(list)
  const maps = mapsOf(redirects)
  return [nginxHttp(maps), nginxServer(maps), caddy(maps)]
}

/** Old addresses that differ in one parameter, in all of the query, or have none. */
interface RedirectMap {
  /** The parameter, '' for none, '*' for the whole query. */
  readonly by: string
  /** Key (path, or path?name=value) -> new path. */
  readonly entries: ReadonlyMap<string, string>
}

function mapsOf(redirects: readonly Redirect[]): readonly RedirectMap[] {
  const maps = new Map<string, Map<string, string>>()
  for (const { path, query, to } of redirects) {
    const [, name, value] = /^([a-z][a-z0-9_]{0,30})=([^&]*)$/i.exec(query) ?? []
    const by = query === '' ? '' : (name?.toLowerCase() ?? '*')
    const map = maps.get(by) ?? new Map<string, string>()
    maps.set(by, map)
    const key = query === '' ? path : name === undefined ? `${path}?${query}` : `${path}?${value}`
    if (!map.has(key)) map.set(key, to)
  }
  return [...maps].sort(([a], [b]) => (a < b ? -1 : 1)).map(([by, entries]) => ({ by, entries }))
}

function nginxHttp(maps: readonly RedirectMap[]): string {
  const keys = maps.flatMap(({ entries }) => [...entries.keys()])
  const longest = keys.reduce((most, key) => Math.max(most, Buffer.byteLength(encodeURI(key))), 64)
  const blocks = maps.map(({ by, entries }) => {
    const source = by === '' ? '$uri' : by === '*' ? '"$uri?$args"' : `"$uri?$arg_${by}"`
    // Capitals and small letters are the same here, and the same key twice is refused.
    const known = new Map<string, string>()
    for (const [key, to] of entries) {
      for (const one of nginxKeys(key, by))
        if (!known.has(one.toLowerCase())) known.set(one.toLowerCase(), to)
    }
    const lines = [...known].map(([key, to]) => `  ${nginxText(key)} ${nginxText(to)};\n`)
    return `map ${source} ${variable(by)} {\n  default "";\n${lines.join('')}}\n`
  })
  return `# Include it in the http block, before the server.
map_hash_bucket_size ${powerOfTwo(longest + 32)};
map_hash_max_size ${powerOfTwo(Math.max(2048, keys.length * 2))};
${blocks.join('')}`
}

/** Paths come to nginx decoded; a query as it was sent, with or without an escaped slash. */
function nginxKeys(key: string, by: string): readonly string[] {
  const mark = by === '' ? -1 : key.indexOf('?')
  const path = unescaped(mark < 0 ? key : key.slice(0, mark))
  if (mark < 0) return [path]
  const query = encodeURI(unescaped(key.slice(mark + 1)))
  return [...new Set([query, query.replaceAll('/', '%2f')])].map(
    (one) => `${path}?${one.toLowerCase()}`,
  )
}

function nginxServer(maps: readonly RedirectMap[]): string {
  const rules = maps.map(({ by }) => `if (${variable(by)}) {\n  return 301 ${variable(by)};\n}\n`)
  return `# Include it in the server block.\nabsolute_redirect off;\n${rules.join('')}`
}

/** Caddy goes through its list from the top for each reader: what is a page of the tree is left out. */
function caddy(maps: readonly RedirectMap[]): string {
  const shown = maps.map(({ by, entries }) => ({
    by,
    entries: [...entries].filter(([key]) => by !== '' || /\.\w+$/.test(key)),
  }))
  const blocks = shown
    .filter(({ entries }) => entries.length > 0)
    .map(({ by, entries }) => {
      const name = `{xewer_old_${by === '*' ? 'query' : by === '' ? 'path' : `by_${by}`}}`
      const source =
        by === '' ? '{path}' : by === '*' ? '"{path}?{query}"' : `"{path}?{query.${by}}"`
      const lines = entries.map(([key, to]) => `\t${caddyText(unescaped(key))} ${caddyText(to)}\n`)
      const rule = `@${name.slice(1, -1)} expression \`${name} != ""\`\nredir @${name.slice(1, -1)} ${name} permanent\n`
      return `map ${source} ${name} {\n${lines.join('')}\tdefault ""\n}\n${rule}`
    })
  return `# Import it in the site block.\n${blocks.join('')}`
}

function variable(by: string): string {
  return `$xewer_old_${by === '*' ? 'query' : by === '' ? 'path' : `by_${by}`}`
}

function parse(list: string): readonly Redirect[] {
  return list.split('\n').flatMap((line) => {
    const [address, to] = line.split('\t')
    if (!address || !to || !/^\/[\w./-]+$/.test(to)) return []
    const mark = address.indexOf('?')
    const [path, query] =
      mark < 0 ? [address, ''] : [address.slice(0, mark), address.slice(mark + 1)]
    return [{ path, query, to }]
  })
}

function unescaped(text: string): string {
  return decodeURIComponent(text)
}

function nginxText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

function caddyText(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&').replace(/[{}]/g, '\\$&')}"`
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least))
}

function beginsWith(file: string, text: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').startsWith(text)
}
