// All pictures, the newest first, and bringing in new ones. A file is decoded in a child process shut
// in to its bytes; what is kept is a new picture without anything a camera wrote. The file itself and
// its name are gone when the answer is sent.
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePictures } from '../../image/pictures.ts'
import { type Digest, parseDigest } from '../../model/id.ts'
import type { PerLang, Picture } from '../../model/newsroom.ts'
import { type Html, html } from '../../render/html.ts'
import {
  listPictures,
  notePicture,
  putAlt,
  putPicture,
  readAlts,
  readPictures,
} from '../../store/pictures.ts'
import { field, textOf } from '../fields.ts'
import type { TakenIn } from '../island/opened.ts'
import { redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Studio, type Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { pictureMakers, shelfOf } from './shelf.ts'

export const uploadBytesMax = 80 * 1024 * 1024
const filesMax = 12
const picturesShown = 48

interface Refused {
  readonly name: string
  readonly reason: string
}

export async function mediaScreen(
  visit: Visit,
  refused: readonly Refused[] = [],
): Promise<Response> {
  const { lang, studio, query } = visit
  const page = Math.max(0, Math.trunc(Number(query.get('page') ?? 0)) || 0)
  const place = { limit: picturesShown + 1, skip: page * picturesShown }
  const found = await listPictures(studio.db, place)
  const pictures = found.slice(0, picturesShown)
  const alts = await readAlts(
    studio.db,
    pictures.map(({ digest }) => digest),
  )
  const maysUpload = mayUse(pictureMakers, { account: accountOf(visit) })
  return show(visit, {
    title: tell(lang, 'media'),
    wide: true,
    modules: ['media.js'],
    status: refused.length > 0 ? 422 : 200,
    fault: refused.length > 0 ? tell(lang, 'picturesRefused') : undefined,
    main: html`
${refused.length > 0 && html`<ul>${refused.map(({ name, reason }) => html`<li><bdi>${name}</bdi>: ${reasonWords(lang, reason)}</li>`)}</ul>`}
${maysUpload && uploadForm(visit)}
${pictures.length === 0 && html`<p>${tell(lang, 'noPictures')}</p>`}
<ul class="cards grid">${pictures.map((picture) => card(visit, picture, alts.get(picture.digest) ?? {}))}</ul>
<nav aria-label="${tell(lang, 'pages')}" class="row">
${page > 0 && html`<a href="/media?page=${page - 1}">${tell(lang, 'newer')}</a>`}
${found.length > picturesShown && html`<a href="/media?page=${page + 1}">${tell(lang, 'older')}</a>`}
</nav>`,
  })
}

function uploadForm({ lang }: Visit): Html {
  return html`<form method="post" action="/media" enctype="multipart/form-data" data-upload>
${field({
  label: tell(lang, 'choosePictures'),
  name: 'files',
  type: 'file',
  accept: 'image/jpeg,image/png,image/webp,image/avif,image/gif',
  multiple: true,
  hint: tell(lang, 'choosePicturesHint'),
})}
<button>${tell(lang, 'bringIn')}</button>
</form>`
}

function card({ lang, newsroom }: Visit, picture: Picture, alts: PerLang<string>): Html {
  const missing = newsroom.languages.filter((tag) => alts[tag] === undefined).length
  const first = Object.values(alts)[0] ?? ''
  return html`<li><a href="/media/${picture.digest}"><img src="${smallest(picture)}" alt="${first || tell(lang, 'pictureWithoutWords')}" loading="lazy" width="${picture.width}" height="${picture.height}"></a>
${missing > 0 && html`<p class="hint">${tell(lang, 'wordsMissing', { count: missing })}</p>`}</li>`
}

/** The address of a rendition wide enough for a card. */
export function smallest({ digest, widths }: Picture): string {
  return `/media/${digest}/${widths.find((width) => width >= 320) ?? widths.at(-1)}`
}

const altMax = 500

/** Words for those who do not see a picture, as they are kept. */
export function tidyAlt(words: string): string {
  return words.trim().replace(/\s+/g, ' ').slice(0, altMax)
}

/** Takes files in; the editor (which asks for JSON) sends words for them along and goes on writing. */
export async function upload(visit: Visit): Promise<Response> {
  const { studio, lang, request } = visit
  const form = await visit.form()
  const files = form.getAll('files').filter((file) => typeof file !== 'string')
  const isEditor = request.headers.get('accept') === 'application/json'
  const chosen = files.filter(({ size }) => size > 0)
  if (chosen.length === 0) {
    const none = [{ name: '', reason: tell(lang, 'noFileChosen') }]
    return isEditor
      ? answerEditor(visit, form, { made: [], refused: none })
      : mediaScreen(visit, none)
  }
  const made: Digest[] = []
  const refused: Refused[] = []
  for (const [index, file] of chosen.entries()) {
    const result =
      index < filesMax
        ? await takeIn(studio, file)
        : { reason: tell(lang, 'tooManyFiles', { most: filesMax }) }
    if (typeof result === 'string') made.push(result)
    else refused.push({ name: file.name.slice(0, 80), reason: result.reason })
  }
  if (isEditor) return answerEditor(visit, form, { made, refused })
  if (refused.length > 0) return mediaScreen(visit, refused)
  return redirect(made.length === 1 ? `/media/${made[0]}?said=saidKept` : '/media?said=saidKept')
}

/** Keeps the words that came along where a picture has none in that language yet. */
async function answerEditor(
  { studio, lang, newsroom }: Visit,
  form: FormData,
  { made, refused }: { readonly made: readonly Digest[]; readonly refused: readonly Refused[] },
): Promise<Response> {
  const own = newsroom.languages.find((tag) => tag === textOf(form, 'lang')) ?? null
  const words = tidyAlt(textOf(form, 'alt'))
  const known = await readAlts(studio.db, made)
  for (const digest of own === null || words === '' ? [] : made)
    if (own !== null && !known.get(digest)?.[own]) await putAlt(studio.db, digest, own, words)
  const kept = await readPictures(studio.db, made)
  const answer: TakenIn = {
    pictures: await shelfOf(studio.db, [...kept.values()], own),
    refused: refused.map(({ name, reason }) => ({ name, reason: reasonWords(lang, reason) })),
  }
  return Response.json(answer, { status: refused.length > 0 ? 422 : 200 })
}

/** Makes a picture of a file; its digest, or why there is none. */
export async function takeIn(
  studio: Pick<Studio, 'db' | 'spool' | 'media' | 'random' | 'now'>,
  file: Blob,
): Promise<Digest | { readonly reason: string }> {
  const path = join(studio.spool, `${Buffer.from(studio.random(12)).toString('hex')}.part`)
  try {
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()), { mode: 0o600 })
    const [result] = await makePictures([path], studio.media)
    if (result?.kind !== 'made') return { reason: result?.reason ?? '' }
    const digest = parseDigest(result.picture.digest)
    const known = (await readPictures(studio.db, [digest])).has(digest)
    const { width, height, widths } = result.picture
    const fresh = { digest, width, height, widths, credit: null, focus: { x: 0.5, y: 0.5 } }
    if (!known) await putPicture(studio.db, fresh)
    await notePicture(studio.db, digest, studio.now())
    return digest
  } finally {
    rmSync(path, { force: true })
  }
}

const reasons: readonly (readonly [RegExp, StudioWord])[] = [
  [/^The file is empty/, 'pictureEmpty'],
  [/^HEIC/, 'pictureHeic'],
  [/^SVG/, 'pictureSvg'],
  [/PDF/, 'picturePdf'],
  [/^TIFF/, 'pictureTiff'],
  [/^It is no picture/, 'pictureNone'],
  [/MB is the most|million pixels|too much memory/, 'pictureLarge'],
  [/one pixel/, 'pictureDot'],
  [/damaged|breaks|within|wrong answer/, 'pictureDamaged'],
]

/** A refusal in the language of the studio; one it has no words for is said as it is. */
function reasonWords(lang: Visit['lang'], reason: string): string {
  const known = reasons.find(([pattern]) => pattern.test(reason))
  return known === undefined ? reason : tell(lang, known[1])
}
