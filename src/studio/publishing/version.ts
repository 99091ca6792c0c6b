// One version in public: correct it with a note that readers see, withdraw it, let it return. Each of
// these shows with the next edition; the signed history keeps what was there.
import { followersOf, withdrawWithScripts } from '../../edition/derive.ts'
import type { Version } from '../../model/article.ts'
import { parseArticleId } from '../../model/id.ts'
import { html } from '../../render/html.ts'
import { readRevision, sameText } from '../../store/revisions.ts'
import { approve, putRevision, readVersion, sendToReview } from '../../store/versions.ts'
import { readWriting } from '../../store/writing.ts'
import { autonym, direction, isLang } from '../../text/lang.ts'
import { audit } from '../access/audit.ts'
import { settleDrafts } from '../articles/opening.ts'
import { area, postForm, wordsOf } from '../fields.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import { tell } from '../words.ts'

export async function versionScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio } = visit
  const version = await settledVersion(visit)
  if (version === null) return errorScreen(studio, lang, 404)
  const shown = version.live ?? version.approved ?? version.newest
  const text = await readRevision(studio.db, { ...version, number: shown })
  const newest = await readRevision(studio.db, { ...version, number: version.newest })
  const following = await followersOf(studio.db, version)
  const isSame = text !== null && newest !== null && sameText(text, newest)
  const here = `/publishing/versions/${version.article}/${version.lang}`
  const note = (name: string, label: string) =>
    area({
      label,
      name,
      lang: version.lang,
      hint: tell(lang, 'publicNoteHint', { language: autonym(version.lang) }),
    })
  return show(visit, {
    title: tell(lang, 'correctOrWithdraw'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<p><bdi lang="${version.lang}" dir="${direction(version.lang)}">${text?.headline ?? ''}</bdi></p>
${version.live === null && html`<p class="notice">${tell(lang, 'notPublicYet')}</p>`}
${
  version.live !== null &&
  version.withdrawal === null &&
  html`<section aria-labelledby="correct"><h2 id="correct">${tell(lang, 'correctIt')}</h2><p>${tell(lang, 'correctHelp')}</p>
${isSame && html`<p class="notice">${tell(lang, 'textUnchanged')}</p>`}
${postForm(`${here}/correct`, tell(lang, 'correctIt'), note('correction', tell(lang, 'correctionNote')))}</section>
<section aria-labelledby="withdraw"><h2 id="withdraw">${tell(lang, 'withdrawIt')}</h2><p>${tell(lang, 'withdrawHelp')}</p>
${following.length > 0 && html`<p>${tell(lang, 'withdrawScripts', { languages: following.map((one) => autonym(one.lang)).join(', ') })}</p>`}
${postForm(`${here}/withdraw`, tell(lang, 'withdrawIt'), note('withdrawal', tell(lang, 'withdrawalNote')), 'danger')}</section>`
}
${version.withdrawal !== null && postForm(`${here}/return`, tell(lang, 'letReturn'), html`<p>${tell(lang, 'isWithdrawn', { date: version.withdrawal.date, note: version.withdrawal.note })}</p>`)}
<p><a href="${`/articles/${version.article}/${version.lang}`}">${tell(lang, 'openInEditor')}</a></p>`,
  })
}

/**
 * Adds the note to the newest text, with what has been typed in the editor until now; somebody else looks at it, unless the
 * newsroom works alone. Sent twice, it is one note.
 */
export async function correct(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const version = await settledVersion(visit)
  if (version === null || version.live === null) return errorScreen(studio, lang, 404)
  const note = wordsOf(await visit.form(), 'correction')
  if (note === '') return versionScreen(visit, tell(lang, 'noteMissing'))
  const text = await readRevision(studio.db, { ...version, number: version.newest })
  if (text === null) return errorScreen(studio, lang, 404)
  const account = accountOf(visit)
  const date = today(visit)
  const others = text.corrections.filter((one) => one.note !== note || one.date !== date)
  const corrections = [...others, { date, note }]
  const made = { madeAt: studio.now(), madeBy: account.id, madeFrom: text.madeFrom }
  const { article, lang: tag, origin } = version
  const { number } = await putRevision(studio.db, {
    article,
    lang: tag,
    origin,
    text: { ...text, corrections },
    ...made,
  })
  await audit(studio, account.id, 'corrected', `${article} ${tag}`)
  if (newsroom.solo && mayUse(['editor'], { account })) {
    await approve(studio.db, version, { revision: number, publishAt: null })
    await audit(studio, account.id, 'approvedAlone', `${article} ${tag}`)
    return redirect('/publishing?said=saidReady')
  }
  await sendToReview(studio.db, version)
  return redirect('/publishing?said=saidInReview')
}

export async function withdrawVersion(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const version = await versionOf(visit)
  if (version === null || version.live === null) return errorScreen(studio, lang, 404)
  const note = wordsOf(await visit.form(), 'withdrawal')
  if (note === '') return versionScreen(visit, tell(lang, 'noteMissing'))
  await withdrawWithScripts(studio.db, version, {
    withdrawal: { date: today(visit), note },
    newsroom,
  })
  await audit(studio, accountOf(visit).id, 'withdrawn', `${version.article} ${version.lang}`)
  return redirect('/publishing?said=saidReady')
}

export async function letReturn(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const version = await versionOf(visit)
  if (version === null) return errorScreen(studio, lang, 404)
  await withdrawWithScripts(studio.db, version, { withdrawal: null, newsroom })
  return redirect('/publishing?said=saidReady')
}

/**
 * The version with what the account, and windows that are gone, have typed in it: a note that says
 * what was put right must not go out beside the old words.
 */
async function settledVersion(visit: Visit): Promise<Version | null> {
  const version = await versionOf(visit)
  if (version === null) return null
  const { studio } = visit
  const now = studio.now()
  const held = await readWriting(studio.db, version, now)
  const except = held?.account === accountOf(visit).id ? null : held
  await settleDrafts(studio.db, version, { origin: version.origin, now, except })
  return versionOf(visit)
}

async function versionOf({ studio, params }: Visit): Promise<Version | null> {
  const { article = '', lang = '' } = params
  if (!/^[0-9a-hjkmnp-tv-z]{8}$/.test(article) || !isLang(lang)) return null
  return readVersion(studio.db, { article: parseArticleId(article), lang })
}

/** The day on the newsroom's clock. */
function today({ studio, newsroom }: Visit): string {
  const now = Temporal.Instant.fromEpochMilliseconds(studio.now())
  return now.toZonedDateTimeISO(newsroom.zone).toPlainDate().toString()
}
