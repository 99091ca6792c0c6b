// The check page's own part, run in the browser: takes what is dropped, chosen or pasted, has the
// same verifier as the command check it, and says the result in a sentence. It stores nothing.
import { encodeText, formatHex } from '../log/bytes.ts'
import { formatVkey } from '../log/note.ts'
import { sshFingerprint } from '../log/sshsig.ts'
import { parseTrust } from '../log/trust.ts'
import { type FileReport, verifyFile } from '../verify/forwarded.ts'
import type { Problem, Report } from '../verify/report.ts'
import type { Source } from '../verify/source.ts'
import { verifyTree } from '../verify/verify.ts'
import { words } from './words/words.ts'

type Language = keyof typeof words
type Word = keyof (typeof words)['en']
type Line = { readonly word: Word; readonly values: Readonly<Record<string, string | number>> }
type Shown = {
  readonly outcome: string
  readonly lines: readonly Line[]
  readonly problems: readonly Problem[]
  readonly detail: string
}

const shownMax = 100

/** `trustText` is the newsroom's trust file; the browser's document is the page of render.ts. */
export function startPage(trustText: string): void {
  const trust = parseTrust(encodeText(trustText))
  const result = part('result')
  let language: Language = preferred(navigator.languages)
  let shown: Shown | null = null

  const draw = (): void => {
    document.documentElement.lang = language
    document.documentElement.dir = language === 'ug' ? 'rtl' : 'ltr'
    for (const element of document.querySelectorAll<HTMLElement>('[data-say]'))
      element.replaceChildren(...say(language, wordOf(element), { origin: trust.origin }))
    document.title = words[language].title
    result.replaceChildren(...(shown === null ? [] : drawResult(language, shown)))
    result.dataset['outcome'] = shown?.outcome ?? ''
  }
  const show = (next: Shown): void => {
    shown = next
    draw()
  }
  const busy = (done: number, of: number): void =>
    show(plain('busy', [{ word: 'busy', values: { done, of } }]))

  const checkBytes = async (bytes: Uint8Array): Promise<void> => {
    show(fileResult(await verifyFile(bytes, trust), trust.origin))
  }
  const checkFiles = async (files: readonly NamedFile[]): Promise<void> => {
    const [only] = files
    if (files.length === 1 && only !== undefined) return checkBytes(await bytesOf(only.file))
    const tree = treeOf(files)
    if (tree === null) return show(plain('altered', [{ word: 'noTree', values: {} }]))
    let drawn = 0
    const report = await verifyTree(sourceOf(tree), {
      trusted: { kind: 'trust', trust },
      remembered: null,
      now: `${new Date().toISOString().slice(0, 13)}:00:00Z`,
      onProgress: (done, of) => {
        if (Date.now() - drawn < 200) return
        drawn = Date.now()
        busy(done, of)
      },
    })
    show(treeResult(report, trust.origin))
  }

  const keys = [...trust.roots.map(sshFingerprint), ...trust.log.map(formatVkey)]
  part('keys').replaceChildren(...keys.map((key) => element('li', key)))
  const choose = part<HTMLSelectElement>('language')
  choose.value = language
  choose.addEventListener('change', () => {
    language = preferred([choose.value])
    draw()
  })
  // Not in the standard, but in every browser: the checker of HTML would not have it in the page.
  part('folder').toggleAttribute('webkitdirectory', true)
  for (const id of ['file', 'folder']) {
    const input = part<HTMLInputElement>(id)
    input.addEventListener('change', () => run(checkFiles(chosen(input))))
  }
  part('check').addEventListener('click', () =>
    run(checkBytes(encodeText(part<HTMLTextAreaElement>('paste').value))),
  )
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    run(dropped(event).then(checkFiles))
  })
  draw()
}

const tell: Line = { word: 'tell', values: {} }

type NamedFile = { readonly path: string; readonly file: File }

function fileResult({ outcome, detail, path, record }: FileReport, origin: string): Shown {
  const { number: edition = '', time = '' } = record ?? {}
  const good: Line = { word: 'fileGood', values: { origin, edition, time, path: path ?? '' } }
  const bad: Line = { word: outcome === 'altered' ? 'fileAltered' : 'unknownKey', values: {} }
  const lines: Line[] = outcome === 'good' ? [good, { word: 'fileLimit', values: {} }] : [bad, tell]
  return { outcome, lines, problems: [], detail }
}

function treeResult({ outcome, problems, record, files }: Report, origin: string): Shown {
  const words: Readonly<Record<Report['outcome'], Word>> = {
    good: 'treeGood',
    altered: 'treeAltered',
    stale: 'stale',
    fork: 'fork',
    'unknown key': 'unknownKey',
  }
  const values = { origin, files, edition: record?.number ?? '', time: record?.time ?? '' }
  const next: Line = { word: 'treeNext', values: { time: record?.next ?? '' } }
  const calm = outcome === 'good' || outcome === 'stale'
  const listed = problems.filter(({ kind }) => kind !== 'stale')
  return {
    outcome,
    lines: [{ word: words[outcome], values }, calm ? next : tell],
    problems: listed,
    detail: '',
  }
}

