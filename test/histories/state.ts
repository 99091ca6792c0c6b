// What a random history of a newsroom draws from: its articles and people so far, languages, days.
import type { Text } from '../../src/model/article.ts'
import type { ArticleId, Digest, PersonId } from '../../src/model/id.ts'
import { readRevision } from '../../src/store/revisions.ts'
import { readVersions } from '../../src/store/versions.ts'
import type { Lang } from '../../src/text/lang.ts'
import { type Desk, testNow } from '../desk.ts'

/** Draws whole numbers below `below`; a seeded one makes a history repeatable. */
export type Draw = (below: number) => number

export interface State {
  readonly articles: ArticleId[]
  readonly persons: PersonId[]
  readonly merged: PersonId[]
  readonly pictures: Digest[]
  step: number
}

/** One kind of edit. */
export type Operation = (desk: Desk, state: State, draw: Draw) => Promise<unknown>

/** A minute passes with every step: when the publish after `step` takes place. */
export function historyTime(step: number): number {
  return testNow + step * 60_000
}

/** Most articles fall into one month, which so becomes too long for one page. */
export function someDay(draw: Draw): { date: string } {
  const day = String(1 + draw(28)).padStart(2, '0')
  if (draw(3) !== 0) return { date: `2020-02-${day}` }
  return { date: `20${19 + draw(2)}-0${1 + draw(4)}-${day}` }
}

export function someLang(desk: Desk, draw: Draw): Lang {
  const { languages } = desk.newsroom()
  return languages[draw(languages.length)]!
}

export function pick<T>(from: readonly T[], draw: Draw): T | undefined {
  return from.length === 0 ? undefined : from[draw(from.length)]
}

export async function withArticle(
  state: State,
  draw: Draw,
  work: (id: ArticleId) => Promise<unknown>,
): Promise<void> {
  const id = pick(state.articles, draw)
  if (id !== undefined) await work(id)
}

export async function withVersion(
  desk: Desk,
  state: State,
  draw: Draw,
  work: (id: ArticleId, lang: Lang) => Promise<void>,
): Promise<void> {
  await withArticle(state, draw, async (id) => {
    const version = pick((await readVersions(desk.db, [id])).get(id) ?? [], draw)
    if (version !== undefined) await work(id, version.lang)
  })
}

export async function editText(
  desk: Desk,
  state: State,
  draw: Draw,
  edit: (text: Text) => Text,
): Promise<void> {
  await withVersion(desk, state, draw, async (article, lang) => {
    const version = (await readVersions(desk.db, [article]))
      .get(article)
      ?.find((candidate) => candidate.lang === lang)
    const text = version && (await readRevision(desk.db, { article, lang, number: version.newest }))
    if (!text) return
    await desk.write(article, lang, edit(wordsOf(text)))
  })
}

/** The words alone, without when and by whom. */
function wordsOf({ headline, teaser, teaserCut, body, extent, ...rest }: Text): Text {
  const { byline, translator, corrections, alt } = rest
  return { headline, teaser, teaserCut, body, extent, byline, translator, corrections, alt }
}
