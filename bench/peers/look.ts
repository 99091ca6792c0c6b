// What the peers' pages carry alike: our own style sheet, so that pages weigh the same, and the
// header of a language.

import { themeOf } from '../../src/render/theme.ts'
import { listFolder } from '../../src/render/views.ts'
import { autonym, type Lang, parseLang } from '../../src/text/lang.ts'
import { corpusLanguages, corpusSections } from '../corpus.ts'
import { siteName } from './plan.ts'

const look = { lang: parseLang('en'), accentLight: '#0b4f8a', accentDark: '#8fc3f3' }

export const styleOf = themeOf(look).style.text.replace(/^<style>|<\/style>$/g, '')

/** The finished header of pages in `lang`. */
export function chromeOf(lang: Lang): string {
  const folder = listFolder(lang, null)
  const languages = corpusLanguages.map(
    (other) =>
      `<a href="/${listFolder(other, null)}index.html" hreflang="${other}" lang="${other}">${autonym(other)}</a>`,
  )
  const standing = ['people/index', 'search', 'subscribe', 'about'].map(
    (name) => `<a href="/${folder}${name}.html">${name}</a>`,
  )
  const sections = corpusSections.map(
    (key) => `<a href="/${listFolder(lang, key)}index.html">${key}</a>`,
  )
  return `<a class="skip" href="#main">Skip to main content</a>
<header>
<nav class="langs" aria-label="Languages of this site">${languages.join('\n')}</nav>
<p class="name"><a href="/${folder}index.html">${siteName}</a></p>
<nav class="secs" aria-label="Main navigation">${[...sections, ...standing].join('\n')}</nav>
</header>`
}
