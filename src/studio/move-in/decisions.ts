// What a person decides about a source before it comes in, as a form and as it is read back.
import type { MoveFound, MoveTask } from '../../model/move-in.ts'
import { parseZone } from '../../model/settings.ts'
import { type Html, html } from '../../render/html.ts'
import { autonym, isLang } from '../../text/lang.ts'
import { boxes, field, hidden, select, textOf } from '../fields.ts'
import type { Visit } from '../route.ts'
import { parsed } from '../settings/change.ts'
import { type StudioWord, tell } from '../words.ts'
import { readIncoming } from './incoming.ts'

const typesMax = 40

/** The task a form asks for, or the word for what is wrong with it. */
export function decided({ studio, newsroom }: Visit, form: FormData): MoveTask | StudioWord {
  const sources = readIncoming(studio)
  const source = sources.find(({ name }) => name === textOf(form, 'source'))
  if (source === undefined) return 'moveNoSource'
  const media = textOf(form, 'media')
  if (media !== '' && !sources.some(({ name, isFolder }) => isFolder && name === media))
    return 'moveNoSource'
  const lang = textOf(form, 'lang')
  if (lang !== '' && !newsroom.languages.some((tag) => tag === lang)) return 'noLanguageLikeThis'
  const zone = parsed(parseZone, textOf(form, 'zone') || newsroom.zone)
  if (zone === null) return 'noZoneLikeThis'
  const section = textOf(form, 'section')
  if (section !== '' && !newsroom.sections.some(({ key }) => key === section))
    return 'noSectionLikeThis'
  const oldUrl = textOf(form, 'old-url').trim()
  if (oldUrl !== '' && !(URL.canParse(oldUrl) && /^https?:\/\/[^/]/i.test(oldUrl)))
    return 'moveAddressWrong'
  const types = textOf(form, 'types')
    .split(/[,،\s]+/)
    .filter((type) => type !== '')
  return {
    source: source.name,
    media: media === '' ? null : media,
    oldUrl: oldUrl === '' ? null : oldUrl,
    lang: lang === '' ? null : lang,
    zone,
    section: section === '' ? null : section,
    keepBylines: textOf(form, 'bylines') === 'keep',
    types: types.slice(0, typesMax),
  }
}

/** The form, with what was decided before. */
export function decisionForm(
  { lang, newsroom, studio }: Visit,
  task: MoveTask,
  found: MoveFound,
): Html {
  const [first] = newsroom.languages
  const folders = readIncoming(studio).filter(
    ({ isFolder, name }) => isFolder && name !== task.source,
  )
  const none = { value: '', label: tell(lang, 'moveNone') }
  const kinds = found.kinds.map(({ what }) => what).join(', ')
  return html`<form method="post" action="/move-in/try">
${hidden('source', task.source)}
${select({
  label: tell(lang, 'moveLanguage'),
  name: 'lang',
  value: task.lang ?? first ?? '',
  choices: newsroom.languages.map((tag) => ({ value: tag, label: autonym(tag), lang: tag })),
  hint: tell(lang, 'moveLanguageHint'),
})}
${field({ label: tell(lang, 'articleZone'), name: 'zone', value: task.zone, hint: tell(lang, 'moveZoneHint') })}
${select({
  label: tell(lang, 'articleSection'),
  name: 'section',
  value: task.section ?? '',
  choices: [
    { value: '', label: tell(lang, 'moveSectionAsThere') },
    ...newsroom.sections.map(({ key, name }) => ({
      value: key,
      label: name[lang] ?? Object.values(name)[0] ?? key,
    })),
  ],
})}
${field({ label: tell(lang, 'moveTypes'), name: 'types', value: task.types.join(', '), required: false, hint: tell(lang, 'moveTypesHint', { kinds }) })}
${boxes({
  legend: tell(lang, 'moveBylines'),
  name: 'bylines',
  values: task.keepBylines ? ['keep'] : [],
  choices: [{ value: 'keep', label: tell(lang, 'moveBylinesKeep') }],
  hint: tell(lang, 'moveBylinesHint'),
})}
${
  folders.length > 0 &&
  select({
    label: tell(lang, 'moveMedia'),
    name: 'media',
    value: task.media ?? '',
    choices: [none, ...folders.map(({ name }) => ({ value: name, label: name }))],
    hint: tell(lang, 'moveMediaHint'),
  })
}
${field({ label: tell(lang, 'moveOldUrl'), name: 'old-url', type: 'url', value: task.oldUrl ?? '', required: false, hint: tell(lang, 'moveOldUrlHint') })}
<button class="quiet">${tell(lang, 'moveTryAgain')}</button></form>`
}

/** How a language is called; one that is not known, by its tag. */
export function languageName(tag: string): string {
  return isLang(tag) ? autonym(tag) : tag
}
