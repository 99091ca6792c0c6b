// Getting access: a code (of the console, of an invitation, of a reset) opens a form in which the
// account is made, with a passkey or with a password and one-time codes. The code is spent in the
// transaction that makes the account: of two browsers with one code, one comes in.
import { type Account, parseAccountName } from '../../model/account.ts'
import { idFromBytes } from '../../model/id.ts'
import { type Html, html } from '../../render/html.ts'
import { qrSvg } from '../../render/qr.ts'
import {
  createAccount,
  dropCredentials,
  findAccount,
  type PasswordSecret,
  putRecoveryCodes,
  readAccount,
  updateAccount,
} from '../../store/access/accounts.ts'
import {
  endSessions,
  type Invitation,
  readInvitations,
  spendInvitation,
} from '../../store/access/sessions.ts'
import type { Db } from '../../store/db.ts'
import { inTransaction } from '../../store/transaction.ts'
import { autonym, isLang, type Lang } from '../../text/lang.ts'
import { field, hidden, select, textOf } from '../fields.ts'
import { show } from '../layout.ts'
import type { Route, Studio, Visit } from '../route.ts'
import { tell, worded } from '../words.ts'
import { audit } from './audit.ts'
import { rememberBrowser } from './limits.ts'
import { checkRegistration, keepPasskey, registrationOptions } from './passkeys.ts'
import { faultOfPassword, hashPassword, passwordLengthMin } from './password.ts'
import { hashSecret, keyedHash, makeCode, tidyCode } from './secret.ts'
import { readStep, type Step, setCookie, startSession, startStep } from './sessions.ts'
import { passkeyButton } from './sign-in.ts'
import { findTotpStep, formatTotpKey } from './totp.ts'

export const joinRoutes: readonly Route[] = [
  { method: 'GET', path: '/join', access: 'anyone', handle: (visit) => codeScreen(visit) },
  { method: 'POST', path: '/join', access: 'anyone', handle: openInvitation },
  { method: 'POST', path: '/join/password', access: 'anyone', handle: joinByPassword },
  { method: 'POST', path: '/join/passkey', access: 'anyone', handle: joinByPasskey },
]

async function codeScreen(visit: Visit, refused = false): Promise<Response> {
  const { lang } = visit
  return show(visit, {
    title: tell(lang, 'join'),
    status: refused ? 403 : 200,
    fault: refused ? tell(lang, 'codeRefused') : undefined,
    main: html`<p>${tell(lang, 'joinHelp')}</p>
<form method="post" action="/join">
${field({ label: tell(lang, 'code'), name: 'invitation' })}
<button>${tell(lang, 'goOn')}</button>
</form>`,
  })
}

async function openInvitation(visit: Visit): Promise<Response> {
  const code = tidyCode(textOf(await visit.form(), 'invitation'))
  return (await findInvitation(visit, code)) === null
    ? codeScreen(visit, true)
    : accountScreen(visit, code, {})
}

/** The invitation a code opens, or null. Codes have eighty bits: guessing them needs no limit. */
async function findInvitation({ studio }: Visit, code: string): Promise<Invitation | null> {
  const hash = hashSecret(code)
  const open = await readInvitations(studio.db, studio.now())
  return open.find((invitation) => invitation.code === hash) ?? null
}

interface Typed {
  readonly name?: string
  readonly lang?: string
  readonly fault?: string | undefined
}

/** The account's form, with everything that was typed before except passwords. */
async function accountScreen(visit: Visit, code: string, typed: Typed): Promise<Response> {
  const { lang, studio } = visit
  const invitation = await findInvitation(visit, code)
  if (invitation === null) return codeScreen(visit, true)
  const { step, cookie } = startStep(studio)
  const { id, name } = await whoJoins(studio, step, invitation, typed.name)
  const options = await registrationOptions(studio, step, { id, name: name || 'xewer' })
  const languages = worded.map((tag) => ({ value: tag, label: autonym(tag), lang: tag }))
  return show(visit, {
    title: tell(lang, 'join'),
    modules: ['passkey.js'],
    cookies: [cookie],
    status: typed.fault === undefined ? 200 : 422,
    fault: typed.fault,
    main: html`<form method="post" action="/join/password">
${hidden('invitation', code)}
${
  invitation.account === null
    ? field({
        label: tell(lang, 'accountName'),
        name: 'name',
        value: name,
        autocomplete: 'username',
        hint: tell(lang, 'accountNameHint'),
      })
    : html`<p>${tell(lang, 'accountName')}: <bdi>${name}</bdi></p>`
}
${select({ label: tell(lang, 'interfaceLanguage'), name: 'lang', value: typed.lang ?? lang, choices: languages })}
${passkeyButton(visit, { action: '/join/passkey', options, label: 'makePasskey' })}
<section aria-labelledby="by-password"><h2 id="by-password">${tell(lang, 'withPassword')}</h2>
${newPasswordFields(lang, totpKeyOf(studio, step), name)}
<button>${tell(lang, 'joinWithPassword')}</button>
</section>
</form>`,
  })
}

