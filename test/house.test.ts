// The house: which room may import which, no cycles, pure rooms pure, a package in one file only,
// no function written twice, no file that has grown into two ideas.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

/** docs/ARCHITECTURE.md says why. A room not named here fails the test. */
const mayImport: Record<string, readonly string[]> = {
  text: [],
  model: ['text'],
  store: ['text', 'model'],
  import: ['text', 'model', 'image'],
  render: ['text', 'model'],
  search: ['text', 'model'],
  edition: ['text', 'model', 'render', 'store', 'search'],
  deliver: ['text', 'model', 'edition'],
  studio: ['text', 'model', 'render', 'store', 'search', 'import', 'image', 'edition'],
  image: [],
  config: ['text', 'model'],
  serve: [],
  ask: ['text', 'model', 'render', 'search'],
  cli: [
    'text',
    'model',
    'store',
    'import',
    'render',
    'search',
    'edition',
    'deliver',
    'studio',
    'image',
    'config',
    'serve',
    'ask',
  ],
}
const pureRooms = ['text', 'model', 'render']
/** Packages that more than one file may import. */
const sharedPackages = ['prosemirror-model']

const sources = globSync('src/**/*.ts')
  .filter((file) => !file.endsWith('.test.ts') && !file.endsWith('.d.ts'))
  .sort()
const texts = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]))

test('every room imports only what the table allows', () => {
  const wrong: string[] = []
  for (const [file, imported] of ownImports()) {
    const [from, to] = [roomOf(file), roomOf(imported)]
    if (!(from in mayImport)) wrong.push(`${file}: "${from}" is no room`)
    else if (from !== to && !mayImport[from]?.includes(to))
      wrong.push(`${file} imports ${imported}`)
  }
  assert.deepEqual(wrong, [])
})

test('only the publisher’s side reaches what signs: no studio, serve, ask or carrier', () => {
  const signing = /edition\/(?:keys\/\w+|publish|adopt|log\/(?:compose|ed25519))\.ts$/
  const wrong = [...ownImports()]
    .filter(
      ([file, imported]) => signing.test(imported) && !/^(?:src\/)?(?:edition|cli)\b/.test(file),
    )
    .map(([file, imported]) => `${file} imports ${imported}`)
  assert.deepEqual(wrong, [])
})

test('no file imports itself by way of others', () => {
  const edges = new Map<string, string[]>()
  for (const [file, imported] of ownImports())
    edges.set(file, [...(edges.get(file) ?? []), imported])
  const done = new Set<string>()
  const cycles: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    if (done.has(file) || path.includes(file)) return
    for (const next of edges.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of sources) walk(file, [])
  assert.deepEqual(cycles, [])
})

test('pure rooms touch no disk, clock, network, randomness, locale or zone of the host', () => {
  const impure: readonly [RegExp, string][] = [
    [/from '(node:[^']+)'/, 'a Node module'],
    [/\bDate\.now\(|\bnew Date\(\)|\bDate\(\)|\bTemporal\.Now\b/, 'the clock'],
    [/\bMath\.random\(|\bcrypto\./, 'randomness'],
    [/\bprocess\./, 'the process'],
    [/\bfetch\(/, 'the network'],
    [
      /\.toLocale\w+\(\s*\)|\.localeCompare\(\s*[^,()]+\)|Intl\.\w+\(\s*\)/,
      'the locale of the host',
    ],
  ]
  const wrong: string[] = []
  for (const [file, text] of texts) {
    if (!pureRooms.includes(roomOf(file))) continue
    for (const [pattern, what] of impure)
      if (pattern.test(withoutComments(text))) wrong.push(`${file}: ${what}`)
  }
  assert.deepEqual(wrong, [])
})

test('a package is imported by one file of ours', () => {
  const importers = new Map<string, string[]>()
  for (const [file, text] of texts) {
    for (const name of new Set(
      importSpecifiers(text)
        .filter((spec) => !/^[./]|^node:/.test(spec))
        .map(packageOf),
    )) {
      importers.set(name, [...(importers.get(name) ?? []), file])
    }
  }
  const wrong = [...importers].filter(
    ([name, files]) => files.length > 1 && !sharedPackages.includes(name),
  )
  assert.deepEqual(
    wrong.filter(
      ([, files]) =>
        new Set(files.map(dirname)).size > 1 || !files.every((f) => f.includes('/island/')),
    ),
    [],
  )
})

test('no function is written twice', () => {
  const seen = new Map<string, string>()
  const twice: string[] = []
  for (const [file, text] of texts) {
    for (const match of text.matchAll(
      /^(?:export )?(?:async )?function\*? (\w+)[^\n]*\{\n([\s\S]*?)\n\}$/gm,
    )) {
      const body = (match[2] ?? '').replace(/\s+/g, ' ')
      if (body.length < 80) continue
      const place = `${file}: ${match[1]}`
      const first = seen.get(body)
      if (first === undefined) seen.set(body, place)
      else twice.push(`${first} = ${place}`)
    }
  }
  assert.deepEqual(twice, [])
})

test('every export is used by another file', () => {
  const all = new Map(
    globSync('{src,test,bench}/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]),
  )
  const used = new Set([...all].flatMap(([file, text]) => [...usedIn(file, text)]))
  const dead = [...all].flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)]
      .map((match) => `${file}: ${match[1]}`)
      .filter((place) => !used.has(place) && !used.has(file)),
  )
  assert.deepEqual(dead, [])
})

test('no file of code is longer than 500 lines', () => {
  const long = [...texts]
    .filter(([file]) => !/\/(tables|words|data)\//.test(file))
    .map(([file, text]) => [file, text.split('\n').length] as const)
    .filter(([, lines]) => lines > 500)
  assert.deepEqual(long, [])
})

/** Every [file, imported file] pair inside src. */
function ownImports(): [string, string][] {
  return [...texts].flatMap(([file, text]) =>
    importSpecifiers(text)
      .filter((spec) => spec.startsWith('.') && !spec.endsWith('.json'))
      .map((spec): [string, string] => [file, relative('.', join(dirname(file), spec))]),
  )
}

function importSpecifiers(text: string): string[] {
  const statements = text.matchAll(
    /^(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm,
  )
  return [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

/** What a file takes of others: "src/a.ts: name", or "src/a.ts" where it loads or names the file itself. */
function* usedIn(file: string, text: string): Generator<string> {
  const at = (spec: string): string => relative('.', join(dirname(file), spec))
  for (const [, names = '', spec = ''] of text.matchAll(
    /^(?:import|export) (?:type )?\{([^}]*)\} from '(\.[^']+)'/gm,
  ))
    for (const name of names.split(',')) yield `${at(spec)}: ${name.trim().split(' ')[0]}`
  // What is loaded when it is needed, bundled for a browser or run as a process.
  for (const [, spec = ''] of text.matchAll(/(?<!\bfrom )'([\w./-]+\.ts)'/g)) {
    yield at(spec)
    yield relative('.', spec)
  }
}

function packageOf(spec: string): string {
  return spec
    .split('/')
    .slice(0, spec.startsWith('@') ? 2 : 1)
    .join('/')
}

/** `src/render/page.ts` -> `render`; `src/serve.ts` -> `serve`. */
function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '')
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}
