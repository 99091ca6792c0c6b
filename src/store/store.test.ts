import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { contract } from '../../test/contract/contract.ts'
import type { Promises } from '../../test/contract/promises.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { openStore } from './open.ts'

for (const [name, check] of contract) {
  test(`SQLite in memory: ${name}`, (t) => checkAt(t, ':memory:', check))

  test(`SQLite in a file: ${name}`, async (t) => {
    const folder = tempFolder(t)
    await checkAt(t, join(folder, 'newsroom.db'), check)
  })
}

async function checkAt(t: TestContext, location: string, check: Promises[string]): Promise<void> {
  const store = await openStore(location)
  t.after(store.close)
  await check(store.db)
}
