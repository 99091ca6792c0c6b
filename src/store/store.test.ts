import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { draftContract } from '../../test/draft-contract.ts'
import { importContract } from '../../test/import-contract.ts'
import { indexingContract, registerContract } from '../../test/register-contract.ts'
import { storeContract } from '../../test/store-contract.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { openStore } from './open.ts'

for (const [name, check] of Object.entries({
  ...storeContract,
  ...draftContract,
  ...registerContract,
  ...indexingContract,
  ...importContract,
})) {
  test(`SQLite in memory: ${name}`, (t) => checkAt(t, ':memory:', check))

  test(`SQLite in a file: ${name}`, async (t) => {
    const folder = tempFolder(t)
    await checkAt(t, join(folder, 'newsroom.db'), check)
  })
}

async function checkAt(
  t: TestContext,
  location: string,
  check: (typeof storeContract)[string],
): Promise<void> {
  const store = await openStore(location)
  t.after(store.close)
  await check(store.db)
}
