// People with access: who there is, invitations, roles, renewing and closing; and the log of who did
// what. Administrators only, and only shortly after proving who they are.
import { isRole, roles } from '../../model/account.ts'
import { html } from '../../render/html.ts'
import { readAccount, readAccounts, updateAccount } from '../../store/access/accounts.ts'
import { dropDeviceKeys } from '../../store/access/device-keys.ts'
import {
  endSessions,
  putInvitation,
  readAudit,
  readInvitations,
  spendInvitation,
} from '../../store/access/sessions.ts'
import { boxes, hidden, postForm, textOf, textsOf } from '../fields.ts'
import { errorScreen, redirect, show, table } from '../layout.ts'
import { accountOf, type Route, type Visit } from '../route.ts'
import { formatInstant, isWord, type StudioWord, tell } from '../words.ts'
import { type Action, audit } from './audit.ts'
import { hashSecret, makeCode } from './secret.ts'

const administrators = ['administrator'] as const

export const peopleWithAccessRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/settings/access',
    access: administrators,
    fresh: true,
    handle: (visit) => accessScreen(visit),
  },
  {
    method: 'POST',
    path: '/settings/access/invite',
    access: administrators,
    fresh: true,
    handle: invite,
  },
  {
    method: 'POST',
    path: '/settings/access/uninvite',
    access: administrators,
    fresh: true,
    handle: dropInvitation,
  },
  {
    method: 'POST',
    path: '/settings/access/:id/roles',
    access: administrators,
    fresh: true,
    handle: setRoles,
  },
  {
    method: 'POST',
    path: '/settings/access/:id/renew',
    access: administrators,
    fresh: true,
    handle: renew,
  },
  {
    method: 'POST',
    path: '/settings/access/:id/sessions',
    access: administrators,
    fresh: true,
    handle: endAll,
  },
  {
    method: 'POST',
    path: '/settings/access/:id/close',
    access: administrators,
    fresh: true,
    handle: close,
  },
  { method: 'GET', path: '/settings/log', access: administrators, handle: logScreen },
]

const invitationMs = 3 * 24 * 3_600_000
const renewalMs = 24 * 3_600_000

async function accessScreen(visit: Visit, fault?: string): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const accounts = await readAccounts(studio.db)
  const open = await readInvitations(studio.db, studio.now())
  return show(visit, {
    title: tell(lang, 'peopleWithAccess'),
    status: fault === undefined ? 200 : 422,
    fault,
    main: html`<p>${tell(lang, 'peopleWithAccessHelp')}</p>
<ul class="cards">${accounts.map(
      (
        account,
      ) => html`<li><h2><bdi>${account.name}</bdi>${account.closed && html` · ${tell(lang, 'closed')}`}</h2>
${postForm(`/settings/access/${account.id}/roles`, tell(lang, 'save'), roleBoxes(visit, account.id, account.roles), 'quiet')}
<div class="row">
${postForm(`/settings/access/${account.id}/renew`, tell(lang, 'renewAccess'), null, 'quiet')}
${postForm(`/settings/access/${account.id}/sessions`, tell(lang, 'endSessions'), null, 'quiet')}
${!account.closed && postForm(`/settings/access/${account.id}/close`, tell(lang, 'closeAccount'), null, 'danger')}
</div></li>`,
    )}</ul>
<h2>${tell(lang, 'invite')}</h2>
${postForm('/settings/access/invite', tell(lang, 'makeInvitation'), roleBoxes(visit, 'new', ['writer']))}
${
  open.length > 0 &&
  html`<h2>${tell(lang, 'openInvitations')}</h2>
<ul class="cards">${open.map(
    ({ code, roles: given, until }) =>
      html`<li>${given.map((role) => tell(lang, roleWords[role])).join(', ')} · ${formatInstant(lang, until, newsroom.zone)}
${postForm('/settings/access/uninvite', tell(lang, 'cancelJob'), hidden('invitation', code), 'quiet')}</li>`,
  )}</ul>`
}`,
  })
}

const roleWords = {
  writer: 'roleWriter',
  translator: 'roleTranslator',
  editor: 'roleEditor',
  publisher: 'rolePublisher',
  administrator: 'roleAdministrator',
} as const satisfies Record<string, StudioWord>

function roleBoxes({ lang }: Visit, id: string, chosen: readonly string[]) {
  return boxes({
    legend: tell(lang, 'roles'),
    name: `roles-${id}`,
    values: chosen,
    choices: roles.map((role) => ({ value: role, label: tell(lang, roleWords[role]) })),
  })
}

async function invite(visit: Visit): Promise<Response> {
  const { lang, studio } = visit
  const given = textsOf(await visit.form(), 'roles-new').filter(isRole)
  if (given.length === 0) return accessScreen(visit, tell(lang, 'noRole'))
  const code = await giveCode(visit, {
    kind: 'invited',
    account: null,
    roles: given,
    forMs: invitationMs,
  })
  await audit(studio, accountOf(visit).id, 'invited', given.join(', '))
  return codeScreen(visit, { code, forMs: invitationMs, title: 'invite' })
}

