// The studio's static files: a fixed map made at start, each under the digest of its bytes.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { bundleModules } from './bundle.ts'
import type { Asset } from './route.ts'

/** Style sheet and script modules by name. */
export async function loadAssets(): Promise<ReadonlyMap<string, Asset>> {
  const sheets = ['./studio.css', './writing.css'].map((name) => new URL(name, import.meta.url))
  const style = Buffer.concat(sheets.map((sheet) => readFileSync(sheet)))
  const modules = [...(await bundleModules())].map(
    ([name, bytes]) => [name, assetOf('text/javascript; charset=utf-8', bytes)] as const,
  )
  return new Map([['studio.css', assetOf('text/css; charset=utf-8', style)], ...modules])
}

function assetOf(type: string, bytes: Uint8Array): Asset {
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 20)
  return { type, bytes, digest }
}
