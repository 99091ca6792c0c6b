// A folder of saved pages: four old sites with lists, articles, feeds and pictures, as wget, HTTrack
// and the Wayback Machine leave them. With it comes what an import must make of it.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { png } from '../png.ts'
import {
  drupal6,
  drupal7,
  drupal10,
  type OldArticle,
  type OldSystem,
  wordpress,
} from './systems.ts'
import { statementLanguages, statementOf } from './words.ts'

export interface SavedSite {
  /** Path in the folder -> bytes. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly expected: readonly ExpectedArticle[]
  /** Lines of lists, articles' pages and feed items, all together. */
  readonly sightings: number
  /** Pages without any article. */
  readonly others: number
}

export interface ExpectedArticle extends OldArticle {
  readonly host: string
  /** Its own page was saved. */
  readonly hasPage: boolean
  /** That, or a feed has the whole text. */
  readonly isWhole: boolean
  readonly path: string
}

interface Host {
  readonly name: string
  readonly system: OldSystem
  readonly articleFile: (article: OldArticle) => string
  readonly listFile: (page: number) => string
  /** Numbers of articles whose pages were not saved. */
  readonly lost: (at: number) => boolean
  readonly pictures: string
  readonly wrap?: (page: string, path: string) => string
}

const perList = 10

const hosts: readonly Host[] = [
  {
    name: 'd6.example.org',
    system: drupal6,
    articleFile: ({ number }) => `node/${number}.html`,
    listFile: (page) => (page === 0 ? 'index.html' : `index${page}a7c.html`),
    lost: (at) => at % 17 === 5,
    pictures: 'sites/default/files',
    wrap: (page, path) =>
      page.replace(
        '<head>',
        `<head>\n<!-- Mirrored from d6.example.org${path} by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 01 Jan 2015 10:00:00 GMT -->`,
      ),
  },
  {
    name: 'www.example.org',
    system: drupal7,
    articleFile: ({ number }) => `haber/${number}.html`,
    listFile: (page) => (page === 0 ? 'index.html' : `index.html?page=${page}.html`),
    lost: (at) => at % 19 === 7,
    pictures: 'sites/default/files',
  },
  {
    name: 'new.example.org',
    system: drupal10,
    articleFile: ({ number, lang }) => `${lang.toLowerCase()}/node/${number}.html`,
    listFile: (page) => `node@page=${page}.html`,
    lost: (at) => at % 23 === 9,
    pictures: 'sites/default/files',
    wrap: (page) =>
      page.replace(
        '<body',
        '<!-- BEGIN WAYBACK TOOLBAR INSERT -->\n<div id="wm-ipp-base">A toolbar <h1>of an archive</h1></div>\n<!-- END WAYBACK TOOLBAR INSERT --><body',
      ),
  },
  {
    name: 'blog.example.org',
    system: wordpress,
    articleFile: (article) => `${wordpress.path(article).slice(1)}index.html`,
    listFile: (page) => (page === 0 ? 'index.html' : `page/${page + 1}/index.html`),
    lost: (at) => at % 29 === 11,
    pictures: 'wp-content/uploads',
  },
]

/** Makes a folder of `articles` articles on each of four sites, and their lists and feeds. */
export function savedSite(articles: number): SavedSite {
  const files = new Map<string, Uint8Array>()
  const expected: ExpectedArticle[] = []
  let sightings = 0
  for (const [h, host] of hosts.entries()) {
    const all = Array.from({ length: articles }, (_, at) => oldArticle(h * 1000 + at + 10, at))
    const put = (file: string, text: string): void => {
      files.set(`${host.name}/${file}`, Buffer.from(host.wrap?.(text, `/${file}`) ?? text))
    }
    const fed = all.slice(0, 15)
    for (const [at, article] of all.entries()) {
      const isLost = host.lost(at)
      if (!isLost) put(host.articleFile(article), host.system.article(article))
      if (article.picture !== null && !isLost)
        files.set(`${host.name}/${host.pictures}/${article.picture}`, png(40, 30))
      expected.push({
        ...article,
        host: host.name.replace('www.', ''),
        hasPage: !isLost,
        isWhole: !isLost || at < fed.length,
        path: host.system.path(article),
      })
      sightings += isLost ? 1 : 2
    }
    for (let page = 0; page * perList < articles; page++) {
      const next = (page + 1) * perList < articles ? host.listFile(page + 1) : null
      put(
        host.listFile(page),
        host.system.list(all.slice(page * perList, (page + 1) * perList), next),
      )
    }
    files.set(`${host.name}/rss.xml`, Buffer.from(feedOf(fed, host)))
    put(
      'contact.html',
      '<!DOCTYPE html><html><head><title>Contact</title></head><body><form><input name="mail"></form></body></html>',
    )
    sightings += fed.length
  }
  return { files, expected, sightings, others: hosts.length }
}

export function writeSite(root: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
}

/** Newest first: article 0 is the newest. */
function oldArticle(number: number, at: number): OldArticle {
  const lang = statementLanguages[at % statementLanguages.length]!
  const day = new Date(Date.UTC(2020, 4, 28) - at * 86_400_000 * 3).toISOString().slice(0, 10)
  const { headline, paragraphs } = statementOf(number, lang)
  return {
    number,
    lang,
    headline,
    paragraphs,
    date: day,
    time: `${String(8 + (at % 12)).padStart(2, '0')}:${String((at * 7) % 60).padStart(2, '0')}`,
    poster: ['Kanat', 'Selim', 'webmaster'][at % 3]!,
    tag: ['Schools', 'Winter', 'Eski değirmen'][at % 3]!,
    picture: at % 9 === 2 ? `mill-${number}.png` : null,
  }
}

/** As old Drupal wrote them, DOCTYPE and all: language of the site, teaser or whole by setting. */
function feedOf(articles: readonly OldArticle[], host: Host): string {
  const base = `http://${host.name}`
  const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  const items = articles.map((a) => {
    const html = a.paragraphs.map((one) => `<p>${escaped(one)}</p>`).join('\n')
    const guid = host.system === wordpress ? `${base}/?p=${a.number}` : `${a.number} at ${base}`
    return `<item><title>${escaped(a.headline)}</title><link>${base}${host.system.path(a)}</link>
 <description>${escaped(html)}</description>
 <category domain="${base}/taxonomy/term/3">${a.tag}</category>
 <pubDate>${new Date(`${a.date}T${a.time}Z`).toUTCString()}</pubDate><dc:creator>${a.poster}</dc:creator>
 <guid isPermaLink="false">${guid}</guid></item>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent">]>
<rss version="2.0" xml:base="${base}" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Valley News</title><link>${base}</link><description></description><language>tr</language>
${items.join('\n')}</channel></rss>`
}
