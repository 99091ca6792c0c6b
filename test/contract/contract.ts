// What every database under the store has to do, as tests that run on each: verbs in, values out.
import { accessContract } from './access.ts'
import { articleContract } from './articles.ts'
import { draftContract } from './drafts.ts'
import { importContract } from './imports.ts'
import { listContract } from './lists.ts'
import { peopleContract } from './people.ts'
import type { Promises } from './promises.ts'
import { publishedContract } from './published.ts'
import { indexingContract, registerContract } from './register.ts'

/** A list, not one object: of two promises in the same words neither may be lost. */
export const contract = [
  articleContract,
  accessContract,
  draftContract,
  importContract,
  listContract,
  peopleContract,
  publishedContract,
  registerContract,
  indexingContract,
].flatMap((promises: Promises) => Object.entries(promises))
