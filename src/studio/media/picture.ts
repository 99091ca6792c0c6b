// One picture: its words in every language, credit, focal point, and where it is used.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Digest, parseDigest } from '../../model/id.ts'
import type { PerLang, Picture } from '../../model/newsroom.ts'
import { html } from '../../render/html.ts'
import { readListed } from '../../store/lists.ts'
import {
  putAlt,
  putPicture,
  readAlts,
  readPictures,
  readPictureUses,
} from '../../store/pictures.ts'
import { inTransaction } from '../../store/transaction.ts'
import { autonym } from '../../text/lang.ts'
import { area, field, textOf, wordsOf } from '../fields.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import { tell } from '../words.ts'
import { smallest, tidyAlt } from './overview.ts'
import { pictureMakers } from './shelf.ts'

const creditMax = 200

export async function pictureScreen(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const picture = await pictureOf(visit)
  if (picture === null) return errorScreen(studio, lang, 404)
  const alts = (await readAlts(studio.db, [picture.digest])).get(picture.digest) ?? {}
  const maysChange = mayUse(pictureMakers, { account: accountOf(visit) })
  const words = Object.values(alts)[0] ?? tell(lang, 'pictureWithoutWords')
  return show(visit, {
    title: tell(lang, 'picture'),
    modules: ['media.js'],
    main: html`<figure><img data-focus src="${smallest(picture)}" alt="${words}" width="${picture.width}" height="${picture.height}">
<figcaption class="hint">${tell(lang, 'pictureSize', { width: picture.width, height: picture.height })} ${tell(lang, 'pictureStripped')}</figcaption></figure>
${maysChange ? pictureForm(visit, picture, alts) : null}
${await uses(visit, picture.digest)}
<p><a href="/media">${tell(lang, 'media')}</a></p>`,
  })
}

function pictureForm({ lang, newsroom }: Visit, picture: Picture, alts: PerLang<string>) {
  const percent = (part: number): string => String(Math.round(part * 100))
  return html`<form method="post" action="/media/${picture.digest}">
<fieldset><legend>${tell(lang, 'pictureWords')}</legend>
<p class="hint">${tell(lang, 'pictureWordsHint')}</p>
${newsroom.languages.map((tag) => area({ label: autonym(tag), name: `alt-${tag}`, value: alts[tag] ?? '', lang: tag, rows: 2, required: false }))}
</fieldset>
${field({ label: tell(lang, 'credit'), name: 'credit', value: picture.credit ?? '', required: false, hint: tell(lang, 'creditHint') })}
<fieldset><legend>${tell(lang, 'focus')}</legend><p class="hint">${tell(lang, 'focusHint')}</p>
<p class="field"><label for="x">${tell(lang, 'focusAcross')}</label><input id="x" name="x" dir="ltr" type="range" min="0" max="100" value="${percent(picture.focus.x)}"></p>
<p class="field"><label for="y">${tell(lang, 'focusDown')}</label><input id="y" name="y" dir="ltr" type="range" min="0" max="100" value="${percent(picture.focus.y)}"></p>
</fieldset>
<button>${tell(lang, 'save')}</button></form>`
}

async function uses({ lang, studio }: Visit, digest: Digest) {
  const articles = await readListed(studio.db, await readPictureUses(studio.db, digest))
  if (articles.length === 0) return html`<p>${tell(lang, 'notUsed')}</p>`
  return html`<h2>${tell(lang, 'usedIn')}</h2><ul>${articles.map(({ article, versions }) => {
    const [first] = versions
    return html`<li><a href="/articles/${article.id}"><bdi>${first?.headline ?? article.id}</bdi></a></li>`
  })}</ul>`
}

export async function savePicture(visit: Visit): Promise<Response> {
  const { studio, lang, newsroom } = visit
  const picture = await pictureOf(visit)
  if (picture === null) return errorScreen(studio, lang, 404)
  const form = await visit.form()
  const part = (name: string): number =>
    Math.min(100, Math.max(0, Number(textOf(form, name)) || 0)) / 100
  const credit = wordsOf(form, 'credit').slice(0, creditMax) || null
  await inTransaction(studio.db, async (tx) => {
    await putPicture(tx, { ...picture, credit, focus: { x: part('x'), y: part('y') } })
    for (const tag of newsroom.languages) {
      const alt = form.get(`alt-${tag}`)
      if (typeof alt === 'string') await putAlt(tx, picture.digest, tag, tidyAlt(alt))
    }
  })
  return redirect(`/media/${picture.digest}?said=saidSaved`)
}

/** The bytes of one rendition. */
export async function pictureFile(visit: Visit): Promise<Response> {
  const { studio, lang, params } = visit
  const picture = await pictureOf(visit)
  const width = Number(params['width'])
  if (!picture?.widths.includes(width)) return errorScreen(studio, lang, 404)
  const file = join(studio.media, `${picture.digest}-${width}.webp`)
  if (!existsSync(file)) return errorScreen(studio, lang, 404)
  return new Response(Uint8Array.from(readFileSync(file)), {
    headers: { 'content-type': 'image/webp' },
  })
}

async function pictureOf({ studio, params }: Visit): Promise<Picture | null> {
  const text = params['digest'] ?? ''
  if (!/^[0-9a-f]{64}$/.test(text)) return null
  const digest = parseDigest(text)
  return (await readPictures(studio.db, [digest])).get(digest) ?? null
}
