// "One article in two languages?": what imports think belongs together, side by side with the reasons,
// and an editor's word on it. What is joined cannot be taken apart again; what is refused stays refused.
import { joinPublished } from '../../edition/join-articles.ts'
import { parseArticleId } from '../../model/id.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { timeElement } from '../../render/label.ts'
import { sideOfText } from '../../render/side.ts'
import type { Db } from '../../store/db.ts'
import { type ListedArticle, readListed } from '../../store/lists.ts'
import {
  isOpenPair,
  type Pair,
  type Proposal,
  pairOf,
  readProposals,
  rejectPair,
} from '../../store/proposals.ts'
import { readRevision } from '../../store/revisions.ts'
import { autonym, direction } from '../../text/lang.ts'
import { audit } from '../access/audit.ts'
import { hidden, postForm, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { type Access, accountOf, type Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { versionPath } from './place.ts'
import { fitting } from './saves.ts'

/** Who may say that two articles are one. */
export const joiners: Access = ['editor']

const shown = 20

export async function pairsScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio, query } = visit
  const after = pairIn(query.get('after') ?? '')
  const found = await readProposals(studio.db, { after, limit: shown + 1 })
  const pairs = found.slice(0, shown)
  const ids = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))]
  const listed = new Map((await readListed(studio.db, ids)).map((one) => [one.article.id, one]))
  const cards: Html[] = []
  for (const pair of pairs) {
    const [one, other] = [listed.get(pair.one), listed.get(pair.other)]
    if (one && other) cards.push(await card(visit, pair, [one, other]))
  }
  const last = found.length > shown ? pairs.at(-1) : undefined
  return show(visit, {
    title: tell(lang, 'pairs'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<p>${tell(lang, 'pairsHelp')}</p>
${cards.length === 0 ? html`<p>${tell(lang, after === null ? 'noPairs' : 'noMorePairs')}</p>` : html`<ul class="cards">${cards}</ul>`}
<nav aria-label="${tell(lang, 'pages')}" class="row">
${after !== null && html`<a href="/translations">${tell(lang, 'fromTheStart')}</a>`}
${last && html`<a class="button quiet" rel="next" href="/translations?after=${last.one}.${last.other}">${tell(lang, 'furtherPairs')}</a>`}
</nav>
<p><a href="/articles">${tell(lang, 'articles')}</a></p>`,
  })
}

/** A line that leads here, for screens people come by after moving in; null when nothing waits. */
export async function pairsNotice({ lang, studio, session }: Visit): Promise<Html | null> {
  if (!mayUse(joiners, session)) return null
  const [first] = await readProposals(studio.db, { after: null, limit: 1 })
  if (first === undefined) return null
  return html`<p class="notice">${tell(lang, 'pairsWait')} <a href="/translations">${tell(lang, 'pairs')}</a></p>`
}

async function card(
  visit: Visit,
  { reasons, ...pair }: Proposal,
  articles: readonly [ListedArticle, ListedArticle],
): Promise<Html> {
  const { lang, studio } = visit
  const which = hidden('pair', `${pair.one}.${pair.other}`)
  const back = hidden('after', visit.query.get('after') ?? '')
  const why = reasons.map((reason) => reasonWords(visit, reason)).join(' · ')
  return html`<li><div class="both">${await texts(studio.db, visit, articles)}</div>
<p class="hint">${why}</p>
${
  mayUse(joiners, visit.session) &&
  html`<details><summary>${tell(lang, 'pairJoin')}</summary>
${postForm('/translations/join', tell(lang, 'pairJoinNow'), html`${which}${back}${keepers(visit, articles)}`)}</details>
${postForm('/translations/reject', tell(lang, 'pairReject'), html`${which}${back}`, 'quiet')}`
}</li>`
}

async function texts(
  db: Db,
  { lang }: Visit,
  articles: readonly ListedArticle[],
): Promise<readonly Html[]> {
  const made: Html[] = []
  for (const { article, versions } of articles) {
    const parts: Html[] = []
    for (const { version, headline } of versions) {
      const { lang: own, newest: number } = version
      const text = await readRevision(db, { article: article.id, lang: own, number })
      const side = (words: string) => sideOfText(words, direction(own))
      parts.push(html`<h2><a href="${versionPath(article.id, own)}" lang="${own}" dir="${side(headline)}">${headline || tell(lang, 'withoutHeadline')}</a></h2>
<p class="muted"><bdi lang="${own}">${autonym(own)}</bdi> · ${article.when === null ? tell(lang, 'dateOpen') : timeElement(lang, article.when)}</p>
${text?.teaser && html`<p lang="${own}" dir="${side(text.teaser)}">${text.teaser}</p>`}`)
    }
    made.push(html`<div>${parts}</div>`)
  }
  return made
}

/** Which of the two stays what it is: what readers know already, else what is older. */
function keepers({ lang }: Visit, articles: readonly ListedArticle[]): Html {
  const isLive = ({ versions }: ListedArticle): boolean =>
    versions.some(({ version }) => version.live !== null)
  const [first] = [...articles].sort(
    (a, b) =>
      Number(isLive(b)) - Number(isLive(a)) ||
      (a.article.when?.date ?? '9').localeCompare(b.article.when?.date ?? '9'),
  )
  const name = articles.map(({ article }) => article.id).join('-')
  return html`<fieldset><legend>${tell(lang, 'pairKeeps')}</legend>
<p class="hint">${tell(lang, 'pairKeepsHelp')}</p>
${articles.map(({ article, versions }) => {
  const id = `${name}-${article.id}`
  const words = versions[0]?.headline || article.id
  return html`<p class="box"><input type="radio" id="${id}" name="into" value="${article.id}" ${attribute('checked', first?.article.id === article.id ? '' : null)}> <label for="${id}"><bdi lang="${versions[0]?.version.lang ?? lang}">${words}</bdi></label></p>`
})}</fieldset>`
}

export async function joinPair(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const form = await visit.form()
  const pair = await openPair(visit, form)
  const into = textOf(form, 'into')
  if (pair === null || (into !== pair.one && into !== pair.other))
    return pairsScreen(visit, tell(lang, 'pairGone'))
  const [stays, from] = into === pair.one ? [pair.one, pair.other] : [pair.other, pair.one]
  try {
    await joinPublished(studio.db, { from, into: stays })
  } catch (error) {
    // Somebody has written one of them in the other's language meanwhile, or deleted it.
    if (error instanceof RangeError) return pairsScreen(visit, tell(lang, 'pairGone'))
    throw error
  }
  await audit(studio, accountOf(visit).id, 'articlesJoined', `${from} ${into}`)
  return redirect(placeAfter(form, 'saidJoined'))
}

export async function refusePair(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const form = await visit.form()
  const pair = await openPair(visit, form)
  if (pair === null) return pairsScreen(visit, tell(lang, 'pairGone'))
  await rejectPair(studio.db, pair.one, pair.other)
  return redirect(placeAfter(form, 'saidNotJoined'))
}

/** The pair a form is about, while it waits for a word. */
async function openPair({ studio }: Visit, form: FormData): Promise<Pair | null> {
  const pair = pairIn(textOf(form, 'pair'))
  return pair !== null && (await isOpenPair(studio.db, pair)) ? pair : null
}

/** "7k2m1xq8.9b1c2d3e" */
function pairIn(text: string): Pair | null {
  const [a = '', b = ''] = text.split('.')
  return fitting(() => pairOf(parseArticleId(a), parseArticleId(b)))
}

function placeAfter(form: FormData, said: StudioWord): string {
  const pair = pairIn(textOf(form, 'after'))
  const after = pair === null ? '' : `&after=${pair.one}.${pair.other}`
  return `/translations?said=${said}${after}`
}

const reasonForms: readonly (readonly [RegExp, StudioWord])[] = [
  [/^the same picture$/, 'pairPicture'],
  [/^the same number in the old address \((.+)\)$/, 'pairNumber'],
  [/^the same name in the old address \(“(.+)”\)$/, 'pairName'],
  [/^the old site links them as translations$/, 'pairLinked'],
  [/^their texts link to each other$/, 'pairMutual'],
  [/^the same day$/, 'pairDay'],
]

/** A reason as imports keep it, in the language of the studio; one it has no words for as it is. */
function reasonWords({ lang }: Visit, reason: string): string {
  for (const [form, word] of reasonForms) {
    const match = form.exec(reason)
    if (match !== null) return tell(lang, word, { what: match[1] ?? '' })
  }
  return reason
}
