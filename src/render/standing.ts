// The standing pages: about, corrections, subscribe, mirrors, check, search.
import { formatMonth } from '../text/dates.ts'
import { say, type WordKey } from '../text/words.ts'
import { encodePath, upFrom } from './address.ts'
import { renderBody } from './body.ts'
import { type Html, html, joined } from './html.ts'
import { dayElement, inLanguage, inWords, label, labelled, labelWith } from './label.ts'
import { type Page, renderPage } from './page.ts'
import {
  archivePath,
  type FeedFormat,
  listFolder,
  type StandingPage,
  type StandingView,
} from './views.ts'

const titles: Readonly<Record<StandingPage, WordKey>> = {
  about: 'aboutSite',
  corrections: 'corrections',
  subscribe: 'subscribe',
  mirrors: 'mirrors',
  check: 'checkTitle',
  search: 'search',
}

const bodies: Readonly<Record<StandingPage, (view: StandingView, up: string) => Html>> = {
  about,
  corrections,
  subscribe,
  mirrors,
  check,
  search,
}

export function renderStanding(view: StandingView): string {
  const { chrome, page } = view
  const { lang } = chrome
  const path = `${listFolder(lang, null)}${page}.html`
  const main = html`
    <div class="text">
    <h1>${label(lang, titles[page])}</h1>
    ${bodies[page](view, upFrom(path))}
    </div>
  `
  const described: Page = {
    chrome,
    path,
    title: say(lang, titles[page]),
    alternates: view.alternates,
    form: page === 'search',
    main,
  }
  return renderPage(
    page === 'subscribe' ? { ...described, feeds: listFolder(lang, null) } : described,
  )
}

function about({ chrome, about: own }: StandingView, up: string): Html {
  const { lang } = chrome
  const setting = own && { lang: own.lang, base: up, url: chrome.url, page: '', pictures: {} }
  return html`
    ${own && setting && html`<div${inLanguage(own.lang, lang)}>${renderBody(own.body, setting)}</div>`}
    <p>${label(lang, 'aboutIntro')}</p>
    <p><a href="check.html">${label(lang, 'checkTitle')}</a></p>
    <p><a href="corrections.html">${label(lang, 'corrections')}</a></p>
  `
}

function corrections({ chrome, corrections: made }: StandingView, up: string): Html {
  const { lang } = chrome
  const entries = made.map(({ date, note, item }) => {
    const own = inLanguage(item.lang, lang)
    return html`
      <article class="item">
      <h2><a href="${up + encodePath(item.path)}"${own}>${item.headline}</a></h2>
      <p${own}>${note}</p>
      <p class="meta">${labelWith(lang, 'correctedOn', { date: dayElement(lang, date) })}</p>
      </article>
    `
  })
  return html`
    <p>${label(lang, 'correctionsIntro')}</p>
    ${entries.length === 0 ? html`<p>${label(lang, 'noCorrections')}</p>` : joined(entries, '\n')}
  `
}

const formatWords: Readonly<Record<FeedFormat, WordKey>> = {
  atom: 'feedAtom',
  rss: 'feedRss',
  json: 'feedJson',
}

function subscribe({ chrome, feeds }: StandingView, up: string): Html {
  const { lang } = chrome
  const entries = feeds.map(({ name, folder, formats }) => {
    const links = formats.map(
      (format) =>
        html`<a href="${`${up + encodePath(folder)}feed.${format}`}">${label(lang, formatWords[format])}</a>`,
    )
    return html`<li><bdi>${name}</bdi>: ${joined(links, ' · ')}</li>`
  })
  return html`
    <p>${label(lang, 'subscribeIntro')}</p>
    <p>${label(lang, 'copyFeedAddress')} ${label(lang, 'inThisLanguageOnly')}</p>
    <ul class="roomy">${joined(entries, '\n')}</ul>
  `
}

function mirrors(view: StandingView): Html {
  const { lang } = view.chrome
  if (view.mirrors.length === 0) return html`<p>${label(lang, 'noMirrors')}</p>`
  return html`
    <p>${label(lang, 'mirrorsIntro')}</p>
    ${mirrorList(view)}
    <p>${label(lang, 'checkIntro')} <a href="check.html">${label(lang, 'checkTitle')}</a></p>
  `
}

/** Onion addresses come first: they hide most from those who watch the line. */
function mirrorList({ mirrors: all }: StandingView): Html {
  const ranked = [...all.filter(isOnion), ...all.filter((mirror) => !isOnion(mirror))]
  const links = ranked.map(
    ({ url }) => html`<li><a class="code" href="${url}" rel="noreferrer noopener">${url}</a></li>`,
  )
  return html`<ul class="roomy">${joined(links, '\n')}</ul>`
}

