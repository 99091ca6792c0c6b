// Letters that give a language away, for texts that come in without a tag. The first clue that fits
// wins, so rarer letters stand before commoner ones. Latin letters tell few languages apart.

export interface Clue {
  readonly tag: string
  /** The text has a match of each of these ... */
  readonly has: readonly RegExp[]
  /** ... and none of this. */
  readonly lacks?: RegExp
  /** At least this share of its words matches the first of them; a single match when left out. */
  readonly share?: number
}

export interface ScriptClues {
  readonly letters: RegExp
  readonly clues: readonly Clue[]
}

export const letterClues: readonly ScriptClues[] = [
  {
    letters: /\p{Script=Arab}/gu,
    clues: [
      { tag: 'kk-Arab', has: [/\u0674|(?<!\p{L})\u0621\p{L}/u] },
      { tag: 'ckb', has: [/[ێڕڵ]/] },
      { tag: 'ps', has: [/[ښځڅړږۍ]/] },
      { tag: 'ur', has: [/[ٹڈڑےں]/] },
      { tag: 'ug', has: [/[ەېۈۆۇڭۋ]/] },
      { tag: 'fa', has: [/[پچژگیک]/] },
      { tag: 'ar', has: [/[\u0621-\u064A]/] },
    ],
  },
  {
    letters: /\p{Script=Cyrl}/gu,
    clues: [
      { tag: 'uk', has: [/[їєґ]/iu] },
      { tag: 'kk', has: [/ұ/iu] },
      { tag: 'kk', has: [/і/iu, /[қғәңөү]/iu] },
      { tag: 'tg', has: [/[ҷӣӯ]/iu] },
      { tag: 'be', has: [/ў/iu, /[іы]/iu] },
      { tag: 'uz-Cyrl', has: [/[ўҳ]/iu] },
      { tag: 'ba', has: [/[ҙҫҡ]/iu] },
      { tag: 'tt', has: [/җ/iu, /[ыэщь]/iu], lacks: /[қғ]/iu },
      // Uyghur has ы in Russian names only.
      { tag: 'kk', has: [/ы/iu, /[қғә]/iu], lacks: /җ/iu },
      { tag: 'ug-Cyrl', has: [/[җқғәһ]/iu] },
      { tag: 'ky', has: [/[ңөү]/iu] },
      { tag: 'ru', has: [/[а-яё]/iu] },
    ],
  },
  {
    letters: /\p{Script=Latn}/gu,
    clues: [
      { tag: 'az', has: [/ə/iu] },
      { tag: 'tk', has: [/[ňýž]/iu, /ş/iu] },
      { tag: 'tr', has: [/[ığİ]/u] },
      { tag: 'uz', has: [/[og][ʻ‘ʼ](?=\p{L})/iu] },
      {
        tag: 'ug-Latn',
        has: [
          /\p{L}(?:ning|ni|lar|ler|liri|lar|din|tin|diki|ghan|gen|qan|ken|liq|lik|idu|gha|qa)(?!\p{L})/giu,
          /gh|q(?!u)|[ëé]/iu,
        ],
        share: 0.15,
      },
    ],
  },
  {
    letters: /[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}]/gu,
    clues: [
      { tag: 'ja', has: [/[\p{Script=Hira}\p{Script=Kana}]/u] },
      {
        tag: 'zh-Hant',
        has: [/[個們這國來說對時會學後發問東車門長書應該與無當華歐維爾漢語聞報導]/u],
      },
      { tag: 'zh-Hans', has: [/\p{Script=Han}/u] },
    ],
  },
  { letters: /\p{Script=Hang}/gu, clues: [{ tag: 'ko', has: [/\p{Script=Hang}/u] }] },
  { letters: /\p{Script=Hebr}/gu, clues: [{ tag: 'he', has: [/\p{Script=Hebr}/u] }] },
  { letters: /\p{Script=Tibt}/gu, clues: [{ tag: 'bo', has: [/\p{Script=Tibt}/u] }] },
  { letters: /\p{Script=Mong}/gu, clues: [{ tag: 'mn-Mong', has: [/\p{Script=Mong}/u] }] },
]
