// What a trial or an import shows of itself in the studio: every count, and of everything else as much
// as a screen holds, however large the old site is.
import { type Body, blockTexts, bodyOfParagraphs } from '../../model/body.ts'
import type { MoveDateline, MoveFound, MovePreview, MoveTold } from '../../model/move-in.ts'
import type { Account, AccountItem } from '../import/account.ts'
import type { ReadyArticle } from '../import/prepare.ts'

export interface Finding {
  /** `ready` is the article behind an entry, when one was written. */
  add(entry: AccountItem, ready: ReadyArticle | null): void
  found(account: Account): MoveFound
}

const most = { datelines: 8, open: 4, ofOneShape: 2, posters: 20, told: 20, kinds: 40, previews: 3 }
const oldMax = 800
const bodyJsonMax = 2000
const lineMax = 300

/** Begins; `lang` is that of texts that do not say. */
export function newFinding(lang: string): Finding {
  const languages = new Map<string | null, number>()
  const posters = new Map<string, number>()
  const datelines: MoveDateline[] = []
  const open: MoveDateline[] = []
  const shapes = new Map<string, number>()
  const told: MoveTold[] = []
  const even: MovePreview[] = []
  const doubtful: MovePreview[] = []
  let openDates = 0
  let toldAll = 0
  let articles = 0
  const addDateline = ({ when, whenOpen }: ReadyArticle['found']): void => {
    if (when === null) openDates += 1
    if (when === null && open.length < most.open)
      open.push({ raw: null, when: null, open: whenOpen?.slice(0, lineMax) ?? null })
    if (when === null || when.raw === null || datelines.length >= most.datelines) return
    const shape = when.raw.replace(/\d/g, '0').replace(/\p{L}+/gu, 'a')
    const known = shapes.get(shape) ?? 0
    if (known >= most.ofOneShape) return
    shapes.set(shape, known + 1)
    const { date, time, zone, raw } = when
    datelines.push({ raw: raw.slice(0, lineMax), when: { date, time, zone }, open: null })
  }
  return {
    add(entry, ready) {
      const { where, name, fate, reason } = entry
      if (reason !== null) {
        toldAll += 1
        if (told.length < most.told)
          told.push({
            where: where.slice(-lineMax),
            name: name?.slice(0, lineMax) ?? null,
            fate,
            reason: reason.slice(0, lineMax),
          })
      }
      if (ready === null) return
      articles += 1
      const { found } = ready
      addDateline(found)
      for (const { lang: tag } of found.versions) languages.set(tag, (languages.get(tag) ?? 0) + 1)
      if (found.poster !== null) posters.set(found.poster, (posters.get(found.poster) ?? 0) + 1)
      if (entry.notes.length > 0 || reason !== null) {
        if (doubtful.length < most.previews) doubtful.push(...previewOf(entry, ready, lang))
      } else if (isSpread(articles)) {
        even.push(...previewOf(entry, ready, lang))
        if (even.length > most.previews) even.splice(1, 1)
      }
    },
    found({ counts, kinds }) {
      const ranked = [...posters].sort((a, b) => b[1] - a[1])
      return {
        counts,
        kinds: [...kinds].slice(0, most.kinds).map(([what, of]) => ({ what, counts: of })),
        languages: [...languages].map(([tag, count]) => ({ lang: tag, count })),
        datelines: [...datelines, ...open],
        openDates,
        posters: ranked.slice(0, most.posters).map(([name, count]) => ({ name, count })),
        postersMore: Math.max(0, ranked.length - most.posters),
        told,
        toldMore: toldAll - told.length,
        previews: [...even, ...doubtful],
      }
    },
  }
}

/** 1, 2, 4, 8, ...: however many come, those shown are from all over the source. */
function isSpread(number: number): boolean {
  return Number.isInteger(Math.log2(number))
}

function previewOf(
  { where, notes }: AccountItem,
  { found, kept }: ReadyArticle,
  lang: string,
): readonly MovePreview[] {
  const version = found.versions[0]
  if (version === undefined) return []
  const digests = new Map([...kept].map(([name, { digest }]) => [name, digest]))
  const { headline, teaser, body } = version.text(digests)
  return [
    {
      where: where.slice(-lineMax),
      lang: version.lang ?? lang,
      old: (version.old?.() ?? '').slice(0, oldMax),
      headline: headline.slice(0, lineMax),
      teaser: teaser.slice(0, lineMax),
      body: beginningOf(body),
      notes: notes.slice(0, 5).map((note) => note.slice(0, lineMax)),
    },
  ]
}

/** As many whole blocks as a preview holds; of one that is longer, its first words. */
function beginningOf(body: Body): Body {
  const blocks = body.content ?? []
  let size = 0
  const whole = blocks.filter((block) => {
    size += JSON.stringify(block).length
    return size <= bodyJsonMax
  })
  if (whole.length > 0) return { type: 'doc', content: whole }
  return bodyOfParagraphs([blockTexts(body).join(' ').slice(0, oldMax)])
}
