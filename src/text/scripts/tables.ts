// The languages that convert. A new one is its table and its place in this list; nothing else.
import type { Table } from './engine.ts'
import { serbian } from './tables/sr.ts'
import { uyghur } from './tables/ug.ts'

export const tables: readonly Table[] = [uyghur, serbian]
