// Sections with their names, and the addresses readers use: the canonical one and the mirrors.
import type { Mirror, Section } from '../../model/newsroom.ts'
import { parseSectionKey, parseSiteUrl } from '../../model/settings.ts'
import { html } from '../../render/html.ts'
import { autonym } from '../../text/lang.ts'
import { area, field, sentWith, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { tell } from '../words.ts'
import { changeNewsroom, parsed } from './change.ts'
import { textsByLang } from './newsroom.ts'

export async function sectionScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, newsroom } = visit
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: tell(lang, 'sections'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`
${
  newsroom.sections.length > 0 &&
  html`<form method="post" action="/settings/sections">${newsroom.sections.map(
    ({ key, name }) => html`<fieldset><legend><code dir="ltr">${key}</code></legend>
${newsroom.languages.map((tag) => field({ label: autonym(tag), name: `${key}-${tag}`, value: name[tag] ?? '', lang: tag, required: false }))}</fieldset>`,
  )}
<button>${tell(lang, 'save')}</button></form>`
}
<h2>${tell(lang, 'addSection')}</h2>
<form method="post" action="/settings/sections/add">
${field({ label: tell(lang, 'sectionKey'), name: 'key', value: sent.text('key', ''), hint: tell(lang, 'sectionKeyHint') })}
${newsroom.languages.map((tag) => field({ label: autonym(tag), name: `new-${tag}`, value: sent.text(`new-${tag}`, ''), lang: tag, required: false }))}
<button>${tell(lang, 'addSection')}</button></form>`,
  })
}

export async function saveSections(visit: Visit): Promise<Response> {
  const form = await visit.form()
  await changeNewsroom(visit, '/settings/sections', (now) => ({
    ...now,
    sections: now.sections.map(({ key, name }): Section => {
      const names = textsByLang(form, key, now)
      return { key, name: Object.keys(names).length > 0 ? names : name }
    }),
  }))
  return redirect('/settings/sections?said=saidReady')
}

export async function addSection(visit: Visit): Promise<Response> {
  const { lang, newsroom } = visit
  const form = await visit.form()
  const key = parsed(parseSectionKey, textOf(form, 'key').trim())
  const name = textsByLang(form, 'new', newsroom)
  if (key === null || newsroom.sections.some((section) => section.key === key))
    return sectionScreen(visit, tell(lang, 'sectionKeyWrong'))
  if (Object.keys(name).length === 0) return sectionScreen(visit, tell(lang, 'nameMissing'))
  await changeNewsroom(visit, '/settings/sections', (now) => ({
    ...now,
    sections: [...now.sections, { key, name }],
  }))
  return redirect('/settings/sections?said=saidReady')
}

export async function placesScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, newsroom } = visit
  const sent = await sentWith(visit, fault)
  const mirrors = newsroom.mirrors.map(({ url }) => url).join('\n')
  return show(visit, {
    title: tell(lang, 'addresses'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<form method="post" action="/settings/addresses">
${field({ label: tell(lang, 'siteAddress'), name: 'url', value: sent.text('url', newsroom.url), type: 'url', hint: tell(lang, 'siteAddressHint') })}
${area({ label: tell(lang, 'mirrors'), name: 'mirrors', value: sent.text('mirrors', mirrors), required: false, hint: tell(lang, 'mirrorsHint') })}
<button>${tell(lang, 'save')}</button></form>`,
  })
}

export async function savePlaces(visit: Visit): Promise<Response> {
  const { lang } = visit
  const form = await visit.form()
  const url = parsed(parseSiteUrl, textOf(form, 'url').trim())
  const mirrors = textOf(form, 'mirrors')
    .split(/\s+/)
    .filter((line) => line !== '')
    .map((line) => parsed(parseSiteUrl, line))
  if (url === null || mirrors.includes(null)) return placesScreen(visit, tell(lang, 'addressWrong'))
  const kept = mirrors.filter((mirror) => mirror !== null)
  await changeNewsroom(visit, '/settings/addresses', (now) => ({
    ...now,
    url,
    mirrors: kept.map(mirrorOf),
  }))
  return redirect('/settings/addresses?said=saidReady')
}

function mirrorOf(url: string): Mirror {
  return { url, kind: new URL(url).hostname.endsWith('.onion') ? 'onion' : 'web' }
}
