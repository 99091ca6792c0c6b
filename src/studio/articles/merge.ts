// Two who wrote at once: both texts side by side, a choice at each place where they differ, already
// made where only one of them changed anything. Both stay in the history whatever is chosen.
import type { Revision, Text } from '../../model/article.ts'
import { type BodyNode, checkBody } from '../../model/body.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { sideOfText } from '../../render/side.ts'
import { type Draft, mergeDraft, readDraft } from '../../store/drafts.ts'
import { readRevision } from '../../store/revisions.ts'
import { direction, type Lang } from '../../text/lang.ts'
import { hidden, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { accountOf, type Visit } from '../route.ts'
import { formatInstant, type StudioWord, tell } from '../words.ts'
import { textOfBlock } from './blocks.ts'
import { type Choice, compareBodies, mergedFields, mergeTexts } from './changes.ts'
import { originOf } from './opening.ts'
import { wordsChanged } from './original.ts'
import { nameOf, type VersionPlace, versionPath } from './place.ts'
import { cutTeaser } from './saves.ts'

interface Sides {
  readonly draft: Draft & { readonly text: Text }
  readonly theirs: Revision
  readonly base: Revision | null
}

export async function mergeScreen(
  visit: Visit,
  place: VersionPlace,
  fault?: string,
): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const window = visit.query.get('window') ?? ''
  const sides = await readSides(visit, place, window)
  const path = versionPath(place.article.id, place.lang)
  if (sides === null) return redirect(path)
  const { draft, theirs, base } = sides
  const at = (time: number): string => formatInstant(lang, time, newsroom.zone)
  const [mine, other] = [
    await nameOf(studio.db, draft.account),
    await nameOf(studio.db, theirs.madeBy),
  ]
  let number = -1
  const hunks = compareBodies(base?.body ?? null, draft.text.body, theirs.body)
  return show(visit, {
    title: tell(lang, 'mergeTitle'),
    wide: true,
    fault,
    main: html`<p>${tell(lang, 'mergeIntro')}</p>
<form method="post" action="${path}/merge" class="merge">
${hidden('window', window)}${hidden('newest', String(theirs.number))}
<div class="pair heads"><p><strong><bdi>${mine}</bdi></strong> <span class="muted">${at(draft.savedAt)}</span></p><p><strong><bdi>${other}</bdi></strong> <span class="muted">${at(theirs.madeAt)}</span></p></div>
${mergedFields.map((name) => {
  const values = [draft.text[name] ?? '', theirs[name] ?? ''] as const
  if (values[0] === values[1]) return null
  const preset: Choice = base !== null && (base[name] ?? '') === values[0] ? 'theirs' : 'mine'
  return choice(lang, place.lang, {
    name,
    legend: tell(lang, name),
    preset,
    sides: [html`<p>${values[0]}</p>`, html`<p>${wordsChanged(values[0], values[1])}</p>`],
    canBoth: false,
  })
})}
${hunks.map((hunk) => {
  if (hunk.kind === 'same')
    return html`<div class="agreed" lang="${place.lang}" dir="${direction(place.lang)}">${hunk.mine.map((block) => paragraph(block, place.lang))}</div>`
  number += 1
  return choice(lang, place.lang, {
    name: `hunk-${number}`,
    legend: tell(lang, kinds[hunk.kind]),
    preset: hunk.kind === 'theirs' ? 'theirs' : hunk.kind === 'mine' ? 'mine' : 'both',
    sides: [blocks(hunk.mine, place.lang, lang), blocks(hunk.theirs, place.lang, lang)],
    canBoth: true,
  })
})}
<p class="row"><button>${tell(lang, 'mergeKeep')}</button></p>
</form>`,
  })
}

export async function mergeVersion(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio } = visit
  const form = await visit.form()
  const window = textOf(form, 'window')
  const sides = await readSides(visit, place, window)
  const path = versionPath(place.article.id, place.lang)
  if (sides === null) return redirect(path)
  const { draft, theirs, base } = sides
  // Somebody has gone on writing while this screen was read: it has to be read anew.
  if (Number(textOf(form, 'newest')) !== theirs.number)
    return redirect(`${path}/merge?window=${window}`)
  const chosen = (name: string): Choice => {
    const value = textOf(form, name)
    return value === 'theirs' || value === 'both' ? value : 'mine'
  }
  const hunks = compareBodies(base?.body ?? null, draft.text.body, theirs.body)
  const open = hunks.filter(({ kind }) => kind !== 'same')
  const merged = mergeTexts(
    { base, mine: draft.text, theirs },
    {
      fields: Object.fromEntries(mergedFields.map((name) => [name, chosen(name)])),
      hunks: open.map((_, at) => chosen(`hunk-${at}`)),
    },
  )
  const key = { article: place.article.id, lang: place.lang, window }
  await mergeDraft(studio.db, key, {
    merged: recut({ ...merged, body: checkBody(merged.body) }, place.lang),
    newest: theirs.number,
    account: accountOf(visit).id,
    origin: originOf(place),
    now: studio.now(),
  })
  return redirect(`${path}?said=saidMerged`)
}

/** A teaser nobody wrote follows the merged words. */
function recut(text: Text, lang: Lang): Text {
  return text.teaserCut ? { ...text, teaser: cutTeaser(text.body, lang) } : text
}

const kinds: Readonly<Record<'mine' | 'theirs' | 'both', StudioWord>> = {
  mine: 'changedByFirst',
  theirs: 'changedBySecond',
  both: 'changedByBoth',
}

/** The two texts, or null when nothing is left to merge. */
async function readSides(
  { studio }: Visit,
  place: VersionPlace,
  window: string,
): Promise<Sides | null> {
  const key = { article: place.article.id, lang: place.lang }
  const draft = await readDraft(studio.db, { ...key, window })
  if (draft === null || draft.text === null || place.version === null) return null
  const { newest } = place.version
  // Nobody has written since: it becomes a version when the text is opened.
  if (draft.base === newest) return null
  const theirs = await readRevision(studio.db, { ...key, number: newest })
  const base = await readRevision(studio.db, { ...key, number: draft.base })
  return theirs === null ? null : { draft: { ...draft, text: draft.text }, theirs, base }
}

function choice(
  lang: Lang,
  own: Lang,
  given: {
    readonly name: string
    readonly legend: string
    readonly preset: Choice
    readonly sides: readonly [Html, Html]
    readonly canBoth: boolean
  },
): Html {
  const { name, legend, preset, sides, canBoth } = given
  const radio = (value: Choice, content: Html): Html =>
    html`<label class="side-choice"><input type="radio" name="${name}" value="${value}" ${attribute('checked', value === preset ? '' : null)}> <span lang="${own}" dir="${direction(own)}">${content}</span></label>`
  return html`<fieldset><legend>${legend}</legend>
<div class="pair">${radio('mine', sides[0])}${radio('theirs', sides[1])}</div>
${canBoth && html`<label class="box"><input type="radio" name="${name}" value="both" ${attribute('checked', preset === 'both' ? '' : null)}> ${tell(lang, 'keepBoth')}</label>`}
</fieldset>`
}

function blocks(nodes: readonly BodyNode[], own: Lang, lang: Lang): Html {
  if (nodes.length === 0)
    return html`<p class="muted" lang="${lang}">${tell(lang, 'nothingHere')}</p>`
  return html`${nodes.map((block) => paragraph(block, own))}`
}

function paragraph(block: BodyNode, own: Lang): Html {
  const text = textOfBlock(block)
  return html`<p dir="${sideOfText(text, direction(own))}">${text === '' ? '…' : text}</p>`
}
