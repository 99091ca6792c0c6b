// A folder for one test, gone when the test is over. Hooks run in the order in which they were made:
// whoever has files open in it closes them in a hook made earlier.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

export function tempFolder(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'xewer-test-')))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A folder that holds `files` (path: content), gone when the test is over. */
export function folderWith(
  t: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
): string {
  const folder = tempFolder(t)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}
