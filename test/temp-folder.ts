// A folder for one test, gone when the test is over. Hooks run in the order in which they were made:
// whoever has files open in it closes them in a hook made earlier.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'

export function tempFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xewer-test-')))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
