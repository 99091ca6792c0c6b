// The screen to write in. A plain form that works as it stands; the island makes a page to write on
// out of it. Saving keeps a revision, and what two have written at once is kept for both.

import { stateOf } from '../../model/article.ts'
import { blockTexts } from '../../model/body.ts'
import { type Digest, parseDigest } from '../../model/id.ts'
import { bodyFromMarkdown } from '../../model/markdown.ts'
import { markdownFromBody } from '../../model/markdown-write.ts'
import { attribute, dataElement, type Html, html } from '../../render/html.ts'
import { sideOfText } from '../../render/side.ts'
import { readPenNames } from '../../store/bylines.ts'
import { readBeginnings } from '../../store/drafts.ts'
import { listPictures, readPictures } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import { sendToReview } from '../../store/versions.ts'
import { autonym, direction } from '../../text/lang.ts'
import { hidden, textOf } from '../fields.ts'
import type { Opened } from '../island/opened.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import { pictureMakers, shelfOf } from '../media/shelf.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import en from '../words/en/articles.json' with { type: 'json' }
import { formatInstant, type StudioWord, sayHtml, tell } from '../words.ts'
import { digestsIn } from './blocks.ts'
import { markIn } from './list.ts'
import { isOthersWindow, type Opening, openVersion, originOf, settleOriginal } from './opening.ts'
import { type OriginalColumn, originalColumn } from './original.ts'
import { nameOf, type VersionPlace, versionPath, withVersions } from './place.ts'
import { answerSave, fitting, parseWindowSave, type WindowSave, writtenOf } from './saves.ts'
import { sidePanel } from './side.ts'

export async function writingScreen(
  visit: Visit,
  found: VersionPlace,
  fault?: string,
): Promise<Response> {
  const { studio, lang } = visit
  const now = studio.now()
  const window = newWindow(studio)
  const account = accountOf(visit).id
  const { newsroom } = visit
  const { languages } = newsroom
  await settleOriginal(studio.db, found, { account, now, languages })
  const beside = await withVersions(studio.db, found)
  const opening = await openVersion(studio.db, beside, { window, account, now, newsroom })
  // What earlier windows left may have become a revision just now.
  const place = await withVersions(studio.db, beside)
  const newest = await readRevision(studio.db, {
    article: place.article.id,
    lang: place.lang,
    number: opening.base,
  })
  const original =
    place.original === null
      ? null
      : await originalColumn(studio.db, place.original, {
          madeFrom: newest?.madeFrom ?? null,
          lang,
        })
  const begun = await readBeginnings(studio.db, { ids: [place.article.id] })
  const isDerived =
    place.version === null
      ? newsroom.derived.some(({ to }) => to === place.lang)
      : place.version.origin.kind === 'converted'
  return show(visit, {
    title: opening.text.headline || original?.revision.headline || tell(lang, 'withoutHeadline'),
    wide: true,
    fault,
    modules: opening.writer === null ? ['editor.js'] : [],
    main: html`<nav class="tabs" aria-label="${tell(lang, 'articleLanguages')}"><ul>
<li><a href="/articles/${place.article.id}">${tell(lang, 'aboutArticle')}</a></li>
${languages.map((one) => {
  const version = place.versions.find((other) => other.lang === one)
  const state = version && stateOf(version)
  const here = attribute('aria-current', one === place.lang ? 'page' : null)
  return html`<li><a href="${versionPath(place.article.id, one)}" lang="${one}" ${here}>${autonym(one)}</a> ${markIn(visit, one, { state, begun })}</li>`
})}</ul></nav>
${isDerived && html`<p class="notice">${tell(lang, 'derivedHere')}</p>`}
${await notices(visit, place, opening, original)}
<div class="columns ${original !== null ? 'two' : ''}">
${original?.markup}
${await form(visit, place, opening)}
</div>
${await sidePanel(visit, place, opening.text)}`,
  })
}

/** Keeps what the plain form sends; the editor has kept its text already and only asks to go on. */
export async function savePlain(visit: Visit, place: VersionPlace): Promise<Response> {
  const saved = await keepSent(visit, place)
  if (saved === null) return errorScreen(visit.studio, visit.lang, 400)
  const path = versionPath(place.article.id, place.lang)
  if (saved.conflict) return redirect(`${path}/merge?window=${saved.window}`)
  return redirect(`${path}?said=saidSaved`)
}

