// Theme colours and logo. A colour in which links could not be read is refused here, with the reason.
import { parseDigest } from '../../model/id.ts'
import { readable } from '../../render/colour.ts'
import { html } from '../../render/html.ts'
import { papers } from '../../render/theme.ts'
import { readPictures } from '../../store/pictures.ts'
import { boxes, field, sentWith, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { smallest, takeIn } from '../media/overview.ts'
import type { Visit } from '../route.ts'
import { tell } from '../words.ts'
import { changeNewsroom } from './change.ts'

export async function lookScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, newsroom, studio } = visit
  const { logo, colours } = newsroom
  const picture = logo === null ? undefined : (await readPictures(studio.db, [logo])).get(logo)
  const sent = await sentWith(visit, fault)
  return show(visit, {
    title: tell(lang, 'look'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<form method="post" action="/settings/look" enctype="multipart/form-data">
${field({ label: tell(lang, 'colourLight'), name: 'light', type: 'color', value: sent.text('light', colours.light) })}
${field({ label: tell(lang, 'colourDark'), name: 'dark', type: 'color', value: sent.text('dark', colours.dark) })}
${picture && html`<p><img src="${smallest(picture)}" alt="${tell(lang, 'logo')}" width="160"></p>`}
${field({ label: tell(lang, 'logo'), name: 'logo', type: 'file', accept: 'image/png,image/jpeg,image/webp', required: false, hint: tell(lang, 'logoHint') })}
${picture && boxes({ legend: tell(lang, 'logo'), name: 'drop', values: [], choices: [{ value: 'yes', label: tell(lang, 'dropLogo') }] })}
<button>${tell(lang, 'save')}</button></form>`,
  })
}

export async function saveLook(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const form = await visit.form()
  const [light, dark] = [textOf(form, 'light'), textOf(form, 'dark')]
  const isReadable =
    readable(light, '', [papers.light]) !== '' && readable(dark, '', [papers.dark]) !== ''
  if (!isReadable) return lookScreen(visit, tell(lang, 'colourWrong'))
  const file = form.get('logo')
  const hasFile = file !== null && typeof file !== 'string' && file.size > 0
  const taken = hasFile ? await takeIn(studio, file) : null
  if (taken !== null && typeof taken !== 'string')
    return lookScreen(visit, tell(lang, 'pictureDamaged'))
  const drops = textOf(form, 'drop') === 'yes'
  await changeNewsroom(visit, '/settings/look', (now) => ({
    ...now,
    colours: { light, dark },
    logo: taken !== null ? parseDigest(taken) : drops ? null : now.logo,
  }))
  return redirect('/settings/look?said=saidReady')
}
