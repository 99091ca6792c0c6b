// Makes the studio's script modules: our TypeScript with its packages as one file each, by esbuild.
// Kept in node_modules/.cache under a hash of everything that went in; set-up makes them beforehand,
// and whoever starts the studio makes what is missing.
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

const room = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(room))

/** The modules by name ("passkey.js"), each with the text a browser runs. */
export async function bundleModules(): Promise<ReadonlyMap<string, Uint8Array>> {
  const cache = join(root, 'node_modules/.cache/xewer')
  const hash = hashSources()
  const bundles = new Map<string, Uint8Array>()
  for (const [name, entry] of entries()) {
    const file = join(cache, `${hash}-${name}`)
    if (!existsSync(file)) {
      mkdirSync(cache, { recursive: true })
      const made = `${file}.${process.pid}`
      writeFileSync(made, await bundle(entry))
      renameSync(made, file)
    }
    bundles.set(name, readFileSync(file))
  }
  return bundles
}

/** Every file of modules/, and the editor of island/ where there is one. */
function entries(): readonly (readonly [name: string, file: string])[] {
  const modules = globSync('modules/*.ts', { cwd: room })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => [`${basename(file, '.ts')}.js`, join(room, file)] as const)
  const island = join(room, 'island/main.ts')
  return existsSync(island) ? [...modules, ['editor.js', island]] : modules
}

/** Rooms that browser code may come from, and the packages as locked. */
function hashSources(): string {
  const hash = createHash('sha256')
  const files = globSync(
    ['studio/{modules,island}/**/*.ts', '{model,text,render}/**/*.{ts,json}'],
    {
      cwd: dirname(room),
    },
  )
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(dirname(room), file)))
  hash.update(readFileSync(join(root, 'package-lock.json')))
  return hash.digest('hex').slice(0, 20)
}

/** In a browser its own HTML parser takes the place of the server's. */
const inBrowsers: Plugin = {
  name: 'in-browsers',
  setup({ onResolve }) {
    onResolve({ filter: /\/html-parse\.ts$/ }, () => ({
      path: join(room, 'island/browser-html.ts'),
    }))
  },
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [inBrowsers],
  })
  const [output] = outputFiles
  if (output === undefined) throw new Error(`Cannot bundle "${entry}": nothing came out`)
  return output.contents
}

if (import.meta.main) await bundleModules()
