// Every change of the tables, in order. A new one: a file in migrations/ and a line here.
import type { Migration } from './migration.ts'
import { first } from './migrations/0001-first.ts'
import { published } from './migrations/0002-published.ts'

export const migrations: readonly Migration[] = [first, published]