function plain(outcome: string, lines: readonly Line[]): Shown {
  return { outcome, lines, problems: [], detail: '' }
}

function drawResult(language: Language, { lines, problems, detail }: Shown): HTMLElement[] {
  const drawn = lines.map(({ word, values }): HTMLElement => {
    const line = document.createElement('p')
    line.append(...say(language, word, values))
    return line
  })
  const list = document.createElement('ul')
  for (const { kind, path, detail: reason } of problems.slice(0, shownMax)) {
    const line = element('li', '')
    const word = kind === 'stale' || kind === 'fork' ? null : kind
    line.append(element('bdi', path), word === null ? '' : `: ${words[language][word]}`)
    line.title = reason
    list.append(line)
  }
  if (problems.length > shownMax) {
    const rest = document.createElement('li')
    rest.append(...say(language, 'more', { count: problems.length - shownMax }))
    list.append(rest)
  }
  if (problems.length > 0) drawn.push(list)
  if (detail !== '') {
    const reason = element('p', detail)
    reason.lang = 'en'
    reason.dir = 'ltr'
    drawn.push(reason)
  }
  return drawn
}

/** The sentence, each value in an element that keeps its own direction. */
function say(language: Language, word: Word, values: Line['values']): (string | HTMLElement)[] {
  return words[language][word].split(/\{(\w+)\}/).map((piece, at) => {
    return at % 2 === 0 ? piece : element('bdi', String(values[piece] ?? ''))
  })
}

function preferred(languages: readonly string[]): Language {
  const known = Object.keys(words) as Language[]
  for (const tag of languages) {
    const found = known.find((name) => tag.toLowerCase().split('-')[0] === name)
    if (found !== undefined) return found
  }
  return 'en'
}

function wordOf({ dataset }: HTMLElement): Word {
  const found = (Object.keys(words.en) as Word[]).find((word) => word === dataset['say'])
  if (found === undefined) throw new RangeError(`Cannot say "${dataset['say']}": no such words`)
  return found
}

function part<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id)
  if (found === null) throw new RangeError(`Cannot find part "${id}": the page has none`)
  return found as T
}

function element(name: 'p' | 'li' | 'bdi' | 'ul', text: string): HTMLElement {
  const made = document.createElement(name)
  made.textContent = text
  if (name === 'bdi') made.dir = 'ltr'
  return made
}

/** Only a fault of ours, or a file that the browser cannot read, ends here. */
function run(work: Promise<void>): void {
  work.catch((error: unknown) => {
    const result = part('result')
    result.dataset['outcome'] = 'failed'
    result.replaceChildren(element('p', error instanceof Error ? error.message : String(error)))
  })
}

function chosen({ files }: HTMLInputElement): NamedFile[] {
  return [...(files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
}

async function dropped({ dataTransfer }: DragEvent): Promise<NamedFile[]> {
  const entries = [...(dataTransfer?.items ?? [])].map((item) => item.webkitGetAsEntry())
  const found: NamedFile[] = []
  for (const entry of entries) if (entry !== null) await walk(entry, '', found)
  return found
}

async function walk(entry: FileSystemEntry, folder: string, found: NamedFile[]): Promise<void> {
  const path = `${folder}${entry.name}`
  if (entry.isFile) {
    const file = await new Promise<File>((done, failed) => {
      ;(entry as FileSystemFileEntry).file(done, failed)
    })
    found.push({ path, file })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A reader gives a hundred entries at a time, and none when it is at the end.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => {
      reader.readEntries(done, failed)
    })
    if (some.length === 0) return
    for (const inner of some) await walk(inner, `${path}/`, found)
  }
}

/** The files below the folder that holds `log/checkpoint`, by their paths in the tree, or null. */
function treeOf(files: readonly NamedFile[]): ReadonlyMap<string, File> | null {
  const end = 'log/checkpoint'
  const roots = files.filter(({ path }) => path === end || path.endsWith(`/${end}`))
  const [first] = roots.toSorted((a, b) => a.path.length - b.path.length)
  if (first === undefined) return null
  const root = first.path.slice(0, -end.length)
  const inside = files.filter(({ path }) => path.startsWith(root))
  return new Map(inside.map(({ path, file }) => [path.slice(root.length), file]))
}

function sourceOf(files: ReadonlyMap<string, File>): Source {
  const read = async (path: string): Promise<Uint8Array<ArrayBuffer> | null> => {
    const file = files.get(path)
    return file === undefined ? null : bytesOf(file)
  }
  return {
    atOnce: 4,
    paths: async () => [...files.keys()],
    read,
    digest: async (path) => {
      const bytes = await read(path)
      if (bytes === null) return null
      return formatHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
    },
  }
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.arrayBuffer())
}