/** A new password, twice, and the first code of a new authenticator entry. */
export function newPasswordFields(lang: Lang, key: string, name: string): Html {
  const address = `otpauth://totp/Xewer:${encodeURIComponent(name || 'xewer')}?secret=${key}&issuer=Xewer`
  return html`${field({
    label: tell(lang, 'newPassword'),
    name: 'password',
    type: 'password',
    autocomplete: 'new-password',
    hint: tell(lang, 'newPasswordHint', { length: passwordLengthMin }),
  })}
${field({ label: tell(lang, 'newPasswordAgain'), name: 'again', type: 'password', autocomplete: 'new-password' })}
<p>${tell(lang, 'authenticatorHelp')}</p>
<p>${qrSvg(address, tell(lang, 'authenticatorSquare'))}</p>
<p><code class="key" dir="ltr">${key.match(/.{4}/g)?.join(' ') ?? key}</code></p>
<details><summary>${tell(lang, 'authenticatorAddress')}</summary><p><code dir="ltr">${address}</code></p></details>
${field({ label: tell(lang, 'oneTimeCode'), name: 'code', autocomplete: 'one-time-code', inputmode: 'numeric' })}`
}

/** The authenticator key that a step offers: derived, so that nothing is kept before it is used. */
export function totpKeyOf(studio: Studio, step: Step): string {
  return formatTotpKey(keyedHash(studio.secret, 'totp', step.nonce).subarray(0, 20))
}

/** What a form with newPasswordFields() wants kept, or the sentence that says what is wrong with it. */
export async function readNewPassword(
  { studio, lang }: Visit,
  step: Step,
  { form, name }: { readonly form: FormData; readonly name: string },
): Promise<PasswordSecret | string> {
  const password = textOf(form, 'password')
  const totp = totpKeyOf(studio, step)
  const totpStep = findTotpStep(totp, textOf(form, 'code'), studio.now())
  const fault = faultOfPassword(password, name)
  if (fault === 'short') return tell(lang, 'passwordShort', { length: passwordLengthMin })
  if (fault === 'long') return tell(lang, 'passwordLong')
  if (fault === 'common') return tell(lang, 'passwordCommon')
  if (password !== textOf(form, 'again')) return tell(lang, 'passwordsDiffer')
  if (totpStep === null) return tell(lang, 'oneTimeCodeWrong')
  return { password: await hashPassword(password, studio.random), totp, totpStep }
}

async function joinByPassword(visit: Visit): Promise<Response> {
  const { studio, request, lang } = visit
  const form = await visit.form()
  const [code, name] = [textOf(form, 'invitation'), textOf(form, 'name')]
  const invitation = await findInvitation(visit, code)
  const step = readStep(studio, request)
  if (invitation === null) return codeScreen(visit, true)
  const typed = { name, lang: textOf(form, 'lang') }
  if (step === null) return accountScreen(visit, code, { ...typed, fault: tell(lang, 'stepOld') })
  const who = await whoJoins(studio, step, invitation, name)
  const secret = await readNewPassword(visit, step, { form, name: who.name })
  if (typeof secret === 'string') return accountScreen(visit, code, { ...typed, fault: secret })
  return join(visit, {
    code,
    invitation,
    who,
    typed,
    keep: (tx) => updateAccount(tx, who.id, { secret }),
  })
}

