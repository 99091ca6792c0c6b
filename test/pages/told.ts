// A story of the site as it stands in one language: where, with which words, people and pictures.
import type { Body } from '../../src/model/body.ts'
import type { Picture } from '../../src/model/newsroom.ts'
import type { Moment } from '../../src/model/time.ts'
import {
  type Alternate,
  type ArticleView,
  articlePath,
  type Item,
  type Link,
  type PictureView,
} from '../../src/render/views.ts'
import { fallbackChain, folderOf, type Lang, parseLang } from '../../src/text/lang.ts'
import { everyNode, pictureDigest, prose } from './bodies.ts'
import { names, persons, type Story, stories } from './stories.ts'

export const languages = Object.keys(names).map(parseLang)

const picture: Picture = {
  digest: pictureDigest,
  width: 1280,
  height: 800,
  widths: [320, 640, 1280],
  credit: 'Dawan',
  focus: { x: 0.5, y: 0.5 },
}

export function toldIn(lang: Lang): readonly Story[] {
  return stories.filter((story) => lang in story.telling)
}

export function pathOf(story: Story, lang: Lang): string {
  return articlePath(lang, story.date.slice(0, 7), story)
}

export function alternatesOf(story: Story): readonly Alternate[] {
  const told = languages.filter((lang) => lang in story.telling)
  return told.map((lang) => ({ lang, path: pathOf(story, lang) }))
}

export function momentOf({ date, time }: Story): Moment {
  return {
    date,
    time,
    zone: time && 'Europe/Berlin',
    precision: time === null ? 'day' : 'minute',
    raw: null,
  }
}

export function itemOf(story: Story, lang: Lang): Item {
  const own = fallbackChain(lang, languages).find((other) => other in story.telling)!
  const [headline, teaser] = story.telling[own]!
  return {
    ...{
      id: story.id,
      lang: own,
      path: pathOf(story, own),
      headline,
      teaser,
      when: momentOf(story),
    },
    ...{
      byline: story.byline,
      speakers: story.speaker === null ? [] : [story.speaker],
      section: story.section,
    },
    picture: story === stories[0] ? pictureIn(lang) : null,
  }
}

export function pictureIn(lang: Lang): PictureView {
  return { picture, alt: stories[0]!.telling[lang]![0] }
}

export function correctionsIn(lang: Lang): readonly { date: string; note: string }[] {
  return [{ date: '2026-05-30', note: stories[0]!.telling[lang]![1] }]
}

export function personLink(person: (typeof persons)[number], lang: Lang): Link {
  const text = person.name[lang] ?? person.name['en']!
  return { path: `${folderOf(lang)}/people/${person.slug}-${person.id}/index.html`, text }
}

export function speakersOf(story: Story, lang: Lang): ArticleView['speakers'] {
  const person = persons.find(({ name }) => name['en'] === story.speaker)
  if (person === undefined) return []
  const { path, text } = personLink(person, lang)
  return [{ name: text, path }]
}

export function bodyIn(story: Story, lang: Lang): Body {
  if (story === stories[0]) return everyNode(lang)
  return prose(lang, 180)
}
