// Which files of a tree make a part of the site that can stand alone: a language, a year, a person.
// Trust files, editions and log come along whole: without them nothing could be checked.
import { posix } from 'node:path'

export interface Part {
  /** "ug-Latn": its folder. */
  readonly language?: string | undefined
  /** "2020" */
  readonly year?: string | undefined
  /** A person's id, "7kq2m", or folder, "rebiya-kadeer-7kq2m". */
  readonly person?: string | undefined
}

/** Folders of the root that are no language's. */
const kept = new Set(['trust', 'editions', 'log'])
const others = new Set(['media', 'node', 'sitemap'])

export interface Selection {
  /** Sorted. */
  readonly paths: readonly string[]
  /** Pages that pages of the part lead to, and that are not in it. */
  readonly elsewhere: readonly string[]
}

/**
 * The files of the part; all of them when no part is asked for. `read` gives a file's text. Empty when
 * the site has no such language, year or person.
 */
export function selectPart(
  paths: readonly string[],
  part: Part,
  read: (path: string) => string,
): Selection {
  const { language, year, person } = part
  if (language === undefined && year === undefined && person === undefined)
    return { paths, elsewhere: [] }
  const folder = language?.toLowerCase()
  const isOurs = (path: string): boolean => {
    const top = topOf(path)
    return top !== '' && !kept.has(top) && !others.has(top) && (!folder || top === folder)
  }
  const ofLanguage = paths.filter(isOurs)
  const ofYear = ofLanguage.filter((path) => !year || path.split('/').slice(1, -1).includes(year))
  const chosen = person === undefined ? ofYear : ofPerson({ all: ofLanguage, ofYear }, person, read)
  if (chosen.length === 0) return { paths: [], elsewhere: [] }
  const languages = new Set(chosen.map(topOf))
  // The front page of a language and its standing pages: about, how to check, ...
  const standing = ofLanguage.filter(
    (path) => languages.has(topOf(path)) && path.split('/').length === 2,
  )
  const isBase = (path: string): boolean => topOf(path) === '' || kept.has(topOf(path))
  // Its old addresses would lead a server to pages that are not here.
  const base = paths.filter((path) => isBase(path) && path !== 'redirects.tsv')
  const pages = new Set([...base, ...chosen, ...standing])
  const media = new Set([...pages].flatMap((path) => mediaOf(path, read)))
  const linked = new Set(
    [...pages]
      .filter((path) => path.endsWith('.html'))
      .flatMap((path) => linksOf(path, read(path))),
  )
  const isElsewhere = (path: string): boolean =>
    linked.has(path) && path.endsWith('.html') && !pages.has(path)
  // Feeds are small, and no page can stand in for one.
  const isHere = (path: string): boolean =>
    pages.has(path) || media.has(path) || (linked.has(path) && !path.endsWith('.html'))
  return { paths: paths.filter(isHere), elsewhere: paths.filter(isElsewhere) }
}

/** A person's own pages, and the articles that these lead to. */
function ofPerson(
  { all, ofYear }: { readonly all: readonly string[]; readonly ofYear: readonly string[] },
  person: string,
  read: (path: string) => string,
): readonly string[] {
  const own = all.filter((path) => {
    const [, section, folder = ''] = path.split('/')
    return section === 'people' && (folder === person || folder.endsWith(`-${person}`))
  })
  const links = own
    .filter((path) => path.endsWith('.html'))
    .flatMap((path) => linksOf(path, read(path)))
  const linked = new Set(links.flatMap((path) => [path, path.replace(/\.html$/, '.proof.html')]))
  const isArticle = (path: string): boolean => /\/\d{4}\/\d{2}\/(?!index\.html$)[^/]+$/.test(path)
  return [...own, ...ofYear.filter((path) => linked.has(path) && isArticle(path))]
}

/** What the links of a page name, from the root of the tree. */
function linksOf(page: string, html: string): string[] {
  return [...html.matchAll(/\shref="?([^"\s>#?:]+)/g)].map(([, href = '']) =>
    posix.join(posix.dirname(page), href.includes('%') ? decodeURI(href) : href),
  )
}

function mediaOf(path: string, read: (path: string) => string): string[] {
  return /\.(?:html|atom|rss|json)$/.test(path)
    ? [...read(path).matchAll(/media\/[\w.-]+/g)].map(([name]) => name)
    : []
}

function topOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : ''
}
