// Beside the text: what the checks say and how to put it right, where the text stands on its way to
// readers, its other scripts, its past.
import { stateOf, type Text, type Version } from '../../model/article.ts'
import { type Html, html } from '../../render/html.ts'
import { readBeginnings } from '../../store/drafts.ts'
import { hidden } from '../fields.ts'
import { mayUse } from '../rights.ts'
import { type Access, accountOf, type Visit } from '../route.ts'
import { sayHtml, tell } from '../words.ts'
import type { Check } from './checks.ts'
import { readChecks } from './checks-of.ts'
import { markIn, stateMark } from './list.ts'
import { type VersionPlace, versionPath } from './place.ts'
import { variantsPanel } from './variants.ts'

/** Who may let a text go to its readers. */
export const approvers: Access = ['editor', 'publisher', 'administrator']

/** Who may throw a text away that no reader has seen. */
export const deleters: Access = ['writer', 'editor', 'administrator']

export async function sidePanel(visit: Visit, place: VersionPlace, text: Text): Promise<Html> {
  const { version } = place
  return html`<div class="side">
${version !== null && (await checksPanel(visit, place, version))}
${version !== null && statePanel(visit, place, version)}
${await variantsPanel(visit, place, text)}
</div>`
}

/** Checks and state as they are now, for an open editor that has just kept its text. */
export async function answerBeside(visit: Visit, place: VersionPlace): Promise<Response> {
  const { version } = place
  const begun = await readBeginnings(visit.studio.db, { ids: [place.article.id] })
  const mark = markIn(visit, place.lang, { state: version ? stateOf(version) : undefined, begun })
  const parts =
    version === null
      ? null
      : html`${await checksPanel(visit, place, version)}${statePanel(visit, place, version)}`
  return Response.json({ beside: html`${parts}`.text, mark: mark.text })
}

/** The checks as a list with what can be done about each. */
async function checksPanel(visit: Visit, place: VersionPlace, version: Version): Promise<Html> {
  const { studio, lang, newsroom } = visit
  const { article, original } = place
  // Only who may approve is told that they may not.
  const account = mayUse(approvers, visit.session) ? accountOf(visit).id : null
  const path = versionPath(article.id, place.lang)
  const checks = await readChecks(studio.db, {
    article,
    lang: place.lang,
    version,
    original,
    newsroom,
    account,
    now: studio.now(),
  })
  return html`<section class="panel" id="checks"><h2>${tell(lang, 'checks')}</h2>
${checks.length === 0 && html`<p class="notice good">${tell(lang, 'checksGood')}</p>`}
<ul class="checks">${checks.map(
    (check) =>
      html`<li class="${check.weight}"><span class="mark" aria-hidden="true">${check.weight === 'stop' ? '✕' : '!'}</span><span class="unseen">${tell(lang, check.weight === 'stop' ? 'checkStops' : 'checkLook')} </span> ${sayHtml(lang, check.code, wordsOf(check, visit))} ${
        check.fix !== null &&
        html`<form method="post" action="${path}/fix">${hidden('revision', String(version.newest))}${hidden('fix', JSON.stringify(check.fix))}<button class="quiet small">${tell(lang, 'fixIt')}</button></form>`
      }</li>`,
  )}</ul>
<form method="post" action="${path}/links"><button class="quiet small">${tell(lang, 'checkLinks')}</button></form>
</section>`
}

function wordsOf({ args }: Check, { lang }: Visit): Check['args'] {
  const { field } = args
  if (field === 'headline' || field === 'teaser' || field === 'byline' || field === 'translator')
    return { ...args, field: tell(lang, field) }
  return field === 'body' ? { ...args, field: tell(lang, 'text') } : args
}

function statePanel(visit: Visit, place: VersionPlace, version: Version): Html {
  const { lang } = visit
  const path = versionPath(place.article.id, place.lang)
  const state = stateOf(version)
  const isApproved = version.approved === version.newest
  const isApprover = mayUse(approvers, visit.session)
  const button = (to: string, word: Parameters<typeof tell>[1], quiet = true): Html =>
    html`<form method="post" action="${`${path}/${to}`}">${hidden('revision', String(version.newest))}<button class="${quiet ? 'quiet' : ''}">${tell(lang, word)}</button></form>`
  return html`<section class="panel" id="state"><h2>${tell(lang, 'whereItStands')}</h2>
<p>${stateMark(state, lang)}</p>
<div class="row">
${isApprover && !isApproved && button('approve', 'approveText', false)}
${isApprover && version.inReview && button('return', 'returnToDraft')}
${isApprover && version.approved !== null && version.approved !== version.live && button('take-back', 'takeBack')}
</div>
${version.live !== null && html`<p><a href="${`/publishing/versions/${place.article.id}/${place.lang}`}">${tell(lang, 'correctOrWithdraw')}</a></p>`}
${
  version.live === null &&
  version.slug === null &&
  mayUse(deleters, visit.session) &&
  html`<details><summary>${tell(lang, 'deleteDraft')}</summary><form method="post" action="${path}/delete"><p>${tell(lang, 'deleteDraftHelp')}</p><button class="danger">${tell(lang, 'deleteDraft')}</button></form></details>`
}
<p><a href="${path}/history">${tell(lang, 'textHistory')}</a></p>
</section>`
}
