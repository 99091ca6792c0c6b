// What stands in a copy of a part of the site where its pages lead to a page of another part: a page
// that says so, with the address of the one that is not here. It carries nobody there by itself: who
// reads a copy at home may not wish to be seen at the site. Its bytes follow from the path, the
// newsroom's address and the language alone, so a checker knows them: nothing can be said by one.
import { encodePath } from '../render/address.ts'
import { fileText, html } from '../render/html.ts'
import { direction, folderOf, isLang, type Lang, parseLang } from '../text/lang.ts'
import { say, worded, wordsLang } from '../text/words.ts'
import { decodeText, encodeText } from './log/bytes.ts'
import type { Source } from './verify/source.ts'

const opening = encodeText('<!doctype html>\n<!-- Not in this copy -->\n')

/** The page for `path` of the tree of `url`, in the language whose folder the path begins with. */
export function renderStandIn(url: string, path: string): Uint8Array {
  return pageIn(languageOfPath(path), url, path)
}

/** The newsroom's address, from the text of its robots.txt; null when that does not say. */
export function siteAddress(robots: string): string | null {
  return /^Sitemap: (https?:\/\/\S+\/)sitemap\.xml$/m.exec(robots)?.[1] ?? null
}

/** The copy as it is without the pages that stand in for others. */
export function withoutStandIns(source: Source): Source {
  const isStandIn = async (url: string, path: string): Promise<boolean> => {
    const bytes = path.endsWith('.html') ? await source.read(path) : null
    if (bytes === null || !isSame(bytes.subarray(0, opening.length), opening)) return false
    // In whichever language had words for it when the copy was made.
    return worded.some((lang) => isSame(bytes, pageIn(lang, url, path)))
  }
  return {
    ...source,
    async paths() {
      const all = await source.paths()
      const robots = all === null ? null : await source.read('robots.txt')
      const url = robots === null ? null : siteAddress(decodeText(robots))
      if (all === null || url === null) return all
      const kept: string[] = []
      for (const path of all) if (!(await isStandIn(url, path))) kept.push(path)
      return kept
    },
  }
}

// Copies that were handed out hold these bytes: what is changed here makes them altered ones.
function pageIn(lang: Lang, url: string, path: string): Uint8Array {
  const address = url + encodePath(path)
  const title = say(lang, 'notInCopy')
  const rest = html`
    <html lang="${lang}" dir="${direction(lang)}">
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <title>${title}</title>
    <h1>${title}</h1>
    <p dir="ltr"><a href="${address}" rel="noreferrer noopener">${address}</a></p>
    </html>
  `
  return encodeText(decodeText(opening) + fileText(rest))
}

function languageOfPath(path: string): Lang {
  const folder = path.slice(0, path.indexOf('/'))
  const own = worded.find((lang) => folderOf(lang) === folder)
  return own ?? (isLang(folder) ? wordsLang(folder) : parseLang('en'))
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