async function joinByPasskey(visit: Visit): Promise<Response> {
  const { studio, request, lang } = visit
  const form = await visit.form()
  const code = textOf(form, 'invitation')
  const invitation = await findInvitation(visit, code)
  const step = readStep(studio, request)
  if (invitation === null) return codeScreen(visit, true)
  const typed = { name: textOf(form, 'name'), lang: textOf(form, 'lang') }
  const passkey = step && (await checkRegistration(studio, step, textOf(form, 'answer')))
  if (step === null || passkey === null)
    return accountScreen(visit, code, { ...typed, fault: tell(lang, 'passkeyFailed') })
  const who = await whoJoins(studio, step, invitation, typed.name)
  const keep = async (tx: Db): Promise<void> => {
    const label = tell(lang, 'firstPasskey')
    await keepPasskey({ db: tx, now: studio.now }, who.id, { ...passkey, label })
  }
  return join(visit, { code, invitation, who, typed, keep })
}

interface Joining {
  /** As it was typed. */
  readonly code: string
  readonly invitation: Invitation
  readonly who: { readonly id: string; readonly name: string }
  readonly typed: Typed
  /** Keeps the way in that was chosen. */
  readonly keep: (tx: Db) => Promise<void>
}

/** Makes or renews the account, once per invitation, and shows its recovery codes. */
async function join(visit: Visit, joining: Joining): Promise<Response> {
  const { studio, request } = visit
  const { invitation, typed, code } = joining
  const lang = isLang(typed.lang ?? '') ? (typed.lang as Lang) : visit.lang
  const codes = makeRecoveryCodes(studio)
  const made = await inTransaction(studio.db, (tx) =>
    makeAccount(tx, visit, { ...joining, lang, codes }),
  )
  if (made === 'spent') return codeScreen(visit, true)
  if (typeof made === 'string') {
    return accountScreen(visit, code, { ...typed, fault: tell(visit.lang, made) })
  }
  await audit(studio, made.id, invitation.account === null ? 'accountMade' : 'recovered', made.name)
  const cookies = [
    await startSession(studio, made, request),
    await rememberBrowser(studio, request, made.name),
    setCookie(studio, 'step', ''),
  ]
  return codesScreen(visit, codes, cookies)
}

async function makeAccount(
  tx: Db,
  { studio }: Visit,
  joining: Joining & { readonly lang: Lang; readonly codes: readonly string[] },
): Promise<Pick<Account, 'id' | 'name'> | 'spent' | 'nameTaken' | 'nameWrong'> {
  const { invitation, who, keep, lang, codes } = joining
  const name = invitation.account === null ? readName(who.name) : who.name
  if (name === null) return 'nameWrong'
  const isNew = invitation.account === null
  if (isNew && (await findAccount(tx, name)) !== null) return 'nameTaken'
  if (!(await spendInvitation(tx, invitation.code, studio.now()))) return 'spent'
  if (isNew) {
    await createAccount(tx, {
      id: who.id,
      name,
      roles: invitation.roles,
      lang,
      madeAt: studio.now(),
    })
  } else {
    // Access is renewed because the old ways in are lost, or in the wrong hands: all of them end.
    await dropCredentials(tx, who.id, null)
    await endSessions(tx, who.id, { except: null })
    await updateAccount(tx, who.id, { secret: null, lang })
  }
  await keep(tx)
  await putRecoveryCodes(tx, who.id, codes.map(hashSecret))
  return { id: who.id, name }
}

function readName(text: string): string | null {
  try {
    return parseAccountName(text)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Whose account a code makes or renews; a new one's id is derived from the step, its name is typed. */
async function whoJoins(
  studio: Studio,
  step: Step,
  invitation: Invitation,
  name = '',
): Promise<{ readonly id: string; readonly name: string }> {
  const account = invitation.account && (await readAccount(studio.db, invitation.account))
  if (account) return { id: account.id, name: account.name }
  return { id: idFromBytes(keyedHash(studio.secret, 'account', step.nonce)), name }
}

const codesCount = 8

/** New recovery codes, eighty bits each, to be shown once. */
export function makeRecoveryCodes(studio: Pick<Studio, 'random'>): readonly string[] {
  return Array.from({ length: codesCount }, () => makeCode(studio.random, 4))
}

/** Shows recovery codes, this once. */
export function codesScreen(
  visit: Visit,
  codes: readonly string[],
  cookies: readonly string[] = [],
): Response {
  const { lang } = visit
  return show(visit, {
    title: tell(lang, 'recoveryCodes'),
    cookies,
    main: html`<p>${tell(lang, 'recoveryCodesHelp')}</p>
<ul class="codes">${codes.map((code) => html`<li><code dir="ltr">${code}</code></li>`)}</ul>
<p><a class="button" href="/">${tell(lang, 'codesKept')}</a></p>`,
  })
}
