// What all pages of one chrome have in common is made once. Give all pages of a language the same
// Chrome object: an equal one is right too, but is made again.
import type { Html } from './html.ts'
import type { Chrome } from './views.ts'

const made = new WeakMap<Chrome, Map<string, Html>>()

/** The part named `name`; `make` may depend on the chrome and the name, on nothing else. */
export function shared(chrome: Chrome, name: string, make: () => Html): Html {
  let parts = made.get(chrome)
  if (parts === undefined) {
    parts = new Map()
    made.set(chrome, parts)
  }
  let part = parts.get(name)
  if (part === undefined) {
    part = make()
    parts.set(name, part)
  }
  return part
}
