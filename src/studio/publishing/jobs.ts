// Plans and publishes as jobs: written down here, done by the publisher, looked at while they run.
import { idFromBytes } from '../../model/id.ts'
import { type Html, html } from '../../render/html.ts'
import { cancelJob, type Job, putJob, readJob, readJobs } from '../../store/jobs.ts'
import { holdBack, readReady } from '../../store/ready.ts'
import { inTransaction } from '../../store/transaction.ts'
import { audit } from '../access/audit.ts'
import { postForm, textOf, textsOf } from '../fields.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import { formatInstant, isWord, sayHtml, tell } from '../words.ts'
import { outcomeWords, publisherNotice, publishingScreen } from './overview.ts'

export async function planNow(visit: Visit): Promise<Response> {
  return redirect(`/publishing/jobs/${await writeJob(visit, 'plan', visit.studio.now())}`)
}

export async function publishNow(visit: Visit): Promise<Response> {
  await audit(visit.studio, accountOf(visit).id, 'published')
  return redirect(`/publishing/jobs/${await writeJob(visit, 'publish', visit.studio.now())}`)
}

/** Holds the chosen versions back until a time, and writes down that something is to be published then. */
export async function publishAt(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const form = await visit.form()
  const at = readLocalTime(textOf(form, 'at'), newsroom.zone)
  if (at === null || at <= studio.now()) return publishingScreen(visit, tell(lang, 'timeWrong'))
  const chosen = textsOf(form, 'versions')
  const ready = await readReady(studio.db, 1000)
  const versions = ready.filter(({ article, lang: tag }) => chosen.includes(`${article}.${tag}`))
  if (versions.length === 0) return publishingScreen(visit, tell(lang, 'nothingChosen'))
  const id = await inTransaction(studio.db, async (tx) => {
    await holdBack(tx, versions, at)
    return writeJob({ ...visit, studio: { ...studio, db: tx } }, 'publish', at)
  })
  const names = versions.map(({ article, lang: tag }) => `${article} ${tag}`).join(', ')
  await audit(studio, accountOf(visit).id, 'scheduled', names)
  return redirect(`/publishing/jobs/${id}`)
}

async function writeJob(visit: Visit, kind: Job['kind'], due: number): Promise<string> {
  const { studio } = visit
  const id = idFromBytes(studio.random(5))
  const made = { made_by: accountOf(visit).id, made_at: studio.now() }
  await putJob(studio.db, { id, kind, due_at: due, ...made })
  return id
}