/** Keeps what was sent and asks for a second pair of eyes. */
export async function saveForReview(visit: Visit, place: VersionPlace): Promise<Response> {
  const saved = await keepSent(visit, place)
  if (saved === null) return errorScreen(visit.studio, visit.lang, 400)
  const path = versionPath(place.article.id, place.lang)
  if (saved.conflict) return redirect(`${path}/merge?window=${saved.window}`)
  if (saved.base === 0) return redirect(path)
  await sendToReview(visit.studio.db, { article: place.article.id, lang: place.lang })
  return redirect(`${path}?said=saidReview`)
}

async function keepSent(
  visit: Visit,
  place: VersionPlace,
): Promise<{ readonly conflict: boolean; readonly base: number; readonly window: string } | null> {
  const { studio } = visit
  const form = await visit.form()
  const kept = Number(textOf(form, 'kept'))
  const window = textOf(form, 'window')
  if (kept > 0) return { conflict: false, base: kept, window }
  const sent = fitting(() => plainSave(form, studio.now()))
  if (sent === null) return null
  const account = accountOf(visit).id
  const at = { article: place.article.id, lang: place.lang }
  const isOthers = await isOthersWindow(studio.db, { ...at, window: sent.window }, account)
  const save = isOthers ? { ...sent, window: newWindow(studio) } : sent
  const answer = await answerSave(studio.db, save, {
    ...at,
    account,
    origin: originOf(place),
    now: studio.now(),
  })
  return { ...answer, window: save.window }
}

/** A random name for one open editor. */
function newWindow({ random }: Visit['studio']): string {
  return Array.from(random(16), (byte) => (byte % 36).toString(36)).join('')
}

/** A form is a window that sends seldom: the clock numbers its saves. */
function plainSave(form: FormData, now: number): WindowSave {
  const { body, alt } = bodyFromMarkdown(textOf(form, 'body'), { picture: digestOf })
  const line = (name: string): string => textOf(form, name).replace(/\s+/g, ' ').trim()
  const madeFrom = Number(textOf(form, 'madeFrom'))
  const old: unknown = JSON.parse(textOf(form, 'alt') || '{}')
  const own = digestOf(textOf(form, 'own-picture'))
  const ownAlt = own === null ? {} : { [own]: line('own-alt') }
  return parseWindowSave({
    window: textOf(form, 'window'),
    seq: now,
    base: Number(textOf(form, 'base')) || 0,
    keep: true,
    madeFrom: madeFrom > 0 ? madeFrom : null,
    text: {
      headline: line('headline'),
      teaser: line('teaser'),
      body,
      byline: line('byline'),
      translator: line('translator'),
      alt: { ...(old as object), ...alt, ...ownAlt },
    },
  })
}

function digestOf(name: string): Digest | null {
  return /^[0-9a-f]{64}$/.test(name) ? parseDigest(name) : null
}

async function notices(
  { lang, studio, newsroom }: Visit,
  place: VersionPlace,
  { writer, waiting }: Opening,
  original: OriginalColumn | null,
): Promise<Html> {
  const path = versionPath(place.article.id, place.lang)
  const since = writer === null ? '' : formatInstant(lang, writer.since, newsroom.zone)
  const name = writer === null ? '' : await nameOf(studio.db, writer.account)
  return html`${
    writer !== null &&
    html`<div class="notice"><p>${sayHtml(lang, 'someoneWrites', { name, since })}</p>
<form method="post" action="${path}/take-over"><button class="quiet">${tell(lang, 'takeOver')}</button></form></div>`
  }
${waiting.map((draft) => html`<p class="notice">${tell(lang, 'waitsForMerge')} <a href="${`${path}/merge?window=${draft.window}`}">${tell(lang, 'mergeNow')}</a></p>`)}
${original !== null && original.changed > 0 && html`<p class="notice">${tell(lang, 'originalChangedHere', { count: original.changed })}</p>`}`
}

