// Pages that list articles: front pages, archives, people and their pages. None says how many there
// are or which page of how many it is, so that old pages rest.
import { formatDay, formatMonth, formatYear, monthName } from '../text/dates.ts'
import type { Lang } from '../text/lang.ts'
import { say } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { type Html, html, joined } from './html.ts'
import { renderItem, renderItems } from './items.ts'
import { inLanguage, inWords, label, labelled, labelWith, leadIn } from './label.ts'
import { renderPage } from './page.ts'
import {
  type ArchiveView,
  archivePath,
  type FrontView,
  listFolder,
  type PeopleView,
  type PersonView,
  type Section,
} from './views.ts'

/** How many months a front page names before it leaves the rest to the pages of the years. */
const monthsNamed = 12

export function renderFront(view: FrontView): string {
  const { chrome, section, items } = view
  const folder = listFolder(chrome.lang, section?.key ?? null)
  const path = `${folder}index.html`
  const up = upFrom(path)
  const listing = { chrome, up, sections: section === null, level: 2 } as const
  const [lead, ...others] = items
  const beside = besideLead(items.length, lead?.picture != null)
  const main = html`
    ${section && html`<h1>${sectionName(section, chrome.lang)}</h1>`}
    ${lead === undefined && html`<p>${label(chrome.lang, 'noArticles')}</p>`}
    <div class="page">
    ${lead && renderItem(lead, listing, true)}
    ${others.length > 0 && html`<div class="side">${renderItems(others.slice(0, beside), listing)}</div>`}
    ${others.length > beside && html`<div class="rest">${renderItems(others.slice(beside), listing)}</div>`}
    </div>
    ${view.months.length > 0 && olderNav(view, up)}
  `
  return renderPage({
    chrome,
    path,
    title: section?.name ?? null,
    alternates: view.alternates,
    ...(section === null ? { otherwise: 'index.html' } : {}),
    feeds: folder,
    front: section === null,
    main,
  })
}

/** In a span, so that the headline stands at the page's own edge. */
function sectionName({ name, lang: own }: Section, lang: Lang): Html {
  return own === undefined ? html`${name}` : html`<span${inLanguage(own, lang)}>${name}</span>`
}

/**
 * How many items stand beside the first one on a wide front page, so that both columns end at about
 * the same height: below the first, which with its picture is as high as two others or three, two
 * go side by side.
 */
function besideLead(count: number, picture: boolean): number {
  return Math.ceil((count + (picture ? 3 : 1)) / 3)
}

/** The newest months by name, then the years. */
function olderNav({ chrome, section, months }: FrontView, up: string): Html {
  const { lang } = chrome
  const scope = { lang, section: section?.key ?? null, up }
  const years = [...new Set(months.map((month) => month.slice(0, 4)))]
  return html`
    <nav class="old" aria-label="${say(lang, 'archive')}">
    <h2>${label(lang, 'olderByMonth')}</h2>
    <p>${periodLinks(months.slice(0, monthsNamed), scope)}</p>
    <p>${periodLinks(years, scope)}</p>
    </nav>
  `
}

interface Scope {
  readonly lang: Lang
  readonly section: string | null
  readonly up: string
}

function periodLinks(periods: readonly string[], { lang, section, up }: Scope): Html {
  const links = periods.map(
    (period) =>
      html`<a href="${up + archivePath(lang, section, period)}">${periodName(period, lang)}</a>`,
  )
  return joined(links, '\n')
}

function periodName(period: string, lang: Lang): Html {
  return inWords(lang, html`${periodText(period, lang)}`)
}

function periodText(period: string, lang: Lang): string {
  if (period.length === 10) return formatDay(period, lang)
  return period.length === 4 ? formatYear(period, lang) : formatMonth(period, lang)
}

export function renderArchive(view: ArchiveView): string {
  const { chrome, section, period } = view
  const { lang } = chrome
  const key = section?.key ?? null
  const path = archivePath(lang, key, period)
  const up = upFrom(path)
  const listing = { chrome, up, sections: section === null, level: 2 } as const
  const scope = { lang, section: key, up }
  const parts = partsList(view.months, lang, (part) => up + archivePath(lang, key, part))
  const main = html`
    <div class="list">
    ${section && html`<p class="kick"><a href="${up + listFolder(lang, key)}index.html"${inLanguage(section.lang, lang)}>${section.name}</a></p>`}
    <h1>${labelWith(lang, 'archiveOf', { period: periodName(period, lang) })}</h1>
    ${parts}
    ${renderItems(view.items, listing)}
    ${turnNav(view, scope)}
    </div>
  `
  const title = say(lang, 'archiveOf', { period: periodText(period, lang) })
  return renderPage({
    chrome,
    path,
    title: section === null ? title : `${section.name} – ${title}`,
    alternates: view.alternates,
    feeds: listFolder(lang, key),
    main,
  })
}