/** For a code that went to the wrong person, or may too much. */
async function dropInvitation(visit: Visit): Promise<Response> {
  const { studio } = visit
  const code = textOf(await visit.form(), 'invitation')
  const now = studio.now()
  const given = (await readInvitations(studio.db, now)).find((one) => one.code === code)
  if (given !== undefined && (await spendInvitation(studio.db, code, now)))
    await audit(studio, accountOf(visit).id, 'invitationDropped', given.roles.join(', '))
  return redirect('/settings/access?said=saidInvitationDropped')
}

async function renew(visit: Visit): Promise<Response> {
  const { studio, params, lang } = visit
  const account = await readAccount(studio.db, params['id'] ?? '')
  if (account === null) return errorScreen(studio, lang, 404)
  const given = {
    kind: 'reset',
    account: account.id,
    roles: account.roles,
    forMs: renewalMs,
  } as const
  const code = await giveCode(visit, given)
  await audit(studio, accountOf(visit).id, 'accountChanged', account.name)
  return codeScreen(visit, { code, forMs: renewalMs, title: 'renewAccess' })
}

async function giveCode(
  visit: Visit,
  given: Pick<Parameters<typeof putInvitation>[1], 'kind' | 'account' | 'roles'> & {
    readonly forMs: number
  },
): Promise<string> {
  const { studio } = visit
  const { forMs, ...rest } = given
  const code = makeCode(studio.random, 4)
  const now = studio.now()
  const madeBy = accountOf(visit).id
  await putInvitation(studio.db, {
    ...rest,
    code: hashSecret(code),
    madeBy,
    madeAt: now,
    until: now + forMs,
  })
  return code
}

/** The code, this once; whoever gets it opens the studio's address and types it. */
function codeScreen(
  visit: Visit,
  {
    code,
    forMs,
    title,
  }: { readonly code: string; readonly forMs: number; readonly title: 'invite' | 'renewAccess' },
): Response {
  const { lang, studio, newsroom } = visit
  const until = formatInstant(lang, studio.now() + forMs, newsroom.zone)
  return show(visit, {
    title: tell(lang, title),
    main: html`<p>${tell(lang, 'invitationHelp', { until })}</p>
<p><code dir="ltr" class="key">${code}</code></p>
<p><code dir="ltr">${studio.origin}/join</code></p>
<p><a class="button" href="/settings/access">${tell(lang, 'peopleWithAccess')}</a></p>`,
  })
}

async function setRoles(visit: Visit): Promise<Response> {
  const id = visit.params['id'] ?? ''
  const given = textsOf(await visit.form(), `roles-${id}`).filter(isRole)
  return change(visit, { roles: given })
}

async function close(visit: Visit): Promise<Response> {
  return change(visit, { closed: true })
}

async function change(
  visit: Visit,
  changes: Parameters<typeof updateAccount>[2],
): Promise<Response> {
  const { studio, params, lang } = visit
  const account = await readAccount(studio.db, params['id'] ?? '')
  if (account === null) return errorScreen(studio, lang, 404)
  try {
    await updateAccount(studio.db, account.id, changes)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return accessScreen(visit, tell(lang, 'lastAdministrator'))
  }
  const action: Action = changes.closed ? 'accountClosed' : 'accountChanged'
  await audit(studio, accountOf(visit).id, action, account.name)
  return redirect('/settings/access?said=saidSaved')
}

async function endAll(visit: Visit): Promise<Response> {
  const { studio, params, session } = visit
  const id = params['id'] ?? ''
  await endSessions(studio.db, id, { except: session?.account.id === id ? session.id : null })
  await dropDeviceKeys(studio.db, id, { except: session?.account.id === id ? session.id : null })
  await audit(studio, accountOf(visit).id, 'sessionsEnded', id)
  return redirect('/settings/access?said=saidEnded')
}

const entriesShown = 100

async function logScreen(visit: Visit): Promise<Response> {
  const { lang, studio, newsroom, query } = visit
  const before = Number(query.get('before') ?? Number.NaN)
  const entries = await readAudit(studio.db, {
    before: Number.isSafeInteger(before) ? before : Number.MAX_SAFE_INTEGER,
    limit: entriesShown,
  })
  const names = new Map((await readAccounts(studio.db)).map(({ id, name }) => [id, name]))
  const last = entries.at(-1)
  return show(visit, {
    title: tell(lang, 'log'),
    wide: true,
    main: html`${table(
      tell(lang, 'log'),
      [tell(lang, 'when'), tell(lang, 'who'), tell(lang, 'what')],
      entries.map(
        ({
          at,
          account,
          action,
          subject,
        }) => html`<tr><td>${formatInstant(lang, at, newsroom.zone)}</td>
<td><bdi>${names.get(account ?? '') ?? tell(lang, 'nobodyKnown')}</bdi></td>
<td>${actionWords(visit, action)}${subject !== '' && html`: <bdi>${names.get(subject) ?? subject}</bdi>`}</td></tr>`,
      ),
    )}
${entries.length === entriesShown && last && html`<p><a href="/settings/log?before=${last.at}">${tell(lang, 'older')}</a></p>`}`,
  })
}

function actionWords({ lang }: Visit, action: string): string {
  const word = `audit${action.slice(0, 1).toUpperCase()}${action.slice(1)}`
  return isWord(word) ? tell(lang, word) : action
}
