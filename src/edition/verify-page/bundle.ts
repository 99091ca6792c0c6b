// Turns our own modules into one classic script: types stripped by Node, each module a function of
// its own, imports and exports rewritten. It knows only the forms this house uses: `import { a }
// from './x.ts'`, and `export` before a declaration.
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'

/**
 * The script, ending with a call of `start` (exported by `entry`) with `argument`. Modules named in
 * `instead` are taken from elsewhere. The same sources give the same text.
 */
export function bundleScript(
  entry: URL,
  {
    start,
    argument,
    instead,
  }: { start: string; argument: string; instead: ReadonlyMap<string, URL> },
): string {
  const names = new Map<string, string>()
  const parts: string[] = []
  const add = (wanted: URL): string => {
    const url = instead.get(wanted.href) ?? wanted
    const known = names.get(url.href)
    if (known !== undefined) return known
    const stripped = stripTypeScriptTypes(readFileSync(url, 'utf8'))
    const exported: string[] = []
    const body = stripped
      .replace(/^import\s*\{([^}]*)\}\s*from '([^']+)'$/gm, (_, list: string, from: string) => {
        const taken = list.split(',').flatMap((name) => name.trim() || [])
        const module = add(new URL(from, wanted))
        return taken.length === 0 ? '' : `const { ${taken.join(', ')} } = ${module}`
      })
      .replace(
        /^export ((?:async )?(?:function\*?|const|class)) (\w+)/gm,
        (_, what, name: string) => {
          exported.push(name)
          return `${what} ${name}`
        },
      )
    if (/^(?:import|export)\b/m.test(body))
      throw new SyntaxError(`Cannot bundle "${url}": it imports or exports in another form`)
    const name = `module${names.size}`
    names.set(url.href, name)
    parts.push(`const ${name} = (() => {\n${tidy(body)}\nreturn { ${exported.join(', ')} }\n})()`)
    return name
  }
  const last = add(entry)
  // "<" could end the script element early.
  const text = JSON.stringify(argument).replaceAll('<', '\\u003c')
  return `'use strict'\n{\n${parts.join('\n')}\n${last}.${start}(${text})\n}\n`
}

/** Without comments on lines of their own, and without what stripping left blank. */
function tidy(code: string): string {
  return code
    .replace(/^\s*\/\*\*[\s\S]*?\*\/$/gm, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
}
