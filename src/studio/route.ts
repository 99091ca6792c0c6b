// A screen or an action of the studio as data: where it is, who may use it, what it does. Every route
// stands in routes.ts; the test of rights is made from that list, so an unlisted route cannot exist.
import type { Account, Role } from '../model/account.ts'
import type { Newsroom } from '../model/newsroom.ts'
import type { Db } from '../store/db.ts'
import type { Lang } from '../text/lang.ts'

/** 'anyone': before signing in. 'signed-in': every account. A list: one of these roles. */
export type Access = 'anyone' | 'signed-in' | readonly Role[]

export interface Route {
  readonly method: 'GET' | 'POST'
  /** Hono's form: "/articles/:id". */
  readonly path: string
  readonly access: Access
  /** Needs a sign-in of the last minutes: keys, people with access, domains, restore. */
  readonly fresh?: true
  /** Bytes a body may have; 256 KiB unless told. */
  readonly bodyMax?: number
  readonly handle: (visit: Visit) => Promise<Response>
}

/** Who is signed in. Pseudonymous: never a byline, never on a public page. */
export interface Session {
  readonly account: Account
  /** Names the session in lists; not the secret. */
  readonly id: string
  /** Milliseconds since 1970 of the last proof of who they are. */
  readonly provenAt: number
}

/** One request with all it may touch. */
export interface Visit {
  readonly studio: Studio
  readonly request: Request
  /** Parts of the path by name. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Null only where access is 'anyone'. */
  readonly session: Session | null
  /** Language of the interface: the account's, or the browser's before signing in. */
  readonly lang: Lang
  readonly newsroom: Newsroom
  /** Fields of the form that was sent; files stay files. */
  form(): Promise<FormData>
}

/** What the studio is made of; given by the command that starts it. */
export interface Studio {
  readonly db: Db
  /** "http://localhost:8081": where browsers reach the studio; requests from elsewhere are refused. */
  readonly origin: string
  /** The newsroom's folder: how full its disk is. */
  readonly folder: string
  /** Folder of re-encoded pictures. */
  readonly media: string
  /** Folder for files on their way in; private. */
  readonly spool: string
  /** 32 bytes of this newsroom: what the studio gives out and wants back unchanged is sealed with it. */
  readonly secret: Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
  /** Static files by name ("studio.css"), with their type; served under /assets/. */
  readonly assets: ReadonlyMap<string, Asset>
  /** Tells whoever runs the studio about a fault; its visitor sees no details. */
  readonly report: (error: unknown) => void
}

export interface Asset {
  readonly type: string
  readonly bytes: Uint8Array
  /** Part of the address, so that it can be kept for ever. */
  readonly digest: string
}

/** The account of a visit to a route that needs one. */
export function accountOf(visit: Visit): Account {
  if (visit.session === null)
    throw new TypeError('Cannot name account: the route is open to anyone')
  return visit.session.account
}
