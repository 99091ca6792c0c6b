// What a trial or an import found, on the screen: counts, languages, datelines as understood beside what
// the source said, who posted, what needs a look, and some texts old and new side by side. The old site's
// markup is shown as text; sentences of the readers are in English, as in the account on the command line.
import {
  type MoveCounts,
  type MoveDateline,
  type MoveFound,
  type MovePreview,
  moveFates,
} from '../../model/move-in.ts'
import { renderBody } from '../../render/body.ts'
import { type Html, html } from '../../render/html.ts'
import { formatDateline } from '../../text/dates.ts'
import { direction, parseLang } from '../../text/lang.ts'
import { table } from '../layout.ts'
import type { Visit } from '../route.ts'
import { sayHtml, tell } from '../words.ts'
import { languageName } from './decisions.ts'

const fateWords = {
  imported: 'fateImported',
  updated: 'fateUpdated',
  unchanged: 'fateUnchanged',
  merged: 'fateMerged',
  refused: 'fateRefused',
} as const

export function foundParts(visit: Visit, found: MoveFound): Html {
  const { lang } = visit
  return html`<h2>${tell(lang, 'moveCounts')}</h2>
${countTable(visit, found)}
${languages(visit, found)}
${datelines(visit, found)}
${posters(visit, found)}
${told(visit, found)}
${found.previews.length > 0 && html`<h2>${tell(lang, 'movePreviews')}</h2>${found.previews.map((one) => preview(visit, one))}`}`
}

function countTable({ lang }: Visit, { counts, kinds }: MoveFound): Html {
  const cells = (of: MoveCounts) => moveFates.map((fate) => html`<td>${of[fate]}</td>`)
  const heads = [tell(lang, 'moveKind'), ...moveFates.map((fate) => tell(lang, fateWords[fate]))]
  const rows = [
    ...kinds.map(
      ({ what, counts: of }) =>
        html`<tr><th scope="row"><bdi lang="en">${what}</bdi></th>${cells(of)}</tr>`,
    ),
    html`<tr><th scope="row">${tell(lang, 'moveAll')}</th>${cells(counts)}</tr>`,
  ]
  return table(tell(lang, 'moveCounts'), heads, rows)
}

function languages({ lang }: Visit, { languages: tags }: MoveFound): Html | null {
  if (tags.length === 0) return null
  return html`<h2>${tell(lang, 'moveLanguages')}</h2>
<ul>${tags.map(({ lang: tag, count }) =>
    tag === null
      ? html`<li>${tell(lang, 'moveNotSaid')}: ${count}</li>`
      : html`<li><bdi lang="${tag}">${languageName(tag)}</bdi>: ${count}</li>`,
  )}</ul>`
}

function datelines({ lang }: Visit, { datelines: lines, openDates }: MoveFound): Html | null {
  if (lines.length === 0) return null
  const understood = ({ when, open }: MoveDateline): Html =>
    when === null
      ? html`${tell(lang, 'dateOpen')}: <bdi lang="en">${open ?? ''}</bdi>`
      : html`${formatDateline(when, lang)} ${when.zone !== null && html`<bdi>(${when.zone})</bdi>`}`
  const rows = lines.map(
    (line) => html`<tr><td><bdi>${line.raw ?? '–'}</bdi></td><td>${understood(line)}</td></tr>`,
  )
  const heads = [tell(lang, 'moveSaid'), tell(lang, 'moveUnderstood')]
  return html`<h2>${tell(lang, 'moveDatelines')}</h2>
${table(tell(lang, 'moveDatelines'), heads, rows)}
${openDates > 0 && html`<p>${tell(lang, 'moveOpenDates', { count: openDates })}</p>`}`
}

function posters({ lang }: Visit, { posters: names, postersMore }: MoveFound): Html | null {
  if (names.length === 0) return null
  return html`<h2>${tell(lang, 'movePosters')}</h2>
<p class="hint">${tell(lang, 'movePostersHint')}</p>
<ul>${names.map(({ name, count }) => html`<li><bdi>${name}</bdi>: ${count}</li>`)}</ul>
${postersMore > 0 && html`<p>${tell(lang, 'moveMore', { count: postersMore })}</p>`}`
}

function told({ lang }: Visit, { told: items, toldMore }: MoveFound): Html | null {
  if (items.length === 0) return null
  return html`<h2>${tell(lang, 'moveTold')}</h2>
<ul>${items.map(({ where, name, fate, reason }) => html`<li><bdi>${name ?? where}</bdi> · ${tell(lang, fateWords[fate])}: <bdi lang="en">${reason}</bdi></li>`)}</ul>
${toldMore > 0 && html`<p>${tell(lang, 'moveMore', { count: toldMore })}</p>`}`
}

function preview({ lang, newsroom }: Visit, one: MovePreview): Html {
  const { url } = newsroom
  const tag = parseLang(one.lang)
  const body = renderBody(one.body, { lang: tag, base: url, url, page: '', pictures: {} })
  return html`<section class="moved"><h3><bdi lang="${tag}">${one.headline}</bdi></h3>
<p class="hint"><bdi dir="ltr">${one.where}</bdi></p>
${one.notes.length > 0 && html`<ul class="hint">${one.notes.map((note) => html`<li><bdi lang="en">${note}</bdi></li>`)}</ul>`}
<div class="both"><div><p class="hint">${tell(lang, 'moveOld')}</p><pre dir="auto">${one.old}</pre></div>
<div><p class="hint">${sayHtml(lang, 'moveOurs', { language: languageName(tag) })}</p><div lang="${tag}" dir="${direction(tag)}">${one.teaser !== '' && html`<p><em>${one.teaser}</em></p>`}${body}</div></div></div></section>`
}