async function form(visit: Visit, place: VersionPlace, opening: Opening): Promise<Html> {
  const { lang, studio } = visit
  const { text, writer } = opening
  const written = writtenOf(text)
  const own = place.lang
  const readOnly = attribute('readonly', writer === null ? null : '')
  const side = (words: string) => sideOfText(words, direction(own))
  const bylines = await readPenNames(studio.db, 100)
  const path = versionPath(place.article.id, own)
  return html`<form method="post" class="desk" action="${path}">
${hidden('window', opening.window)}${hidden('base', String(opening.base))}${hidden('madeFrom', String(opening.madeFrom ?? 0))}${hidden('alt', JSON.stringify(written.alt))}
<h2 class="unseen">${sayHtml(lang, 'textIn', { language: autonym(own) })}</h2>
<p class="field headline"><label for="headline">${tell(lang, 'headline')}</label>
<textarea id="headline" name="headline" rows="1" lang="${own}" dir="${side(written.headline)}" spellcheck="true" ${readOnly}>${written.headline}</textarea></p>
<p class="field teaser"><label for="teaser">${tell(lang, 'teaser')}</label><span class="hint" id="teaser-hint">${tell(lang, 'teaserCutItself')}</span>
<textarea id="teaser" name="teaser" rows="2" lang="${own}" dir="${side(written.teaser)}" spellcheck="true" aria-describedby="teaser-hint" ${readOnly}>${written.teaser}</textarea></p>
<p class="field text"><label for="body">${tell(lang, 'text')}</label>
<textarea id="body" name="body" rows="24" lang="${own}" dir="${side(blockTexts(text.body).join(' '))}" spellcheck="true" aria-describedby="markup-hint" ${readOnly}>${markdownFromBody(text.body, { alt: text.alt })}</textarea>
<span class="hint" id="markup-hint">${tell(lang, 'markupHint')}</span>
<a class="hint" href="/keys" target="_blank">${tell(lang, 'edKeys')}</a></p>
<div class="row lines">
<p class="field"><label for="byline">${tell(lang, 'byline')}</label><input id="byline" name="byline" list="bylines" lang="${own}" dir="${side(written.byline)}" value="${written.byline}" ${readOnly}></p>
${originOf(place).kind === 'translated' && html`<p class="field"><label for="translator">${tell(lang, 'translator')}</label><input id="translator" name="translator" list="bylines" lang="${own}" dir="${side(written.translator)}" value="${written.translator}" ${readOnly}></p>`}
</div>
${await ownPicture(visit, place, written.alt)}
<datalist id="bylines">${bylines.map((name) => html`<option value="${name}"></option>`)}</datalist>
${
  writer === null &&
  html`<div class="foot"><p class="saving" role="status"></p><p class="counts"></p>
<p class="row">${place.original !== null && html`<button type="button" class="quiet next-open">${tell(lang, 'nextOpen')}</button> `}<button class="quiet">${tell(lang, 'save')}</button> <button class="next" formaction="${path}/review">${tell(lang, 'askForReview')}</button></p></div>`
}
${dataElement(await openedOf(visit, place, opening), 'application/json')}
</form>`
}

/** The article's own picture with its words in this language. */
async function ownPicture(
  { lang, studio }: Visit,
  { article, lang: own }: VersionPlace,
  alt: Readonly<Record<string, string>>,
): Promise<Html | null> {
  const { image } = article
  const picture = image === null ? undefined : (await readPictures(studio.db, [image])).get(image)
  if (image === null || picture === undefined) return null
  return html`<div class="row own-picture"><img src="${`/media/${image}/${picture.widths[0] ?? 0}`}" alt="" width="160">
<p class="field"><label for="own-alt">${tell(lang, 'edAlt')}</label>
<input id="own-alt" name="own-alt" data-picture="${image}" lang="${own}" dir="${direction(own)}" value="${alt[image] ?? ''}">${hidden('own-picture', image)}</p></div>`
}

/** Words that the island says begin with "ed". */
const islandWords = Object.keys(en).filter((word) => word.startsWith('ed')) as StudioWord[]

async function openedOf(
  { studio, newsroom, lang, session }: Visit,
  place: VersionPlace,
  { window, base, madeFrom, text }: Opening,
): Promise<Opened> {
  const pictures = await listPictures(studio.db, { limit: 200, skip: 0 })
  const shelf = new Set(pictures.map(({ digest }) => digest))
  const shown = digestsIn(text.body).filter((digest) => !shelf.has(digest))
  const all = [...(await readPictures(studio.db, shown)).values(), ...pictures]
  const path = versionPath(place.article.id, place.lang)
  return {
    version: `${place.article.id} ${place.lang}`,
    lang: place.lang,
    window,
    base,
    madeFrom,
    body: text.body,
    alt: text.alt,
    saveTo: `${path}/save`,
    writingAt: `${path}/writing`,
    keysAt: '/device-keys',
    mergeAt: `${path}/merge?window=${window}`,
    mediaAt: mayUse(pictureMakers, session) ? '/media' : null,
    besideAt: `${path}/beside`,
    variantsAt: newsroom.derived.some(({ from }) => from === place.lang)
      ? `${path}/variants`
      : null,
    pictures: await shelfOf(studio.db, all, place.lang),
    languages: newsroom.languages.map((tag) => ({ tag, name: autonym(tag) })),
    words: Object.fromEntries(islandWords.map((word) => [word, tell(lang, word, placeholders)])),
  }
}

/** The island puts its own arguments in: the places stay as they are. */
const placeholders: Readonly<Record<string, string>> = Object.fromEntries(
  ['at', 'count', 'what', 'time', 'status', 'name'].map((name) => [name, `{${name}}`]),
)
