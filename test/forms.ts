// Pages of the studio read as a browser without script reads them, above all their forms.
import assert from 'node:assert/strict'
import type { Visitor } from './studio.ts'

/** The page at `path`, which must be there. */
export async function screen(visitor: Visitor, path: string): Promise<string> {
  const response = await visitor.get(path)
  assert.equal(response.status, 200, path)
  return response.text()
}

/** The fields of the page's own form, as a browser would send them back. */
export function fieldsIn(page: string): Record<string, string> {
  const main = page.slice(page.indexOf('<main'))
  const fields: Record<string, string> = {}
  for (const [tag, name = ''] of main.matchAll(/<input[^>]* name="([\w-]+)"[^>]*>/g))
    if (!/type="(?:radio|checkbox)"/.test(tag))
      fields[name] ??= decoded(/ value="([^"]*)"/.exec(tag)?.[1] ?? '')
  for (const [, name = '', text = ''] of main.matchAll(
    /<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<\/textarea>/g,
  ))
    fields[name] = decoded(text)
  return fields
}

/** Text as it stands in HTML, with its signs put back. */
export function decoded(text: string): string {
  const signs: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#39': "'" }
  return text.replace(/&(quot|amp|lt|gt|#39);/g, (_, name: string) => signs[name] ?? '')
}
