// Programs that a test uses and a machine may lack. On a volunteer's machine the test is reported
// as skipped by name; where CI is set a missing program is a failure.
import { existsSync } from 'node:fs'
import type { TestContext } from 'node:test'

/** True when `program` is on the PATH; otherwise skips the test, or throws where CI is set. */
export function need(t: TestContext, program: string): boolean {
  if (programPath(program) !== null) return true
  const reason = `needs the program "${program}", which is not installed`
  if (process.env['CI']) throw new Error(`This test ${reason}`)
  t.skip(reason)
  return false
}

/** Where `program` stands, or null. */
export function programPath(program: string): string | null {
  const folders = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`
    .split(':')
    .filter((folder) => folder)
  return folders.map((folder) => `${folder}/${program}`).find((path) => existsSync(path)) ?? null
}
