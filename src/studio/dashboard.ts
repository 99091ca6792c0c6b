// "What needs me": drafts, reviews, changed originals, what is scheduled, the last publication.
import { type Html, html } from '../render/html.ts'
import { readNewestEdition } from '../store/editions.ts'
import { readJobs } from '../store/jobs.ts'
import { readNeeds, type WaitingVersion } from '../store/needs.ts'
import { type ReadyVersion, readReady } from '../store/ready.ts'
import { autonym, direction } from '../text/lang.ts'
import { pairsNotice } from './articles/pairs.ts'
import { show } from './layout.ts'
import { outcomeWords, publisherNotice, stillShownNotice } from './publishing/overview.ts'
import { accountOf, type Route, type Visit } from './route.ts'
import { formatInstant, type StudioWord, sayHtml, tell } from './words.ts'

export const dashboardRoutes: readonly Route[] = [
  { method: 'GET', path: '/', access: 'signed-in', handle: dashboard },
]

const shown = 20
const weekMs = 7 * 86_400_000

async function dashboard(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const needs = await readNeeds(studio.db, accountOf(visit).id, shown)
  const ready = await readReady(studio.db, 200)
  const week = studio.now() + weekMs
  const scheduled = ready.filter(({ publishAt }) => publishAt !== null && publishAt < week)
  const waiting = ready.filter(({ publishAt }) => publishAt === null)
  const lists = [
    list(visit, 'myDrafts', needs.drafts),
    list(visit, 'toReview', needs.reviews),
    list(visit, 'originalsChanged', needs.outdated),
    list(visit, 'ready', waiting),
    list(visit, 'scheduledSoon', scheduled),
  ]
  return show(visit, {
    title: tell(lang, 'dashboard'),
    main: html`${await publisherNotice(visit)}
${await stillShownNotice(visit)}
${await lastPublication(visit)}
${await pairsNotice(visit)}
${lists.every((one) => one === null) ? html`<p>${tell(lang, 'nothingWaits')}</p>` : lists}
<p class="row"><a class="button" href="/articles/new">${tell(lang, 'writeArticle')}</a></p>`,
  })
}

function list(
  visit: Visit,
  title: StudioWord,
  versions: readonly (WaitingVersion | ReadyVersion)[],
): Html | null {
  const { lang, newsroom } = visit
  if (versions.length === 0) return null
  return html`<h2>${tell(lang, title)}</h2>
<ul class="cards">${versions.map((version) => {
    const at = 'publishAt' in version ? version.publishAt : null
    return html`<li><a href="${`/articles/${version.article}/${version.lang}`}"><bdi lang="${version.lang}" dir="${direction(version.lang)}">${version.headline || tell(lang, 'noHeadline')}</bdi></a>
<span class="hint"> · <bdi lang="${version.lang}">${autonym(version.lang)}</bdi>${at !== null && html` · ${formatInstant(lang, at, newsroom.zone)}`}</span></li>`
  })}</ul>`
}

/** "Edition 14 is live: ..." with what the check from outside found. */
async function lastPublication({ lang, studio, newsroom }: Visit): Promise<Html> {
  const edition = await readNewestEdition(studio.db)
  if (edition === null) return html`<p>${tell(lang, 'notPublishedYet')}</p>`
  const jobs = await readJobs(studio.db, { kind: 'publish', states: ['done'], limit: 20 })
  const job = jobs.find((one) => one.edition === edition.number)
  const at = formatInstant(
    lang,
    job?.ended_at ?? Math.min(edition.time, studio.now()),
    newsroom.zone,
  )
  return html`<p>${sayHtml(lang, 'isLive', { edition: edition.number, at })} ${job && html`<a href="/publishing/jobs/${job.id}">${outcomeWords(lang, job)}</a>`}</p>`
}
