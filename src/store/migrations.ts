// Every change of the tables, in order. A new one: a file in migrations/ and a line here.
import type { Migration } from './migration.ts'
import { first } from './migrations/0001-first.ts'
import { published } from './migrations/0002-published.ts'
import { unindexed } from './migrations/0003-unindexed.ts'
import { pageDigest } from './migrations/0004-page-digest.ts'
import { access } from './migrations/0005-access.ts'
import { drafts } from './migrations/0006-drafts.ts'
import { pictures } from './migrations/0007-pictures.ts'
import { imports } from './migrations/0008-imports.ts'
import { days } from './migrations/0009-days.ts'
import { proposals } from './migrations/0010-proposals.ts'
import { importPeople } from './migrations/0011-import-people.ts'

export const migrations: readonly Migration[] = [
  first,
  published,
  unindexed,
  pageDigest,
  access,
  drafts,
  pictures,
  imports,
  days,
  proposals,
  importPeople,
]
