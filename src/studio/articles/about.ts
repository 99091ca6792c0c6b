// Everything about an article but its words: section, speakers, people, place and time, picture.
// The same form makes a new article. Nothing here is versioned; it shows at the next publish.
import type { Article } from '../../model/article.ts'
import { type Digest, idFromBytes, parseArticleId, parsePersonId } from '../../model/id.ts'
import type { Person } from '../../model/person.ts'
import { checkMoment, type Moment } from '../../model/time.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { createArticle, updateArticle } from '../../store/articles.ts'
import { readBeginnings } from '../../store/drafts.ts'
import { readListed } from '../../store/lists.ts'
import { putLink, readLinks } from '../../store/people/links.ts'
import { readPeople } from '../../store/people/people.ts'
import { listPictures, readPictures } from '../../store/pictures.ts'
import { autonym, isLang, type Lang } from '../../text/lang.ts'
import { isZone } from '../../text/zone.ts'
import {
  area,
  boxes,
  field,
  type Sent,
  select,
  sentWith,
  textOf,
  textsOf,
  wordsOf,
} from '../fields.ts'
import { redirect, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { tell } from '../words.ts'
import { markIn } from './list.ts'
import { type ArticlePlace, versionPath } from './place.ts'

type Fields = Pick<Article, 'section' | 'tags' | 'place' | 'image'> & {
  readonly when: Moment | null
  readonly speakers: readonly string[]
}

export async function newScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, newsroom, studio } = visit
  const today = Temporal.Instant.fromEpochMilliseconds(studio.now()).toZonedDateTimeISO(
    newsroom.zone,
  )
  const empty: Fields = {
    section: null,
    tags: [],
    place: null,
    image: null,
    when: {
      date: today.toPlainDate().toString(),
      time: today.toPlainTime().toString({ smallestUnit: 'minute' }),
      zone: newsroom.zone,
      precision: newsroom.precision,
      raw: null,
    },
    speakers: [],
  }
  const languages = newsroom.languages.filter(
    (one) => !newsroom.derived.some(({ to }) => to === one),
  )
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: tell(lang, 'newArticle'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<form method="post" action="/articles/new">
${select({ label: tell(lang, 'writtenIn'), name: 'lang', value: sent.text('lang', ''), choices: languages.map((one) => ({ value: one, label: autonym(one), lang: one })) })}
${await fieldsOf(visit, empty, { sent })}
<button>${tell(lang, 'beginWriting')}</button>
</form>`,
  })
}

export async function makeArticle(visit: Visit): Promise<Response> {
  const { studio, lang, newsroom } = visit
  const form = await visit.form()
  const own = textOf(form, 'lang')
  const read = await readFields(visit, form)
  if (typeof read === 'string') return newScreen(visit, read)
  if (!isLang(own) || !newsroom.languages.includes(own))
    return newScreen(visit, tell(lang, 'noLanguageLikeThis'))
  const id = parseArticleId(idFromBytes(studio.random(5)))
  await createArticle(studio.db, id, { ...read, whenOpen: null })
  return redirect(versionPath(id, own))
}

export async function articleScreen(
  visit: Visit,
  place: ArticlePlace,
  fault?: string,
): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const { article } = place
  const [listed] = await readListed(studio.db, [article.id])
  const begun = await readBeginnings(studio.db, { ids: [article.id] })
  const headlines = [...(listed?.versions ?? []), ...begun].map(({ headline }) => headline)
  const headline = headlines.find((line) => line !== '')
  const fields = { ...article, speakers: article.speakers.map(({ name }) => name) }
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: headline ?? tell(lang, 'withoutHeadline'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<h2>${tell(lang, 'articleLanguages')}</h2>
<ul class="versions">${newsroom.languages.map((one) => {
      const found = listed?.versions.find(({ version }) => version.lang === one)
      const isStale = listed?.stale.includes(one)
      const mark = markIn(visit, one, { state: found?.state, begun, isStale })
      return html`<li><a href="${versionPath(article.id, one)}" lang="${one}">${autonym(one)}</a> ${mark}</li>`
    })}</ul>
<h2>${tell(lang, 'aboutArticle')}</h2>
${article.whenOpen !== null && html`<p class="notice">${tell(lang, 'dateOpen')}: <bdi>${article.whenOpen}</bdi></p>`}
${article.when?.raw && html`<p class="muted">${tell(lang, 'sourceSaid')}: <bdi>${article.when.raw}</bdi></p>`}
<form method="post" action="/articles/${article.id}">
${await fieldsOf(visit, fields, { sent, place })}
<button>${tell(lang, 'save')}</button>
</form>`,
  })
}

export async function changeArticle(visit: Visit, place: ArticlePlace): Promise<Response> {
  const { studio } = visit
  const { article } = place
  const form = await visit.form()
  const read = await readFields(visit, form)
  if (typeof read === 'string') return articleScreen(visit, place, read)
  await updateArticle(studio.db, article.id, read)
  await changePeople(visit, place, textsOf(form, 'person'))
  return redirect(`/articles/${article.id}?said=saidSaved`)
}

/** Persons the article names, as an editor ticks them; a link that is unticked stays refused. */
async function changePeople(
  { studio }: Visit,
  { article }: ArticlePlace,
  ticked: readonly string[],
): Promise<void> {
  const links = await readLinks(studio.db, { article: article.id })
  const people = await readPeople(studio.db)
  for (const { id, preferred, spellings } of people) {
    const mine = links.filter(({ person, place }) => person === id && place !== 'speaker')
    const isNamed = mine.some(({ status }) => status === 'confirmed')
    if (ticked.includes(id) === isNamed) continue
    const status = isNamed ? ('rejected' as const) : ('confirmed' as const)
    const spelling = Object.values(preferred)[0] ?? spellings[0]?.text ?? id
    const common = { article: article.id, person: parsePersonId(id), status }
    if (mine.length === 0) await putLink(studio.db, { ...common, spelling, place: 'text' })
    for (const link of mine) await putLink(studio.db, { ...link, status })
  }
}

