// Invented news of an invented newsroom, for the pages that tests look at. Uyghur in three scripts,
// languages from both sides, and stories that some languages lack.

/** Headline and teaser by language tag. */
export type Telling = Readonly<Record<string, readonly [headline: string, teaser: string]>>

export interface Story {
  readonly id: string
  readonly slug: string
  readonly date: string
  readonly time: string | null
  readonly section: 'news' | 'culture' | null
  readonly byline: string | null
  readonly speaker: string | null
  readonly telling: Telling
}

export const stories: readonly Story[] = [
  {
    id: '7k2m1xq8',
    slug: 'mountain-school-opens-again',
    date: '2026-05-28',
    time: '13:21',
    section: 'news',
    byline: 'Kanat',
    speaker: null,
    telling: {
      en: [
        'Mountain school opens its doors again after eleven years',
        'Forty-two pupils came on the first morning. The teachers had painted the rooms themselves.',
      ],
      ug: [
        'تاغلىق مەكتەپ ئون بىر يىلدىن كېيىن قايتا ئېچىلدى',
        'بىرىنچى كۈنى ئەتىگەندە قىرىق ئىككى ئوقۇغۇچى كەلدى. سىنىپلارنى ئوقۇتقۇچىلار ئۆزلىرى سىرلىغان.',
      ],
      'ug-Latn': [
        'Taghliq mektep on bir yildin kéyin qayta échildi',
        'Birinchi küni etigende qiriq ikki oqughuchi keldi. Siniplarni oqutquchilar özliri sirlighan.',
      ],
      'ug-Cyrl': [
        'Тағлиқ мәктәп он бир йилдин кейин қайта ечилди',
        'Биринчи күни әтигәндә қириқ икки оқуғучи кәлди. Синипларни оқутқучилар өзлири сирлиған.',
      ],
      tr: [
        'Dağ okulu on bir yıl sonra yeniden açıldı',
        'İlk sabah kırk iki öğrenci geldi. Sınıfları öğretmenler kendileri boyamıştı.',
      ],
      'zh-Hans': [
        '山区学校十一年后重新开门',
        '第一天早上来了四十二名学生。教室是老师们自己粉刷的。',
      ],
      ar: [
        'مدرسة جبلية تفتح أبوابها من جديد بعد أحد عشر عامًا',
        'جاء اثنان وأربعون تلميذًا في صباح اليوم الأول. وقد طلى المعلمون الفصول بأنفسهم.',
      ],
    },
  },
  {
    id: '3c9d4e5f',
    slug: 'a-song-is-also-an-archive',
    date: '2026-05-21',
    time: '09:05',
    section: 'culture',
    byline: null,
    speaker: 'Aygul Tursun',
    telling: {
      en: [
        'Aygul Tursun: A song is also an archive',
        'Whoever sings a song keeps what it tells of. We have begun to write down who taught which song to whom.',
      ],
      ug: [
        'ئايگۈل تۇرسۇن: ناخشىمۇ بىر ئارخىپ',
        'ناخشا ئېيتقان كىشى ئۇنىڭدىكى ھېكايىنىمۇ ساقلايدۇ. قايسى ناخشىنى كىمنىڭ كىمگە ئۆگەتكەنلىكىنى يېزىشقا باشلىدۇق.',
      ],
      'ug-Latn': [
        'Aygül Tursun: Naxshimu bir arxip',
        'Naxsha éytqan kishi uningdiki hékayinimu saqlaydu. Qaysi naxshini kimning kimge ögetkenlikini yézishqa bashliduq.',
      ],
      'ug-Cyrl': [
        'Айгүл Турсун: Нахшиму бир архип',
        'Нахша ейтқан киши униңдики һекайиниму сақлайду. Қайси нахшини кимниң кимгә өгәткәнликини йезишқа башлидуқ.',
      ],
      tr: [
        'Aygül Tursun: Şarkı da bir arşivdir',
        'Şarkıyı söyleyen, anlattığını da saklar. Hangi şarkıyı kimin kime öğrettiğini yazmaya başladık.',
      ],
    },
  },
  {
    id: '5m8n9p0q',
    slug: 'radio-archive-put-in-order',
    date: '2026-05-20',
    time: null,
    section: 'culture',
    byline: 'Kanat',
    speaker: null,
    telling: {
      en: [
        'Twelve hundred hours of radio are put in order',
        'Volunteers in four cities listened, labelled and copied for two winters. The oldest tape is from 1968.',
      ],
      ug: [
        '1200 سائەتلىك رادىيو ئارخىپى رەتلەندى',
        'تۆت شەھەردىكى پىدائىيلار ئىككى قىش ئاڭلاپ، خاتىرىلەپ، كۆچۈردى. ئەڭ كونا لېنتا 1968-يىلدىن قالغان.',
      ],
      ar: [
        'ترتيب ألف ومئتي ساعة من الإذاعة',
        'استمع متطوعون في أربع مدن وصنفوا ونسخوا طوال شتاءين. وأقدم شريط من عام 1968.',
      ],
    },
  },
  {
    id: '6r7s8t9v',
    slug: 'open-letter-on-the-water-of-the-valley',
    date: '2026-05-12',
    time: '18:40',
    section: 'news',
    byline: 'Merdan O.',
    speaker: 'Yusup Hoshur',
    telling: {
      en: [
        'Open letter on the water of the valley',
        'Nineteen farmers ask for the measurements of the last ten years. They want to read them before the meeting in June.',
      ],
      tr: [
        'Vadinin suyu üzerine açık mektup',
        'On dokuz çiftçi son on yılın ölçümlerini istiyor. Onları haziran toplantısından önce okumak istiyorlar.',
      ],
      'zh-Hans': [
        '关于山谷用水的公开信',
        '十九位农民要求公布最近十年的测量数据，希望在六月的会议之前读到。',
      ],
    },
  },
  {
    id: '8w9x0y1z',
    slug: 'how-to-read-a-map-of-closed-roads',
    date: '2026-04-30',
    time: null,
    section: null,
    byline: null,
    speaker: null,
    telling: {
      en: [
        'How to read a map of closed roads',
        'A short guide to the signs, the colours and the dates that are missing.',
      ],
      ug: [
        'تاقالغان يوللارنىڭ خەرىتىسىنى قانداق ئوقۇش كېرەك',
        'بەلگىلەر، رەڭلەر ۋە يوق چېسلالار ھەققىدە قىسقىچە قوللانما.',
      ],
      ar: ['كيف تُقرأ خريطة الطرق المغلقة', 'دليل قصير إلى الرموز والألوان والتواريخ الناقصة.'],
    },
  },
  {
    id: 'a1b2c3d4',
    slug: 'bakers-share-one-oven',
    date: '2026-04-18',
    time: null,
    section: 'news',
    byline: 'Kanat',
    speaker: null,
    telling: {
      en: [
        'Three bakers share one oven',
        'The rent rose, the bread did not. Since March they take turns, from two in the morning on.',
      ],
      'zh-Hans': [
        '三位面包师共用一个烤炉',
        '租金涨了，面包没有涨价。三月以来，他们从凌晨两点开始轮流使用。',
      ],
    },
  },
  {
    id: 'e5f6g7h8',
    slug: 'a-dictionary-made-at-kitchen-tables',
    date: '2026-04-02',
    time: null,
    section: 'culture',
    byline: 'Merdan O.',
    speaker: null,
    telling: {
      en: [
        'A dictionary made at kitchen tables',
        'Nine families collected the words for weather. Now the first volume is out, with 2,300 entries.',
      ],
      tr: [
        'Mutfak masalarında yapılan sözlük',
        'Dokuz aile hava durumunun sözcüklerini topladı. Şimdi 2300 maddelik ilk cilt çıktı.',
      ],
    },
  },
  {
    id: 'j9k0m1n2',
    slug: 'statement-on-the-missing-photographs',
    date: '2025-12-11',
    time: null,
    section: 'news',
    byline: null,
    speaker: 'Aygul Tursun',
    telling: {
      en: [
        'Statement on the missing photographs',
        'Two boxes did not arrive. We describe what was in them, so that whoever finds them knows.',
      ],
      ug: [
        'يوقالغان سۈرەتلەر ھەققىدە بايانات',
        'ئىككى ساندۇق يېتىپ كەلمىدى. تاپقان كىشى بىلسۇن دەپ، ئۇلاردا نېمە بارلىقىنى يازدۇق.',
      ],
    },
  },
]

