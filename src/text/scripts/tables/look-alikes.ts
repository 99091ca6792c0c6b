// Letters of two alphabets that look the same in most typefaces, written as pairs.
// After Unicode's confusables.txt, kept to letters that readers cannot tell apart.

const pairsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)] as const))

/** Each of these means the Latin letter, when it stands in a Latin word. */
export const latinOfCyrillic = pairsOf(
  'аa сc еe һh іi јj оo рp ѕs хx уy ԁd ԛq ԝw АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY ԌG ԚQ ԜW ӓä ӧö ёë їï ӒÄ ӦÖ ЁË ЇÏ әə өɵ ӘƏ ӨƟ',
)
export const latinOfGreek = pairsOf('οo νv αa ρp ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX')

/** The letters every Cyrillic alphabet has, and two of the Turkic ones: not і, ј, ѕ, which few have. */
export const cyrillicOfLatin = pairsOf(
  'aа cс eе oо pр xх yу AА BВ CС EЕ HН KК MМ OО PР TТ XХ YУ ëё ËЁ əә ɵө ƏӘ ƟӨ',
)
