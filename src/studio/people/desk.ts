// "People and names": proposals with their reasons, names nobody has registered, and the register.
// Nobody is linked without an editor's word, and "not the same" is remembered.
import { type ArticleId, idFromBytes, parsePersonId } from '../../model/id.ts'
import type { Person } from '../../model/person.ts'
import { type Html, html } from '../../render/html.ts'
import { readListed } from '../../store/lists.ts'
import type { PersonLink } from '../../store/people/links.ts'
import { createPerson, readPeople, readPerson } from '../../store/people/people.ts'
import { readProposals } from '../../store/people/propose.ts'
import { confirmSpellings, rejectSpellings } from '../../store/people/register.ts'
import { readStrangers } from '../../store/people/strangers.ts'
import { inTransaction } from '../../store/transaction.ts'
import { guessLang, type Lang } from '../../text/lang.ts'
import { compareNames, formatAlignment } from '../../text/names/compare.ts'
import { hidden, postForm, textOf, textsOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { mayUse } from '../rights.ts'
import { accountOf, type Visit } from '../route.ts'
import { type StudioWord, sayHtml, tell } from '../words.ts'

const shownMax = 60
const articlesShown = 3

export async function peopleScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio } = visit
  const people = await readPeople(studio.db)
  const proposals = await readProposals(studio.db)
  // A name that is asked about already is not asked about twice.
  const isAsked = new Set(proposals.map(({ spelling }) => spelling))
  const strangers = (await readStrangers(studio.db))
    .map((group) => group.filter(({ name }) => !isAsked.has(name)))
    .filter((group) => group.length > 0)
  return show(visit, {
    title: tell(lang, 'people'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<h2>${tell(lang, 'samePerson')}</h2>
${proposals.length === 0 ? html`<p>${tell(lang, 'noProposals')}</p>` : html`<ul class="cards">${await asked(visit, proposals, people)}</ul>`}
${strangers.length > 0 && html`<h2>${tell(lang, 'strangers')}</h2><p>${tell(lang, 'strangersHelp')}</p><ul class="cards">${strangers.slice(0, shownMax).map((group, index) => stranger(visit, group, index))}</ul>`}
<h2>${tell(lang, 'register')}</h2>
${people.length === 0 && html`<p>${tell(lang, 'registerEmpty')}</p>`}
<ul>${people.map((person) => html`<li><a href="/people/${person.id}"><bdi>${nameOf(person, lang)}</bdi></a>${person.unlisted && html` · ${tell(lang, 'unlisted')}`}</li>`)}</ul>`,
  })
}

/** One card for each person and spelling that waits, with why it may be them. */
async function asked(
  visit: Visit,
  proposals: readonly PersonLink[],
  people: readonly Person[],
): Promise<Html[]> {
  const { lang, studio } = visit
  const groups = [
    ...Map.groupBy(proposals, ({ person, spelling }) => `${person} ${spelling}`).values(),
  ].slice(0, shownMax)
  const inArticles = (links: readonly PersonLink[]): readonly ArticleId[] => [
    ...new Set(links.map(({ article }) => article)),
  ]
  const shown = groups.flatMap((links) => inArticles(links).slice(0, articlesShown))
  const listed = await readListed(studio.db, [...new Set(shown)])
  const headlines = new Map(
    listed.map(({ article, versions }) => [article.id, versions[0]?.headline]),
  )
  return groups.flatMap((links) => {
    const { person: id, spelling } = links[0] as PersonLink
    const person = people.find((one) => one.id === id)
    if (person === undefined) return []
    const both = html`${hidden('person', id)}${hidden('spelling', spelling)}`
    const { word, why } = reasonOf(spelling, person)
    return html`<li><h3>${sayHtml(lang, 'isItThem', { spelling, name: nameOf(person, lang) })}</h3>
<p class="hint">${tell(lang, word)} <code dir="auto">${why}</code> ${tell(lang, 'foundIn', { count: inArticles(links).length })}</p>
<ul>${inArticles(links)
      .slice(0, articlesShown)
      .map(
        (article) =>
          html`<li><a href="/articles/${article}"><bdi>${headlines.get(article) || tell(lang, 'withoutHeadline')}</bdi></a></li>`,
      )}</ul>
${
  maysEdit(visit) &&
  html`<div class="row">${postForm('/people/confirm', tell(lang, 'theSame'), both)}${postForm('/people/reject', tell(lang, 'notTheSame'), both, 'quiet')}</div>`
}</li>`
  })
}

/** How alike the spelling is to the nearest of the person's names, and letter by letter why. */
function reasonOf(spelling: string, person: Person): { word: StudioWord; why: string } {
  const known = person.spellings.filter(({ status }) => status === 'confirmed')
  const names = [...Object.values(person.preferred), ...known.map(({ text }) => text)]
  if (names.includes(spelling)) return { word: 'reasonKnown', why: spelling }
  const compared = names
    .filter((name) => name !== undefined)
    .map((name) => compareNames(spelling, name))
    .sort((one, other) => other.score - one.score)
  const { band = 'none', why = [] } = compared[0] ?? {}
  const words = {
    sure: 'reasonSure',
    likely: 'reasonLikely',
    weak: 'reasonWeak',
    none: 'reasonWeak',
  } as const
  return { word: words[band], why: formatAlignment(why) }
}

function stranger(
  visit: Visit,
  group: readonly { readonly name: string; readonly count: number }[],
  index: number,
): Html {
  const { lang } = visit
  const [first] = group
  const content = html`${hidden('name', first?.name ?? '')}
<fieldset><legend>${tell(lang, 'spellings')}</legend>${group.map(({ name, count }, at) => {
    const id = `s${index}-${at}`
    return html`<p class="box"><input type="checkbox" id="${id}" name="spellings" value="${name}" checked> <label for="${id}"><bdi>${name}</bdi> (${count})</label></p>`
  })}</fieldset>`
  return html`<li>${maysEdit(visit) ? postForm('/people/new', tell(lang, 'newPerson'), content, 'quiet') : group.map(({ name }) => html`<bdi>${name}</bdi> `)}</li>`
}

export async function confirmName(visit: Visit): Promise<Response> {
  const given = await readAnswer(visit)
  if (given === null) return redirect('/people')
  await confirmSpellings(visit.studio.db, { ...given, searchOnly: false })
  return redirect('/people?said=saidReady')
}

export async function rejectName(visit: Visit): Promise<Response> {
  const given = await readAnswer(visit)
  if (given === null) return redirect('/people')
  await rejectSpellings(visit.studio.db, given)
  return redirect('/people?said=saidSaved')
}

async function readAnswer({ studio, form }: Visit) {
  const fields = await form()
  const [id, spelling] = [textOf(fields, 'person'), textOf(fields, 'spelling').trim()]
  if (!/^[0-9a-hjkmnp-tv-z]{8}$/.test(id) || !/\p{L}/u.test(spelling)) return null
  const person = await readPerson(studio.db, parsePersonId(id))
  return person === null ? null : { person: person.id, spellings: [spelling] }
}

export async function makePerson(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const form = await visit.form()
  const name = textOf(form, 'name').trim()
  const spellings = [...new Set([name, ...textsOf(form, 'spellings')])].filter((text) =>
    /\p{L}/u.test(text),
  )
  if (!/\p{L}/u.test(name)) return peopleScreen(visit, tell(lang, 'nameMissing'))
  const id = parsePersonId(idFromBytes(studio.random(5)))
  const guessed = guessLang(name)
  const tag = (
    guessed !== null && newsroom.languages.includes(guessed) ? guessed : newsroom.languages[0]
  ) as Lang
  await inTransaction(studio.db, async (tx) => {
    await createPerson(tx, {
      id,
      preferred: { [tag]: name },
      spellings: [],
      unlisted: false,
      slug: null,
    })
    await confirmSpellings(tx, { person: id, spellings, searchOnly: false })
  })
  return redirect(`/people/${id}?said=saidReady`)
}

/** The person's name for somebody who reads `lang`. */
export function nameOf({ preferred, id }: Person, lang: Lang): string {
  return preferred[lang] ?? Object.values(preferred)[0] ?? id
}

export function maysEdit(visit: Visit): boolean {
  return mayUse(['editor'], { account: accountOf(visit) })
}
