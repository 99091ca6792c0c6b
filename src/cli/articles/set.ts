// `xewer articles set`: settles what import left open and moves versions from state to state. What
// is given is checked before anything is changed, and changed in one transaction.
import { withdrawWithScripts } from '../../edition/derive.ts'
import { type ArticleId, parseArticleId } from '../../model/id.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import { checkMoment, type Moment } from '../../model/time.ts'
import { type ArticleFields, readArticle, updateArticle } from '../../store/articles.ts'
import type { Db } from '../../store/db.ts'
import { readRevision } from '../../store/revisions.ts'
import { inTransaction } from '../../store/transaction.ts'
import {
  approve,
  putRevision,
  readVersions,
  returnToDraft,
  sendToReview,
  type VersionKey,
  withdrawApproval,
} from '../../store/versions.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import { Failure, type Io, parseOptions, readOption, UsageError } from '../command.ts'
import { openNewsroom } from '../newsroom-folder.ts'
import { checkSection } from '../sections.ts'

export const setOptionsUsage = `
  --date D             2020-05-28, 2020-05-28T13:21 (newsroom's zone), or with an offset or Z
  --speaker NAME       who makes the statement; may be given several times
  --confirm-speaker    the speaker proposed from the headline is right
  --no-speaker         nobody in particular; drops the proposal
  --section S          the section's key; "" for none
  --place P            place of the dateline; "" for none
  --state S            drafting, in-review, approved, withdrawn; of --language, or of all versions
  --at D               with --state approved: hold back until then
  --note TEXT          with --state withdrawn: what readers are told
  --headline TEXT      of --language; needs approval like any change of words
  --language L         which version --state and --headline mean`.slice(1)

const options = {
  data: { type: 'string' },
  date: { type: 'string' },
  speaker: { type: 'string', multiple: true },
  'confirm-speaker': { type: 'boolean' },
  'no-speaker': { type: 'boolean' },
  section: { type: 'string' },
  place: { type: 'string' },
  state: { type: 'string' },
  at: { type: 'string' },
  note: { type: 'string' },
  headline: { type: 'string' },
  language: { type: 'string' },
} as const

type Values = ReturnType<typeof parseOptions<typeof options>>['values']

const settableStates = ['drafting', 'in-review', 'approved', 'withdrawn']

export async function set(args: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseOptions(args, options)
  const { data, language, ...changes } = values
  if (positionals.length === 0) throw new UsageError('Say the id of an article')
  if (Object.keys(changes).length === 0) throw new UsageError('Say what to change')
  const ids = positionals.map((id) => readOption(id, parseArticleId))
  const lang = language === undefined ? null : readOption(language, parseLang)
  checkTogether(values, lang)
  const { store, newsroom } = await openNewsroom(data, io)
  try {
    const fields = readFields(values, newsroom)
    const at = values.at === undefined ? null : instantOption(values.at, newsroom)
    await inTransaction(store.db, async (tx) => {
      for (const id of ids) {
        await setFields(tx, id, { fields, confirm: values['confirm-speaker'] ?? false })
        const keys = await keysOf(tx, id, lang)
        if (values.headline !== undefined) await setHeadline(tx, keys[0]!, values.headline)
        if (values.state === undefined) continue
        for (const key of keys) await setState(tx, key, { values, at, newsroom })
      }
    })
    return 0
  } finally {
    await store.close()
  }
}

function checkTogether(values: Values, lang: Lang | null): void {
  const { state, at, note, headline } = values
  if (state !== undefined && !settableStates.includes(state)) {
    const live = state === 'live' ? '; "xewer publish" makes approved versions live' : ''
    throw new UsageError(`"${state}" is none of ${settableStates.join(', ')}${live}`)
  }
  if (at !== undefined && state !== 'approved') throw new UsageError('--at needs --state approved')
  if (note !== undefined && state !== 'withdrawn')
    throw new UsageError('--note needs --state withdrawn')
  if (state === 'withdrawn' && !note?.trim())
    throw new UsageError('--state withdrawn needs --note: readers are told why')
  if (headline !== undefined && lang === null) throw new UsageError('--headline needs --language')
  if (headline?.trim() === '') throw new UsageError('The headline is empty')
  const speakers = [values.speaker, values['confirm-speaker'], values['no-speaker']]
  if (speakers.filter((value) => value !== undefined).length > 1)
    throw new UsageError('Give one of --speaker, --confirm-speaker, --no-speaker')
}

