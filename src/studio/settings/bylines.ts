// Who wrote what the old site says: private names of users, decided once for each what readers see.
import { html } from '../../render/html.ts'
import { nameByline, readPosters } from '../../store/bylines.ts'
import { audit } from '../access/audit.ts'
import { hidden, postForm, textOf, wordsOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { accountOf, type Visit } from '../route.ts'
import { tell } from '../words.ts'

export async function bylineScreen(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const posters = await readPosters(studio.db)
  return show(visit, {
    title: tell(lang, 'bylines'),
    main: html`<p>${tell(lang, 'bylinesAbout')}</p>
${posters.length === 0 && html`<p>${tell(lang, 'noPosters')}</p>`}
<ul class="cards">${posters.map(({ poster, articles, decided, byline }, index) => {
      const id = `byline-${index}`
      return html`<li><h2><bdi>${poster}</bdi></h2><p class="hint">${tell(lang, 'posterArticles', { count: articles })}${!decided && html` · ${tell(lang, 'notDecided')}`}</p>
${postForm(
  '/settings/bylines',
  tell(lang, 'save'),
  html`${hidden('poster', poster)}<p class="field"><label for="${id}">${tell(lang, 'bylineShown')}</label><input id="${id}" name="byline" dir="auto" value="${byline ?? ''}"></p>`,
  'quiet',
)}</li>`
    })}</ul>`,
  })
}

export async function saveByline(visit: Visit): Promise<Response> {
  const { studio } = visit
  const form = await visit.form()
  const poster = textOf(form, 'poster')
  const posters = await readPosters(studio.db)
  if (posters.some((known) => known.poster === poster)) {
    await nameByline(studio.db, poster, wordsOf(form, 'byline').slice(0, 100) || null)
    await audit(studio, accountOf(visit).id, 'settingsChanged', '/settings/bylines')
  }
  return redirect('/settings/bylines?said=saidReady')
}
