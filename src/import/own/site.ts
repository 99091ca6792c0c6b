// The settings and people of a newsroom, read back from its own public pages. What never was public
// (zone, tags, posters, who searches by which spelling) cannot come back.
import type { Body } from '../../model/body.ts'
import { convertName } from '../../model/convert.ts'
import { bodyFromTree } from '../../model/html.ts'
import { attributeOf, type HtmlElement, parseHtml } from '../../model/html-tree.ts'
import { parsePersonId } from '../../model/id.ts'
import type { Mirror, Newsroom, Section } from '../../model/newsroom.ts'
import type { Person } from '../../model/person.ts'
import { folderOf, isLang, type Lang, parseLang } from '../../text/lang.ts'
import { say } from '../../text/words.ts'
import { childrenOf, find, findAll, tag, textIn } from './tree.ts'

/** Gives the text of a file of the site, or null. */
export type ReadText = (path: string) => string | null

/** SyntaxError when the site's front door is none of ours. */
export function readOwnSettings(
  read: ReadText,
  rest: Pick<Newsroom, 'zone' | 'derived'> & { readonly isOnion: (url: string) => boolean },
): Newsroom {
  const languages = languagesOf(read('index.html') ?? '')
  const names: Partial<Record<Lang, string>> = {}
  const about: Partial<Record<Lang, Body>> = {}
  const sections = new Map<string, Partial<Record<Lang, string>>>()
  for (const lang of languages) {
    const page = parseHtml(read(`${folderOf(lang)}/about.html`) ?? '')
    const name = find(page, tag('p', 'name'))
    const link = name && find(name, tag('a'))
    if (link && attributeOf(link, 'lang') === null) names[lang] = textIn(link)
    for (const { key, text, of } of sectionsOf(find(page, tag('nav', 'secs')), lang))
      sections.set(key, { ...sections.get(key), [of]: text })
    const own = aboutOf(find(page, tag('main')), lang)
    if (own !== null) about[lang] = own
  }
  const front = read(`${folderOf(languages[0]!)}/index.html`) ?? ''
  const style = /<style>(.*?)<\/style>/s.exec(front)?.[1] ?? ''
  const [light = '#0b4f8a', dark = '#8fc3f3'] = [
    ...style.matchAll(/(?:^|[{}])a\{color:(#[0-9a-f]{6})/g),
  ].map((match) => match[1]!)
  return {
    name: names,
    url: urlOf(front, `${folderOf(languages[0]!)}/index.html`),
    zone: rest.zone,
    languages,
    derived: rest.derived,
    sections: [...sections].map(([key, name]): Section => ({ key, name })),
    precision: 'day',
    colours: { light, dark },
    logo: null,
    about,
    mirrors: mirrorsOf(read('mirrors.txt') ?? '', rest.isOnion),
    solo: true,
  }
}

/** The languages of a site, in its own order. */
export function languagesOf(root: string): readonly Lang[] {
  const doors = find(parseHtml(root), tag('ul', 'doors'))
  const links = findAll(doors ?? { childNodes: [] }, tag('a'))
  const languages = links.map((link) => parseLang(attributeOf(link, 'hreflang') ?? ''))
  if (languages.length === 0)
    throw new SyntaxError('Cannot read site: its front door names no language')
  return languages
}

/** A person from the pages in every language that have them. */
export function readOwnPerson(
  folder: string,
  pages: ReadonlyMap<Lang, string>,
  derived: Newsroom['derived'],
): Person {
  const [, slug = '', id = ''] = /^(?:(.*)-)?([a-z0-9]{8})$/.exec(folder) ?? []
  const preferred: Partial<Record<Lang, string>> = {}
  const others = new Set<string>()
  for (const [lang, html] of pages) {
    const page = parseHtml(html)
    const main = find(page, tag('main')) ?? page
    const heading = find(main, tag('h1'))
    const name = heading && find(heading, tag('bdi'))
    if (name) preferred[lang] = textIn(name)
    const line = findAll(main, tag('p', 'by')).find((element) =>
      textIn(element).startsWith(`${say(lang, 'otherSpellings')}:`),
    )
    for (const bdi of findAll(line ?? { childNodes: [] }, tag('bdi'))) others.add(textIn(bdi))
  }
  // A name that follows from the one in another script was never given for itself.
  for (const { from, to } of derived) {
    const source = preferred[from]
    if (source !== undefined && convertName(source, from, to) === preferred[to])
      delete preferred[to]
  }
  const spellings = [...others].map((text) => ({
    text,
    source: 'restored',
    status: 'confirmed' as const,
    searchOnly: false,
  }))
  return { id: parsePersonId(id), preferred, spellings, unlisted: false, slug }
}

function urlOf(html: string, path: string): string {
  const link = find(parseHtml(html), (element) => attributeOf(element, 'rel') === 'canonical')
  const href = (link && attributeOf(link, 'href')) ?? ''
  if (!href.endsWith(path)) throw new SyntaxError('Cannot read site: its front names no address')
  return href.slice(0, -path.length)
}

/** Names of sections with the language each is `of`: a page says so where another one lent it. */
function sectionsOf(
  nav: HtmlElement | null,
  lang: Lang,
): { readonly key: string; readonly text: string; readonly of: Lang }[] {
  return findAll(nav ?? { childNodes: [] }, tag('a')).flatMap((link) => {
    const href = attributeOf(link, 'href') ?? ''
    const key = new RegExp(`(?:^|/)${folderOf(lang)}/([a-z0-9-]+)/index\\.html$`).exec(href)?.[1]
    const lent = attributeOf(link, 'lang') ?? ''
    const of = isLang(lent) ? lent : lang
    return key === undefined || key === 'people' ? [] : [{ key, text: textIn(link), of }]
  })
}

/** The newsroom's own words stand first, in an element of their own. */
function aboutOf(main: HtmlElement | null, lang: Lang): Body | null {
  const text = main && find(main, tag('div', 'text'))
  const own = childrenOf(text ?? { childNodes: [] }).find(tag('div'))
  if (own === undefined || attributeOf(own, 'lang') !== null) return null
  return bodyFromTree(own, { lang }).body
}

function mirrorsOf(text: string, isOnion: (url: string) => boolean): readonly Mirror[] {
  return text
    .split('\n')
    .filter((url) => url !== '')
    .map((url): Mirror => ({ url, kind: isOnion(url) ? 'onion' : 'web' }))
}
