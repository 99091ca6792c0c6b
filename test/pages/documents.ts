// Checks of a published tree's documents: well-formed, linked, harmless. Each throws an
// AssertionError that lists every fault; `folder` is the tree.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { elementsOf, filesIn, outputOf } from './tree.ts'

const schemas = fileURLToPath(new URL('../fixtures/schemas/', import.meta.url))
const vnu = fileURLToPath(new URL('../../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url))

/**
 * The Nu HTML checker (needs `java`): no error, and no warning but three: it takes Uyghur in Latin
 * or Cyrillic letters for Uzbek, JSON-LD, which is data, for a script that the page's policy forbids, and files
 * beside a page on disk for another origin than the page's.
 */
export async function checkHtml(folder: string): Promise<void> {
  const pages = filesIn(folder, '.html')
  assert.ok(pages.length > 0, `no pages in ${folder}`)
  const output = await outputOf('java', ['-jar', vnu, '--format', 'json', ...pages], folder)
  const { messages } = JSON.parse(output) as {
    messages: readonly { url: string; type: string; subType?: string; message: string }[]
  }
  const faults = messages.filter(({ type, message }) => type === 'error' || !isKnown(message))
  assert.deepEqual(
    faults.map(
      ({ url, type, message }) => `${url.slice(url.indexOf(folder))}: ${type}: ${message}`,
    ),
    [],
  )
}

function isKnown(warning: string): boolean {
  if (/^Inline script violates Content Security Policy/.test(warning)) return true
  if (/^Resource violates .* image “(?:\.\.\/)*media\/.*“img-src”/.test(warning)) return true
  return /appears to be written in Uzbek/.test(warning) && /lang=.ug-(?:Latn|Cyrl)/.test(warning)
}

/** Atom against RFC 4287's schema (needs `jing`), RSS well-formed, JSON Feed against its schema. */
export async function checkFeeds(folder: string): Promise<void> {
  const [atom, rss, json] = ['feed.atom', 'feed.rss', 'feed.json'].map((name) =>
    filesIn(folder, name),
  )
  assert.ok(atom && rss && json && atom.length > 0, `no feeds in ${folder}`)
  const jing = await outputOf('jing', ['-c', join(schemas, 'atom-rfc4287.rnc'), ...atom], folder)
  // Debian's wrapper first says which libraries it does without.
  assert.deepEqual(
    jing.split('\n').filter((line) => line !== '' && !line.startsWith('[warning] /usr/bin/jing')),
    [],
  )
  if (rss.length > 0)
    assert.equal(await outputOf('xmllint', ['--nonet', '--noout', ...rss], folder), '')
  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  const schema = JSON.parse(readFileSync(join(schemas, 'jsonfeed-1.1.schema.json'), 'utf8'))
  delete schema.$schema
  const validate = ajv.compile(schema)
  for (const path of json) {
    const good = validate(JSON.parse(readFileSync(join(folder, path), 'utf8')))
    assert.ok(good, `${path}: ${ajv.errorsText(validate.errors)}`)
  }
}

/** Sitemaps and their index against sitemaps.org's schemas (needs `xmllint`); every page is there. */
export async function checkSitemaps(folder: string, url: string): Promise<void> {
  const maps = filesIn(join(folder, 'sitemap'), '.xml').map((path) => `sitemap/${path}`)
  const args = ['--nonet', '--noout', '--schema', join(schemas, 'sitemap-all.xsd'), ...maps]
  const output = maps.length === 0 ? '' : await outputOf('xmllint', args, folder)
  assert.deepEqual(
    output.split('\n').filter((line) => line !== '' && !line.endsWith(' validates')),
    [],
  )
  const index = readFileSync(join(folder, 'sitemap.xml'), 'utf8')
  assert.equal(await outputOf('xmllint', ['--nonet', '--noout', 'sitemap.xml'], folder), '')
  assert.deepEqual(locations(index), maps.map((path) => url + path).sort())
  const missing = maps
    .flatMap((path) => locations(readFileSync(join(folder, path), 'utf8')))
    .filter((address) => !existsSync(join(folder, decodeURIComponent(address.replace(url, '')))))
  assert.deepEqual(missing, [])
}

function locations(xml: string): readonly string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? '').sort()
}

/**
 * Every link names a file that is there, however the tree is mounted: relative ones from the page,
 * on error pages from the root; none leads out of the tree. `later` are paths that other programs
 * answer or other editions bring.
 */
