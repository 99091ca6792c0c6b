// "Publishing": what is ready, what is under way or scheduled, and the log of editions.
import { isHeld } from '../../edition/lease.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { readEditions } from '../../store/editions.ts'
import { type Job, readJobs } from '../../store/jobs.ts'
import { readPending } from '../../store/pending.ts'
import { countStillShown } from '../../store/published-lists.ts'
import { type ReadyVersion, readReady } from '../../store/ready.ts'
import { autonym, direction } from '../../text/lang.ts'
import { field, postForm, type Sent, sentWith } from '../fields.ts'
import { show, table } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import { formatInstant, sayHtml, tell } from '../words.ts'

const readyShown = 200
const editionsShown = 20

export async function publishingScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio } = visit
  const { db } = studio
  const ready = await readReady(db, readyShown)
  const open = await readJobs(db, { kind: 'publish', states: ['waiting', 'running'], limit: 50 })
  const failed = await readJobs(db, { kind: 'publish', states: ['failed'], limit: 1 })
  const waiting = ready.length > 0 || (await readPending(db)).length > 0
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: tell(lang, 'publishing'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`${await publisherNotice(visit)}
${await stillShownNotice(visit)}
${failed.map((job) => html`<p class="notice bad"><a href="/publishing/jobs/${job.id}">${tell(lang, 'publishFailed')}</a></p>`)}
<h2>${tell(lang, 'ready')}</h2>
${ready.length === 0 && html`<p>${tell(lang, waiting ? 'onlyChangesWait' : 'nothingReady')}</p>`}
${mayUse(['publisher'], { account: accountOf(visit) }) ? publishForms(visit, ready, { waiting, sent }) : readyList(visit, ready)}
${open.length > 0 && html`<h2>${tell(lang, 'underWay')}</h2><ul class="cards">${open.map((job) => jobCard(visit, job))}</ul>`}
<h2>${tell(lang, 'editions')}</h2>
${await editionTable(visit)}`,
  })
}

/** Says so when nobody would do what is written down. */
export async function publisherNotice({ lang, studio }: Visit): Promise<Html | null> {
  if (await isHeld(studio.db, 'publisher', studio.now())) return null
  const command = html`<code dir="ltr">xewer start</code>`
  return html`<p class="notice">${sayHtml(lang, 'noPublisher', { command })}</p>`
}

/** Says so while readers see what has been withdrawn: it goes with the next edition only. */
export async function stillShownNotice({ lang, studio }: Visit): Promise<Html | null> {
  const count = await countStillShown(studio.db)
  if (count === 0) return null
  return html`<p class="notice bad"><a href="/publishing">${tell(lang, 'stillShown', { count })}</a></p>`
}

function publishForms(
  visit: Visit,
  ready: readonly ReadyVersion[],
  { waiting, sent }: { readonly waiting: boolean; readonly sent: Sent },
): Html {
  const { lang, newsroom } = visit
  if (!waiting) return html``
  const plan = postForm(
    '/publishing/plan',
    tell(lang, 'planIt'),
    html`<p>${tell(lang, 'planHelp')}</p>`,
  )
  if (ready.length === 0) return plan
  const when = field({
    label: tell(lang, 'publishAt'),
    name: 'at',
    value: sent.text('at', ''),
    type: 'datetime-local',
    hint: tell(lang, 'publishAtHint', { zone: newsroom.zone }),
  })
  const chosen = sent.texts('versions', [])
  return html`${plan}
<form method="post" action="/publishing/at"><fieldset><legend>${tell(lang, 'holdBack')}</legend>
<ul class="cards">${ready.map((version) => {
    const id = `${version.article}.${version.lang}`
    return html`<li><p class="box"><input type="checkbox" name="versions" id="${id}" value="${id}" ${attribute('checked', chosen.includes(id) ? '' : null)}> <label for="${id}">${headline(version)}</label></p>
${details(visit, version)}</li>`
  })}</ul></fieldset>
${when}
<button class="quiet">${tell(lang, 'schedule')}</button></form>`
}

function readyList(visit: Visit, ready: readonly ReadyVersion[]): Html {
  return html`<ul class="cards">${ready.map((version) => html`<li><p>${headline(version)}</p>${details(visit, version)}</li>`)}</ul>`
}

function headline({ headline: text, lang }: ReadyVersion): Html {
  return html`<bdi lang="${lang}" dir="${direction(lang)}">${text}</bdi>`
}

function details({ lang, newsroom }: Visit, version: ReadyVersion): Html {
  const at = version.publishAt
  return html`<p class="hint"><bdi lang="${version.lang}">${autonym(version.lang)}</bdi> · ${at === null ? tell(lang, 'withNextEdition') : formatInstant(lang, at, newsroom.zone)} · <a href="${`/articles/${version.article}/${version.lang}`}">${tell(lang, 'openInEditor')}</a></p>`
}

function jobCard({ lang, newsroom, studio }: Visit, job: Job): Html {
  const late = job.state === 'waiting' && job.due_at > studio.now()
  return html`<li><a href="/publishing/jobs/${job.id}">${
    late
      ? sayHtml(lang, 'willPublishAt', { at: formatInstant(lang, job.due_at, newsroom.zone) })
      : tell(lang, job.state === 'running' ? 'isPublishing' : 'waitsForPublisher')
  }</a></li>`
}

/** Every edition with what was found when it was checked from outside. */
async function editionTable({ lang, studio, newsroom }: Visit): Promise<Html> {
  const editions = await readEditions(studio.db, editionsShown)
  if (editions.length === 0) return html`<p>${tell(lang, 'notPublishedYet')}</p>`
  const done = await readJobs(studio.db, { kind: 'publish', states: ['done'], limit: 200 })
  const jobs = new Map(done.map((job) => [job.edition, job]))
  const heads = ['edition', 'when', 'filesWritten', 'filesGone', 'checkedOutside'] as const
  const rows = editions.map(({ number, time, touched, gone }) => {
    const job = jobs.get(number)
    return html`<tr><td><a href="${`${newsroom.url}editions/${number}.txt`}">${number}</a></td>
<td>${formatInstant(lang, job?.ended_at ?? Math.min(time, studio.now()), newsroom.zone)}</td><td>${touched}</td><td>${gone}</td>
<td>${job ? html`<a href="/publishing/jobs/${job.id}">${outcomeWords(lang, job)}</a>` : '–'}</td></tr>`
  })
  return table(
    tell(lang, 'editions'),
    heads.map((head) => tell(lang, head)),
    rows,
  )
}

/** What the check from outside found, in words. */
export function outcomeWords(lang: Visit['lang'], { report }: Job): string {
  const outcome = report.check?.outcome
  if (outcome === undefined) return tell(lang, 'checkNotYet')
  if (outcome === 'good') return tell(lang, 'checkGood')
  return tell(lang, outcome === 'unreachable' ? 'checkUnreachable' : 'checkBad')
}
