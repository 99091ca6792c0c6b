// The other scripts of a text beside it, as they would be published, with what they cannot say; and a
// phrase put right once for all texts to come.

import { conversionsOf } from '../../edition/derive.ts'
import type { Text } from '../../model/article.ts'
import { convertText } from '../../model/convert.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { readDraft } from '../../store/drafts.ts'
import { putFix, readFixes } from '../../store/fixes.ts'
import { readRevision } from '../../store/revisions.ts'
import { autonym, direction, isLang } from '../../text/lang.ts'
import type { LossKind } from '../../text/scripts/convert.ts'
import { field, select, textOf } from '../fields.ts'
import type { Variant } from '../island/opened.ts'
import { errorScreen, redirect } from '../layout.ts'
import type { Visit } from '../route.ts'
import { tell } from '../words.ts'
import { textOfBlock } from './blocks.ts'
import { type VersionPlace, versionPath } from './place.ts'

/** A text in the scripts that follow from its own. */
async function variantsOf(
  { studio, newsroom, lang }: Visit,
  place: VersionPlace,
  text: Text,
): Promise<readonly Variant[]> {
  const all = await conversionsOf(studio.db, newsroom)
  return all
    .filter(({ from }) => from === place.lang)
    .map((how): Variant => {
      const converted = convertText(text, how, null)
      const losses = new Map(
        converted.losses.map((loss) => [`${loss.kind} ${loss.text}`, loss] as const),
      )
      return {
        lang: how.to,
        name: autonym(how.to),
        dir: direction(how.to),
        headline: converted.text.headline,
        blocks: (converted.text.body.content ?? []).map(textOfBlock),
        losses: [...losses.values()].map(({ text, kind }) => ({
          text,
          why: tell(lang, lossWord(kind)),
        })),
      }
    })
}

/** The window's latest text in the other scripts, for the editor to show. */
export async function answerVariants(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio, query } = visit
  const key = { article: place.article.id, lang: place.lang }
  const window = query.get('window') ?? ''
  const draft = await readDraft(studio.db, { ...key, window })
  const number = place.version?.newest ?? 0
  const text = draft?.text ?? (await readRevision(studio.db, { ...key, number }))
  return Response.json(text === null ? [] : await variantsOf(visit, place, text))
}

/** Keeps how a phrase is to be written in another script, for this text and all later ones. */
export async function keepFix(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio, newsroom, lang } = visit
  const form = await visit.form()
  const to = textOf(form, 'to')
  const source = textOf(form, 'source').trim()
  const target = textOf(form, 'target').trim()
  const isDerived = newsroom.derived.some((one) => one.from === place.lang && one.to === to)
  if (!isLang(to) || !isDerived || source === '' || source.length > 200 || target.length > 200)
    return errorScreen(studio, lang, 400)
  await putFix(studio.db, place.lang, { to, source, target })
  return redirect(`${versionPath(place.article.id, place.lang)}?said=saidFixKept#variants`)
}

/** The part of the editor's screen that shows them. */
export async function variantsPanel(
  visit: Visit,
  place: VersionPlace,
  text: Text,
): Promise<Html | null> {
  const { lang, studio } = visit
  const variants = await variantsOf(visit, place, text)
  if (variants.length === 0) return null
  const fixes = await Promise.all(
    variants.map(async (variant) => ({
      variant,
      kept: await readFixes(studio.db, place.lang, variant.lang),
    })),
  )
  return html`<section id="variants" class="panel"><h2>${tell(lang, 'otherScripts')}</h2>
<p class="muted">${tell(lang, 'otherScriptsHint')}</p>
<div class="variants">${variants.map((variant) => shown(variant, lang))}</div>
<details><summary>${tell(lang, 'fixPhrase')}</summary>
<form method="post" action="${versionPath(place.article.id, place.lang)}/fix-phrase">
${select({ label: tell(lang, 'inScript'), name: 'to', choices: variants.map(({ lang, name }) => ({ value: lang, label: name, lang })) })}
${field({ label: tell(lang, 'phraseHere'), name: 'source', lang: place.lang })}
${field({ label: tell(lang, 'phraseThere'), name: 'target', required: false, hint: tell(lang, 'phraseForget') })}
<button class="quiet">${tell(lang, 'keepPhrase')}</button></form>
${fixes.map(({ variant, kept }) => kept.length > 0 && html`<h3>${tell(lang, 'phrasesKept')} <span lang="${variant.lang}">${variant.name}</span></h3><ul>${kept.map(({ source, target }) => html`<li><bdi lang="${place.lang}">${source}</bdi> → <bdi lang="${variant.lang}">${target}</bdi></li>`)}</ul>`)}
</details></section>`
}

function shown(variant: Variant, lang: string): Html {
  return html`<article class="variant" lang="${variant.lang}" dir="${variant.dir}" data-lang="${variant.lang}">
<h3>${variant.name}</h3>
<p class="headline">${variant.headline}</p>
<div class="blocks">${variant.blocks.map((block) => html`<p dir="auto">${block}</p>`)}</div>
<ul class="losses" lang="${lang}" ${attribute('hidden', variant.losses.length === 0 ? '' : null)}>${variant.losses.map(({ text, why }) => html`<li><bdi>${text}</bdi>: ${why}</li>`)}</ul>
</article>`
}

function lossWord(kind: LossKind) {
  return `loss-${kind}` as const
}