function isOnion({ kind }: { readonly kind: 'web' | 'onion' }): boolean {
  return kind === 'onion'
}

/** For readers who would rather not trust a program of ours. */
function commands(): readonly string[] {
  const edition = 'editions/1234'
  const line = (name: string, file: string) => `$(sed -n 's/^# ${name} //p' ${file})`
  const time = line('time', `${edition}.txt | tr -d T:-`)
  const verify = `ssh-keygen -Y verify -I ${line('origin', 'trust/1.signers')}`
  // Keys change, and end: those of any trust file that the first one's root key has signed, at the time
  // that the record states.
  const trusted = `${verify} -n xewer-trust -f trust/1.signers -s \${trust%.signers}-1.sshsig < $trust`
  const signed = `${verify} -n xewer-edition -f $trust -O verify-time=${time} -s ${edition}.sshsig < ${edition}.txt`
  return [
    'sha256sum trust/1.signers',
    `for key in trust/*.pub; do minisign -Vm ${edition}.txt -x ${edition}.minisig -p $key && break; done`,
    `for key in trust/*.pub; do signify-openbsd -V -p $key -x ${edition}.sig -m ${edition}.txt && break; done`,
    `for trust in trust/*.signers; do ${trusted} && ${signed} && break; done`,
    `sha256sum --strict -c ${edition}.txt`,
    `sha256sum --strict -c ${edition}.sums`,
  ]
}

const checkPage = 'verify.html'
const proofFiles = ['trust/1.signers', 'log/checkpoint'] as const
const forwardedCommand = `sed '/^<!--xewer-proof$/,$d' page.html | sha256sum`

function check(view: StandingView, up: string): Html {
  const { chrome } = view
  const { lang, fingerprint } = chrome
  const steps = ['checkEdition', 'checkFingerprint', 'checkSignature', 'checkFiles'] as const
  const fingerprintLine =
    fingerprint !== null &&
    html`<p>${labelled(lang, 'fingerprint', html`<span class="code">${fingerprint}</span>`)}</p>`
  return html`
    <p>${label(lang, 'checkIntro')} ${label(lang, 'checkNotItself')}</p>
    ${fingerprintLine}
    <ol class="roomy">${steps.map((step) => html`<li>${label(lang, step)}</li>`)}</ol>
    <p>${label(lang, 'checkCommands')}</p>
    <pre class="code">${commands().join('\n')}</pre>
    <p>${label(lang, 'checkForwarded')}</p>
    <pre class="code">${forwardedCommand}</pre>
    <p>${label(lang, 'checkBrowser')}</p>
    <p class="code">${joined(
      [checkPage, ...proofFiles].map((file) => html`<a href="${up + file}">${file}</a>`),
      ' · ',
    )}</p>
    <p>${label(lang, 'checkLimits')}</p>
    <p>${label(lang, 'checkFailed')}</p>
    <p>${labelled(lang, 'permalink', html`<span class="code">${chrome.url}</span>`)}</p>
    ${view.mirrors.length > 0 && html`<h2>${label(lang, 'mirrors')}</h2>\n${mirrorList(view)}`}
  `
}

/** The form asks the one door that keeps an index; the months answer where there is no such door. */
function search({ chrome, months }: StandingView, up: string): Html {
  const { lang } = chrome
  const links = months.map(
    (month) =>
      html`<li><a href="${up + archivePath(lang, null, month)}">${inWords(lang, html`${formatMonth(month, lang)}`)}</a></li>`,
  )
  const sections = chrome.sections.map(
    ({ path, text }) => html`<li><a href="${up + path}">${text}</a></li>`,
  )
  return html`
    <form action="${up}ask/search" method="get" role="search">
    <p>${label(lang, 'searchIntro')} ${label(lang, 'searchPrivacy')}</p>
    <p><label for="q">${label(lang, 'searchLabel')}</label></p>
    <p><input type="search" id="q" name="q" dir="auto" required>
    <input type="hidden" name="lang" value="${lang}">
    <button>${label(lang, 'searchButton')}</button></p>
    </form>
    <p>${label(lang, 'searchNeedsServer')}</p>
    <ul class="roomy"><li><a href="people/index.html">${label(lang, 'people')}</a></li>
    ${joined(sections, '\n')}</ul>
    ${links.length > 0 && html`<h2>${label(lang, 'tableOfMonths')}</h2>\n<ul class="cols">${joined(links, '\n')}</ul>`}
  `
}
