// Rows about people with access and the publisher's work; see tables.ts for what they have in common.

/** The tables of accounts and jobs, part of Tables. */
export interface AccessTables {
  account: AccountRow
  credential: CredentialRow
  /** Codes are kept as hashes; a used one is gone. */
  recovery_code: { hash: string; account: string }
  session: SessionRow
  invitation: InvitationRow
  /** Failed and under-way tries by a keyed hash of who is tried. */
  attempt: { key: string; since: number; count: number }
  /** What may be used once only, until it would have expired anyway. */
  spent: { key: string; until: number }
  audit: AuditRow
  job: JobRow
}

export interface AccountRow {
  id: string
  name: string
  /** accountKey(name) */
  name_key: string
  /** JSON list. */
  roles: string
  lang: string
  /** "$argon2id$...", or null: passkeys only. */
  password: string | null
  /** Base 32; null without a password. */
  totp: string | null
  /** The last 30-second step whose code was used. */
  totp_step: number
  closed: 0 | 1
  made_at: number
}

export interface CredentialRow {
  /** The authenticator's own id, base64url. */
  id: string
  account: string
  public_key: string
  counter: number
  /** JSON list. */
  transports: string
  label: string
  made_at: number
  used_at: number | null
}

export interface SessionRow {
  id: string
  /** SHA-256 of the cookie's secret. */
  token: string
  account: string
  /** "Firefox, Linux": enough to tell one's own browsers apart. */
  browser: string
  made_at: number
  seen_at: number
  proven_at: number
}

export interface InvitationRow {
  /** SHA-256 of the code. */
  code: string
  kind: 'first' | 'invited' | 'reset'
  /** Whose access a reset renews; null when a new account is made. */
  account: string | null
  roles: string
  made_by: string | null
  made_at: number
  until: number
}

export interface AuditRow {
  id: string
  at: number
  /** Who did it; null: the command line, or nobody known. */
  account: string | null
  action: string
  subject: string
}

export interface JobRow {
  id: string
  /** trial, import and undo: moving in, from the studio. */
  kind: 'plan' | 'publish' | 'trial' | 'import' | 'undo'
  due_at: number
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  made_by: string | null
  made_at: number
  started_at: number | null
  ended_at: number | null
  tries: number
  /** The edition it made; null when there was nothing to publish. */
  edition: number | null
  /** JSON: progress while it runs, results or the fault at its end. */
  report: string
}
