// A small newsroom on disk for fault runs, made once and copied for every run. What is interrupted is its
// next step: a publish of everything that can wait (a new page with a picture, changed, withdrawn and
// moved ones, an old address that leads on), or the import of what is new.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { treeOf } from '../desk.ts'
import { commandInside } from './inside.ts'

const samples = resolve(import.meta.dirname, '../../sample/articles')

export type StepName = 'publish' | 'import'

type Args = readonly string[]

/** Only values, so that a process can be handed one. In arguments `DATA` stands for the newsroom. */
export interface Scene {
  readonly step: StepName
  /** The newsroom just before the step. */
  readonly before: string
  readonly args: Args
  /** What is done after a fault: the next command, whichever it is, then what makes the step whole. */
  readonly after: readonly Args[]
  /** Pages before and after it all: path to SHA-256. */
  readonly old: Pages
  readonly next: Pages
}

export type Pages = ReadonlyMap<string, string>

/** A publish of a copy: a newsroom that was copied is compared with what is published. */
const publishing: Args = ['publish', '--data', 'DATA', '--compare', 'DATA/site']

/** Makes the scenes in `home`: an edition is out, and something waits. */
export async function makeScenes(home: string): Promise<Readonly<Record<StepName, Scene>>> {
  const articles = join(home, 'articles')
  const { letters, choir, water, garden, exam } = makeSources(articles)
  const base = join(home, 'base')
  const run = (data: string, args: Args) => commandInside(inFolder(args, data))
  const bring = (...sources: string[]): Args => ['import', '--data', 'DATA', ...sources]
  const settings = ['--name', 'Fault', '--languages', 'en,ug,ug-Latn', '--zone', 'Europe/Berlin']
  await commandInside(['init', '--data', base, ...settings, '--url', 'https://fault.example/'])
  await run(base, bring(letters, choir, water))
  await run(base, ['publish', '--data', 'DATA'])
  const old = pagesOf(base)

  const waiting = copyOf(base, join(home, 'waiting'))
  await run(waiting, bring(garden))
  const set = (id: string, ...how: string[]) =>
    run(waiting, ['articles', 'set', '--data', 'DATA', id, ...how])
  await set(ids.letters, '--date', '2024-06-01')
  await set(ids.water, '--headline', 'Who drinks from it', '--language', 'en')
  await set(ids.water, '--state', 'approved')
  await run(waiting, ['withdraw', '--data', 'DATA', ids.choir, '--note', 'By mistake.'])

  const after = async (from: string, ...steps: Args[]): Promise<Pages> => {
    const data = copyOf(from, join(home, 'after'))
    for (const args of steps) await run(data, args)
    return pagesOf(data)
  }
  const importing = bring(garden, exam)
  return {
    publish: {
      step: 'publish',
      before: waiting,
      args: publishing,
      after: [publishing],
      old,
      next: await after(waiting, publishing),
    },
    import: {
      step: 'import',
      before: base,
      args: importing,
      // What is in already is unchanged; the rest comes in now.
      after: [['articles', 'list', '--data', 'DATA'], importing, publishing],
      old,
      next: await after(base, importing, publishing),
    },
  }
}

/** Arguments of a scene for the newsroom in `data`. */
export function inFolder(args: Args, data: string): Args {
  return args.map((arg) => arg.replace(/^DATA\b/, data))
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
export function pagesOf(data: string): Pages {
  return new Map(
    treeOf(join(data, 'site')).filter(([path]) => !/^(?:editions|log)\/|\.proof\.html$/.test(path)),
  )
}

const ids = {
  letters: 'aaaaaaaa',
  choir: 'bbbbbbbb',
  water: 'cccccccc',
  garden: 'dddddddd',
  exam: 'eeeeeeee',
} as const

/** A few articles of the sample in the newsroom's languages; some have old addresses. */
function makeSources(home: string): Readonly<Record<keyof typeof ids, string>> {
  const source = (
    name: keyof typeof ids,
    from: { year: number; files: readonly string[]; address?: string },
  ): string => {
    const folder = join(home, name)
    mkdirSync(folder, { recursive: true })
    const sample = join(samples, `${from.year}-${name}`)
    for (const file of from.files) cpSync(join(sample, file), join(folder, file))
    const head = readFileSync(join(sample, 'article.md'), 'utf8')
    const address = from.address === undefined ? '' : `address: ${from.address}\n`
    const more = `---\nid: ${ids[name]}\n${address}`
    writeFileSync(join(folder, 'article.md'), head.replace('---\n', more))
    return folder
  }
  return {
    letters: source('letters', { year: 2024, files: ['en.md', 'ug.md'] }),
    choir: source('choir', { year: 2024, files: ['en.md'], address: '/node/7' }),
    water: source('water', { year: 2024, files: ['en.md', 'ug.md', 'road.jpg'] }),
    garden: source('garden', {
      year: 2025,
      files: ['en.md', 'ug.md', 'hills.jpg'],
      address: '/node/12',
    }),
    exam: source('exam', { year: 2025, files: ['en.md'] }),
  }
}
