// Letters to sounds, per script, for comparing names: not for display, not a romanisation.
// One sound is one character of the small alphabet below, so that a word of sounds is a plain string.
//
// Consonants b p t d k q g G(gh) X(kh) h j(dzh) Z(zh) c(ch) C(ts) s S(sh) z f v w m n N(ng) l r y;
// vowels a A(e as in "bad") e i I(undotted) o O(ö) u U(ü);
// doubtful: x (X, S or ks), J (Latin c: j, k, s, ts), L (l or r), W and Y (Arabic waw and ya: consonant or
// vowel), * (any vowel), 1-5 (a e i o u that may be filler), 7 8 (y, w that may be filler);
// endings: P (son or daughter of), V (-ov, -ev).
import { letterTable } from '../../tables/romanization.ts'

/** Latin digraphs, the longest first; they go before single letters. */
export const latinGroups: readonly (readonly [string, string])[] = [
  ...letterTable(`
    dzsch j tsch c dsch j shch Sc dzh j sch S tch c kh X gh G sh S ch c zh Z dj j dh d th t ph f ts C
    tz C ck k cq k ng N ou u oo u ee i qu k`),
]

export const latinLetters = letterTable(`
  a a b b c J d d e e f f g g h h i i j j k k l l m m n n o o p p q q r r s s t t u u v v w w x x
  y y z z ä A ə A ǝ A æ A ă A ö O ø O œ O ɵ O ü U ű U ı I ç c č c ć c ş S š S ș S ś S ž Z ƶ Z ⱬ Z
  ğ G ġ G ǧ G ƣ G ḡ G ḫ X ẖ X ⱨ h ḥ h ħ h ⱪ q ķ q ŋ N ñ N ň n ß s ł l đ d ð d þ t ţ C ț C`)

export const cyrillicLetters = letterTable(`
  а a ә A ӓ A б b в v г g ґ g ғ G ҝ g д d е e є e ё yo ж Z җ j ҷ j ҹ j џ j ђ j з z ҙ z и i ӣ i і i
  ї yi й y ј y к k қ q ҡ q л l љ l м m н n њ n ң N ҥ N о o ө O ӧ O п p р r с s ҫ s т t ћ c у u ұ u
  ү U ӯ o ў o ф f х X ҳ h һ h ц C ч c ш S щ S ъ - ы I ь - э e ю yu я ya`)

/** Arabic script that writes every vowel: Uyghur, and Kazakh and Kyrgyz of China. */
export const fullArabicLetters = letterTable(`
  ا a ە A ب b پ p ت t ج j چ c خ X د d ر r ز z ژ Z س s ش S غ G ع G ف f ق q ك k ک k گ g ڭ N ل l م m
  ن n ھ h ح h ه h و o ۇ u ۆ O ۅ O ۈ U ۉ U ۋ w ې e ى i ي y ی i ئ - ص s ط t ظ z`)

/** Arabic script that leaves vowels out: Arabic, Persian, Urdu, Ottoman. */
export const abjadLetters = letterTable(`
  ا a آ a أ * إ i ٱ * ب b پ p ت t ٹ t ث s ج j چ c ح h خ X د d ڈ d ذ z ر r ڑ r ز z ژ Z س s ش S ص s
  ض d ط t ظ z ع 1 غ G ف f ڤ v ق q ك k ک k گ g ڭ N ل l م m ن n ں n ه h ھ h ہ h ة 1 ۀ 1 و W ؤ W ۆ W
  ۇ W ۋ W ي Y ی Y ے Y ى a ئ 7 َ a ُ u ِ i`)

/** Letters that only scripts with all vowels use: one of them decides for the whole name. */
export const fullArabicMark = /[ەۇۆۈۋېڭۅۉٴ]|(?:^|[\s·‧•-])ئ|ى\p{L}/u
