// The page of one article, and the stub that stays when it is withdrawn. Order matters: text
// browsers and voices read headline, dateline and corrections before the text.
import { listPieces } from '../text/dates.ts'
import { autonym, type Lang, languageOf, scriptOf } from '../text/lang.ts'
import { say, type WordKey } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { renderBody } from './body.ts'
import { currentLanguage, languageLink } from './frame.ts'
import { type Html, html, joined } from './html.ts'
import {
  colonOf,
  dayElement,
  inLanguage,
  label,
  labelled,
  labelWith,
  leadIn,
  timeElement,
} from './label.ts'
import { articleHead } from './metadata.ts'
import { renderPage } from './page.ts'
import { figure } from './picture.ts'
import {
  type Alternate,
  type ArticleView,
  forwardMark,
  listFolder,
  type WithdrawnView,
} from './views.ts'

export function renderArticle(view: ArticleView): string {
  const { chrome, path, alternates, picture } = view
  const { lang } = chrome
  const up = upFrom(path)
  const setting = { lang, base: up, url: chrome.url, page: '', pictures: view.pictures }
  const main = html`
    <article class="text">
    ${heading(view, up)}
    ${correctionNotes(lang, view.corrections)}
    ${picture && figure(picture, { base: up, lang, caption: null, attributes: [], eager: true })}
    ${renderBody(view.body, setting)}
    ${view.extent === 'beginning' && html`<p class="note"><strong>${label(lang, 'onlyBeginning')}</strong></p>`}
    </article>
    ${afterText(view, up)}
  `
  return renderPage({
    chrome,
    path,
    title: view.headline,
    description: view.teaser === '' ? null : view.teaser,
    alternates,
    otherwise: originalPath(view) ?? path,
    feeds: listFolder(lang, null),
    head: articleHead(view),
    main,
    id: view.id,
  })
}

export function renderWithdrawn(view: WithdrawnView): string {
  const { chrome, path, alternates } = view
  const { lang } = chrome
  const main = html`
    <article class="text">
    <h1>${view.headline}</h1>
    <div class="fix">
    <p><strong>${labelWith(lang, 'withdrawnOn', { date: dayElement(lang, view.date) })}</strong></p>
    <p>${label(lang, 'withdrawnNote')}</p>
    ${view.note === '' ? null : html`<p>${labelled(lang, 'reason', view.note)}</p>`}
    </div>
    ${otherLanguages(alternates, { lang, up: upFrom(path) })}
    </article>
  `
  const title = `${say(lang, 'withdrawn')}${colonOf(lang)}${view.headline}`
  return renderPage({ chrome, path, title, alternates: [], main, id: view.id })
}

/** The path of the version the article was written in; null while that is not live. */
function originalPath(view: ArticleView): string | null {
  return view.alternates.find(({ lang }) => lang === view.original)?.path ?? null
}

/** Section, headline, standfirst, who and when, and where the text comes from. */
function heading(view: ArticleView, up: string): Html {
  const { section } = view
  const { lang } = view.chrome
  return html`
    ${section && html`<p class="kick"><a href="${up + encodePath(section.path)}"${inLanguage(section.lang, lang)}>${section.text}</a></p>`}
    <h1>${view.headline}</h1>
    ${view.teaserCut || view.teaser === '' ? null : html`<p class="lede">${view.teaser}</p>`}
    <p class="by">${byline(view)}</p>
    ${view.speakers.length === 0 ? null : html`<p class="by">${speakers(view, up)}</p>`}
    ${scripts(view, up)}
    ${view.original !== lang && html`<p class="by">${labelled(lang, 'originalLanguage', original(view, up))}</p>`}
    ${view.translator !== null && html`<p class="by">${labelled(lang, 'translator', view.translator)}</p>`}
    ${view.convertedFrom !== null && html`<p class="by">${converted(view.convertedFrom, lang)}</p>`}
  `
}

function byline(view: ArticleView): Html {
  const { lang } = view.chrome
  const parts: Html[] = []
  if (view.byline !== null) parts.push(labelWith(lang, 'byline', { name: view.byline }))
  if (view.place !== null) parts.push(html`<bdi>${view.place}</bdi>`)
  parts.push(timeElement(lang, view.when))
  return joined(parts, ' · ')
}