function readFields(values: Values, newsroom: Newsroom): Partial<ArticleFields> {
  const { date, section, place, speaker } = values
  if (section) checkSection(section, newsroom)
  const names = values['no-speaker'] ? [] : speaker?.map((name) => name.trim())
  if (names?.includes('')) throw new UsageError('The speaker has no name')
  return {
    ...(date !== undefined && { when: momentOption(date, newsroom) }),
    ...(section !== undefined && { section: section || null }),
    ...(place !== undefined && { place: place || null }),
    ...(names !== undefined && { speakers: names, speakerProposed: null }),
  }
}

async function setFields(
  tx: Db,
  id: ArticleId,
  { fields, confirm }: { readonly fields: Partial<ArticleFields>; readonly confirm: boolean },
): Promise<void> {
  const article = await readArticle(tx, id)
  if (article === null) {
    const advice = ['Nothing was changed. "xewer articles list" shows them all.']
    throw new Failure('ART-01', `There is no article "${id}"`, advice)
  }
  const changes: { -readonly [K in keyof ArticleFields]?: ArticleFields[K] } = { ...fields }
  // The source's own words stay beside what an editor has understood.
  if (fields.when) changes.when = { ...fields.when, raw: article.when?.raw ?? null }
  if (confirm) {
    if (article.speakerProposed === null) {
      const advice = ['Nothing was changed. Name the speaker with --speaker NAME.']
      throw new Failure('ART-02', `No speaker is proposed for article "${id}"`, advice)
    }
    changes.speakers = [article.speakerProposed]
    changes.speakerProposed = null
  }
  await updateArticle(tx, id, changes)
}

async function keysOf(tx: Db, id: ArticleId, lang: Lang | null): Promise<readonly VersionKey[]> {
  const versions = (await readVersions(tx, [id])).get(id) ?? []
  const keys = versions.filter((version) => lang === null || version.lang === lang)
  if (lang !== null && keys.length === 0) {
    const advice = ['Nothing was changed.']
    throw new Failure('ART-03', `Article "${id}" does not exist in "${lang}"`, advice)
  }
  return keys.map(({ article, lang }) => ({ article, lang }))
}

async function setHeadline(tx: Db, key: VersionKey, headline: string): Promise<void> {
  const version = (await readVersions(tx, [key.article])).get(key.article)
  const { origin, newest } = version!.find(({ lang }) => lang === key.lang)!
  const revision = await readRevision(tx, { ...key, number: newest })
  const { number: _, madeAt: __, madeBy: ___, madeFrom, ...text } = revision!
  const made = { madeAt: Date.now(), madeBy: null, madeFrom }
  await putRevision(tx, { ...key, origin, text: { ...text, headline: headline.trim() }, ...made })
}

async function setState(
  tx: Db,
  key: VersionKey,
  {
    values,
    at,
    newsroom,
  }: { readonly values: Values; readonly at: number | null; readonly newsroom: Newsroom },
): Promise<void> {
  const version = (await readVersions(tx, [key.article])).get(key.article)
  const found = version!.find(({ lang }) => lang === key.lang)!
  if (values.state === 'withdrawn') {
    const date = Temporal.Now.plainDateISO(newsroom.zone).toString()
    const withdrawal = { date, note: values.note ?? '' }
    await withdrawWithScripts(tx, found, { withdrawal, newsroom })
    return
  }
  if (found.withdrawal !== null)
    await withdrawWithScripts(tx, found, { withdrawal: null, newsroom })
  if (values.state === 'approved') await approve(tx, key, { revision: found.newest, publishAt: at })
  else {
    await withdrawApproval(tx, key)
    await (values.state === 'in-review' ? sendToReview : returnToDraft)(tx, key)
  }
}

function momentOption(text: string, newsroom: Newsroom): Moment {
  return readOption(text, () => {
    const form = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(Z|[+-]\d{2}:\d{2})?)?$/.exec(text.trim())
    if (form === null)
      throw new SyntaxError(`Cannot read date "${text}": not like 2020-05-28T13:21`)
    const [, date = '', time = null, zone = newsroom.zone] = form
    const precision = time === null ? 'day' : 'minute'
    return checkMoment({ date, time, zone: time === null ? null : zone, precision, raw: null })
  })
}

function instantOption(text: string, newsroom: Newsroom): number {
  const { date, time, zone } = momentOption(text, newsroom)
  const plain = Temporal.PlainDateTime.from(`${date}T${time ?? '00:00'}`)
  const zoneId = zone === null ? newsroom.zone : zone === 'Z' ? 'UTC' : zone
  return plain.toZonedDateTime(zoneId).epochMilliseconds
}