export function checkLinks(folder: string, later: RegExp = /^ask\/search$/): void {
  const faults: string[] = []
  for (const path of filesIn(folder, '.html')) {
    const fromRoot = path.endsWith('404.html')
    for (const target of linksOf(folder, path)) {
      if (target.startsWith('/') !== (fromRoot && !target.startsWith('#'))) {
        faults.push(`${path}: "${target}" is ${fromRoot ? 'not ' : ''}from the root`)
        continue
      }
      const [file = '', anchor] = target.split('#')
      const to = posix.join(fromRoot ? '' : posix.dirname(path), decodeURIComponent(file))
      const inside = file === '' ? path : to
      if (later.test(inside)) continue
      if (inside.startsWith('..') || !existsSync(join(folder, inside)))
        faults.push(`${path}: "${target}"`)
      else if (inside.endsWith('/')) faults.push(`${path}: "${target}" names a folder`)
      else if (
        anchor &&
        !elementsOf(folder, inside).some(({ attributes }) => attributes['id'] === anchor)
      )
        faults.push(`${path}: "${target}" has no such place`)
    }
  }
  assert.deepEqual(faults, [])
}

/** Links of a page into its own tree. */
function linksOf(folder: string, path: string): readonly string[] {
  return elementsOf(folder, path).flatMap(({ attributes }) => {
    const refresh = /^0; url=(.+)$/.exec(
      attributes['http-equiv'] === 'refresh' ? (attributes['content'] ?? '') : '',
    )
    const sources = (attributes['srcset'] ?? '')
      .split(', ')
      .map((source) => source.split(' ')[0] ?? '')
    return [
      attributes['href'],
      attributes['src'],
      attributes['action'],
      refresh?.[1],
      ...sources,
    ].filter(
      (target): target is string =>
        Boolean(target) && !/^(?:https?|mailto|data):/.test(target ?? ''),
    )
  })
}

/** Nothing runs (but in verify.html), nothing is fetched from elsewhere: on any page, in any feed. */
export function checkNoScript(folder: string): void {
  const faults: string[] = []
  for (const path of filesIn(folder, '.html')) {
    for (const { name, attributes } of elementsOf(folder, path)) {
      const data = name === 'script' && attributes['type'] === 'application/ld+json'
      if (/^(?:script|iframe|object|embed|base|link|img|source|video|audio)$/.test(name) && !data)
        if ((name === 'script' && path !== 'verify.html') || isFetchedElsewhere(name, attributes))
          faults.push(`${path}: <${name}>`)
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^on|^style$|^srcdoc$/.test(attribute)) faults.push(`${path}: ${attribute}`)
        if (/^\s*(?:javascript|vbscript):/i.test(value)) faults.push(`${path}: ${value}`)
      }
      const opener = name === 'a' && /^https?:/.test(attributes['href'] ?? '')
      if (opener && attributes['rel'] !== 'noreferrer noopener')
        faults.push(`${path}: rel of ${attributes['href']}`)
    }
  }
  assert.deepEqual(faults, [])
}

function isFetchedElsewhere(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (name === 'iframe' || name === 'object' || name === 'embed' || name === 'base') return true
  if (
    name === 'link' &&
    !/stylesheet|icon|preload|preconnect|prefetch/.test(attributes['rel'] ?? '')
  )
    return false
  const addresses = [attributes['src'], attributes['href'], attributes['srcset']].filter(Boolean)
  return addresses.some((address) => /^(?:[a-z]+:)?\/\//i.test(address ?? ''))
}

/** Each version names all versions of its page, itself included, and is named by them; one x-default. */
export function checkHreflang(folder: string, url: string): void {
  const versions = new Map<string, ReadonlyMap<string, string>>()
  const faults: string[] = []
  // The copy to be forwarded is the page with its proof: it names the page, and nothing names it.
  const pages = filesIn(folder, '.html').filter((path) => !path.endsWith('.proof.html'))
  for (const path of pages) {
    const elements = elementsOf(folder, path)
    const links = elements.filter(
      ({ name, attributes }) => name === 'link' && attributes['hreflang'],
    )
    const lang = elements.find(({ name }) => name === 'html')?.attributes['lang'] ?? ''
    if (links.length === 0) continue
    const named = new Map(
      links.map(({ attributes }) => [
        attributes['hreflang'] ?? '',
        pathIn(attributes['href'], url),
      ]),
    )
    if (named.size !== links.length) faults.push(`${path}: a language twice`)
    if (!named.has('x-default')) faults.push(`${path}: no x-default`)
    if (path !== 'index.html' && named.get(lang) !== path)
      faults.push(`${path}: does not name itself`)
    const canonical = elements.find(({ attributes }) => attributes['rel'] === 'canonical')
    if (pathIn(canonical?.attributes['href'], url) !== path) faults.push(`${path}: canonical`)
    versions.set(path, named)
  }
  assert.ok(versions.size > 0, `no page in ${folder} names its versions`)
  for (const [path, named] of versions) {
    for (const [lang, other] of named) {
      const back = versions.get(other)
      if (back === undefined) faults.push(`${path}: ${lang} version "${other}" is not there`)
      else if (
        path !== 'index.html' &&
        other !== 'index.html' &&
        ![...back.values()].includes(path)
      )
        faults.push(`${path}: is not named by "${other}"`)
    }
  }
  assert.deepEqual(faults, [])
}

function pathIn(address: string | undefined, url: string): string {
  return decodeURIComponent((address ?? '').replace(url, ''))
}
