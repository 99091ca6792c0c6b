// How the eleven languages write days, months and lists. Our own table: the runtime prints Arabic
// script for ug-Latn and ug-Cyrl, and its patterns change with its version.
// In patterns: {y} {m} {d} numbers, {M} month beside a day, {N} month alone, {W} weekday, {t} time.

export interface DateWords {
  /** January to December, as written beside a day (genitive where the language has one). */
  readonly months: string
  /** January to December standing alone, where that differs. */
  readonly monthsAlone?: string
  /** Sunday to Saturday. */
  readonly weekdays: string
  readonly day: string
  /** The first of a month, where it is written differently (French). */
  readonly firstDay?: string
  readonly dayWithWeekday: string
  readonly withTime: string
  readonly month: string
  readonly year: string
  /** What stands between the parts of a list, and before the last of them. */
  readonly comma: string
  readonly and: string
}

export const dateWords: Readonly<Record<string, DateWords>> = {
  en: {
    months: 'January February March April May June July August September October November December',
    weekdays: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday',
    day: '{d} {M} {y}',
    dayWithWeekday: '{W}, {day}',
    withTime: '{date}, {t}',
    month: '{N} {y}',
    year: '{y}',
    comma: ', ',
    and: ' and ',
  },
  ug: {
    months: 'يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر ئۆكتەبىر نويابىر دېكابىر',
    weekdays: 'يەكشەنبە دۈشەنبە سەيشەنبە چارشەنبە پەيشەنبە جۈمە شەنبە',
    day: '{y}-يىلى {d}-{M}',
    dayWithWeekday: '{day}، {W}',
    withTime: '{date}، {t}',
    month: '{y}-يىلى {N}',
    year: '{y}-يىل',
    comma: '، ',
    and: ' ۋە ',
  },
  'ug-Latn': {
    months: 'Yanwar Fëwral Mart Aprël May Iyun Iyul Awghust Sëntebir Öktebir Noyabir Dëkabir',
    weekdays: 'Yekshenbe Düshenbe Seyshenbe Charshenbe Peyshenbe Jüme Shenbe',
    day: '{y}-yili {d}-{M}',
    dayWithWeekday: '{day}, {W}',
    withTime: '{date}, {t}',
    month: '{y}-yili {N}',
    year: '{y}-yil',
    comma: ', ',
    and: ' we ',
  },
  'ug-Cyrl': {
    months: 'январ феврал март апрел май июн июл авғуст сентәбир өктәбир ноябир декабир',
    weekdays: 'йәкшәнбә дүшәнбә сәйшәнбә чаршәнбә пәйшәнбә җүмә шәнбә',
    day: '{y}-йили {d}-{M}',
    dayWithWeekday: '{day}, {W}',
    withTime: '{date}, {t}',
    month: '{y}-йили {N}',
    year: '{y}-йил',
    comma: ', ',
    and: ' вә ',
  },
  tr: {
    months: 'Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık',
    weekdays: 'Pazar Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi',
    day: '{d} {M} {y}',
    dayWithWeekday: '{day} {W}',
    withTime: '{date}, {t}',
    month: '{N} {y}',
    year: '{y}',
    comma: ', ',
    and: ' ve ',
  },
  kk: {
    months: 'қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан',
    weekdays: 'жексенбі дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі',
    day: '{y} жылғы {d} {M}',
    dayWithWeekday: '{day}, {W}',
    withTime: '{date}, {t}',
    month: '{y} жылғы {N}',
    year: '{y} жыл',
    comma: ', ',
    and: ' және ',
  },
  'zh-Hans': {
    months: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
    weekdays: '星期日 星期一 星期二 星期三 星期四 星期五 星期六',
    day: '{y}年{M}{d}日',
    dayWithWeekday: '{day}{W}',
    withTime: '{date} {t}',
    month: '{y}年{N}',
    year: '{y}年',
    comma: '、',
    and: '和',
  },
  ar: {
    months: 'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
    weekdays: 'الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت',
    day: '{d} {M} {y}',
    dayWithWeekday: '{W}، {day}',
    withTime: '{date}، {t}',
    month: '{N} {y}',
    year: '{y}',
    comma: '، ',
    and: ' و',
  },
  ru: {
    months: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
    monthsAlone: 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь',
    weekdays: 'воскресенье понедельник вторник среда четверг пятница суббота',
    day: '{d} {M} {y} г.',
    dayWithWeekday: '{W}, {day}',
    withTime: '{date}, {t}',
    month: '{N} {y} г.',
    year: '{y} год',
    comma: ', ',
    and: ' и ',
  },
  de: {
    months: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
    weekdays: 'Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag',
    day: '{d}. {M} {y}',
    dayWithWeekday: '{W}, {day}',
    withTime: '{date}, {t} Uhr',
    month: '{N} {y}',
    year: '{y}',
    comma: ', ',
    and: ' und ',
  },
  fr: {
    months: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    weekdays: 'dimanche lundi mardi mercredi jeudi vendredi samedi',
    day: '{d} {M} {y}',
    firstDay: '1er {M} {y}',
    dayWithWeekday: '{W} {day}',
    withTime: '{date}, {t}',
    month: '{N} {y}',
    year: '{y}',
    comma: ', ',
    and: ' et ',
  },
}
