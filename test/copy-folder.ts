// Copies folders as a person does at the shell, above all newsrooms and published trees: links stay links,
// and a file with two names stays one file.
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

/** Copies what is in `from` (a folder, or a link to one) into the folder `to`. */
export function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  execFileSync('cp', ['-a', `${from}/.`, `${to}/`])
}
