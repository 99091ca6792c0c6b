// What a version has been: every revision with who made it and what changed from the one before.
import { attribute, html } from '../../render/html.ts'
import { sideOfText } from '../../render/side.ts'
import { readRevisions } from '../../store/revisions.ts'
import { autonym, direction } from '../../text/lang.ts'
import { errorScreen, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { formatInstant, sayHtml, tell } from '../words.ts'
import { textOfBlock } from './blocks.ts'
import { compareLists } from './changes.ts'
import { wordsChanged } from './original.ts'
import { nameOf, type VersionPlace, versionPath } from './place.ts'

export async function historyScreen(visit: Visit, place: VersionPlace): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const { article, version } = place
  if (version === null) return errorScreen(studio, lang, 404)
  const revisions = await readRevisions(studio.db, { article: article.id, lang: place.lang })
  const asked = Number(visit.query.get('revision') ?? version.newest)
  const shown = revisions.find(({ number }) => number === asked) ?? revisions[0]
  const before = revisions.find(({ number }) => number === (shown?.number ?? 0) - 1)
  const names = new Map<string | null, string>()
  for (const { madeBy } of revisions)
    if (!names.has(madeBy)) names.set(madeBy, await nameOf(studio.db, madeBy))
  const own = place.lang
  return show(visit, {
    title: `${tell(lang, 'textHistory')}: ${autonym(own)}`,
    main: html`<p><a href="${versionPath(article.id, own)}">${tell(lang, 'backToText')}</a></p>
<ol class="revisions" reversed>${revisions.map(({ number, madeAt, madeBy }) => html`<li value="${number}"><a href="?revision=${number}" ${attribute('aria-current', number === shown?.number ? 'page' : null)}>${formatInstant(lang, madeAt, newsroom.zone)}</a> <bdi>${names.get(madeBy) ?? ''}</bdi> ${number === version.live && html`<strong>${tell(lang, 'stateLive')}</strong>`} ${number === version.approved && number !== version.live && html`<strong>${tell(lang, 'stateApproved')}</strong>`}</li>`)}</ol>
${
  shown !== undefined &&
  html`<section lang="${own}" dir="${direction(own)}" class="prose"><h2 lang="${lang}" dir="${direction(lang)}">${sayHtml(lang, 'revisionNumber', { number: shown.number })}</h2>
<p class="headline">${wordsChanged(before?.headline ?? shown.headline, shown.headline)}</p>
<p class="teaser">${wordsChanged(before?.teaser ?? shown.teaser, shown.teaser)}</p>
${compareLists(
  before?.body.content ?? shown.body.content ?? [],
  shown.body.content ?? [],
  textOfBlock,
).map((stretch) =>
  stretch.same
    ? stretch.after.map(
        (block) =>
          html`<p dir="${sideOfText(textOfBlock(block), direction(own))}">${textOfBlock(block)}</p>`,
      )
    : html`<p>${wordsChanged(stretch.before.map(textOfBlock).join('\n'), stretch.after.map(textOfBlock).join('\n'))}</p>`,
)}</section>`
}`,
  })
}
