// Uyghur typed with the wrong code points: fonts before Unicode that drew Uyghur letters in the
// places of Arabic ones, and presentation forms whose standard decomposition is not Uyghur.
// Facts from gheyret/UyghurEditPP (MIT), apertium-uig and Unicode's decomposition data.

const map = (pairs: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(pairs))

/** In these texts every Arabic letter listed means the Uyghur one; they never mix with real ones. */
export const uighursoft = map({
  ة: 'ە',
  ص: 'پ',
  ح: 'چ',
  آ: 'ژ',
  ض: 'گ',
  ث: 'ڭ',
  ه: 'ھ',
  ذ: 'ۇ',
  أ: 'ۆ',
  ى: 'ۈ',
  ؤ: 'ۋ',
  ئ: 'ې',
  ی: 'ى',
  ع: 'ى',
  ظ: 'ئ',
})

export const duldul = map({
  ة: 'ە',
  ث: 'ڭ',
  ه: 'ھ',
  ذ: 'ۇ',
  أ: 'ۆ',
  إ: 'ۈ',
  ؤ: 'ۋ',
  ص: 'ې',
  ئ: 'ى',
  ظ: 'ئ',
})

/** Presentation forms that Uyghur reads otherwise than NFKC does. */
export const uyghurForms = map({
  '\uFEE9': 'ە',
  '\uFEEA': 'ە',
  '\uFEEB': 'ھ',
  '\uFEEC': 'ھ',
  '\uFBDD': 'ۇ',
  '\uFBFC': 'ى',
  '\uFBFD': 'ى',
  '\uFBFE': 'ى',
  '\uFBFF': 'ى',
})

/** Letters of neighbouring keyboards that mean one Uyghur letter wherever they stand. */
export const uyghurLetters = map({ ة: 'ە', ڧ: 'ف', ک: 'ك' })
