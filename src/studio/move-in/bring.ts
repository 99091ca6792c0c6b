// Bringing one file to spool/incoming by the browser, and removing what lies there: an old site's file may
// hold what nobody should keep.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { textOf } from '../fields.ts'
import { redirect } from '../layout.ts'
import type { Visit } from '../route.ts'
import { tell } from '../words.ts'
import { incomingOf, namesIn, readIncoming } from './incoming.ts'
import { moveInScreen } from './start.ts'

export const uploadBytesMax = 80 * 1024 * 1024
const nameMax = 80

/** Keeps one file; of its name only what is a name anywhere. */
export async function upload(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const file = (await visit.form()).get('file')
  if (file === null || typeof file === 'string' || file.size === 0)
    return moveInScreen(visit, tell(lang, 'moveNoFile'))
  const folder = incomingOf(studio)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const name = freeName(plainName(file.name), namesIn(folder))
  const path = join(folder, name)
  try {
    writeFileSync(path, new Uint8Array(await file.arrayBuffer()), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    rmSync(path, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error
    return moveInScreen(visit, tell(lang, 'faultMOV02'))
  }
  return redirect('/move-in?said=saidBrought')
}

/** Removes a source. */
export async function drop(visit: Visit): Promise<Response> {
  const { studio, lang } = visit
  const asked = textOf(await visit.form(), 'name')
  const found = readIncoming(studio).find(({ name }) => name === asked)
  if (found === undefined) return moveInScreen(visit, tell(lang, 'moveNoSource'))
  rmSync(join(incomingOf(studio), found.name), { recursive: true, force: true })
  return redirect('/move-in?said=saidDropped')
}

/** "../Old site (2).sql.gz" -> "Old-site-2-.sql.gz": letters, digits, dots and dashes, no dot first. */
function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[.-]+/, '')
  // The end says what it is.
  return (
    [...plain]
      .slice(-nameMax)
      .join('')
      .replace(/^[.-]+/, '') || 'source'
  )
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const tried = number === 1 ? name : `${number}-${name}`
    if (!taken.includes(tried)) return tried
  }
}
