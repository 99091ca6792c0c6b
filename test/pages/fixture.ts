// A whole small site as views: every kind of page in seven languages. What the publisher would
// gather from a newsroom's database, written down.
import type { Body } from '../../src/model/body.ts'
import {
  type Alternate,
  type ArticleView,
  archivePath,
  articlePath,
  type Chrome,
  type FeedView,
  listFolder,
  type StandingPage,
  type View,
} from '../../src/render/views.ts'
import { folderOf, type Lang, parseLang } from '../../src/text/lang.ts'
import { pictureDigest, prose } from './bodies.ts'
import { names, persons, type Story, sectionNames, stories } from './stories.ts'
import {
  alternatesOf,
  bodyIn,
  correctionsIn,
  itemOf,
  languages,
  momentOf,
  pathOf,
  personLink,
  pictureIn,
  speakersOf,
  toldIn,
} from './told.ts'

export interface Page {
  readonly path: string
  readonly view: View
}

export const url = 'https://dawan.example/'
const chromes = new Map(languages.map((lang) => [lang, chromeOf(lang)]))

/** Every page of the site. */
export function fixtureSite(): readonly Page[] {
  return [
    { path: 'index.html', view: { kind: 'root', chrome: chrome(languages[0]!), fronts: fronts() } },
    { path: '404.html', view: { kind: 'not-found', chrome: chrome(languages[0]!), folder: null } },
    { path: 'robots.txt', view: { kind: 'robots', url } },
    ...languages.flatMap(pagesOf),
    ...sitemaps(),
    moved('node/12/index.html', stories[0]!),
    moved('خەۋەر/12/index.html', stories[1]!),
  ]
}

/** The article page of a story in a language it is told in. */
export function articleView(
  story: Story,
  lang: Lang,
  body: Body = bodyIn(story, lang),
): ArticleView {
  const own = toldIn(lang)
  const at = own.indexOf(story)
  const [headline, teaser] = story.telling[lang]!
  const first = story === stories[0]
  return {
    kind: 'article',
    chrome: chrome(lang),
    id: story.id,
    path: pathOf(story, lang),
    headline,
    teaser,
    teaserCut: !first,
    body,
    extent: story === stories[2] ? 'beginning' : 'whole',
    when: momentOf(story),
    place: first ? (lang === 'en' ? 'Almaty' : null) : null,
    byline: story.byline,
    speakers: speakersOf(story, lang),
    people: first ? persons.map((person) => personLink(person, lang)) : [],
    section: story.section && {
      path: `${listFolder(lang, story.section)}index.html`,
      text: sectionNames[story.section][lang]!,
    },
    translator: lang === 'tr' ? 'Selin A.' : null,
    original: parseLang('ug' in story.telling ? 'ug' : 'en'),
    convertedFrom: lang.startsWith('ug-') ? parseLang('ug') : null,
    corrections: first ? correctionsIn(lang) : [],
    alternates: alternatesOf(story),
    picture: first ? pictureIn(lang) : null,
    pictures: { [pictureDigest]: pictureIn(lang) },
    older: own[at + 1]
      ? { path: pathOf(own[at + 1]!, lang), text: own[at + 1]!.telling[lang]![0] }
      : null,
    newer:
      at > 0 ? { path: pathOf(own[at - 1]!, lang), text: own[at - 1]!.telling[lang]![0] } : null,
    share: null,
  }
}

function chrome(lang: Lang): Chrome {
  return chromes.get(lang)!
}

function chromeOf(lang: Lang): Chrome {
  return {
    lang,
    siteName: names[lang]!,
    siteNameLang: lang,
    url,
    languages,
    sections: (['news', 'culture'] as const).map((key) => ({
      path: `${listFolder(lang, key)}index.html`,
      text: sectionNames[key][lang]!,
    })),
    accentLight: '#8a1c1c',
    accentDark: '#f2a18d',
    logo: null,
    fingerprint: 'qc3f 8d10 77ab 5e92',
  }
}

function fronts(): readonly { lang: Lang; siteName: string }[] {
  return languages.map((lang) => ({ lang, siteName: names[lang]! }))
}

