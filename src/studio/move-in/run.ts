// One trial, import or taking back: how far it is, what it found, and what can be done next. Works by
// looking again, without script; the screen may be closed at any time.
import type { MoveTask } from '../../model/move-in.ts'
import { type Html, html } from '../../render/html.ts'
import { readNewestImport } from '../../store/imports.ts'
import { cancelJob, type Job, readJob } from '../../store/jobs.ts'
import { audit } from '../access/audit.ts'
import { pairsNotice } from '../articles/pairs.ts'
import { postForm, textOf } from '../fields.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import { publisherNotice } from '../publishing/overview.ts'
import { accountOf, type Visit } from '../route.ts'
import { isWord, sayHtml, tell } from '../words.ts'
import { decisionForm } from './decisions.ts'
import { foundParts } from './found.ts'
import { readIncoming } from './incoming.ts'
import { moveInScreen, moveWords, undoForm, writeMove } from './start.ts'

export async function runScreen(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const run = await readRun(visit)
  if (run === null) return errorScreen(studio, lang, 404)
  const { job, kind } = run
  const isUnderWay = job.state === 'waiting' || job.state === 'running'
  return show(visit, {
    title: tell(lang, moveWords[kind]),
    ...(isUnderWay ? { refreshSeconds: 2 } : {}),
    main: html`${job.report.move && html`<p><bdi>${job.report.move.source}</bdi></p>`}
${isUnderWay ? await underWay(visit, run) : await ended(visit, run)}
<p><a href="/move-in">${tell(lang, 'moveIn')}</a></p>`,
  })
}

/** What a done trial tried is brought in, with the same decisions. */
export async function importNow(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const run = await readRun(visit)
  if (run === null) return errorScreen(studio, lang, 404)
  const { move } = run.job.report
  if (run.kind !== 'trial' || run.job.state !== 'done' || move === undefined)
    return moveInScreen(visit, tell(lang, 'moveTryFirst'))
  if (!isThere(visit, move)) return moveInScreen(visit, tell(lang, 'moveNoSource'))
  await audit(studio, accountOf(visit).id, 'movedIn', move.source)
  return redirect(`/move-in/runs/${await writeMove(visit, 'import', { move })}`)
}

/** Takes the import back that the form was made for, and no other. */
export async function takeBack(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const number = textOf(await visit.form(), 'number')
  const newest = await readNewestImport(studio.db)
  if (newest === null || String(newest.number) !== number)
    return moveInScreen(visit, tell(lang, 'moveNothingToUndo'))
  await audit(studio, accountOf(visit).id, 'movedBack', number)
  return redirect(`/move-in/runs/${await writeMove(visit, 'undo', { run: newest.number })}`)
}

/** Nothing is lost: what an import has brought until then can be taken back. */
export async function stopRun(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const run = await readRun(visit)
  if (run === null) return errorScreen(studio, lang, 404)
  const states = run.kind === 'undo' ? (['waiting'] as const) : (['waiting', 'running'] as const)
  await cancelJob(studio.db, run.job.id, { now: studio.now(), states })
  return redirect(`/move-in/runs/${run.job.id}`)
}

interface Run {
  readonly job: Job
  readonly kind: keyof typeof moveWords
}

/** The job of that name, if moving in is what it does; or null. */
async function readRun({ studio, params }: Visit): Promise<Run | null> {
  const job = await readJob(studio.db, params['run'] ?? '')
  if (job === null || job.kind === 'plan' || job.kind === 'publish') return null
  return { job, kind: job.kind }
}

async function underWay(visit: Visit, { job, kind }: Run): Promise<Html> {
  const { lang } = visit
  const { done = 0, megabytes = 0 } = job.report
  const isWaiting = job.state === 'waiting'
  return html`${await publisherNotice(visit)}
<p role="status">${tell(lang, isWaiting ? 'moveWaiting' : 'moveRunning')}</p>
<progress aria-label="${tell(lang, 'moveRunning')}"></progress>
<p>${tell(lang, 'moveProgress', { done, megabytes })}</p>
<p class="hint">${tell(lang, 'mayClose')}</p>
${(isWaiting || kind !== 'undo') && postForm(`/move-in/runs/${job.id}/cancel`, tell(lang, 'cancelJob'), null, 'quiet')}`
}

async function ended(visit: Visit, { job, kind }: Run): Promise<Html> {
  const { lang } = visit
  if (job.state === 'cancelled')
    return job.started_at === null
      ? html`<p>${tell(lang, 'wasCancelled')}</p>`
      : html`<p class="notice">${tell(lang, 'moveStopped')}</p>${kind === 'import' && (await undoForm(visit))}`
  if (job.state === 'failed') return failure(visit, job)
  const { found, move, undone } = job.report
  if (kind === 'undo') {
    if (undone === undefined)
      return html`<p class="notice good" role="status">${tell(lang, 'moveUndoneBefore')}</p>`
    const { articles, sections, kept } = undone
    return html`<p class="notice good" role="status">${tell(lang, 'moveUndone', { articles, sections })}</p>
${kept > 0 && html`<p class="notice">${tell(lang, 'moveKept', { count: kept })}</p>`}`
  }
  if (found === undefined || move === undefined) return failure(visit, job)
  const { counts } = found
  const comes = counts.imported + counts.updated
  if (kind === 'import')
    return html`<p class="notice good" role="status">${tell(lang, 'moveArrived', { count: comes, refused: counts.refused })}</p>
<p><a href="/publishing">${tell(lang, 'publishing')}</a> · <a href="/articles">${tell(lang, 'articles')}</a></p>
${await pairsNotice(visit)}
${foundParts(visit, found)}
${await undoForm(visit)}`
  const bring =
    comes > 0 &&
    isThere(visit, move) &&
    postForm(`/move-in/runs/${job.id}/import`, tell(lang, 'moveBringIt', { count: comes }), null)
  return html`<p class="notice" role="status">${tell(lang, comes > 0 ? 'moveTried' : 'moveTriedNothing')}</p>
${foundParts(visit, found)}
<h2>${tell(lang, 'moveDecide')}</h2>
${decisionForm(visit, move, found)}
${bring && html`<h2>${tell(lang, 'moveReady')}</h2><p>${tell(lang, 'moveReadyHelp')}</p>${bring}`}`
}

/** What happened, what is safe, what to do, and the code; what the machine said for who looks after it. */
function failure({ lang }: Visit, { report }: Job): Html {
  const code = report.fault ?? 'MOV-01'
  const word = `fault${code.replace('-', '')}`
  return html`<p class="notice bad" role="alert">${tell(lang, isWord(word) ? word : 'faultMOV01')} <code>[${code}]</code></p>
${report.detail !== undefined && html`<p>${sayHtml(lang, 'moveDetail', { detail: html`<code dir="ltr">${report.detail}</code>` })}</p>`}`
}

function isThere({ studio }: Visit, { source }: MoveTask): boolean {
  return readIncoming(studio).some(({ name }) => name === source)
}
