// A small newsroom on disk for fault runs, made once and copied for every run. What is interrupted is its
// next step: a publish of everything that can wait (a new page with a picture, changed, withdrawn and
// moved ones, an old address that leads on), or the import of what is new.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { copyFolder } from '../copy-folder.ts'
import { treeOf } from '../desk.ts'
import { commandInside } from './inside.ts'

const samples = resolve(import.meta.dirname, '../../sample/articles')

export const steps = ['first', 'publish', 'import', 'withdraw', 'forget', 'backup'] as const
export type StepName = (typeof steps)[number]

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
  /** The newest edition before and after it all. */
  readonly editionBefore: number
  readonly edition: number
  /** Words that stand nowhere after it all. */
  readonly forgotten: readonly string[]
  /** The secret key of the newsroom's backups, `DATA/backup.age`; null where none is made. */
  readonly secret: string | null
}

export type Pages = ReadonlyMap<string, string>

/** What scenes begin with. */
interface Ground {
  readonly home: string
  /** A newsroom with articles in it, and the same with its first edition out. */
  readonly unpublished: string
  readonly base: string
  readonly old: Pages
  readonly sources: Readonly<Record<keyof typeof ids, string>>
}

const listing: Args = ['articles', 'list', '--data', 'DATA']
/** A publish of a copy: a newsroom that was copied is compared with what is published. */
const publishing: Args = ['publish', '--data', 'DATA', '--compare', 'DATA/site/live']

/** Makes the scenes of `steps` in `home`, in their order: an edition is out, and something waits. */
export async function makeScenes(
  home: string,
  steps: readonly StepName[],
): Promise<readonly Scene[]> {
  const sources = makeSources(join(home, 'articles'))
  const base = join(home, 'base')
  const settings = ['--name', 'Fault', '--languages', 'en,ug,ug-Latn', '--zone', 'Europe/Berlin']
  await commandInside(['init', '--data', base, ...settings, '--url', 'https://fault.example/'])
  const { letters, choir, water } = sources
  await commandInside(['import', '--data', base, letters, choir, water])
  const unpublished = copyOf(base, join(home, 'unpublished'))
  await commandInside(['publish', '--data', base])
  const ground = { home, unpublished, base, old: pagesOf(base), sources }
  const scenes: Scene[] = []
  for (const step of steps) scenes.push(await makers[step](ground))
  return scenes
}

const makers: Readonly<Record<StepName, (ground: Ground) => Promise<Scene>>> = {
  first(ground) {
    const args = ['publish', '--data', 'DATA']
    const none = { ...ground, base: ground.unpublished, old: new Map() }
    return sceneOf(none, 'first', { args, rest: [args], editionBefore: 0 })
  },
  async publish(ground) {
    const { choir, letters, water } = ids
    const set = (...how: string[]): Args => ['articles', 'set', '--data', 'DATA', ...how]
    // A second edition first, as a rule there are two trees; the other steps have to make theirs.
    const base = await after(ground, 'second', [set(letters, '--date', '2024-05-01'), publishing])
    const before = await after({ ...ground, base }, 'waiting', [
      ['import', '--data', 'DATA', ground.sources.garden],
      set(letters, '--date', '2024-06-01'),
      set(water, '--headline', 'Who drinks from it', '--language', 'en'),
      set(water, '--state', 'approved'),
      ['withdraw', '--data', 'DATA', choir, '--note', 'By mistake.'],
    ])
    const rest = [publishing]
    const now = { ...ground, base: before, old: pagesOf(before) }
    return sceneOf(now, 'publish', { args: publishing, rest, editionBefore: 2 })
  },
  import(ground) {
    const { garden, exam } = ground.sources
    const args = ['import', '--data', 'DATA', garden, exam]
    // What is in already is unchanged; the rest comes in now.
    return sceneOf(ground, 'import', { args, rest: [listing, args, publishing] })
  },
  withdraw(ground) {
    const args = ['withdraw', '--data', 'DATA', ids.choir, '--note', 'By mistake.']
    return sceneOf(ground, 'withdraw', { args, rest: [listing, args, publishing] })
  },
  async forget(ground) {
    const args = ['withdraw', '--data', 'DATA', ids.water, '--forget']
    const base = copyOf(ground.base, join(ground.home, 'homeless'))
    forgetHome(base)
    // The next publish has to do all of it; the command may have nothing left to forget.
    const scene = await sceneOf({ ...ground, base }, 'forget', { args, rest: [publishing] })
    return { ...scene, after: [publishing, args], forgotten }
  },
  async backup(ground) {
    const secret = join(ground.home, 'secret')
    const key = (await commandInside(['backup', '--new-key', secret])).trim()
    const args = ['backup', '--data', 'DATA', 'DATA/backup.age', '--to', key]
    const scene = await sceneOf(ground, 'backup', { args, rest: [listing, args] })
    return { ...scene, edition: scene.editionBefore, secret }
  },
}

async function sceneOf(
  ground: Ground,
  step: StepName,
  how: {
    readonly args: Args
    readonly rest: readonly Args[]
    readonly editionBefore?: number
  },
): Promise<Scene> {
  const { args, rest, editionBefore = 1 } = how
  const next = pagesOf(await after(ground, 'after', [args, ...rest]))
  const { base: before, old } = ground
  const editions = { editionBefore, edition: editionBefore + 1 }
  return { step, before, args, after: rest, old, next, ...editions, forgotten: [], secret: null }
}

/** Before the next command in a copy: of a first publish there may be nothing to compare the copy with. */
export function readyCopy({ step }: Scene, data: string): void {
  if (step === 'first') forgetHome(data)
}

/** A newsroom that does not know where it lay: it publishes after being copied. */
function forgetHome(data: string): void {
  const db = new DatabaseSync(join(data, 'newsroom.db'))
  db.exec(`delete from meta where name = 'home'`)
  db.close()
}

/** A copy of the ground, called `name`, with commands done in it. */
async function after({ base, home }: Ground, name: string, all: readonly Args[]): Promise<string> {
  const data = copyOf(base, join(home, name))
  for (const args of all) await commandInside(inFolder(args, data))
  return data
}

/** Arguments of a scene for the newsroom in `data`. */
export function inFolder(args: Args, data: string): Args {
  return args.map((arg) => arg.replace(/^DATA\b/, data))
}

/** Copies a newsroom, replacing what is at `to`. */
export function copyOf(from: string, to: string): string {
  rmSync(to, { recursive: true, force: true })
  copyFolder(from, to)
  return to
}

/** A folder for runs, in the folder the system keeps such things in. */
export function makeHome(parent: string): string {
  return mkdtempSync(join(parent, 'xewer-faults-'))
}

/** The link that readers follow. */
export function siteOf(data: string): string {
  return join(data, 'site/live')
}

/** The pages of a newsroom's tree. What an edition signs holds random salt and is left out, and proofs. */
export function pagesOf(data: string): Pages {
  return new Map(
    (existsSync(siteOf(data)) ? treeOf(siteOf(data)) : []).filter(
      ([path]) => !/^(?:editions|log)\/|\.proof\.html$/.test(path),
    ),
  )
}

const ids = {
  letters: 'aaaaaaaa',
  choir: 'bbbbbbbb',
  water: 'cccccccc',
  garden: 'dddddddd',
  exam: 'eeeeeeee',
} as const

/** Of the article about the water: its id, slugs, words. */
const forgotten = [ids.water, 'drinks-from', 'drinks from', 'poplar road', 'quduqning', 'قۇدۇق']

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
