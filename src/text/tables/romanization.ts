// Letters to ASCII, for slugs and search keys: what a reader would type, not a lossless script.
// Uyghur follows its Latin alphabet (ULY) without diacritics, so that its three scripts come out alike;
// the others follow BGN/PCGN without diacritics, Uzbek its own Latin alphabet. Lower case only.

/** `"а a б b"` -> the pairs of it. A letter followed by `-` is dropped. */
export function letterTable(pairs: string): ReadonlyMap<string, string> {
  const cells = pairs.trim().split(/\s+/)
  const table = new Map<string, string>()
  for (let at = 0; at + 1 < cells.length; at += 2) {
    const latin = cells[at + 1] ?? ''
    table.set(cells[at] ?? '', latin === '-' ? '' : latin)
  }
  return table
}

/** Uyghur in Arabic script, and near enough for Kazakh and Kyrgyz in it. Hemze is not a letter here. */
export const uyghurArabic = letterTable(`
  ا a ە e ب b پ p ت t ج j چ ch خ x د d ر r ز z ژ zh س s ش sh غ gh ف f ق q ك k ک k گ g ڭ ng ل l م m
  ن n ھ h و o ۇ u ۆ o ۈ u ۋ w ې e ى i ی y ي y ة e ح h ع - ص s ض z ط t ظ z ث s ذ z ۅ o ۉ u ء - ٴ -`)

/** Russian, and the letters other languages add to it. */
export const cyrillic = letterTable(`
  а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh
  ц ts ч ch ш sh щ shch ъ - ы y ь - э e ю yu я ya
  ә a ғ gh җ j қ q ң ng ө o ұ u ү u һ h і i ї yi є ye ґ g ў u ҳ h ҷ j ӣ i ӯ u ҙ z ҫ s ҡ q ј j љ lj
  њ nj ћ c ђ dj џ dz ѓ g ќ k ѕ z`)

/** Where a language reads a Cyrillic letter otherwise. */
export const cyrillicOf: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  ug: letterTable("в w х x ә e ж zh ы i э e ц s щ sh ъ '"),
  kk: letterTable('ә a ж zh у u'),
  ky: letterTable('ж j'),
  uz: letterTable("ў o' ғ g' х x ж j ъ '"),
  uk: letterTable('г h и y'),
  be: letterTable('г h'),
  mn: letterTable('ж j'),
}

/** Where a language reads a Latin letter otherwise than by dropping its diacritics. */
export const latinOf: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  de: letterTable('ä ae ö oe ü ue ß ss'),
  az: letterTable('ə a'),
}
