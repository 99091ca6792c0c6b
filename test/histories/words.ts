// Kinds of edit: words, pictures, names, and when they are due.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDigest } from '../../src/model/id.ts'
import { updateArticle } from '../../src/store/articles.ts'
import { nameByline } from '../../src/store/bylines.ts'
import { putFix } from '../../src/store/fixes.ts'
import { putLink } from '../../src/store/people/links.ts'
import { putSpelling } from '../../src/store/people/people.ts'
import { putPicture } from '../../src/store/pictures.ts'
import { approve, putRevision, withdrawApproval } from '../../src/store/versions.ts'
import { parseLang } from '../../src/text/lang.ts'
import { wholeText } from '../desk.ts'
import { editText, historyTime, type Operation, pick, withArticle, withVersion } from './state.ts'

export const wordOperations: Readonly<Record<string, Operation>> = {
  async teaser(desk, state, draw) {
    await editText(desk, state, draw, (text) => ({ ...text, teaser: `Teaser ${state.step}.` }))
  },
  async byline(desk, state, draw) {
    const byline = [null, 'A. Writer', 'B. Writer'][draw(3)] ?? null
    await editText(desk, state, draw, (text) => ({ ...text, byline }))
  },
  async 'poster named'(desk, state, draw) {
    const poster = ['webmaster', 'kanat'][draw(2)]!
    await withArticle(state, draw, (id) => updateArticle(desk.db, id, { poster }))
    await nameByline(desk.db, poster, draw(3) === 0 ? null : `Pen name ${state.step}`)
  },
  async speakers(desk, state, draw) {
    const speakers = Array.from({ length: draw(3) }, (_, n) => `Speaker ${n + draw(3)}`)
    await withArticle(state, draw, (id) =>
      updateArticle(desk.db, id, { speakers: [...new Set(speakers)] }),
    )
  },
  async 'speaker known'(desk, state, draw) {
    const person = pick(state.persons, draw)
    await withArticle(state, draw, async (article) => {
      if (person === undefined) return
      const spelling = `Speaker ${draw(4)}`
      await putLink(desk.db, { article, person, spelling, place: 'speaker', status: 'confirmed' })
    })
  },
  async 'person not meant'(desk, state, draw) {
    const person = pick(state.persons, draw)
    await withArticle(state, draw, async (article) => {
      if (person === undefined) return
      const link = { article, person, spelling: 'Somebody', place: 'text' } as const
      await putLink(desk.db, { ...link, status: 'rejected' })
    })
  },
  async spelling(desk, state, draw) {
    const person = pick(state.persons, draw)
    if (person === undefined) return
    const status = draw(2) === 0 ? 'confirmed' : 'suggested'
    const spelling = { text: `Spelt ${state.step}`, source: 'editor', searchOnly: draw(3) === 0 }
    await putSpelling(desk.db, person, { ...spelling, status })
  },
  async place(desk, state, draw) {
    const place = [null, 'Munich', 'Ankara'][draw(3)] ?? null
    await withArticle(state, draw, (id) => updateArticle(desk.db, id, { place }))
  },
  async 'new picture'(desk, state) {
    const digest = parseDigest(createHash('sha256').update(`picture ${state.step}`).digest('hex'))
    for (const width of [480, 960])
      writeFileSync(join(desk.folder, 'media', `${digest}-${width}.webp`), webpOf(width, digest))
    await putPicture(desk.db, pictureOf(digest, null))
    state.pictures.push(digest)
  },
  async 'picture credited'(desk, state, draw) {
    const digest = pick(state.pictures, draw)
    if (digest !== undefined) await putPicture(desk.db, pictureOf(digest, `Photo ${state.step}`))
  },
  async 'picture shown'(desk, state, draw) {
    const image = draw(4) === 0 ? null : (pick(state.pictures, draw) ?? null)
    await withArticle(state, draw, (id) => updateArticle(desk.db, id, { image }))
  },
  async figure(desk, state, draw) {
    const digest = pick(state.pictures, draw)
    if (digest === undefined) return
    const figure = { type: 'figure', attrs: { picture: digest }, content: [] } as const
    await editText(desk, state, draw, (text) => ({
      ...text,
      body: { type: 'doc', content: [...(text.body.content ?? []), figure] },
      alt: { ...text.alt, [digest]: `What ${state.step} shows` },
    }))
  },
  async translated(desk, state, draw) {
    await withVersion(desk, state, draw, async (article, from) => {
      const { languages } = desk.newsroom()
      const lang = languages[draw(languages.length)]!
      if (lang === from) return
      const { number } = await putRevision(desk.db, {
        article,
        lang,
        origin: { kind: 'translated', from },
        text: wholeText({ headline: `Translated ${state.step}`, translator: 'T. Ranslator' }),
        madeAt: historyTime(state.step),
        madeBy: null,
        madeFrom: null,
      })
      await approve(desk.db, { article, lang }, { revision: number, publishAt: null })
    })
  },
  async scheduled(desk, state, draw) {
    await withVersion(desk, state, draw, async (article, lang) => {
      const { number } = await putRevision(desk.db, {
        article,
        lang,
        origin: { kind: 'written' },
        text: wholeText({ headline: `Scheduled ${state.step}` }),
        madeAt: historyTime(state.step),
        madeBy: null,
        madeFrom: null,
      })
      const publishAt = historyTime(state.step + draw(20))
      await approve(desk.db, { article, lang }, { revision: number, publishAt })
    })
  },
  async 'approval taken back'(desk, state, draw) {
    await withVersion(desk, state, draw, (article, lang) =>
      withdrawApproval(desk.db, { article, lang }),
    )
  },
  async 'phrase fixed'(desk, state, draw) {
    const target = ['', 'Mektep', `mektep-${state.step}`][draw(3)]!
    const to = parseLang(['ug-Latn', 'ug-Cyrl'][draw(2)]!)
    await putFix(desk.db, parseLang('ug'), { source: 'مەكتەپ', target, to })
  },
}

/** As much of a WebP file as says its size (RFC 9649): three wide by two high. */
function webpOf(width: number, words: string): Buffer {
  const head = Buffer.alloc(30)
  head.write('RIFF')
  head.write('WEBPVP8X', 8)
  head.writeUIntLE(width - 1, 24, 3)
  head.writeUIntLE((width * 2) / 3 - 1, 27, 3)
  return Buffer.concat([head, Buffer.from(`${words} ${width}`)])
}

function pictureOf(digest: ReturnType<typeof parseDigest>, credit: string | null) {
  const focus = { x: 0.5, y: 0.5 }
  return { digest, width: 960, height: 640, widths: [480, 960], credit, focus }
}
