// A small newsroom on disk for fault runs: made once by the command line, copied for every run. Its
// next step (a publish or an import) is what is interrupted.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { treeOf } from '../desk.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const articles = join(root, 'sample/articles')

export type StepName = 'publish' | 'import'

export interface Scene {
  readonly step: StepName
  /** The newsroom just before the step. */
  readonly before: string
  /** Pages before and after it: path to SHA-256; for an import, after a publish that follows. */
  readonly old: ReadonlyMap<string, string>
  readonly next: ReadonlyMap<string, string>
  /** Arguments of the step in the newsroom `data`. */
  args(data: string): readonly string[]
}

/** Node's arguments that start Xewer's command line. */
export const xewer = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  join(root, 'src/cli.ts'),
]

/** A publish of a copy: a newsroom that was copied is compared with what is published. */
export function publishing(data: string): readonly string[] {
  return ['publish', '--data', data, '--compare', join(data, 'site')]
}

/** Runs a command to its end; throws when it fails. */
export async function command(...args: readonly string[]): Promise<string> {
  const [program = '', ...first] = xewer
  const { stdout } = await run(program, [...first, ...args], { env: quiet() })
  return stdout
}

/** The environment of a run: one pool thread, so that calls are counted alike in every run. */
export function quiet(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: process.env['HOME'], UV_THREADPOOL_SIZE: '1' }
}

/** Makes the scenes in `home`: an edition is out, and something waits. */
export async function makeScenes(home: string): Promise<Readonly<Record<StepName, Scene>>> {
  const base = join(home, 'base')
  const settings = ['--name', 'Fault', '--languages', 'en,ug,ug-Latn,tr', '--zone', 'Europe/Berlin']
  await command('init', '--data', base, ...settings, '--url', 'https://fault.example/')
  const first = ['2024-choir', '2024-letters', '2024-school'].map((name) => join(articles, name))
  await command('import', '--data', base, ...first)
  await command('publish', '--data', base)
  // With pictures in it, so that the way of a picture is interrupted, too.
  const more = ['2024-water', '2024-weavers'].map((name) => join(articles, name))
  const imported = copyOf(base, join(home, 'imported'))
  await command('import', '--data', imported, ...more)
  const published = copyOf(imported, join(home, 'published'))
  await command(...publishing(published))
  const old = pagesOf(base)
  const next = pagesOf(published)
  return {
    publish: {
      step: 'publish',
      before: imported,
      old,
      next,
      args: publishing,
    },
    import: {
      step: 'import',
      before: base,
      old,
      next,
      args: (data) => ['import', '--data', data, ...more],
    },
  }
}

/** Copies a newsroom, replacing what is at `to`. */
export function copyOf(from: string, to: string): string {
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  return to
}

/** A folder for runs, in the folder the system keeps such things in. */
export function makeHome(parent: string): string {
  return mkdtempSync(join(parent, 'xewer-faults-'))
}

/** The pages of a newsroom's tree. What an edition signs holds random salt and is left out, and proofs. */
export function pagesOf(data: string): ReadonlyMap<string, string> {
  return new Map(
    treeOf(join(data, 'site')).filter(([path]) => !/^(?:editions|log)\/|\.proof\.html$/.test(path)),
  )
}
