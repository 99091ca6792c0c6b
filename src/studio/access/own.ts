// "My account": interface language, passkeys, password, recovery codes, sessions. Every account has
// it and touches nobody else's.
import { html } from '../../render/html.ts'
import {
  countRecoveryCodes,
  dropCredentials,
  putRecoveryCodes,
  readAccount,
  readCredentials,
  updateAccount,
} from '../../store/access/accounts.ts'
import { dropDeviceKeys } from '../../store/access/device-keys.ts'
import { endSessions, readSessions } from '../../store/access/sessions.ts'
import { autonym, isLang } from '../../text/lang.ts'
import { field, hidden, postForm, select, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { accountOf, type Route, type Visit } from '../route.ts'
import { formatInstant, tell, worded } from '../words.ts'
import { audit } from './audit.ts'
import {
  codesScreen,
  makeRecoveryCodes,
  newPasswordFields,
  readNewPassword,
  totpKeyOf,
} from './join.ts'
import { checkRegistration, keepPasskey, registrationOptions } from './passkeys.ts'
import { hashSecret } from './secret.ts'
import { readStep, startStep } from './sessions.ts'
import { passkeyButton } from './sign-in.ts'

export const ownRoutes: readonly Route[] = [
  { method: 'GET', path: '/account', access: 'signed-in', handle: ownScreen },
  { method: 'POST', path: '/account/language', access: 'signed-in', handle: setLanguage },
  { method: 'POST', path: '/account/sessions/end', access: 'signed-in', handle: endSession },
  {
    method: 'GET',
    path: '/account/ways-in',
    access: 'signed-in',
    fresh: true,
    handle: (visit) => waysInScreen(visit),
  },
  {
    method: 'POST',
    path: '/account/passkeys',
    access: 'signed-in',
    fresh: true,
    handle: addPasskey,
  },
  {
    method: 'POST',
    path: '/account/passkeys/drop',
    access: 'signed-in',
    fresh: true,
    handle: dropPasskey,
  },
  {
    method: 'POST',
    path: '/account/password',
    access: 'signed-in',
    fresh: true,
    handle: setPassword,
  },
  { method: 'POST', path: '/account/codes', access: 'signed-in', fresh: true, handle: newCodes },
]

async function ownScreen(visit: Visit): Promise<Response> {
  const { lang, studio, session, newsroom } = visit
  const account = accountOf(visit)
  const sessions = await readSessions(studio.db, account.id)
  const languages = worded.map((tag) => ({ value: tag, label: autonym(tag), lang: tag }))
  return show(visit, {
    title: tell(lang, 'myAccount'),
    main: html`
${postForm('/account/language', tell(lang, 'save'), select({ label: tell(lang, 'interfaceLanguage'), name: 'lang', value: lang, choices: languages }))}
<p><a href="/account/ways-in">${tell(lang, 'waysIn')}</a></p>
<h2>${tell(lang, 'sessions')}</h2>
<p>${tell(lang, 'sessionsHelp')}</p>
<ul class="cards">${sessions.map(
      ({
        id,
        browser,
        made_at,
      }) => html`<li><bdi>${browser}</bdi> · ${formatInstant(lang, made_at, newsroom.zone)}
${id === session?.id ? html`<strong>${tell(lang, 'thisSession')}</strong>` : postForm('/account/sessions/end', tell(lang, 'endSession'), hidden('session', id), 'quiet')}</li>`,
    )}</ul>
${sessions.length > 1 && postForm('/account/sessions/end', tell(lang, 'endOtherSessions'), hidden('session', ''), 'quiet')}`,
  })
}

async function setLanguage(visit: Visit): Promise<Response> {
  const lang = textOf(await visit.form(), 'lang')
  if (isLang(lang) && worded.includes(lang))
    await updateAccount(visit.studio.db, accountOf(visit).id, { lang })
  return redirect('/account?said=saidSaved')
}

async function endSession(visit: Visit): Promise<Response> {
  const { studio, session } = visit
  const id = textOf(await visit.form(), 'session')
  const account = accountOf(visit).id
  await endSessions(studio.db, account, id === '' ? { except: session?.id ?? null } : { id })
  await dropDeviceKeys(studio.db, account, id === '' ? { except: session?.id ?? null } : { id })
  await audit(studio, account, 'sessionsEnded')
  return redirect('/account?said=saidEnded')
}

async function waysInScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const account = accountOf(visit)
  const { step, cookie } = startStep(studio)
  const passkeys = await readCredentials(studio.db, account.id)
  const options = await registrationOptions(studio, step, account)
  const kept = await readAccount(studio.db, account.id)
  const codes = await countRecoveryCodes(studio.db, account.id)
  return show(visit, {
    title: tell(lang, 'waysIn'),
    modules: ['passkey.js'],
    cookies: [cookie],
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<h2>${tell(lang, 'passkeys')}</h2>
<ul class="cards">${passkeys.map(
      ({
        id,
        label,
        madeAt,
      }) => html`<li><bdi>${label}</bdi> · ${formatInstant(lang, madeAt, newsroom.zone)}
${postForm('/account/passkeys/drop', tell(lang, 'dropPasskey'), hidden('passkey', id), 'quiet')}</li>`,
    )}</ul>
<form method="post" action="/account/passkeys">
${field({ label: tell(lang, 'passkeyLabel'), name: 'label', hint: tell(lang, 'passkeyLabelHint'), required: false })}
${passkeyButton(visit, { action: '/account/passkeys', options, label: 'makePasskey' })}
</form>
<h2>${tell(lang, 'password')}</h2>
<p>${tell(lang, kept?.secret ? 'passwordIsSet' : 'passwordIsNotSet')}</p>
<form method="post" action="/account/password">
<input type="text" name="username" autocomplete="username" value="${account.name}" hidden>
${newPasswordFields(lang, totpKeyOf(studio, step), account.name)}
<button>${tell(lang, 'setPassword')}</button>
</form>
<h2>${tell(lang, 'recoveryCodes')}</h2>
${postForm('/account/codes', tell(lang, 'makeCodes'), html`<p>${tell(lang, 'codesLeft', { codes })}</p>`)}`,
  })
}

async function addPasskey(visit: Visit): Promise<Response> {
  const { studio, lang, request } = visit
  const form = await visit.form()
  const step = readStep(studio, request)
  const passkey = step && (await checkRegistration(studio, step, textOf(form, 'answer')))
  const label = textOf(form, 'label').trim().slice(0, 60) || tell(lang, 'firstPasskey')
  const account = accountOf(visit).id
  if (passkey === null || !(await keepPasskey(studio, account, { ...passkey, label })))
    return waysInScreen(visit, tell(lang, 'passkeyFailed'))
  await audit(studio, account, 'passkeyAdded', label)
  return redirect('/account/ways-in?said=saidSaved')
}

async function dropPasskey(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const account = accountOf(visit).id
  const id = textOf(await visit.form(), 'passkey')
  const passkeys = await readCredentials(studio.db, account)
  const hasPassword = (await readAccount(studio.db, account))?.secret != null
  if (passkeys.length === 1 && !hasPassword) return waysInScreen(visit, tell(lang, 'lastWayIn'))
  if (id !== '') await dropCredentials(studio.db, account, id)
  await audit(studio, account, 'passkeyDropped')
  return redirect('/account/ways-in?said=saidSaved')
}

async function setPassword(visit: Visit): Promise<Response> {
  const { studio, lang, request, session } = visit
  const form = await visit.form()
  const account = accountOf(visit)
  const step = readStep(studio, request)
  if (step === null) return waysInScreen(visit, tell(lang, 'stepOld'))
  const secret = await readNewPassword(visit, step, { form, name: account.name })
  if (typeof secret === 'string') return waysInScreen(visit, secret)
  await updateAccount(studio.db, account.id, { secret })
  await endSessions(studio.db, account.id, { except: session?.id ?? null })
  await dropDeviceKeys(studio.db, account.id, { except: session?.id ?? null })
  await audit(studio, account.id, 'passwordSet')
  return redirect('/account/ways-in?said=saidSaved')
}

async function newCodes(visit: Visit): Promise<Response> {
  const { studio } = visit
  const account = accountOf(visit).id
  const codes = makeRecoveryCodes(studio)
  await putRecoveryCodes(studio.db, account, codes.map(hashSecret))
  await audit(studio, account, 'codesMade')
  return codesScreen(visit, codes)
}