function pagesOf(lang: Lang): readonly Page[] {
  const articles = toldIn(lang).map((story) => articleView(story, lang))
  return [
    ...articles.map((view): Page => ({ path: view.path, view })),
    ...([null, 'news', 'culture'] as const).flatMap((section) => listPages(lang, section)),
    ...peoplePages(lang),
    ...standingPages(lang),
    ...withdrawn(lang),
    {
      path: `${folderOf(lang)}/404.html`,
      view: { kind: 'not-found', chrome: chrome(lang), folder: `${folderOf(lang)}/` },
    },
  ]
}

function listPages(lang: Lang, key: 'news' | 'culture' | null): readonly Page[] {
  const section = key && { key, name: sectionNames[key][lang]! }
  const shown = stories.filter((story) => key === null || story.section === key)
  const months = [...new Set(shown.map((story) => story.date.slice(0, 7)))]
  const years = [...new Set(months.map((month) => month.slice(0, 4)))]
  const inAll = (pathIn: (lang: Lang) => string): Alternate[] =>
    languages.map((other) => ({ lang: other, path: pathIn(other) }))
  const archive = (period: string, all: readonly string[]): Page => {
    const at = all.indexOf(period)
    const pathIn = (other: Lang) => archivePath(other, key, period)
    const whole = period.length === 4
    return {
      path: pathIn(lang),
      view: {
        kind: 'archive',
        chrome: chrome(lang),
        section,
        period,
        items: whole
          ? []
          : shown.filter(({ date }) => date.startsWith(period)).map((story) => itemOf(story, lang)),
        months: whole ? months.filter((month) => month.startsWith(period)) : [],
        older: all[at + 1] ?? null,
        newer: all[at - 1] ?? null,
        alternates: inAll(pathIn),
      },
    }
  }
  const frontIn = (other: Lang) => `${listFolder(other, key)}index.html`
  return [
    {
      path: frontIn(lang),
      view: {
        kind: 'front',
        chrome: chrome(lang),
        section,
        items: shown.map((story) => itemOf(story, lang)),
        months,
        alternates: inAll(frontIn),
      },
    },
    ...months.map((month) => archive(month, months)),
    ...years.map((year) => archive(year, years)),
    ...feedsOf(lang, section),
  ]
}

function feedsOf(lang: Lang, section: { key: string; name: string } | null): readonly Page[] {
  const folder = listFolder(lang, section?.key ?? null)
  const told = toldIn(lang).filter((story) => section === null || story.section === section.key)
  return (['atom', 'rss', 'json'] as const).map((format): Page => {
    const path = `${folder}feed.${format}`
    const view: FeedView = {
      kind: 'feed',
      format,
      chrome: chrome(lang),
      path,
      of: `${folder}index.html`,
      title: section?.name ?? null,
      entries: told.map((story) => feedEntry(story, lang)),
    }
    return { path, view }
  })
}

function feedEntry(story: Story, lang: Lang): FeedView['entries'][number] {
  const view = articleView(story, lang)
  return {
    ...{ id: view.id, path: view.path, lang, headline: view.headline, teaser: view.teaser },
    ...{ body: view.body, extent: view.extent, when: view.when, byline: view.byline },
    corrections: view.corrections,
    pictures: view.pictures,
    picture: view.picture,
  }
}

function peoplePages(lang: Lang): readonly Page[] {
  const inAll = (pathIn: (lang: Lang) => string): Alternate[] =>
    languages.map((other) => ({ lang: other, path: pathIn(other) }))
  const listIn = (other: Lang) => `${folderOf(other)}/people/index.html`
  const pages: Page[] = [
    {
      path: listIn(lang),
      view: {
        kind: 'people',
        chrome: chrome(lang),
        people: persons.map((person) => personLink(person, lang)),
        alternates: inAll(listIn),
      },
    },
  ]
  for (const person of persons) {
    const said = stories.filter((story) => story.speaker === person.name['en'])
    const years = [...new Set(said.map(({ date }) => date.slice(0, 4)))]
    const { text: name, path } = personLink(person, lang)
    const folder = path.replace('index.html', '')
    for (const year of [null, ...years]) {
      const pathIn = (other: Lang) =>
        personLink(person, other).path.replace(
          'index.html',
          year === null ? 'index.html' : `${year}/index.html`,
        )
      const items = said
        .filter(({ date }) => year === null || date.startsWith(year))
        .map((story) => itemOf(story, lang))
      const otherSpellings = [...new Set(Object.values(person.name))].filter(
        (form) => form !== name,
      )
      pages.push({
        path: pathIn(lang),
        view: {
          kind: 'person',
          chrome: chrome(lang),
          folder,
          name,
          otherSpellings,
          year,
          months: [],
          items,
          years,
          alternates: inAll(pathIn),
        },
      })
    }
    const entries = toldIn(lang)
      .filter((story) => said.includes(story))
      .map((story) => feedEntry(story, lang))
    const feed = `${folder}feed.atom`
    pages.push({
      path: feed,
      view: {
        kind: 'feed',
        format: 'atom',
        chrome: chrome(lang),
        path: feed,
        of: path,
        title: name,
        entries,
      },
    })
  }
  return pages
}

