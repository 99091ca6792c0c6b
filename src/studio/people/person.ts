// One person: preferred names, spellings, whether readers may find them, merging and splitting.
import { type PersonId, parsePersonId } from '../../model/id.ts'
import type { Person } from '../../model/person.ts'
import { html } from '../../render/html.ts'
import { readLinks } from '../../store/people/links.ts'
import {
  mergePeople,
  readMerged,
  readPeople,
  readPerson,
  renamePerson,
  splitPerson,
  updatePerson,
} from '../../store/people/people.ts'
import { inTransaction } from '../../store/transaction.ts'
import { autonym } from '../../text/lang.ts'
import {
  boxes,
  field,
  hidden,
  postForm,
  select,
  sentWith,
  textOf,
  textsOf,
  wordsOf,
} from '../fields.ts'
import { errorScreen, redirect, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { maysEdit, nameOf } from './desk.ts'

const statuses = {
  confirmed: 'spellingConfirmed',
  suggested: 'spellingSuggested',
  rejected: 'spellingRejected',
} as const satisfies Record<string, StudioWord>

export async function personScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio } = visit
  const person = await personOf(visit)
  if (person === null) return errorScreen(studio, lang, 404)
  const links = await readLinks(studio.db, { person: person.id, status: 'confirmed' })
  return show(visit, {
    title: nameOf(person, lang),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<p>${tell(lang, 'foundIn', { count: new Set(links.map(({ article }) => article)).size })}</p>
<h2>${tell(lang, 'spellings')}</h2>
<ul>${person.spellings.map(({ text, status, searchOnly }) => html`<li><bdi>${text}</bdi> · <span class="hint">${tell(lang, statuses[status])}${searchOnly && html`, ${tell(lang, 'searchOnly')}`}</span></li>`)}</ul>
${maysEdit(visit) ? await editForms(visit, person, fault) : null}
<p><a href="/people">${tell(lang, 'people')}</a></p>`,
  })
}

async function editForms(visit: Visit, person: Person, fault?: string) {
  const { lang, studio, newsroom } = visit
  const sent = await sentWith(visit, fault)
  const here = `/people/${person.id}`
  const merged = await readMerged(studio.db, person.id)
  const others = (await readPeople(studio.db)).filter(({ id }) => id !== person.id)
  return html`<h2>${tell(lang, 'preferredNames')}</h2>
<form method="post" action="${here}">
${newsroom.languages.map((tag) => field({ label: autonym(tag), name: `name-${tag}`, value: sent.text(`name-${tag}`, person.preferred[tag] ?? ''), lang: tag, required: false }))}
${boxes({ legend: tell(lang, 'unlisted'), name: 'unlisted', values: sent.texts('unlisted', person.unlisted ? ['yes'] : []), choices: [{ value: 'yes', label: tell(lang, 'neverListed') }], hint: tell(lang, 'unlistedHint') })}
<button>${tell(lang, 'save')}</button></form>
${
  others.length > 0 &&
  html`<h2>${tell(lang, 'mergePeople')}</h2>${postForm(`${here}/merge`, tell(lang, 'mergePeople'), select({ label: tell(lang, 'mergeInto'), name: 'into', choices: others.map((other) => ({ value: other.id, label: nameOf(other, lang) })), hint: tell(lang, 'mergeHint') }), 'quiet')}`
}
${merged.map((id) => postForm(`/people/${id}/split`, tell(lang, 'splitPeople', { id }), hidden('back', person.id), 'quiet'))}`
}

export async function savePerson(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const person = await personOf(visit)
  if (person === null) return errorScreen(studio, lang, 404)
  const form = await visit.form()
  const names = newsroom.languages.map(
    (tag) => [tag, wordsOf(form, `name-${tag}`).slice(0, 200)] as const,
  )
  if (names.some(([, name]) => name !== '' && !/\p{L}/u.test(name)))
    return personScreen(visit, tell(lang, 'nameMissing'))
  await inTransaction(studio.db, async (tx) => {
    for (const [tag, name] of names) {
      if (name !== '') await renamePerson(tx, person.id, { lang: tag, name })
    }
    const unlisted = textsOf(form, 'unlisted').includes('yes')
    if (unlisted !== person.unlisted) await updatePerson(tx, person.id, { unlisted })
  })
  return redirect(`/people/${person.id}?said=saidReady`)
}

export async function mergeInto(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const from = await personOf(visit)
  const into = await findPerson(visit, textOf(await visit.form(), 'into'))
  if (from === null || into === null || from.id === into.id) return errorScreen(studio, lang, 404)
  await mergePeople(studio.db, { from: from.id, into: into.id })
  return redirect(`/people/${into.id}?said=saidReady`)
}

export async function splitOff(visit: Visit): Promise<Response> {
  const { lang, studio, params } = visit
  const id = idOf(params['person'] ?? '')
  const person = await personOf(visit)
  if (id === null || person === null || person.id === id) return errorScreen(studio, lang, 404)
  await splitPerson(studio.db, id)
  return redirect(`/people/${id}?said=saidReady`)
}

/** Who stands for the person in the address now. */
async function personOf(visit: Visit): Promise<Person | null> {
  return findPerson(visit, visit.params['person'] ?? '')
}

async function findPerson({ studio }: Visit, text: string): Promise<Person | null> {
  const id = idOf(text)
  return id === null ? null : readPerson(studio.db, id)
}

function idOf(text: string): PersonId | null {
  return /^[0-9a-hjkmnp-tv-z]{8}$/.test(text) ? parsePersonId(text) : null
}