function speakers(view: ArticleView, up: string): Html {
  const { lang } = view.chrome
  const names = view.speakers.map(({ name, path }) =>
    path === null
      ? html`<bdi>${name}</bdi>`
      : html`<a href="${up + encodePath(path)}"><bdi>${name}</bdi></a>`,
  )
  const key = names.length === 1 ? 'speaker' : 'speakers'
  return html`${leadIn(lang, key)}${listPieces(names, lang)}`
}

/** The same text in the other scripts of this language, the page's own marked. */
function scripts(view: ArticleView, up: string): Html | null {
  const { lang } = view.chrome
  const same = view.alternates.filter((one) => languageOf(one.lang) === languageOf(lang))
  if (same.length < 2) return null
  const links = same.map((one) =>
    one.lang === lang
      ? currentLanguage(lang, lang)
      : languageLink(one.lang, up + encodePath(one.path), lang),
  )
  return html`<nav class="scripts" aria-label="${say(lang, 'script')}">${joined(links, '\n')}</nav>`
}

function original(view: ArticleView, up: string): Html {
  const path = originalPath(view)
  if (path !== null) return languageLink(view.original, up + encodePath(path), view.chrome.lang)
  return html`<span${inLanguage(view.original, view.chrome.lang)}>${autonym(view.original)}</span>`
}

const conversions: Readonly<Record<string, WordKey>> = {
  Arab: 'autoScript',
  Latn: 'convertedFromLatin',
  Cyrl: 'convertedFromCyrillic',
}

function converted(from: Lang, lang: Lang): Html {
  const key = conversions[scriptOf(from)]
  if (key !== undefined) return label(lang, key)
  throw new RangeError(`Cannot say that a text was converted from "${from}": no words for it`)
}

/** What was put right, by its days: on the page and in feeds alike; null when nothing was. */
export function correctionNotes(lang: Lang, made: ArticleView['corrections']): Html | null {
  if (made.length === 0) return null
  const notes = made.map(
    ({ date, note }) =>
      html`<p><strong>${labelWith(lang, 'correctedOn', { date: dayElement(lang, date) })}</strong> ${note}</p>`,
  )
  return html`<div class="fix" role="note" aria-label="${say(lang, 'correction')}">${joined(notes, '\n')}</div>`
}

/** What a reader may want next, in a frame of its own after the text. */
function afterText(view: ArticleView, up: string): Html {
  const { chrome, people, older, newer, share } = view
  const { lang } = chrome
  const names = people.map(
    ({ path, text }) => html`<a href="${up + encodePath(path)}"><bdi>${text}</bdi></a>`,
  )
  return html`
    <div class="text after">
    ${names.length > 0 && html`<p>${leadIn(lang, 'peopleNamed')}${listPieces(names, lang)}</p>`}
    ${otherLanguages(view.alternates, { lang, up })}
    ${share !== null && html`${forwardMark}<p><a href="${up + encodePath(share)}" download>${label(lang, 'shareCopy')}</a></p>${forwardMark}`}
    <p><a href="${up + listFolder(lang, null)}subscribe.html">${label(lang, 'subscribe')}</a></p>
    ${
      (older !== null || newer !== null) &&
      html`<nav class="turn" aria-label="${say(lang, 'pageNavigation')}">${joined(
        [
          ...(newer === null ? [] : [neighbour(newer, { lang, up, key: 'newer', rel: 'next' })]),
          ...(older === null ? [] : [neighbour(older, { lang, up, key: 'older', rel: 'prev' })]),
        ],
        '\n',
      )}</nav>`
    }
    </div>
  `
}

interface Turn {
  readonly lang: Lang
  readonly up: string
  readonly key: 'older' | 'newer'
  readonly rel: 'next' | 'prev'
}

function neighbour(to: { path: string; text: string }, turn: Turn): Html {
  const href = turn.up + encodePath(to.path)
  return html`<p>${leadIn(turn.lang, turn.key)}<a rel="${turn.rel}" href="${href}"><bdi>${to.text}</bdi></a></p>`
}

function otherLanguages(
  alternates: readonly Alternate[],
  page: { lang: Lang; up: string },
): Html | null {
  const others = alternates.filter(({ lang }) => lang !== page.lang)
  if (others.length === 0) return null
  const links = others.map(({ lang, path }) =>
    languageLink(lang, page.up + encodePath(path), page.lang),
  )
  return html`<nav class="also" aria-label="${say(page.lang, 'alsoIn')}">${leadIn(page.lang, 'alsoIn')}${joined(links, '\n')}</nav>`
}
