// How Chinese writes the sounds of Turkic, Arabic and Mongolian names: pinyin syllable to sounds.
// Follows the regional transcription practice (each syllable has its fixed characters; a consonant
// without vowel takes a character whose vowel is filler: ke, te, ti, si, zi, mu, bu, fu, er).

const initials: Readonly<Record<string, string>> = {
  b: 'b',
  p: 'p',
  m: 'm',
  f: 'f',
  d: 'd',
  t: 't',
  n: 'n',
  l: 'L',
  g: 'g',
  k: 'k',
  h: 'h',
  j: 'j',
  q: 'c',
  x: 'x',
  zh: 'Z',
  ch: 'c',
  sh: 'S',
  r: 'r',
  z: 'z',
  c: 'C',
  s: 's',
}

const finals: Readonly<Record<string, string>> = {
  a: 'a',
  o: 'o',
  e: '2',
  ai: 'A7',
  ei: 'e7',
  ao: 'o8',
  ou: 'o',
  an: 'an',
  en: '2n',
  ang: 'aN',
  eng: '2N',
  ong: 'uN',
  er: '2L',
  i: 'i',
  ia: 'a',
  ie: 'e',
  iao: 'o',
  iu: 'u',
  ian: 'An',
  in: 'in',
  iang: 'aN',
  ing: 'iN',
  iong: 'oN',
  u: 'u',
  ua: '8a',
  uo: 'o',
  uai: '8A',
  ui: 'u7',
  uan: '8an',
  un: 'un',
  uang: '8aN',
  v: 'U',
  ue: 'O',
  ve: 'O',
  van: 'UAn',
  vn: 'Un',
}

/** Syllables without an initial, and those the two tables would read wrongly. */
const whole: Readonly<Record<string, string>> = {
  a: 'a',
  o: 'o',
  e: '*',
  ai: 'A7',
  ei: 'e7',
  ao: 'o8',
  ou: 'o',
  an: 'an',
  en: '2n',
  ang: 'aN',
  er: '2L',
  yi: 'i',
  ya: 'ya',
  ye: 'ye',
  yo: 'yo',
  yao: 'yo',
  you: 'yu',
  yan: 'yAn',
  yang: 'yaN',
  yin: 'in',
  ying: 'iN',
  yong: 'yoN',
  yu: 'yU',
  yue: 'yo',
  yuan: 'yUan',
  yun: 'yun',
  wu: 'u',
  wa: 'wa',
  wai: 'wA7',
  wei: 'wi',
  wo: 'o',
  wan: 'wan',
  wen: 'un',
  wang: 'waN',
  weng: 'uN',
  ju: 'jU',
  qu: 'cU',
  xu: 'xU',
  jue: 'jO',
  que: 'cO',
  xue: 'xO',
  juan: 'jUan',
  quan: 'cUan',
  xuan: 'xUan',
  jun: 'jUn',
  qun: 'cUn',
  xun: 'xUn',
  zhi: 'Z3',
  chi: 'c3',
  shi: 'S3',
  ri: 'r3',
  zi: 'z3',
  ci: 'C3',
  si: 's3',
  bu: 'b5',
  mu: 'm5',
  fu: 'f5',
  pu: 'p5',
  ti: 't3',
  di: 'd3',
  li: 'L3',
  ni: 'n3',
  ji: 'j3',
  qi: 'c3',
  xi: 'x3',
  he: 'h2',
  ta: 'ta',
}

/** The sounds a pinyin syllable stands for in a transcribed name; null when it is no syllable. */
export function soundsOfSyllable(syllable: string): string | null {
  return table.get(syllable) ?? null
}

const table: ReadonlyMap<string, string> = (() => {
  const made = new Map<string, string>()
  const illegal =
    /^(?:[jqx](?!i|u)|[gkh](?:i|v)|[bpmf](?:ua|ui|un|uo|uan|ong|v|ue|e$)|[zcs]h?(?:ia|ie|in|iu|v|ue)|r(?:a$|ai|ia|i[aenou]|v|ue)|[dtnl]ua)/
  for (const [first, consonant] of Object.entries(initials)) {
    for (const [last, vowel] of Object.entries(finals)) {
      const syllable = first + last
      if (last !== 'er' && !illegal.test(syllable)) made.set(syllable, consonant + vowel)
    }
  }
  made.set('me', 'm2')
  for (const [syllable, sounds] of Object.entries(whole)) made.set(syllable, sounds)
  return made
})()

/** Traditional characters of transcribed names and their simplified forms, for bigrams of Han. */
export const simplified: Readonly<Record<string, string>> = pairs(
  `爾尔 買买 麥麦 達达 烏乌 滿满 圖图 維维 亞亚 蘇苏 賽赛 孫孙 艾艾 熱热 婭娅 瑪玛 馬马 羅罗 蘭兰 賈贾 納纳 瓊琼 鐵铁 葉叶 紮扎 薩萨 謝谢
  許许 強强 喬乔 慶庆 龍龙 達达 貝贝 賓宾 倫伦 魯鲁 盧卢 樂乐 雲云 東东 莊庄 張张 陳陈 劉刘 趙赵 楊杨 吳吴 黃黄 孫孙 韓韩 馮冯 鄧邓 蕭萧
  韋韦 鄭郑 習习 軍军 國国 華华 偉伟 麗丽 萊莱 傑杰 澤泽 恆恒 諾诺 歐欧 倉仓 齊齐 鐘钟 寶宝 聖圣 溫温 濟济 貢贡 頓顿 紐纽 綽绰 濤涛 懷怀
  壽寿 門门 諸诸 費费 賴赖 遜逊 遲迟 錫锡 闊阔 闌阑 陽阳 韻韵 頗颇 額额 顏颜 飛飞`,
)

function pairs(list: string): Readonly<Record<string, string>> {
  return Object.fromEntries(list.split(/\s+/).map((pair) => [...pair]))
}
