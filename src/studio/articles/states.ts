// The steps of a version on its way to readers. Approval is of words somebody has read: it names the
// revision, is refused while a check stops it, and is not for whoever wrote last.
import { checkBody } from '../../model/body.ts'
import { forgetArticle, sweepLog } from '../../store/forget.ts'
import { readRevision, readRevisions } from '../../store/revisions.ts'
import { inTransaction } from '../../store/transaction.ts'
import { approve, putRevision, returnToDraft, withdrawApproval } from '../../store/versions.ts'
import { audit } from '../access/audit.ts'
import { textOf } from '../fields.ts'
import { errorScreen, redirect } from '../layout.ts'
import { accountOf, type Visit } from '../route.ts'
import { tell } from '../words.ts'
import { digestsIn } from './blocks.ts'
import { type Fix, fixText } from './checks.ts'
import { readChecks } from './checks-of.ts'
import { type VersionPlace, versionPath } from './place.ts'
import { writingScreen } from './writing.ts'

export async function approveVersion(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio, lang, newsroom } = visit
  const { article, version, original } = place
  const key = { article: article.id, lang: place.lang }
  const revision = Number(textOf(await visit.form(), 'revision'))
  const path = versionPath(article.id, place.lang)
  if (version === null || version.newest !== revision)
    return writingScreen(visit, place, tell(lang, 'textHasChanged'))
  const account = accountOf(visit).id
  const asking = { article, lang: place.lang, version, original, newsroom, account }
  const checks = await readChecks(studio.db, { ...asking, now: studio.now() })
  if (checks.some(({ weight }) => weight === 'stop'))
    return writingScreen(visit, place, tell(lang, 'checksStop'))
  await approve(studio.db, key, { revision, publishAt: null })
  if (checks.some(({ code }) => code === 'checkAlone'))
    await audit(studio, account, 'approvedAlone', `${article.id} ${place.lang} ${revision}`)
  return redirect(`${path}?said=saidApproved`)
}

export async function returnVersion(visit: Visit, place: VersionPlace): Promise<Response> {
  if (place.version === null) return errorScreen(visit.studio, visit.lang, 404)
  await returnToDraft(visit.studio.db, { article: place.article.id, lang: place.lang })
  return redirect(`${versionPath(place.article.id, place.lang)}?said=saidReturned`)
}

export async function takeBackApproval(visit: Visit, place: VersionPlace): Promise<Response> {
  if (place.version === null) return errorScreen(visit.studio, visit.lang, 404)
  await withdrawApproval(visit.studio.db, { article: place.article.id, lang: place.lang })
  return redirect(`${versionPath(place.article.id, place.lang)}?said=saidTakenBack`)
}

/** Deletes a version no reader has ever seen, with all it has been; the last one takes the article. */
export async function deleteDraft(visit: Visit, place: VersionPlace): Promise<Response> {
  const { studio, lang } = visit
  const { article, version } = place
  if (version === null) return errorScreen(studio, lang, 404)
  if (version.live !== null || version.slug !== null)
    return writingScreen(visit, place, tell(lang, 'wasPublic'))
  const key = { article: article.id, lang: place.lang }
  const revisions = await readRevisions(studio.db, key)
  // Pictures stay on their shelf: they may be wanted for another text.
  const kept = [...revisions.flatMap(({ body }) => digestsIn(body)), article.image ?? []].flat()
  await inTransaction(studio.db, (tx) =>
    forgetArticle(tx, article.id, { langs: [place.lang], kept }),
  )
  await sweepLog(studio.db)
  return redirect('/articles?said=saidDeleted')
}

/** Puts right what a check found, as a revision of its own. */
export async function applyFix(visit: Visit, place: VersionPlace): Promise<Response> {
  const form = await visit.form()
  const fix = parseFix(textOf(form, 'fix'))
  if (fix === null) return errorScreen(visit.studio, visit.lang, 400)
  if (Number(textOf(form, 'revision')) !== place.version?.newest)
    return writingScreen(visit, place, tell(visit.lang, 'textHasChanged'))
  return keepFixed(visit, place, fix)
}

async function keepFixed(
  { studio, lang, session }: Visit,
  { article, lang: own, version }: VersionPlace,
  fix: Fix,
): Promise<Response> {
  if (version === null) return errorScreen(studio, lang, 404)
  const key = { article: article.id, lang: own }
  const newest = await readRevision(studio.db, { ...key, number: version.newest })
  if (newest === null) return errorScreen(studio, lang, 404)
  const text = fixText(newest, fix)
  await putRevision(studio.db, {
    ...key,
    origin: version.origin,
    text: { ...text, body: checkBody(text.body) },
    madeAt: studio.now(),
    madeBy: session?.account.id ?? null,
    madeFrom: newest.madeFrom,
  })
  return redirect(`${versionPath(article.id, own)}?said=saidFixed`)
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

/** A fix as the screen offered it; null when it is none. */
function parseFix(json: string): Fix | null {
  const fields = ['headline', 'teaser', 'body', 'byline', 'translator']
  try {
    const { kind, field, from, to, picture, words } = (JSON.parse(json) ?? {}) as Record<
      string,
      unknown
    >
    if (kind === 'drop empty blocks' || kind === 'let letters decide') return { kind }
    if (kind === 'describe' && isDigest(picture) && typeof words === 'string')
      return { kind, picture, words: words.slice(0, 2000) }
    const isText = typeof from === 'string' && typeof to === 'string' && from !== ''
    if (kind !== 'replace' || !fields.includes(String(field)) || !isText) return null
    return { kind, field: field as 'body', from, to }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
