// Answers of the search: the form with what was asked, the persons it names, the articles with the
// reason they were found. Made for one reader at a time and kept by nobody.
import { autonym, type Lang } from '../text/lang.ts'
import { say, sayIsolated } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { type Attr, attribute, type Html, html, joined } from './html.ts'
import { metaLine } from './items.ts'
import { inLanguage, label, labelWith } from './label.ts'
import { renderPage } from './page.ts'
import type { Chrome, Item } from './views.ts'

export interface ResultsView {
  readonly chrome: Chrome
  readonly asked: Asked
  /** What the filters offer. */
  readonly years: readonly number[]
  readonly persons: readonly { readonly id: string; readonly name: string }[]
  /** Persons the question names. */
  readonly named: readonly {
    readonly name: string
    readonly path: string
    /** The spelling of the register that is most like the question; null: not for display. */
    readonly spelling: string | null
  }[]
  /** Null before anything was asked. */
  readonly results: readonly ResultView[] | null
  /** Query of the next page, "q=...&before=..."; null when there is none. */
  readonly more: string | null
}

export interface Asked {
  readonly text: string
  readonly exact: boolean
  readonly only: Lang | null
  readonly person: string | null
  readonly year: number | null
}

export interface ResultView {
  readonly item: Item
  /** Spellings it was found under, where the reader typed others. */
  readonly foundAs: readonly string[]
  /** The passage that answers; null: the headline says it all. */
  readonly passage: {
    readonly lang: Lang
    readonly pieces: readonly { readonly text: string; readonly hit: boolean }[]
  } | null
}

const path = 'ask/search'

export function renderResults(view: ResultsView): string {
  const { chrome, asked, results } = view
  const { lang } = chrome
  const query = asked.text.trim()
  // A person may be asked for without a word.
  const bare = results === null ? 'search' : 'searchResults'
  const title = query === '' ? say(lang, bare) : sayIsolated(lang, 'resultsFor', { query })
  const heading = query === '' ? label(lang, bare) : labelWith(lang, 'resultsFor', { query })
  const main = html`
    <div class="list">
    <h1>${heading}</h1>
    ${form(view)}
    ${named(view)}
    ${results && answers(view, results)}
    </div>
  `
  return renderPage({ chrome, path, title, alternates: [], form: true, main })
}

function form({ chrome, asked, years, persons }: ResultsView): Html {
  const { lang } = chrome
  const languages = chrome.languages.map((one) => ({
    value: one as string,
    text: autonym(one),
    own: inLanguage(one, lang),
  }))
  const people = persons.map(({ id, name }) => ({ value: id, text: name, own: [] }))
  const all = years.map((year) => ({ value: String(year), text: String(year), own: [] }))
  return html`
    <form action="search" method="get" role="search">
    <p><label for="q">${label(lang, 'searchLabel')}</label></p>
    <p><input type="search" id="q" name="q" dir="auto" maxlength="200" value="${asked.text}">
    <input type="hidden" name="lang" value="${lang}">
    <button>${label(lang, 'searchButton')}</button></p>
    <p>${choice(lang, { name: 'in', key: 'filterLanguage', options: languages, chosen: asked.only })}
    ${people.length > 0 && choice(lang, { name: 'person', key: 'filterPerson', options: people, chosen: asked.person })}
    ${choice(lang, { name: 'year', key: 'filterYear', options: all, chosen: asked.year === null ? null : String(asked.year) })}
    <label><input type="checkbox" name="exact" value="1"${attribute('checked', asked.exact ? '' : null)}> ${label(lang, 'exactlyAsWritten')}</label></p>
    <p class="meta">${label(lang, 'searchPrivacy')}</p>
    </form>
  `
}

interface Choice {
  readonly name: string
  readonly key: 'filterLanguage' | 'filterPerson' | 'filterYear'
  readonly options: readonly { value: string; text: string; own: readonly Attr[] }[]
  readonly chosen: string | null
}

function choice(lang: Lang, { name, key, options, chosen }: Choice): Html {
  const made = options.map(
    ({ value, text, own }) =>
      html`<option value="${value}"${own}${attribute('selected', value === chosen ? '' : null)}>${text}</option>`,
  )
  return html`
    <label>${label(lang, key)} <select name="${name}">
    <option value="">${say(lang, 'filterAny')}</option>
    ${joined(made, '\n')}
    </select></label>
  `
}

/** The persons' own pages have all their articles. */
function named({ chrome, asked, named: persons }: ResultsView): Html | null {
  if (persons.length === 0) return null
  const { lang } = chrome
  const up = upFrom(path)
  const lines = persons.map(({ name, path: page, spelling }) => {
    const link = html`<a href="${up + encodePath(page)}"><bdi>${name}</bdi></a>`
    const typed = asked.text.toLowerCase()
    const isTold = spelling !== null && spelling !== name && !typed.includes(spelling.toLowerCase())
    const reason = !isTold ? null : html` · ${labelWith(lang, 'foundUnder', { spelling })}`
    return html`<li>${link}${reason}</li>`
  })
  return html`
    <h2>${label(lang, 'people')}</h2>
    <ul class="roomy">${joined(lines, '\n')}</ul>
  `
}

function answers({ chrome, more }: ResultsView, results: readonly ResultView[]): Html {
  const { lang } = chrome
  const items = results.map((result) => renderResult(result, chrome))
  return html`
    <section aria-label="${say(lang, 'searchResults')}">
    ${items.length === 0 && more === null ? html`<p>${label(lang, 'noResults')}</p>` : joined(items, '\n')}
    ${more !== null && html`<p><a href="search?${more}" rel="next">${label(lang, 'moreResults')}</a></p>`}
    </section>
  `
}

function renderResult({ item, foundAs, passage }: ResultView, { lang }: Chrome): Html {
  const own = inLanguage(item.lang, lang)
  const reasons = foundAs.map((spelling) => labelWith(lang, 'foundUnder', { spelling }))
  return html`
    <article class="item">
    <h2><a href="${upFrom(path) + encodePath(item.path)}"${own}>${item.headline}</a></h2>
    ${passageOf(item, passage, lang)}
    ${reasons.length > 0 && html`<p class="meta">${joined(reasons, ' · ')}</p>`}
    <p class="meta">${metaLine(item, lang)}</p>
    </article>
  `
}

function passageOf(item: Item, passage: ResultView['passage'], lang: Lang): Html | null {
  if (passage === null)
    return item.teaser === '' ? null : html`<p${inLanguage(item.lang, lang)}>${item.teaser}</p>`
  const pieces = passage.pieces.map(({ text, hit }) =>
    hit ? html`<mark>${text}</mark>` : html`${text}`,
  )
  const words = html`<p${inLanguage(passage.lang, lang)}>${joined(pieces, '')}</p>`
  if (passage.lang === item.lang) return words
  const name = html`<span${inLanguage(passage.lang, lang)}>${autonym(passage.lang)}</span>`
  return html`
    ${words}
    <p class="meta">${labelWith(lang, 'shownIn', { language: name })}</p>
  `
}
