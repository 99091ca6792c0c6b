// Languages we have no words and dates for, and which of the eleven most of their readers know.
// A guess about readers, for the interface only: articles are never shown as what they are not.

/** `language` or `language-Script` -> the tag of a language with words. */
export const neighbours: Readonly<Record<string, string>> = {
  ky: 'ru',
  uz: 'tr',
  'uz-Cyrl': 'ru',
  az: 'tr',
  'az-Cyrl': 'ru',
  tk: 'tr',
  'tk-Cyrl': 'ru',
  tt: 'ru',
  ba: 'ru',
  tg: 'ru',
  mn: 'ru',
  be: 'ru',
  uk: 'ru',
  'kk-Arab': 'ug',
  'ky-Arab': 'ug',
  'kk-Latn': 'tr',
  bo: 'zh-Hans',
  'zh-Hant': 'zh-Hans',
}
