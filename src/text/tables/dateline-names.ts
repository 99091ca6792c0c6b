// What weekdays and months are called in the languages whose sites are imported, short and long, as
// sites print them: CLDR, Drupal's two tables of weekdays, and other spellings seen. Sunday, January
// first; `/` between names of one day, `_` for a space. Compared without case, stops and diacritics.

export interface DateNames {
  readonly weekdays: string
  readonly months: string
}

export const dateNames: Readonly<Record<string, DateNames>> = {
  en: {
    weekdays:
      'sunday/sun monday/mon tuesday/tue/tues wednesday/wed/weds thursday/thu/thur/thurs friday/fri saturday/sat',
    months:
      'january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec',
  },
  tr: {
    weekdays:
      'pazar/paz/pa pazartesi/pzt/pt salı/sal/sa çarşamba/çar/çr perşembe/per/pe cuma/cum/cu cumartesi/cmt/ct',
    months:
      'ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara',
  },
  kk: {
    weekdays: 'жексенбі/жс дүйсенбі/дс сейсенбі/сс сәрсенбі/ср бейсенбі/бс жұма/жм сенбі/сб',
    months:
      'қаңтар/қаң ақпан/ақп наурыз/нау сәуір/сәу мамыр/мам маусым/мау шілде/шіл тамыз/там қыркүйек/қыр қазан/қаз қараша/қар желтоқсан/жел',
  },
  ky: {
    weekdays: 'жекшемби/жек дүйшөмбү/дүй шейшемби/шейш шаршемби/шарш бейшемби/бейш жума ишемби/ишм',
    months:
      'январь/янв февраль/фев март/мар апрель/апр май июнь/июн июль/июл август/авг сентябрь/сен октябрь/окт ноябрь/ноя декабрь/дек',
  },
  uz: {
    weekdays:
      'yakshanba/yak dushanba/dush seshanba/sesh chorshanba/chor payshanba/pay juma/jum shanba/shan',
    months:
      'yanvar/yan fevral/fev mart/mar aprel/apr may iyun/iyn iyul/iyl avgust/avg sentabr/sen oktabr/okt noyabr/noy dekabr/dek',
  },
  'uz-Cyrl': {
    weekdays: 'якшанба/якш душанба/душ сешанба/сеш чоршанба/чор пайшанба/пай жума/жум шанба/шан',
    months:
      'январ/янв феврал/фев март/мар апрел/апр май июн июл август/авг сентябр/сен октябр/окт ноябр/ноя декабр/дек',
  },
  az: {
    weekdays: 'bazar bazar_ertəsi/b.e çərşənbə_axşamı/ç.a çərşənbə cümə_axşamı/c.a cümə şənbə',
    months:
      'yanvar/yan fevral/fev mart/mar aprel/apr may iyun/iyn iyul/iyl avqust/avq sentyabr/sen oktyabr/okt noyabr/noy dekabr/dek',
  },
  tk: {
    weekdays: 'ýekşenbe/ýek duşenbe/duş sişenbe/siş çarşenbe/çar penşenbe/pen anna/ann şenbe/şen',
    months:
      'ýanwar/ýan fewral/few mart/mar aprel/apr maý iýun iýul awgust/awg sentýabr/sen oktýabr/okt noýabr/noý dekabr/dek',
  },
  tt: {
    weekdays:
      'якшәмбе/якш дүшәмбе/дүш сишәмбе/сиш чәршәмбе/чәр пәнҗешәмбе/пәнҗ җомга/җом шимбә/шим',
    months:
      'гыйнвар/гыйн февраль/фев март/мар апрель/апр май июнь июль август/авг сентябрь/сент октябрь/окт ноябрь/нояб декабрь/дек',
  },
  ru: {
    weekdays:
      'воскресенье/вс/вск понедельник/пн/пнд вторник/вт/втр среда/ср/срд четверг/чт/чтв пятница/пт/птн суббота/сб/сбт',
    months:
      'январь/января/янв февраль/февраля/февр/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн июль/июля/июл август/августа/авг сентябрь/сентября/сент/сен октябрь/октября/окт ноябрь/ноября/нояб/ноя декабрь/декабря/дек',
  },
  uk: {
    weekdays: 'неділя/нд понеділок/пн вівторок/вт середа/ср четвер/чт пʼятниця/пт субота/сб',
    months:
      'січень/січня/січ лютий/лютого/лют березень/березня/бер квітень/квітня/квіт травень/травня/трав червень/червня/черв липень/липня/лип серпень/серпня/серп вересень/вересня/вер жовтень/жовтня/жовт листопад/листопада/лист грудень/грудня/груд',
  },
  ar: {
    weekdays:
      'الأحد/أحد الاثنين/اثنين/إثنين الثلاثاء/ثلاثاء الأربعاء/أربعاء الخميس/خميس الجمعة/جمعة السبت/سبت',
    months:
      'يناير/كانون_الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/نيسان/ابريل/أفريل مايو/أيار/ماي يونيو/حزيران/جوان يوليو/تموز/جويلية أغسطس/آب/أوت سبتمبر/أيلول أكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول',
  },
  fa: {
    weekdays: 'یکشنبه/یک‌شنبه دوشنبه سه‌شنبه چهارشنبه پنجشنبه/پنج‌شنبه جمعه شنبه',
    months: 'ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر',
  },
  ur: {
    weekdays: 'اتوار پیر منگل بدھ جمعرات جمعہ ہفتہ',
    months: 'جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر',
  },
  ps: {
    weekdays: 'يونۍ دونۍ درېنۍ څلرنۍ پينځنۍ جمعه اونۍ',
    months: 'جنوري فېبروري/فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر/سېپتمبر اکتوبر نومبر دسمبر',
  },
  de: {
    weekdays:
      'sonntag/so montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sa/sonnabend',
    months:
      'januar/jan/jänner februar/feb märz/mär april/apr mai juni/jun juli/jul august/aug september/sep/sept oktober/okt november/nov dezember/dez',
  },
  fr: {
    weekdays:
      'dimanche/dim/di lundi/lun/lu mardi/mar/ma mercredi/mer/me jeudi/jeu/je vendredi/ven/ve samedi/sam/sa',
    months:
      'janvier/janv/jan février/févr/fév/fev mars avril/avr mai juin juillet/juil août septembre/sept octobre/oct novembre/nov décembre/déc',
  },
  es: {
    weekdays: 'domingo/dom lunes/lun martes/mar miércoles/mié jueves/jue viernes/vie sábado/sáb',
    months:
      'enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago septiembre/sept/sep/setiembre octubre/oct noviembre/nov diciembre/dic',
  },
  pt: {
    weekdays:
      'domingo/dom segunda-feira/seg/segunda terça-feira/ter/terça quarta-feira/qua/quarta quinta-feira/qui/quinta sexta-feira/sex/sexta sábado/sáb',
    months:
      'janeiro/jan fevereiro/fev março/mar abril/abr maio/mai junho/jun julho/jul agosto/ago setembro/set outubro/out novembro/nov dezembro/dez',
  },
  it: {
    weekdays:
      'domenica/dom lunedì/lun martedì/mar mercoledì/mer giovedì/gio venerdì/ven sabato/sab',
    months:
      'gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago settembre/set ottobre/ott novembre/nov dicembre/dic',
  },
  nl: {
    weekdays: 'zondag/zo maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za',
    months:
      'januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep oktober/okt november/nov december/dec',
  },
  pl: {
    weekdays:
      'niedziela/niedz poniedziałek/pon wtorek/wt środa/śr czwartek/czw piątek/pt sobota/sob',
    months:
      'styczeń/stycznia/sty luty/lutego/lut marzec/marca/mar kwiecień/kwietnia/kwi maj/maja czerwiec/czerwca/cze lipiec/lipca/lip sierpień/sierpnia/sie wrzesień/września/wrz październik/października/paź listopad/listopada/lis grudzień/grudnia/gru',
  },
  sv: {
    weekdays: 'söndag/sön måndag/mån tisdag/tis onsdag/ons torsdag/tors fredag/fre lördag/lör',
    months:
      'januari/jan februari/feb mars april/apr maj juni juli augusti/aug september/sep oktober/okt november/nov december/dec',
  },
  id: {
    weekdays: 'minggu/min senin/sen selasa/sel rabu/rab kamis/kam jumat/jum sabtu/sab',
    months:
      'januari/jan februari/feb maret/mar april/apr mei juni/jun juli/jul agustus/agu september/sep oktober/okt november/nov desember/des',
  },
  ug: {
    weekdays: 'يەكشەنبە/يە دۈشەنبە/دۈ سەيشەنبە/سە چارشەنبە/چا پەيشەنبە/پە جۈمە/جۈ شەنبە/شە',
    months:
      'يانۋار فېۋرال مارت ئاپرېل ماي ئىيۇن ئىيۇل ئاۋغۇست سېنتەبىر/سىنتەبىر/سېنتەبر ئۆكتەبىر نويابىر/نويابر دېكابىر/دېكابر',
  },
  'ug-Latn': {
    weekdays:
      'yekshenbe/ye düshenbe/dü seyshenbe/se charshenbe/cha peyshenbe/pe jüme/jü shenbe/she',
    months:
      'yanwar féwral mart aprél may iyun iyul awghust séntebir/séntebr öktebir/öktebr noyabir/noyabr dékabir/dékabr',
  },
  'ug-Cyrl': {
    weekdays: 'йәкшәнбә/йә дүшәнбә/дү сәйшәнбә/сә чаршәнбә/ча пәйшәнбә/пә җүмә/җү шәнбә/шә',
    months:
      'январ/январь феврал/февраль март апрел/апрель май июн/июнь июл/июль авғуст сентәбир/сентябрь өктәбир/өктәбр ноябир/ноябрь декабир/декабрь',
  },
  'kk-Arab': {
    weekdays: 'جەكسەنبى دۇيسەنبى سەيسەنبى سارسەنبى بەيسەنبى جۇما سەنبى',
    months: 'قاڭتار اقپان ناۋرىز ساۋىر مامىر ماۋسىم شىلدە تامىز قىركۇيەك قازان قاراشا جەلتوقسان',
  },
}