async function fieldsOf(
  { lang, newsroom, studio }: Visit,
  fields: Fields,
  { sent, place }: { readonly sent: Sent; readonly place?: ArticlePlace },
): Promise<Html> {
  const { when, section, speakers, image, tags } = fields
  const named = newsroom.sections.map(({ key, name }) => ({
    value: key,
    label: name[lang] ?? Object.values(name)[0] ?? key,
  }))
  const pictures = await listPictures(studio.db, { limit: 60, skip: 0 })
  const people = place === undefined ? [] : await readPeople(studio.db)
  return html`${select({ label: tell(lang, 'articleSection'), name: 'section', value: sent.text('section', section ?? ''), choices: [{ value: '', label: '—' }, ...named] })}
${area({ label: tell(lang, 'articleSpeakers'), name: 'speakers', value: sent.text('speakers', speakers.join('\n')), hint: tell(lang, 'articleSpeakersHint'), required: false, rows: 2 })}
<fieldset><legend>${tell(lang, 'whenWhere')}</legend>
<div class="row">${field({ label: tell(lang, 'articleDate'), name: 'date', type: 'date', value: sent.text('date', when?.date ?? ''), required: false })}
${field({ label: tell(lang, 'timeOfDay'), name: 'time', value: sent.text('time', when?.time ?? ''), required: false, hint: '13:21' })}
${field({ label: tell(lang, 'articleZone'), name: 'zone', value: sent.text('zone', when?.zone ?? newsroom.zone), required: false, hint: tell(lang, 'articleZoneHint') })}</div>
${boxes({
  legend: tell(lang, 'whatReadersSee'),
  name: 'precision',
  type: 'radio',
  values: [sent.text('precision', when?.precision ?? newsroom.precision)],
  choices: [
    { value: 'day', label: tell(lang, 'showTheDay') },
    { value: 'minute', label: tell(lang, 'showTheMinute') },
  ],
})}</fieldset>
${field({ label: tell(lang, 'articlePlace'), name: 'place', value: sent.text('place', fields.place ?? ''), required: false, hint: tell(lang, 'articlePlaceHint') })}
${field({ label: tell(lang, 'articleTags'), name: 'tags', value: sent.text('tags', tags.join(', ')), required: false })}
${pictures.length > 0 && pictureChoice(lang, sent.text('image', image ?? ''), pictures)}
${people.length > 0 && place !== undefined && peopleBoxes(lang, sent.texts('person', place.article.people), people)}`
}

function pictureChoice(
  lang: Lang,
  image: string,
  pictures: Awaited<ReturnType<typeof listPictures>>,
): Html {
  return html`<fieldset class="shelf"><legend>${tell(lang, 'articlePicture')}</legend>
<p class="box"><input type="radio" name="image" id="image-none" value="" ${attribute('checked', image === '' ? '' : null)}> <label for="image-none">${tell(lang, 'noPicture')}</label></p>
${pictures.map(
  ({ digest, widths }) =>
    html`<p class="box"><input type="radio" name="image" id="image-${digest}" value="${digest}" ${attribute('checked', image === digest ? '' : null)}> <label for="image-${digest}"><img src="${`/media/${digest}/${widths[0] ?? 0}`}" alt="${digest.slice(0, 8)}" loading="lazy"></label></p>`,
)}</fieldset>`
}

function peopleBoxes(lang: Lang, named: readonly string[], people: readonly Person[]): Html {
  return html`<details><summary>${tell(lang, 'peopleNamed')}</summary>
${boxes({
  legend: tell(lang, 'peopleNamed'),
  name: 'person',
  values: named,
  choices: people.map(({ id, preferred, spellings }) => ({
    value: id,
    label: preferred[lang] ?? Object.values(preferred)[0] ?? spellings[0]?.text ?? id,
  })),
})}</details>`
}

/** The fields as sent, or a sentence on what does not fit. */
async function readFields(
  { lang, newsroom, studio }: Visit,
  form: FormData,
): Promise<Fields | string> {
  const [date, time, zone] = ['date', 'time', 'zone'].map((name) => textOf(form, name).trim())
  const section = textOf(form, 'section')
  const image = textOf(form, 'image')
  if (section !== '' && !newsroom.sections.some(({ key }) => key === section))
    return tell(lang, 'noSectionLikeThis')
  if (zone && !isZone(zone)) return tell(lang, 'noZoneLikeThis')
  const known = await readPictures(studio.db, image === '' ? [] : [image as Digest])
  const fields = {
    section: section === '' ? null : section,
    speakers: lines(wordsOf(form, 'speakers'), '\n'),
    tags: lines(wordsOf(form, 'tags'), ','),
    place: wordsOf(form, 'place') || null,
    image: known.has(image as Digest) ? (image as Digest) : null,
  }
  if (!date) return { ...fields, when: null }
  const wantsMinute = textOf(form, 'precision') === 'minute' && Boolean(time)
  const moment: Moment = {
    date,
    time: time || null,
    zone: zone || null,
    precision: wantsMinute ? 'minute' : 'day',
    raw: null,
  }
  try {
    return { ...fields, when: checkMoment(moment) }
  } catch (error) {
    if (error instanceof RangeError) return tell(lang, 'noDayLikeThis')
    throw error
  }
}

function lines(text: string, between: string): readonly string[] {
  return text
    .split(between)
    .map((line) => line.replace(/\s+/g, ' ').trim().slice(0, 200))
    .filter((line) => line !== '')
}