export const names: Readonly<Record<string, string>> = {
  en: 'Dawan News',
  ug: 'داۋان خەۋەرلىرى',
  'ug-Latn': 'Dawan Xewerliri',
  'ug-Cyrl': 'Даван Хәвәрлири',
  tr: 'Dawan Haberleri',
  'zh-Hans': '达湾新闻',
  ar: 'أخبار داوان',
}

export const sectionNames: Readonly<Record<'news' | 'culture', Readonly<Record<string, string>>>> =
  {
    news: {
      en: 'From the valley',
      ug: 'ۋادىدىن',
      'ug-Latn': 'Wadidin',
      'ug-Cyrl': 'Вадидин',
      tr: 'Vadiden',
      'zh-Hans': '山谷消息',
      ar: 'من الوادي',
    },
    culture: {
      en: 'Culture',
      ug: 'مەدەنىيەت',
      'ug-Latn': 'Medeniyet',
      'ug-Cyrl': 'Мәдәнийәт',
      tr: 'Kültür',
      'zh-Hans': '文化',
      ar: 'ثقافة',
    },
  }

export const persons: readonly {
  id: string
  slug: string
  name: Readonly<Record<string, string>>
}[] = [
  {
    id: 'p1q2r3s4',
    slug: 'aygul-tursun',
    name: {
      en: 'Aygul Tursun',
      ug: 'ئايگۈل تۇرسۇن',
      'ug-Latn': 'Aygül Tursun',
      'ug-Cyrl': 'Айгүл Турсун',
      tr: 'Aygül Tursun',
      'zh-Hans': '阿依古丽·吐尔逊',
      ar: 'آيغول تورسون',
    },
  },
  {
    id: 't5v6w7x8',
    slug: 'yusup-hoshur',
    name: { en: 'Yusup Hoshur', ug: 'يۈسۈپ ھوشۇر', 'ug-Latn': 'Yüsüp Hoshur' },
  },
]
