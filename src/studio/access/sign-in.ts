// Signing in: a passkey, or name, password and one-time code in one form; proving oneself again; and
// the way back with a recovery code. Nothing in an answer tells whether there is such an account.
import { type Html, html } from '../../render/html.ts'
import {
  findAccount,
  type KeptAccount,
  readAccount,
  spendRecoveryCode,
  useTotpStep,
} from '../../store/access/accounts.ts'
import { endSessions, touchSession } from '../../store/access/sessions.ts'
import { field, hidden, textOf } from '../fields.ts'
import { redirect, show } from '../layout.ts'
import { accountOf, type Route, type Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { audit } from './audit.ts'
import { mayTry, rememberBrowser } from './limits.ts'
import { checkSignIn, signInOptions } from './passkeys.ts'
import { checkPassword } from './password.ts'
import { hashSecret, tidyCode } from './secret.ts'
import { readStep, setCookie, startSession, startStep } from './sessions.ts'
import { findTotpStep } from './totp.ts'

export const signInRoutes: readonly Route[] = [
  { method: 'GET', path: '/sign-in', access: 'anyone', handle: (visit) => signInScreen(visit) },
  { method: 'POST', path: '/sign-in', access: 'anyone', handle: signInByPassword },
  { method: 'POST', path: '/sign-in/passkey', access: 'anyone', handle: signInByPasskey },
  { method: 'GET', path: '/recover', access: 'anyone', handle: (visit) => recoverScreen(visit) },
  { method: 'POST', path: '/recover', access: 'anyone', handle: recover },
  { method: 'GET', path: '/prove', access: 'signed-in', handle: (visit) => proveScreen(visit) },
  { method: 'POST', path: '/prove', access: 'signed-in', handle: proveByPassword },
  { method: 'POST', path: '/prove/passkey', access: 'signed-in', handle: proveByPasskey },
  { method: 'POST', path: '/sign-out', access: 'signed-in', handle: signOut },
]

async function signInScreen(visit: Visit, refused = false): Promise<Response> {
  const { lang, studio } = visit
  const { step, cookie } = startStep(studio)
  return show(visit, {
    title: tell(lang, 'signIn'),
    modules: ['passkey.js'],
    cookies: [cookie],
    status: refused ? 403 : 200,
    fault: refused ? tell(lang, 'signInRefused') : undefined,
    main: html`
<form method="post" action="/sign-in/passkey">${passkeyButton(visit, { action: '/sign-in/passkey', options: await signInOptions(studio, step), label: 'signInWithPasskey' })}</form>
<section aria-labelledby="by-password"><h2 id="by-password">${tell(lang, 'withPassword')}</h2>
<form method="post" action="/sign-in">
${field({ label: tell(lang, 'accountName'), name: 'name', autocomplete: 'username' })}
${passwordFields(visit)}
<button>${tell(lang, 'signIn')}</button>
</form></section>
<p><a href="/recover">${tell(lang, 'recoverLink')}</a></p>
<p><a href="/join">${tell(lang, 'joinLink')}</a></p>`,
  })
}

/** Shown by the module only: without script there are no passkeys. Stands in a form. */
export function passkeyButton(
  { lang }: Pick<Visit, 'lang'>,
  given: { readonly action: string; readonly options: string; readonly label: StudioWord },
): Html {
  return html`<div class="passkey" hidden>
${hidden('answer', '')}
<button formaction="${given.action}" formnovalidate data-passkey="${given.options}">${tell(lang, given.label)}</button>
<p class="notice bad" role="alert" hidden>${tell(lang, 'passkeyFailed')}</p>
</div>
<p class="muted" data-no-passkey>${tell(lang, 'passkeyNeedsScript')}</p>`
}

function passwordFields({ lang }: Visit) {
  return html`${field({
    label: tell(lang, 'password'),
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
  })}
${field({
  label: tell(lang, 'oneTimeCode'),
  name: 'code',
  autocomplete: 'one-time-code',
  inputmode: 'numeric',
})}`
}

async function signInByPassword(visit: Visit): Promise<Response> {
  const { studio, request } = visit
  const form = await visit.form()
  const name = textOf(form, 'name')
  if (!(await mayTry(studio, request, name))) return signInScreen(visit, true)
  const account = await findAccount(studio.db, name)
  if (!(await isProven(visit, account, form))) {
    await audit(studio, account?.id ?? null, 'signInRefused')
    return signInScreen(visit, true)
  }
  return comeIn(visit, account as KeptAccount, '/')
}

/** Whether password and code are the account's; a code is used up by it. The work is always the same. */
async function isProven(
  { studio }: Visit,
  account: KeptAccount | null,
  form: FormData,
): Promise<boolean> {
  const secret = account?.closed ? null : (account?.secret ?? null)
  const right = await checkPassword(textOf(form, 'password'), secret?.password ?? null)
  const step = findTotpStep(secret?.totp ?? 'A'.repeat(32), textOf(form, 'code'), studio.now())
  if (!right || step === null || account === null) return false
  return useTotpStep(studio.db, account.id, step)
}

async function signInByPasskey(visit: Visit): Promise<Response> {
  const account = await accountOfPasskey(visit)
  return account === null ? signInScreen(visit, true) : comeIn(visit, account, '/')
}

async function accountOfPasskey(visit: Visit): Promise<KeptAccount | null> {
  const { studio, request } = visit
  const step = readStep(studio, request)
  if (step === null) return null
  const id = await checkSignIn(studio, step, textOf(await visit.form(), 'answer'))
  const account = id === null ? null : await readAccount(studio.db, id)
  return account === null || account.closed ? null : account
}

/** Opens a session and leads on. */
async function comeIn(visit: Visit, account: KeptAccount, path: string): Promise<Response> {
  const { studio, request, session } = visit
  // Whoever signs in again in the same browser leaves the old session behind.
  if (session !== null) await endSessions(studio.db, session.account.id, { id: session.id })
  await audit(studio, account.id, 'signedIn')
  return redirect(path, [
    await startSession(studio, account, request),
    await rememberBrowser(studio, request, account.name),
    setCookie(studio, 'step', ''),
  ])
}

async function recoverScreen(visit: Visit, refused = false): Promise<Response> {
  const { lang } = visit
  return show(visit, {
    title: tell(lang, 'recover'),
    status: refused ? 403 : 200,
    fault: refused ? tell(lang, 'signInRefused') : undefined,
    main: html`<p>${tell(lang, 'recoverHelp')}</p>
<form method="post" action="/recover">
${field({ label: tell(lang, 'accountName'), name: 'name', autocomplete: 'username' })}
${field({ label: tell(lang, 'recoveryCode'), name: 'code' })}
<button>${tell(lang, 'signIn')}</button>
</form>`,
  })
}

async function recover(visit: Visit): Promise<Response> {
  const { studio, request } = visit
  const form = await visit.form()
  const name = textOf(form, 'name')
  if (!(await mayTry(studio, request, name))) return recoverScreen(visit, true)
  const account = await findAccount(studio.db, name)
  const hash = hashSecret(tidyCode(textOf(form, 'code')))
  const spent = await spendRecoveryCode(studio.db, account?.id ?? '', hash)
  if (!spent || account === null || account.closed) return recoverScreen(visit, true)
  await audit(studio, account.id, 'recovered')
  return comeIn(visit, account, '/account?said=saidRecovered')
}

async function proveScreen(visit: Visit, refused = false): Promise<Response> {
  const { lang, studio, query } = visit
  const { step, cookie } = startStep(studio)
  const then = pathOf(query.get('then'))
  const isAgain = query.get('again') === '1'
  const action = (path: string): string =>
    `${path}?then=${encodeURIComponent(then)}${isAgain ? '&again=1' : ''}`
  const account = await readAccount(studio.db, accountOf(visit).id)
  return show(visit, {
    title: tell(lang, 'prove'),
    modules: ['passkey.js'],
    cookies: [cookie],
    status: refused ? 403 : 200,
    fault: refused ? tell(lang, 'signInRefused') : undefined,
    main: html`<p>${tell(lang, 'proveHelp')}</p>
${isAgain && html`<p class="notice">${tell(lang, 'proveAgain')}</p>`}
<form method="post" action="${action('/prove/passkey')}">${passkeyButton(visit, { action: action('/prove/passkey'), options: await signInOptions(studio, step), label: 'signInWithPasskey' })}</form>
${
  account?.secret
    ? html`<form method="post" action="${action('/prove')}">
<input type="text" name="username" autocomplete="username" value="${account.name}" hidden>
${passwordFields(visit)}
<button>${tell(lang, 'prove')}</button>
</form>`
    : null
}`,
  })
}

async function proveByPassword(visit: Visit): Promise<Response> {
  const { studio, request } = visit
  const own = await readAccount(studio.db, accountOf(visit).id)
  const allowed = own !== null && (await mayTry(studio, request, own.name))
  if (!allowed || !(await isProven(visit, own, await visit.form()))) return proveScreen(visit, true)
  return proven(visit)
}

async function proveByPasskey(visit: Visit): Promise<Response> {
  const account = await accountOfPasskey(visit)
  if (account?.id !== accountOf(visit).id) return proveScreen(visit, true)
  return proven(visit)
}

async function proven(visit: Visit): Promise<Response> {
  const { studio, session } = visit
  if (session !== null) await touchSession(studio.db, session.id, { proven_at: studio.now() })
  const said = visit.query.get('again') === '1' ? '?said=saidSendAgain' : ''
  return redirect(`${pathOf(visit.query.get('then'))}${said}`)
}

async function signOut(visit: Visit): Promise<Response> {
  const { studio, session } = visit
  if (session !== null) await endSessions(studio.db, session.account.id, { id: session.id })
  return redirect('/sign-in', [setCookie(studio, 'session', '')])
}

/** A path of ours to go on to: never another place. */
function pathOf(then: string | null): string {
  return then !== null && /^\/(?![/\\])[\w./-]*$/.test(then) ? then : '/'
}