/** The months of a year or the days of a month, each with its page; nothing when there are none. */
function partsList(
  parts: readonly string[],
  lang: Lang,
  hrefOf: (part: string) => string,
): Html | null {
  if (parts.length === 0) return null
  const links = parts.map((part) => {
    const name = part.length === 7 ? monthName(part, lang) : formatDay(part, lang)
    return html`<li><a href="${hrefOf(part)}">${inWords(lang, html`${name}`)}</a></li>`
  })
  return html`<ul class="cols">${joined(links, '\n')}</ul>`
}

/** The neighbouring periods, and the way up: from a day to its month, from a month to its year. */
function turnNav({ period, older, newer }: ArchiveView, scope: Scope): Html {
  const { lang } = scope
  const to = (key: 'newer' | 'older', other: string) =>
    html`<p>${labelled(lang, key, periodLinks([other], scope))}</p>`
  return html`
    <nav class="turn" aria-label="${say(lang, 'pageNavigation')}">
    ${newer !== null && to('newer', newer)}
    ${older !== null && to('older', older)}
    ${period.length > 4 && html`<p>${periodLinks([period.slice(0, -3)], scope)}</p>`}
    </nav>
  `
}

export function renderPeople(view: PeopleView): string {
  const { chrome, people } = view
  const { lang } = chrome
  const path = `${listFolder(lang, null)}people/index.html`
  const up = upFrom(path)
  const links = people.map(
    (person) =>
      html`<li><a href="${up + encodePath(person.path)}"><bdi>${person.text}</bdi></a></li>`,
  )
  const main = html`
    <div class="list">
    <h1>${label(lang, 'people')}</h1>
    <p>${label(lang, 'peopleIntro')}</p>
    ${links.length > 0 && html`<ul class="cols">${joined(links, '\n')}</ul>`}
    </div>
  `
  const title = say(lang, 'people')
  return renderPage({ chrome, path, title, alternates: view.alternates, main })
}

export function renderPerson(view: PersonView): string {
  const { chrome, folder, name, year } = view
  const { lang } = chrome
  const path = year === null ? `${folder}index.html` : periodPath(folder, year)
  const up = upFrom(path)
  const spellings = view.otherSpellings.map((spelling) => html`<bdi>${spelling}</bdi>`)
  const main = html`
    <div class="list">
    <p class="kick"><a href="${up + listFolder(lang, null)}people/index.html">${label(lang, 'people')}</a></p>
    <h1><bdi>${name}</bdi>${year !== null && html` – ${periodName(year, lang)}`}</h1>
    ${spellings.length > 0 && html`<p class="by">${leadIn(lang, 'otherSpellings')}${joined(spellings, ' · ')}</p>`}
    ${partsList(view.months, lang, (month) => up + encodePath(periodPath(folder, month)))}
    ${renderItems(view.items, { chrome, up, sections: true, level: 2 })}
    ${personNav(view, up)}
    </div>
  `
  const feed = html`<link rel="alternate" type="application/atom+xml" title="${say(lang, 'feedAtom')}" href="${up + encodePath(folder)}feed.atom">`
  return renderPage({
    chrome,
    path,
    title: year === null ? name : `${name} – ${periodText(year, lang)}`,
    alternates: view.alternates,
    head: feed,
    main,
  })
}

function periodPath(folder: string, period: string): string {
  return `${folder}${period.replace('-', '/')}/index.html`
}

function personNav({ chrome, folder, year, years }: PersonView, up: string): Html {
  const { lang } = chrome
  const links = years.map((other) => {
    const text = periodName(other, lang)
    if (other === year) return html`<span aria-current="page">${text}</span>`
    return html`<a href="${`${up + encodePath(folder)}${other}`}/index.html">${text}</a>`
  })
  const newest = html`<a href="${up + encodePath(folder)}index.html">${label(lang, 'latest')}</a>`
  return html`
    <nav class="old" aria-label="${say(lang, 'archive')}">
    <h2>${label(lang, 'archive')}</h2>
    <p>${year !== null && newest}
    ${joined(links, '\n')}</p>
    <p><a href="${up + encodePath(folder)}feed.atom">${label(lang, 'feedAtom')}</a></p>
    </nav>
  `
}
