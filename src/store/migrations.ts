// Every change of the tables, in order. A new one: a file in migrations/ and a line here.
import type { Migration } from './migration.ts'
import { first } from './migrations/0001-first.ts'

export const migrations: readonly Migration[] = [first]
