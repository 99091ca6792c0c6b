// Where an old site's pages go that are no news: "about us", "contact". A newsroom has no pages of its
// own making beside its articles, so they are articles in a section of that name (docs/decisions/045).
import { type Lang, parseLang } from '../text/lang.ts'
import type { FoundItem } from './found.ts'

export const pagesKey = 'pages'

const names: Readonly<Record<string, string>> = {
  en: 'Pages',
  tr: 'Sayfalar',
  ug: 'بەتلەر',
  'ug-Latn': 'Betler',
  'ug-Cyrl': 'Бәтләр',
  'zh-Hans': '页面',
  'zh-Hant': '頁面',
  kk: 'Беттер',
  ru: 'Страницы',
  ar: 'صفحات',
  fa: 'صفحه‌ها',
  de: 'Seiten',
  fr: 'Pages',
}

/** The section, with a name in each of the newsroom's languages that we know one in. */
export function pagesSection(
  where: string,
  languages: readonly Lang[],
): FoundItem & { kind: 'section' } {
  const known = languages.filter((lang) => names[lang] !== undefined)
  const shown = known.length === 0 ? [parseLang('en')] : known
  const name = Object.fromEntries(shown.map((lang) => [lang, names[lang] ?? 'Pages']))
  return { kind: 'section', where, section: { key: pagesKey, name } }
}
