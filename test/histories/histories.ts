// Random histories of a newsroom: every kind of edit that readers may notice. Used by the property
// that publishing what changed equals printing everything.
import { bodyOfParagraphs } from '../../src/model/body.ts'
import { readArticle, updateArticle } from '../../src/store/articles.ts'
import { putLink } from '../../src/store/people/links.ts'
import {
  createPerson,
  mergePeople,
  splitPerson,
  updatePerson,
} from '../../src/store/people/people.ts'
import { addAddress } from '../../src/store/sources.ts'
import { withdraw } from '../../src/store/versions.ts'
import { parseLang } from '../../src/text/lang.ts'
import type { Desk } from '../desk.ts'
import { newsroomOperations, settingsChanged } from './newsroom.ts'
import {
  type Draw,
  editText,
  historyTime,
  type Operation,
  pick,
  type State,
  someDay,
  someLang,
  withArticle,
  withVersion,
} from './state.ts'
import { wordOperations } from './words.ts'

/** The kinds of edit, by name. */
const operations: Readonly<Record<string, Operation>> = {
  ...wordOperations,
  ...newsroomOperations,
  async 'new article'(desk, state, draw) {
    const section = [undefined, 'press', 'letters'][draw(3)]
    const id = await desk.create(someDay(draw), section === undefined ? {} : { section })
    state.articles.push(id)
    const lang = someLang(desk, draw)
    const headline = lang === 'ug' ? `مەكتەپ خەۋىرى ${state.step}` : `Headline ${state.step}`
    await desk.write(id, lang, { headline })
  },
  async translation(desk, state, draw) {
    await withArticle(state, draw, (id) =>
      desk.write(id, someLang(desk, draw), { headline: `In another language ${state.step}` }),
    )
  },
  async headline(desk, state, draw) {
    await editText(desk, state, draw, (text) => ({ ...text, headline: `${text.headline} *` }))
  },
  async body(desk, state, draw) {
    await editText(desk, state, draw, (text) => ({
      ...text,
      body: bodyOfParagraphs([`Another body ${state.step}.`]),
    }))
  },
  async correction(desk, state, draw) {
    await editText(desk, state, draw, (text) => ({
      ...text,
      corrections: [...text.corrections, { date: '2026-11-24', note: `Corrected ${state.step}` }],
    }))
  },
  async 're-date'(desk, state, draw) {
    await withArticle(state, draw, async (id) => {
      const article = await readArticle(desk.db, id)
      if (article?.when)
        await updateArticle(desk.db, id, { when: { ...article.when, ...someDay(draw) } })
    })
  },
  async 'other section'(desk, state, draw) {
    await withArticle(state, draw, (id) =>
      updateArticle(desk.db, id, { section: [null, 'press', 'letters'][draw(3)] ?? null }),
    )
  },
  async withdrawal(desk, state, draw) {
    await withVersion(desk, state, draw, async (article, lang) => {
      const note = draw(3) === 0 ? null : { date: '2026-11-24', note: `Withdrawn ${state.step}` }
      await withdraw(desk.db, { article, lang }, note)
    })
  },
  async 'new person'(desk, state, draw) {
    const id = desk.newPersonId()
    state.persons.push(id)
    const preferred = { [parseLang('en')]: `Person ${state.step}` }
    await createPerson(desk.db, {
      id,
      preferred,
      spellings: [],
      unlisted: draw(5) === 0,
      slug: null,
    })
  },
  async 'person named'(desk, state, draw) {
    await withArticle(state, draw, async (article) => {
      const person = pick(state.persons, draw)
      if (person !== undefined)
        await putLink(desk.db, {
          article,
          person,
          spelling: 'Somebody',
          place: 'text',
          status: 'confirmed',
        })
    })
  },
  async 'person renamed'(desk, state, draw) {
    const person = pick(state.persons, draw)
    const preferred = { [parseLang('en')]: `Renamed ${state.step}` }
    if (person !== undefined)
      await updatePerson(desk.db, person, { preferred, unlisted: draw(4) === 0 })
  },
  async merge(desk, state, draw) {
    const [from, into] = [pick(state.persons, draw), pick(state.persons, draw)]
    if (from === undefined || into === undefined || from === into) return
    await mergePeople(desk.db, { from, into })
    state.persons.splice(state.persons.indexOf(from), 1)
    state.merged.push(from)
  },
  async split(desk, state, draw) {
    const person = pick(state.merged, draw)
    if (person === undefined) return
    await splitPerson(desk.db, person)
    state.merged.splice(state.merged.indexOf(person), 1)
    state.persons.push(person)
  },
  async 'old address'(desk, state, draw) {
    await withArticle(state, draw, async (article) => {
      const path = [
        `/node/${state.step}`,
        `/?q=node/${state.step}`,
        `/old/page-${state.step}.html`,
      ][draw(3)]!
      await addAddress(desk.db, { path, article, lang: null })
    })
  },
  async 'section renamed'(desk, state) {
    const newsroom = desk.newsroom()
    const sections = newsroom.sections.map((section) => ({
      ...section,
      name: { [parseLang('en')]: `Section ${state.step}` },
    }))
    await desk.settle({ ...newsroom, sections })
  },
  async 'language added'(desk) {
    const newsroom = desk.newsroom()
    const more = ['ru', 'de', 'kk']
      .map(parseLang)
      .find((lang) => !newsroom.languages.includes(lang))
    if (more !== undefined)
      await desk.settle({ ...newsroom, languages: [...newsroom.languages, more] })
  },
  async 'theme changed'(desk, state) {
    const colours = { light: state.step % 2 === 0 ? '#0b4f8a' : '#7a1f1f', dark: '#8fc3f3' }
    await desk.settle({ ...desk.newsroom(), colours })
  },
}

/** Runs `steps` random operations, calling `between` after each. Says how often each kind came. */
export async function live(
  desk: Desk,
  run: { steps: number; draw: Draw; between: (step: number, now: number) => Promise<void> },
): Promise<ReadonlyMap<string, number>> {
  const done = new Map<string, number>()
  const state: State = { articles: [], persons: [], merged: [], pictures: [], step: 0 }
  const names = Object.keys(operations)
  // Settings touch everything: they come, but rarely, or nothing else would be tested.
  const rare = new Set(['section renamed', 'language added', 'theme changed', ...settingsChanged])
  for (state.step = 1; state.step <= run.steps; state.step += 1) {
    let name = state.step <= 5 ? 'new article' : names[run.draw(names.length)]!
    if (rare.has(name) && run.draw(6) !== 0) name = 'new article'
    await operations[name]!(desk, state, run.draw)
    done.set(name, (done.get(name) ?? 0) + 1)
    await run.between(state.step, historyTime(state.step))
  }
  return done
}

/** A repeatable source of numbers (mulberry32). */
export function seeded(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
