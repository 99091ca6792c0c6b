// All articles as a matrix: a line for each, a column for each language, in every cell the state of
// that version as a sign and a word. Filters are a plain form; what they find can be bookmarked.
import type { State } from '../../model/article.ts'
import { parsePersonId } from '../../model/id.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { timeElement } from '../../render/label.ts'
import { sideOfText } from '../../render/side.ts'
import { type Beginning, readBeginnings } from '../../store/drafts.ts'
import { type ArticleFilter, type ListedArticle, listArticles } from '../../store/lists.ts'
import { readPeople } from '../../store/people/people.ts'
import { autonym, direction, isLang, type Lang } from '../../text/lang.ts'
import { field, select } from '../fields.ts'
import { show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { pairsNotice } from './pairs.ts'
import { versionPath } from './place.ts'

/** A sign and a word for each state: never the colour alone. */
const signs: Readonly<Record<State, readonly [sign: string, word: StudioWord]>> = {
  none: ['·', 'stateNone'],
  drafting: ['✎', 'stateDrafting'],
  'in review': ['◔', 'stateReview'],
  approved: ['✓', 'stateApproved'],
  scheduled: ['◷', 'stateScheduled'],
  live: ['●', 'stateLive'],
  'live with changes pending': ['◐', 'stateChanges'],
  withdrawn: ['✕', 'stateWithdrawn'],
}

const pageLength = 50

export async function listScreen(visit: Visit): Promise<Response> {
  const { lang, studio, query } = visit
  const filter = await filterOf(visit)
  const after = query.get('after')
  const isCursor = after !== null && /^-?\d{1,16}\.\w{8}$/.test(after)
  const page = await listArticles(studio.db, filter, {
    limit: pageLength,
    after: isCursor ? after : null,
  })
  const begun = await readBeginnings(studio.db, {
    ids: page.articles.map(({ article }) => article.id),
  })
  const isFiltered = Object.keys(filter).length > 0
  return show(visit, {
    title: tell(lang, 'articles'),
    wide: true,
    main: html`<p class="row"><a class="button" href="/articles/new">${tell(lang, 'newArticle')}</a></p>
${await pairsNotice(visit)}
${await filterForm(visit)}
${
  page.articles.length === 0
    ? html`<p>${tell(lang, isFiltered ? 'nothingFound' : 'noArticles')}</p>`
    : matrix(page.articles, begun, visit)
}
${page.next !== null && html`<p><a class="button quiet" href="?${nextQuery(query, page.next)}" rel="next">${tell(lang, 'older')}</a></p>`}
${legend(lang)}`,
  })
}

/** How an article stands in a language: what is being typed is a draft before it is a version. */
export function markIn(
  { lang, newsroom }: Pick<Visit, 'lang' | 'newsroom'>,
  one: Lang,
  found: {
    readonly state: State | undefined
    readonly begun: readonly Beginning[]
    readonly isStale?: boolean | undefined
  },
): Html {
  const isBegun = found.begun.some((beginning) => beginning.lang === one)
  const state = found.state ?? (isBegun ? 'drafting' : 'none')
  return state === 'none' && newsroom.derived.some(({ to }) => to === one)
    ? html`<span class="muted">${tell(lang, 'derivedByItself')}</span>`
    : stateMark(state, lang, found.isStale)
}

/** The state of a version, as readers of the newsroom's lists see it. */
export function stateMark(state: State, lang: Lang, isStale = false): Html {
  const [sign, word] = signs[state]
  return html`<span class="state ${state.replaceAll(' ', '-')}"><span aria-hidden="true">${sign}</span> <span class="word">${tell(lang, word)}</span>${isStale && html` <span class="stale" title="${tell(lang, 'originalChanged')}"><span aria-hidden="true">↻</span><span class="unseen"> ${tell(lang, 'originalChanged')}</span></span>`}</span>`
}

function matrix(
  articles: readonly ListedArticle[],
  begun: readonly Beginning[],
  { lang, newsroom }: Visit,
): Html {
  const { languages } = newsroom
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${tell(lang, 'articles')}"><table class="matrix">
<thead><tr><th scope="col">${tell(lang, 'headline')}</th>${languages.map((one) => html`<th scope="col"><bdi lang="${one}">${autonym(one)}</bdi></th>`)}</tr></thead>
<tbody>
${articles.map((listed) =>
  line(
    listed,
    begun.filter(({ article }) => article === listed.article.id),
    { lang, newsroom },
  ),
)}
</tbody></table></div>`
}

function line(
  { article, versions, stale }: ListedArticle,
  begun: readonly Beginning[],
  { lang, newsroom }: Pick<Visit, 'lang' | 'newsroom'>,
): Html {
  const first =
    versions.find(({ version }) => version.origin.kind === 'written') ?? versions[0] ?? null
  const known = first?.headline || begun[0]?.headline
  const headline = known || tell(lang, 'withoutHeadline')
  const own = known ? (first?.version.lang ?? begun[0]?.lang ?? lang) : lang
  return html`<tr><th scope="row"><a class="name" href="/articles/${article.id}" lang="${own}" dir="${sideOfText(headline, direction(own))}">${headline}</a>
<span class="muted">${article.when === null ? tell(lang, 'dateOpen') : timeElement(lang, article.when)}${article.speakers.map(({ name }) => html` · <bdi>${name}</bdi>`)}</span></th>
${newsroom.languages.map((one) => {
  const found = versions.find(({ version }) => version.lang === one)
  const isStale = stale.includes(one)
  const mark = markIn({ lang, newsroom }, one, { state: found?.state, begun, isStale })
  return html`<td><bdi class="tag" lang="${one}">${autonym(one)}</bdi> <a class="cell" href="${versionPath(article.id, one)}">${mark}</a></td>`
})}</tr>
`
}

async function filterForm({ lang, newsroom, query, studio }: Visit): Promise<Html> {
  const people = await readPeople(studio.db)
  const any = { value: '', label: tell(lang, 'filterAnything') }
  const states = Object.entries(signs) as [State, readonly [string, StudioWord]][]
  const known = (name: string): string => query.get(name) ?? ''
  const isOpen = ['state', 'lang', 'person', 'month', 'missing', 'stale'].some((name) =>
    known(name),
  )
  const languages = newsroom.languages.map((one) => ({
    value: one,
    label: autonym(one),
    lang: one,
  }))
  return html`<details class="filters" ${attribute('open', isOpen ? '' : null)}><summary>${tell(lang, 'filterList')}</summary>
<form method="get" action="/articles" class="filter-form">
${select({ label: tell(lang, 'filterState'), name: 'state', value: known('state'), choices: [any, ...states.map(([value, [, word]]) => ({ value, label: tell(lang, word) }))] })}
${select({ label: tell(lang, 'filterLanguage'), name: 'lang', value: known('lang'), choices: [any, ...languages] })}
${select({ label: tell(lang, 'missingIn'), name: 'missing', value: known('missing'), choices: [any, ...languages] })}
${select({ label: tell(lang, 'filterPerson'), name: 'person', value: known('person'), choices: [any, ...people.map(({ id, preferred, spellings }) => ({ value: id, label: preferred[lang] ?? Object.values(preferred)[0] ?? spellings[0]?.text ?? id }))] })}
${field({ label: tell(lang, 'filterMonth'), name: 'month', value: known('month'), required: false, hint: '2026-05' })}
<p class="box"><input type="checkbox" id="stale" name="stale" value="1" ${attribute('checked', known('stale') ? '' : null)}> <label for="stale">${tell(lang, 'originalChanged')}</label></p>
<p class="row"><button>${tell(lang, 'filterList')}</button> <a class="button quiet" href="/articles">${tell(lang, 'showAll')}</a></p>
</form></details>`
}

async function filterOf({ query, newsroom }: Visit): Promise<ArticleFilter> {
  const filter: { -readonly [Key in keyof ArticleFilter]: ArticleFilter[Key] } = {}
  const state = query.get('state') ?? ''
  if (state in signs) filter.state = state as State
  const known = (name: string): Lang | null => {
    const value = query.get(name) ?? ''
    return isLang(value) && newsroom.languages.includes(value) ? value : null
  }
  const [lang, missing] = [known('lang'), known('missing')]
  if (lang !== null) filter.lang = lang
  if (missing !== null) filter.missing = missing
  const person = query.get('person') ?? ''
  if (/^[0-9a-hjkmnp-tv-z]{8}$/.test(person)) filter.person = parsePersonId(person)
  const month = query.get('month') ?? ''
  if (/^\d{4}-\d{2}$/.test(month)) filter.month = month
  if (query.get('stale')) filter.stale = true
  return filter
}

function nextQuery(query: URLSearchParams, next: string): string {
  const further = new URLSearchParams(query)
  further.set('after', next)
  return further.toString()
}

function legend(lang: Lang): Html {
  return html`<p class="muted legend">${(Object.keys(signs) as State[]).map((state) => html`${stateMark(state, lang)} `)}<span class="state"><span aria-hidden="true">↻</span> <span class="word">${tell(lang, 'originalChanged')}</span></span></p>`
}
