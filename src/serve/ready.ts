// The serving process's code with its types already taken off, which is half of its start. Node would
// keep that in a compile cache, but this process may write nowhere. So set-up makes a copy inside the
// program's own folder, which belongs to whoever installed it; serving only reads it. The copy is
// named by its sources: after a change there is none, and the sources run until set-up makes one.
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Code {
  /** All that the process must be able to read of the program. */
  readonly folder: string
  /** The file to run. */
  readonly main: string
}

const ownRoom = dirname(fileURLToPath(import.meta.url))
const ownCache = join(dirname(dirname(ownRoom)), 'node_modules/.cache/xewer')

/** The copy for these sources, when set-up has made it; else the sources. */
export function readyCode(room = ownRoom, cache = ownCache): Code {
  const folder = copyOf(room, cache)
  const main = join(folder, 'main.mjs')
  // Not there either for a user who may not look into it.
  return existsSync(main) ? { folder, main } : { folder: room, main: join(room, 'main.ts') }
}

/** Makes the copy, unless it is there. It is there whole or not at all. */
export function makeReady(room = ownRoom, cache = ownCache): void {
  const folder = copyOf(room, cache)
  if (existsSync(folder)) return
  const half = `${folder}.${process.pid}`
  mkdirSync(half, { recursive: true })
  try {
    for (const file of sourcesOf(room)) {
      const text = stripTypeScriptTypes(readFileSync(join(room, file), 'utf8'))
      const plain = text.replace(/^(.*\bfrom '\.\/[\w-]+)\.ts'$/gm, "$1.mjs'")
      writeFileSync(join(half, file.replace(/\.ts$/, '.mjs')), plain)
    }
    renameSync(half, folder)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    // Another one was as quick as we.
    if (!existsSync(folder)) throw error
  }
}

function copyOf(room: string, cache: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of sourcesOf(room)) hash.update(file).update(readFileSync(join(room, file)))
  return join(cache, `${hash.digest('hex').slice(0, 20)}-serve`)
}

function sourcesOf(room: string): readonly string[] {
  const isSource = (file: string): boolean => /\.ts$/.test(file) && !file.endsWith('.test.ts')
  return readdirSync(room).filter(isSource).sort()
}

if (import.meta.main) makeReady()
