// The order of letters, where it is not that of A to Z without diacritics. Cells are letters in order;
// `a/b` are one place under two spellings, the first of them heads a group in a list of names.

export const alphabets: Readonly<Record<string, string>> = {
  tr: 'a/â b c ç d e f g ğ h ı i/î j k l m n o ö p q r s ş t u/û ü v w x y z',
  az: 'a b c ç d e ə f g ğ h x ı i j k q l m n o ö p r s ş t u ü v w y z',
  tk: 'a b c ç d e ä f g h i j ž k l m n ň o ö p q r s ş t u ü v w x y ý z',
  uz: "a b c d e f g h i j k l m n o p q r s t u v w x y z o' g' sh ch ng",
  ru: 'а б в г д е/ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я',
  uk: 'а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я',
  be: 'а б в г ґ д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я',
  kk: 'а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я',
  ky: 'а б в г д е ё ж з и й к л м н ң о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я',
  'uz-Cyrl': 'а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш ъ ь э ю я ў қ ғ ҳ',
  tt: 'а ә б в г д е ё ж җ з и й к л м н ң о ө п р с т у ү ф х һ ц ч ш щ ъ ы ь э ю я',
  tg: 'а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я',
  mn: 'а б в г д е ё ж з и й к л м н о ө п р с т у ү ф х ц ч ш щ ъ ы ь э ю я',
  ar: 'ا/أ/إ/آ/ٱ ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك/ک ل م ن ه/ة و/ؤ ي/ى/ئ/ی',
  fa: 'ا/آ/أ/إ ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک/ك گ ل م ن و/ؤ ه/ة ی/ي/ى/ئ',
}

/**
 * Uyghur has one order in its three scripts, that of the official orthographic dictionary: these
 * three lists have one place in each column, and one word has one key however it is written.
 */
export const uyghurAlphabets: Readonly<Record<string, string>> = {
  ug: 'ئا/ا ئە/ە/ة ب پ ت ج چ خ/ح د ر ز ژ س ش غ ف ق ك/ک گ ڭ ل م ن ھ/ه ئو/و ئۇ/ۇ ئۆ/ۆ ئۈ/ۈ ۋ ئې/ې ئى/ى/ی ي',
  'ug-Latn': 'a e b p t j ch/c x/kh d r z zh s sh gh f q k g ng l m n h o u ö/ɵ/ø ü w/v ë/é i/ı y',
  'ug-Cyrl': 'а ә б п т җ ч х д р з ж с/ц ш/щ ғ ф қ к г ң л м н һ о у ө ү в е/э и/ы й',
}

/** Spellings that stand for two letters, in the letters of the first list. */
export const uyghurPairs: Readonly<Record<string, string>> = {
  ngh: 'نغ',
  я: 'يا',
  ю: 'يۇ',
  ё: 'يو',
}
