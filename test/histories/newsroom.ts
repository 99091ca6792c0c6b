// Kinds of edit: the newsroom's settings, which every page may show.
import { bodyOfParagraphs } from '../../src/model/body.ts'
import { parseLang } from '../../src/text/lang.ts'
import type { Operation } from './state.ts'

export const newsroomOperations: Readonly<Record<string, Operation>> = {
  async 'scripts derived'(desk) {
    const newsroom = desk.newsroom()
    const more = ['ug-Latn', 'ug-Cyrl']
      .map(parseLang)
      .find((lang) => !newsroom.languages.includes(lang))
    if (more === undefined) return
    const derived = [...newsroom.derived, { from: parseLang('ug'), to: more }]
    await desk.settle({ ...newsroom, languages: [...newsroom.languages, more], derived })
  },
  async 'languages in another order'(desk, _state, draw) {
    const newsroom = desk.newsroom()
    const [first, ...rest] = newsroom.languages
    const at = draw(rest.length)
    const languages = [first!, ...rest.slice(at), ...rest.slice(0, at)]
    await desk.settle({ ...newsroom, languages })
  },
  async 'section added'(desk, state) {
    const newsroom = desk.newsroom()
    const section = { key: `s${state.step}`, name: { [parseLang('en')]: `Added ${state.step}` } }
    await desk.settle({ ...newsroom, sections: [...newsroom.sections, section].slice(-5) })
  },
  async about(desk, state) {
    const about = { [parseLang('en')]: bodyOfParagraphs([`About us, ${state.step}.`]) }
    await desk.settle({ ...desk.newsroom(), about })
  },
  async mirrors(desk, state, draw) {
    const kind = draw(2) === 0 ? ('web' as const) : ('onion' as const)
    const end = kind === 'web' ? 'example' : 'onion'
    const mirror = { url: `https://mirror-${state.step}.${end}/`, kind }
    const mirrors = [...desk.newsroom().mirrors, mirror].slice(-3)
    await desk.settle({ ...desk.newsroom(), mirrors })
  },
  async 'newsroom renamed'(desk, state) {
    const name = { [parseLang('en')]: `The Test ${state.step}`, [parseLang('ug')]: 'سىناق' }
    await desk.settle({ ...desk.newsroom(), name })
  },
}

/** Those of them that touch everything. */
export const settingsChanged: readonly string[] = Object.keys(newsroomOperations)
