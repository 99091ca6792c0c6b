// A studio without a socket: a real store in memory, the real routes, a clock that stands where it is
// put, and visitors who keep their cookies. `as()` signs somebody in by the code that signs in people.
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Account, roles as allRoles, type Role } from '../src/model/account.ts'
import { idFromBytes } from '../src/model/id.ts'
import type { Newsroom } from '../src/model/newsroom.ts'
import { createAccount } from '../src/store/access/accounts.ts'
import { putNewsroom } from '../src/store/newsroom.ts'
import { openStore } from '../src/store/open.ts'
import { startSession } from '../src/studio/access/sessions.ts'
import { createStudio } from '../src/studio/app.ts'
import { loadAssets } from '../src/studio/assets.ts'
import type { Route, Studio } from '../src/studio/route.ts'
import { routes } from '../src/studio/routes.ts'
import { parseLang } from '../src/text/lang.ts'
import { testNewsroom, testNow } from './desk.ts'

export const studioOrigin = 'http://localhost:8081'

export interface TestStudio {
  readonly studio: Studio
  /** Milliseconds since 1970; set it to let time pass. */
  readonly clock: { now: number }
  /** What the studio reported as faults of its own. */
  readonly faults: unknown[]
  /** A browser nobody has signed in with. */
  guest(): Visitor
  /** A browser of a new account with these roles. */
  as(roles: readonly Role[], lang?: string): Promise<Visitor & { readonly account: Account }>
}

export interface Visitor {
  /** Sent with every request; set by answers. */
  readonly cookies: Map<string, string>
  send(path: string, init: RequestInit): Promise<Response>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Posts a form as a page of the studio would. */
  post(path: string, fields?: Fields, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** Posts what a script of the studio would. */
  postJson(path: string, json: string): Promise<Response>
}

export type Fields = Readonly<Record<string, string | Blob | readonly string[]>>

/** Opens a studio until `t` ends; `at` may give a database, a newsroom, other routes. */
export async function openTestStudio(
  t: TestContext,
  at: {
    readonly database?: string
    readonly newsroom?: Newsroom
    readonly routes?: readonly Route[]
    readonly origin?: string
    /** The newsroom's folder, when there is one; left to whoever made it. */
    readonly folder?: string
  } = {},
): Promise<TestStudio> {
  const folder = at.folder ?? mkdtempSync(join(tmpdir(), 'xewer-studio-'))
  for (const name of ['media', 'spool']) mkdirSync(join(folder, name), { recursive: true })
  const store = await openStore(at.database ?? ':memory:')
  t.after(async () => {
    await store.close()
    if (at.folder === undefined) rmSync(folder, { recursive: true })
  })
  await putNewsroom(store.db, at.newsroom ?? testNewsroom)
  const clock = { now: testNow }
  const faults: unknown[] = []
  const studio: Studio = {
    db: store.db,
    origin: at.origin ?? studioOrigin,
    folder,
    media: join(folder, 'media'),
    spool: join(folder, 'spool'),
    secret: Uint8Array.from(randomBytes(32)),
    now: () => clock.now,
    random: (length) => Uint8Array.from(randomBytes(length)),
    assets: await loadAssets(),
    report(error) {
      faults.push(error)
      t.diagnostic(error instanceof Error ? (error.stack ?? error.message) : String(error))
    },
  }
  const app = createStudio(studio, at.routes ?? routes)
  const guest = (): Visitor => visitorOf(app, studio.origin)
  return {
    studio,
    clock,
    faults,
    guest,
    async as(roles, lang = 'en') {
      const id = idFromBytes(randomBytes(5))
      const account = { id, name: `Nurse ${id}`, roles, lang: parseLang(lang) }
      await createAccount(store.db, { ...account, madeAt: clock.now })
      const visitor = guest()
      keepCookie(visitor, await startSession(studio, account, new Request(studio.origin)))
      return { ...visitor, account }
    },
  }
}

/** Every role at once, as the first account has them. */
export const everyRole: readonly Role[] = allRoles

function visitorOf(app: ReturnType<typeof createStudio>, origin: string): Visitor {
  const cookies = new Map<string, string>()
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (!headers.has('host')) headers.set('host', new URL(origin).host)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await app.fetch(new Request(`${origin}${path}`, { ...init, headers }))
    for (const line of response.headers.getSetCookie()) keepCookie({ cookies }, line)
    return response
  }
  return {
    cookies,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post: (path, fields = {}, headers = { origin }) =>
      send(path, { method: 'POST', body: formOf(fields), headers }),
    postJson: (path, json) =>
      send(path, {
        method: 'POST',
        body: json,
        headers: { origin, 'content-type': 'application/json' },
      }),
  }
}

function keepCookie({ cookies }: Pick<Visitor, 'cookies'>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
  if (value === '') cookies.delete(name)
  else cookies.set(name, value)
}

function formOf(fields: Fields): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string' || value instanceof Blob) form.append(name, value)
    else for (const one of value) form.append(name, one)
  }
  return form
}
