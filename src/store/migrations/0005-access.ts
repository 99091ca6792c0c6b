// People with access: accounts, passkeys, sessions, invitations, the audit log; and the publisher's
// jobs. The comments of access/tables.ts say what the columns mean.
import { type Db, sql } from '../db.ts'
import type { Migration } from '../migration.ts'

const statements = [
  `create table account (
     id text primary key, name text not null, name_key text not null unique,
     roles text not null, lang text not null, password text, totp text,
     totp_step bigint not null, closed integer not null, made_at bigint not null)`,
  `create table credential (
     id text primary key, account text not null references account (id),
     public_key text not null, counter bigint not null, transports text not null,
     label text not null, made_at bigint not null, used_at bigint)`,
  `create index credential_account on credential (account)`,
  `create table recovery_code (
     hash text primary key, account text not null references account (id))`,
  `create index recovery_code_account on recovery_code (account)`,
  `create table session (
     id text primary key, token text not null unique,
     account text not null references account (id), browser text not null,
     made_at bigint not null, seen_at bigint not null, proven_at bigint not null)`,
  `create index session_account on session (account)`,
  `create table invitation (
     code text primary key, kind text not null, account text references account (id),
     roles text not null, made_by text, made_at bigint not null, until bigint not null)`,
  `create table attempt (key text primary key, since bigint not null, count integer not null)`,
  `create table spent (key text primary key, until bigint not null)`,
  `create table audit (
     id text primary key, at bigint not null, account text, action text not null,
     subject text not null)`,
  `create index audit_at on audit (at)`,
  `create table job (
     id text primary key, kind text not null, due_at bigint not null, state text not null,
     made_by text, made_at bigint not null, started_at bigint, ended_at bigint,
     tries integer not null, holder text, edition integer, report text not null)`,
  `create index job_state on job (state, due_at)`,
]

export const access: Migration = {
  name: '0005-access',
  async up(db: Db) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}
