// "Moving in": the sources that lie ready, what is under way, and what was brought in before.
import { idFromBytes } from '../../model/id.ts'
import { type Html, html } from '../../render/html.ts'
import { readNewestImport } from '../../store/imports.ts'
import { type Job, type JobReport, putJob, readJobs } from '../../store/jobs.ts'
import { boxes, field, hidden, postForm } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { publisherNotice } from '../publishing/overview.ts'
import { accountOf, type Visit } from '../route.ts'
import { formatInstant, type StudioWord, tell } from '../words.ts'
import { decided } from './decisions.ts'
import { type Incoming, readIncoming } from './incoming.ts'

const runsShown = 10

/** The words of each kind of job that moving in is made of. */
export const moveWords = {
  trial: 'moveTrial',
  import: 'moveImport',
  undo: 'moveUndo',
} as const satisfies Readonly<Record<string, StudioWord>>

export async function moveInScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio } = visit
  const sources = readIncoming(studio)
  return show(visit, {
    title: tell(lang, 'moveIn'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<p>${tell(lang, 'moveInHelp')}</p>
${await publisherNotice(visit)}
<h2>${tell(lang, 'moveBring')}</h2>
<form method="post" action="/move-in/upload" enctype="multipart/form-data">
${field({ label: tell(lang, 'moveFile'), name: 'file', type: 'file', hint: tell(lang, 'moveFileHint') })}
<button>${tell(lang, 'bringIn')}</button></form>
<p>${tell(lang, 'moveLarge')} <code dir="ltr">spool/incoming</code></p>
<h2>${tell(lang, 'moveLook')}</h2>
${sources.length === 0 ? html`<p>${tell(lang, 'moveNothingHere')}</p>` : sourceForms(visit, sources)}
${await undoForm(visit)}
${await runList(visit)}`,
  })
}

function sourceForms({ lang }: Visit, sources: readonly Incoming[]): Html {
  const choices = sources.map(({ name, isFolder, bytes }) => ({
    value: name,
    label: isFolder
      ? tell(lang, 'moveFolder', { name })
      : tell(lang, 'moveSize', { name, megabytes: Math.max(bytes / 1e6, 0.1).toFixed(1) }),
  }))
  return html`<form method="post" action="/move-in/try">
${boxes({ legend: tell(lang, 'moveSources'), name: 'source', type: 'radio', values: [choices[0]?.value ?? ''], choices })}
<button>${tell(lang, 'moveTryIt')}</button></form>
<p class="hint">${tell(lang, 'moveTryHint')}</p>
<details><summary>${tell(lang, 'moveDrop')}</summary>
<p>${tell(lang, 'moveDropHelp')}</p>
${sources.map(({ name }) => postForm('/move-in/drop', tell(lang, 'moveDropOne', { name }), hidden('name', name), 'danger'))}</details>`
}

/** The newest import that was not taken back, with the button that does; null when there is none. */
export async function undoForm({ lang, studio }: Visit): Promise<Html | null> {
  const newest = await readNewestImport(studio.db)
  if (newest === null) return null
  const help = html`${hidden('number', String(newest.number))}<p>${tell(lang, 'moveUndoHelp')}</p>`
  return html`<h2>${tell(lang, 'moveUndo')}</h2>
${postForm('/move-in/undo', tell(lang, 'moveUndoIt'), help, 'danger')}`
}

async function runList(visit: Visit): Promise<Html | null> {
  const { lang, studio, newsroom } = visit
  const states = ['waiting', 'running', 'done', 'failed'] as const
  const runs: Job[] = []
  for (const kind of ['trial', 'import', 'undo'] as const)
    runs.push(...(await readJobs(studio.db, { kind, states, limit: runsShown })))
  if (runs.length === 0) return null
  const newest = runs.sort((a, b) => b.made_at - a.made_at).slice(0, runsShown)
  return html`<h2>${tell(lang, 'moveRuns')}</h2>
<ul class="cards">${newest.map(({ id, kind, state, made_at, report }) => {
    const name = tell(lang, kind in moveWords ? moveWords[kind as 'trial'] : 'moveImport')
    return html`<li><p><a href="/move-in/runs/${id}">${name}</a> ${report.move && html`<bdi>${report.move.source}</bdi>`}</p>
<p class="hint">${formatInstant(lang, made_at, newsroom.zone)} · ${tell(lang, stateWords[state])}</p></li>`
  })}</ul>`
}

const stateWords = {
  waiting: 'moveWaiting',
  running: 'moveRunning',
  done: 'moveDone',
  failed: 'moveFailed',
  cancelled: 'wasCancelled',
} as const satisfies Readonly<Record<Job['state'], StudioWord>>

/** Writes a trial down, with what the form decided. */
export async function tryNow(visit: Visit): Promise<Response> {
  const task = decided(visit, await visit.form())
  if (typeof task === 'string') return moveInScreen(visit, tell(visit.lang, task))
  return redirect(`/move-in/runs/${await writeMove(visit, 'trial', { move: task })}`)
}

/** Writes down for the publisher what is to be done; the job's id. */
export async function writeMove(
  visit: Visit,
  kind: keyof typeof moveWords,
  report: JobReport,
): Promise<string> {
  const { studio } = visit
  const id = idFromBytes(studio.random(5))
  const now = studio.now()
  const job = { id, kind, due_at: now, made_by: accountOf(visit).id, made_at: now }
  await putJob(studio.db, job, report)
  return id
}