/** "2026-11-25T09:00" on the newsroom's clock; null when it is no time. */
function readLocalTime(text: string, zone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Takes a job back that has not begun; texts held back until its time alone are held back no longer. */
export async function cancel(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const job = await readPublishing(visit)
  if (job === null) return errorScreen(studio, lang, 404)
  const freed = await inTransaction(studio.db, async (tx) => {
    const how = { now: studio.now(), states: ['waiting'] } as const
    if (!(await cancelJob(tx, job.id, how)) || job.kind !== 'publish') return []
    const others = await readJobs(tx, { kind: 'publish', states: ['waiting'], limit: 1000 })
    if (others.some(({ due_at }) => due_at === job.due_at)) return []
    const held = await readReady(tx, 1000)
    const mine = held.filter((version) => version.publishAt === job.due_at)
    await holdBack(tx, mine, null)
    return mine
  })
  return redirect(`/publishing/jobs/${job.id}${freed.length > 0 ? '?said=saidUnscheduled' : ''}`)
}

/** A job that has given up is begun anew as another one. */
export async function retry(visit: Visit): Promise<Response> {
  const job = await readPublishing(visit)
  if (job === null) return errorScreen(visit.studio, visit.lang, 404)
  return redirect(`/publishing/jobs/${await writeJob(visit, job.kind, visit.studio.now())}`)
}

/** The job a visit names; null when there is none, or when it is one of moving in. */
async function readPublishing({ studio, params }: Visit): Promise<Job | null> {
  const job = await readJob(studio.db, params['id'] ?? '')
  return job?.kind === 'plan' || job?.kind === 'publish' ? job : null
}

/** One job: how far it is, what it made, what went wrong and what is safe. */
export async function jobScreen(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const job = await readPublishing(visit)
  if (job === null) return errorScreen(studio, lang, 404)
  const isSoon =
    job.state === 'running' || (job.state === 'waiting' && job.due_at <= studio.now() + 60_000)
  return show(visit, {
    title: tell(lang, job.kind === 'plan' ? 'plan' : 'publication'),
    ...(isSoon ? { refreshSeconds: 2 } : {}),
    main: html`${await jobState(visit, job)}
<p><a href="/publishing">${tell(lang, 'publishing')}</a></p>`,
  })
}

async function jobState(visit: Visit, job: Job) {
  const { lang, newsroom, studio } = visit
  if (job.state === 'cancelled') return html`<p>${tell(lang, 'wasCancelled')}</p>`
  if (job.state === 'failed') return failure(visit, job)
  if (job.state === 'done') return job.kind === 'plan' ? planned(visit, job) : published(visit, job)
  const late = job.due_at > studio.now()
  const at = formatInstant(lang, job.due_at, newsroom.zone)
  const fault = job.report.fault !== undefined && failureWords(visit, job)
  return html`${await publisherNotice(visit)}
${fault && html`<p class="notice bad">${fault}</p>`}
${late && html`<p>${sayHtml(lang, 'willPublishAt', { at })}</p>`}
${!late && progress(visit, job)}
${job.state === 'waiting' && maysPublish(visit) && postForm(`/publishing/jobs/${job.id}/cancel`, tell(lang, 'cancelJob'), null, 'quiet')}`
}

function progress({ lang }: Visit, { state, kind, report }: Job) {
  const word =
    state === 'waiting' ? 'waitsForPublisher' : kind === 'plan' ? 'isPlanning' : 'isPublishing'
  const { phase = 'compare', done, of } = report
  const label = {
    compare: 'phaseCompare',
    print: 'phasePrint',
    place: 'phasePlace',
    check: 'phaseCheck',
  } as const
  const bar =
    done !== undefined && of
      ? html`<progress aria-label="${tell(lang, label[phase])}" value="${done}" max="${of}"></progress><p>${tell(lang, 'progress', { done, of })}</p>`
      : html`<progress aria-label="${tell(lang, label[phase])}"></progress>`
  return html`<p role="status">${tell(lang, word)} ${state === 'running' && tell(lang, label[phase])}</p>
${bar}
<p class="hint">${tell(lang, 'mayClose')}</p>`
}

/** "Publishing will rewrite 14 pages and 6 feeds.", and the button. */
function planned(visit: Visit, job: Job) {
  const { lang } = visit
  const counts = job.report.counts ?? { pages: 0, feeds: 0, others: 0, gone: 0 }
  const touched = counts.pages + counts.feeds + counts.others + counts.gone
  return html`<p class="notice" role="status">${touched === 0 ? tell(lang, 'planNothing') : tell(lang, 'planSentence', { ...counts })}</p>
${articleList(visit, job)}
${touched > 0 && maysPublish(visit) && postForm('/publishing/now', tell(lang, 'publishNow'), null)}`
}

function published(visit: Visit, job: Job) {
  const { lang, newsroom } = visit
  const { counts = { pages: 0, feeds: 0, others: 0, gone: 0 }, check } = job.report
  if (job.edition === null) return html`<p role="status">${tell(lang, 'publishedNothing')}</p>`
  const good = check?.outcome === 'good'
  return html`<p class="notice good" role="status">${sayHtml(lang, 'isLive', { edition: job.edition, at: formatInstant(lang, job.ended_at ?? 0, newsroom.zone) })} ${tell(lang, 'wroteSentence', { ...counts })}</p>
${check && html`<p class="notice ${good ? 'good' : 'bad'}">${outcomeWords(lang, job)} <code dir="ltr">${check.address}</code></p>`}
${articleList(visit, job)}`
}

function articleList({ lang, newsroom }: Visit, { report }: Job) {
  const { articles = [] } = report
  if (articles.length === 0) return null
  return html`<h2>${tell(lang, 'touchedArticles')}</h2>
<ul>${articles.map((path) => html`<li><a dir="ltr" href="${`${newsroom.url}${path}`}">${newsroom.url}${path}</a></li>`)}</ul>`
}

function failure(visit: Visit, job: Job) {
  const { lang } = visit
  const isAdministrator = mayUse(['administrator'], { account: accountOf(visit) })
  return html`<p class="notice bad" role="alert">${failureWords(visit, job)}</p>
${isAdministrator && job.report.detail && html`<p><code dir="ltr">${job.report.detail}</code></p>`}
${maysPublish(visit) && postForm(`/publishing/jobs/${job.id}/retry`, tell(lang, 'tryAgain'), null)}`
}

/** What happened, what is safe, what to do, and the code. */
function failureWords({ lang }: Visit, { report }: Job): Html {
  const code = report.fault ?? 'PUB-13'
  const word = `fault${code.replace('-', '')}`
  return html`${tell(lang, isWord(word) ? word : 'faultPUB13')} <code>[${code}]</code>`
}

function maysPublish(visit: Visit): boolean {
  return mayUse(['publisher'], { account: accountOf(visit) })
}