const standing: readonly StandingPage[] = [
  'about',
  'corrections',
  'subscribe',
  'mirrors',
  'check',
  'search',
]

function standingPages(lang: Lang): readonly Page[] {
  const folder = listFolder(lang, null)
  return standing.map((page): Page => {
    const pathIn = (other: Lang) => `${listFolder(other, null)}${page}.html`
    return {
      path: pathIn(lang),
      view: {
        kind: 'standing',
        page,
        chrome: chrome(lang),
        alternates: languages.map((other) => ({ lang: other, path: pathIn(other) })),
        about:
          page === 'about' ? { lang: parseLang('en'), body: prose(parseLang('en'), 60) } : null,
        corrections:
          page === 'corrections'
            ? correctionsIn(lang).map((correction) => ({
                ...correction,
                item: itemOf(stories[0]!, lang),
              }))
            : [],
        mirrors: [
          { url: 'https://mirror.example/dawan/', kind: 'web' },
          { url: `http://${'dawan2'.repeat(9)}ab.onion/`, kind: 'onion' },
        ],
        feeds: [
          { name: names[lang]!, folder, formats: ['atom', 'rss', 'json'] },
          {
            name: sectionNames.news[lang]!,
            folder: listFolder(lang, 'news'),
            formats: ['atom', 'rss', 'json'],
          },
          {
            name: personLink(persons[0]!, lang).text,
            folder: personLink(persons[0]!, lang).path.replace('index.html', ''),
            formats: ['atom'],
          },
        ],
        months: ['2026-05', '2026-04', '2025-12'],
      },
    }
  })
}

/** A withdrawn version stands beside the live ones of the same story. */
function withdrawn(lang: Lang): readonly Page[] {
  if (lang !== 'tr' && lang !== 'ug') return []
  const path = articlePath(lang, '2025-11', { slug: '', id: 'w1thdr4w' })
  const [headline] = stories[0]!.telling[lang]!
  const note = lang === 'tr' ? 'Tanıkların isteği üzerine.' : 'گۇۋاھچىلارنىڭ تەلىپى بىلەن.'
  return [
    {
      path,
      view: {
        kind: 'withdrawn',
        chrome: chrome(lang),
        id: 'w1thdr4w',
        path,
        headline,
        date: '2026-02-03',
        note,
        alternates: [],
      },
    },
  ]
}

function sitemaps(): readonly Page[] {
  const pages = languages.map((lang): Page => {
    const path = `sitemap/${folderOf(lang)}-2026-05.xml`
    const pages = toldIn(lang)
      .filter(({ date }) => date.startsWith('2026-05'))
      .map((story) => ({
        path: pathOf(story, lang),
        changed: story.date,
        alternates: alternatesOf(story),
        original: pathOf(story, parseLang('ug' in story.telling ? 'ug' : 'en')),
      }))
    return { path, view: { kind: 'sitemap', url, path, pages } }
  })
  const paths = pages.map(({ path }) => path)
  return [...pages, { path: 'sitemap.xml', view: { kind: 'sitemap-index', url, paths } }]
}

function moved(path: string, story: Story): Page {
  const lang = parseLang('en')
  return {
    path,
    view: {
      kind: 'moved',
      chrome: chrome(lang),
      path,
      to: pathOf(story, lang),
      headline: story.telling['en']![0],
    },
  }
}