/** Weekdays in Han characters, Sunday first; any of the prefixes may stand before one of them. */
export const hanWeekdays = {
  chinese: '日一二三四五六',
  japanese: '日月火水木金土',
  korean: '일월화수목금토',
} as const

/** Months of other calendars (Persian, Islamic): a date that names one is not read. */
export const otherCalendars =
  'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند محرم صفر ربيع جمادى رجب شعبان رمضان شوال ذو حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت'

/** Before noon and after it, as printed beside a time. */
export const beforeNoon = 'am a.m ص صباحا صباحًا öö چ.ب ق.ظ 上午 凌晨 早上 午前 오전'
export const afterNoon = 'pm p.m م مساء مساءً ös چ.ك ب.ظ 下午 晚上 午后 午後 오후'

/** Words that stand around a date and say nothing about it. */
export const fillers =
  'on at the of am date posted published submitted created added updated um uhr den der le à du el de del das dia às on saat tarihinde gün günü yılı в от года год г жылы жылғы жыл ж й күні يىلى يىل كۈنى سائەت yili yil küni saet йили йил күни саат yil yili soat il ildə saat ' +
  'klockan kl klo pukul jam t في يوم الساعة سنة عام در تاریخ ساعت ميلادي م'

/** Offsets of zone names that mean one thing only; others are not read. */
export const zoneOffsets: Readonly<Record<string, string>> = {
  Z: 'Z',
  UT: 'Z',
  UTC: 'Z',
  GMT: 'Z',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  WET: 'Z',
  WEST: '+01:00',
  CET: '+01:00',
  CEST: '+02:00',
  MEZ: '+01:00',
  MESZ: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  TRT: '+03:00',
  MSK: '+03:00',
}

/** How sites say who posted, before the date and after it: the account name is `{who}`. */
export const posterPhrases: readonly RegExp[] = [
  /^(?:submitted|posted|published|written) by (?<who>.+?)(?: on|,) (?<date>.*\d.*)$/iu,
  /^(?<who>.+?) tarafından (?<date>.*\d.*?)(?: tarihinde)?(?: gönderildi| yazıldı| yayınlandı)?$/iu,
  /^(?:опубликовано|отправлено|добавлено) (?<who>.+?)(?: в|,) (?<date>.*\d.*)$/iu,
  /^(?:gespeichert|eingereicht|verfasst|veröffentlicht) von (?<who>.+?)(?: am|,) (?<date>.*\d.*)$/iu,
  /^(?:soumis|proposé|publié) par (?<who>.+?)(?: le|,) (?<date>.*\d.*)$/iu,
  /^(?<date>.*\d.*?),? by (?<who>\D+)$/iu,
]

/** Languages that write the day first when numbers are joined by full stops. */
export const dottedDates: readonly string[] =
  'de ru tr kk ky uz az tk tt ba uk be pl cs sk sl hr sr bs bg mk ro fi et lv nb nn no da is ka hy mn ug'.split(
    ' ',
  )
