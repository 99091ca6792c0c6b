// The list of settings, and the newsroom's own: names, languages in their order, zone, what datelines
// show, the "about" text, and whether one person may approve their own work.

import { bodyFromMarkdown } from '../../model/markdown.ts'
import { markdownFromBody } from '../../model/markdown-write.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import { derivedScripts, parseLanguages, parseZone } from '../../model/settings.ts'
import { html } from '../../render/html.ts'
import { countArticles } from '../../store/lists.ts'
import { autonym, type Lang } from '../../text/lang.ts'
import { area, boxes, field, sentWith, textOf, textsOf, wordsOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { changeNewsroom, parsed } from './change.ts'

const screens: readonly (readonly [path: string, word: StudioWord, about: StudioWord])[] = [
  ['/settings/newsroom', 'theNewsroom', 'theNewsroomAbout'],
  ['/settings/sections', 'sections', 'sectionsAbout'],
  ['/settings/bylines', 'bylines', 'bylinesAbout'],
  ['/settings/look', 'look', 'lookAbout'],
  ['/settings/addresses', 'addresses', 'addressesAbout'],
  ['/move-in', 'moveIn', 'moveInAbout'],
  ['/settings/access', 'peopleWithAccess', 'peopleWithAccessHelp'],
  ['/settings/log', 'log', 'logAbout'],
  ['/settings/health', 'health', 'healthAbout'],
]

export async function settingsScreen(visit: Visit): Promise<Response> {
  const { lang } = visit
  return show(visit, {
    title: tell(lang, 'settings'),
    main: html`<ul class="cards">${screens.map(([path, word, about]) => html`<li><h2><a href="${path}">${tell(lang, word)}</a></h2><p class="hint">${tell(lang, about)}</p></li>`)}</ul>`,
  })
}

export async function newsroomScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, newsroom } = visit
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: tell(lang, 'theNewsroom'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<form method="post" action="/settings/newsroom">
${field({ label: tell(lang, 'languages'), name: 'languages', value: sent.text('languages', newsroom.languages.join(', ')), hint: tell(lang, 'languagesHint') })}
<p class="hint">${newsroom.languages.map((tag, at) => html`${at > 0 && ' · '}<bdi lang="${tag}">${autonym(tag)}</bdi>`)}</p>
<fieldset><legend>${tell(lang, 'newsroomName')}</legend>${newsroom.languages.map((tag) =>
      field({
        label: autonym(tag),
        name: `name-${tag}`,
        value: sent.text(`name-${tag}`, newsroom.name[tag] ?? ''),
        lang: tag,
        required: false,
      }),
    )}</fieldset>
${field({ label: tell(lang, 'zone'), name: 'zone', value: sent.text('zone', newsroom.zone), hint: tell(lang, 'zoneHint') })}
${boxes({
  legend: tell(lang, 'precision'),
  name: 'precision',
  type: 'radio',
  values: [sent.text('precision', newsroom.precision)],
  choices: [
    { value: 'day', label: tell(lang, 'precisionDay') },
    { value: 'minute', label: tell(lang, 'precisionMinute') },
  ],
})}
${boxes({
  legend: tell(lang, 'secondEyes'),
  name: 'solo',
  values: sent.texts('solo', newsroom.solo ? ['yes'] : []),
  choices: [{ value: 'yes', label: tell(lang, 'soloMode') }],
  hint: tell(lang, 'secondEyesHint'),
})}
<fieldset><legend>${tell(lang, 'aboutText')}</legend>${newsroom.languages.map((tag) => {
      const about = newsroom.about[tag]
      const kept = about === undefined ? '' : markdownFromBody(about)
      const value = sent.text(`about-${tag}`, kept)
      return area({ label: autonym(tag), name: `about-${tag}`, value, lang: tag, required: false })
    })}</fieldset>
<button>${tell(lang, 'save')}</button></form>`,
  })
}

export async function saveNewsroom(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const form = await visit.form()
  const languages = parsed(parseLanguages, textOf(form, 'languages'))
  const zone = parsed(parseZone, textOf(form, 'zone'))
  if (languages === null) return newsroomScreen(visit, tell(lang, 'languagesWrong'))
  if (zone === null) return newsroomScreen(visit, tell(lang, 'zoneWrong'))
  for (const left of newsroom.languages.filter((tag) => !languages.includes(tag))) {
    const used = !newsroom.derived.some(({ to }) => to === left)
    if (used && (await countArticles(studio.db, { lang: left })) > 0)
      return newsroomScreen(visit, tell(lang, 'languageUsed', { language: autonym(left) }))
  }
  const precision = textOf(form, 'precision') === 'minute' ? 'minute' : 'day'
  const solo = textsOf(form, 'solo').includes('yes')
  const names = textsByLang(form, 'name', newsroom)
  if (Object.keys(names).length === 0) return newsroomScreen(visit, tell(lang, 'nameMissing'))
  const about = Object.fromEntries(
    Object.entries(textsByLang(form, 'about', newsroom)).map(([tag, text]) => [
      tag,
      bodyFromMarkdown(text ?? '').body,
    ]),
  )
  await changeNewsroom(visit, '/settings/newsroom', (now) => ({
    ...now,
    languages,
    derived: derivedScripts(languages),
    zone,
    precision,
    solo,
    name: names,
    about,
  }))
  return redirect('/settings/newsroom?said=saidReady')
}

/** The texts of fields "name-en", "name-ug", ... that were filled in. */
export function textsByLang(
  form: FormData,
  name: string,
  { languages }: Pick<Newsroom, 'languages'>,
): Partial<Record<Lang, string>> {
  const texts: Partial<Record<Lang, string>> = {}
  for (const tag of languages) {
    const text = wordsOf(form, `${name}-${tag}`)
    if (text !== '') texts[tag] = text
  }
  return texts
}
