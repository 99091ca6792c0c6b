// Invented statements in five languages, for sites of our own making. Nobody and nothing in them is
// real. Every article has its own headline and text, made from its number alone.

export interface Statement {
  readonly lang: string
  readonly headline: string
  readonly paragraphs: readonly string[]
}

interface Bank {
  readonly headline: (n: number) => string
  readonly sentences: readonly string[]
}

const banks: Readonly<Record<string, Bank>> = {
  en: {
    headline: (n) => `Amina Halik: statement ${n} on the valley schools`,
    sentences: [
      'The teachers of the valley have asked that the school stay open in winter.',
      'We heard from forty families who walk for two hours to the nearest classroom.',
      'Nobody should have to choose between a warm house and a lesson in the mother tongue.',
      'The committee has written to the ministry & waits for an answer.',
      'Our friends in the harbour town have sent books, chalk and a stove.',
      'A promise that is not written down is forgotten when the snow melts.',
      'The children have learned three songs for the spring holiday.',
      'Whoever can carry a box is welcome on Saturday at the old mill.',
    ],
  },
  tr: {
    headline: (n) => `Vadi okulları için ${n}. açıklama: kışın da açık kalsın`,
    sentences: [
      'Vadideki öğretmenler okulun kışın da açık kalmasını istedi.',
      'En yakın sınıfa iki saat yürüyen kırk aileyi dinledik.',
      'Hiç kimse sıcak bir ev ile ana dilinde ders arasında seçim yapmak zorunda kalmamalı.',
      'Kurul bakanlığa yazdı ve yanıt bekliyor.',
      'Liman kentindeki dostlarımız kitap, tebeşir ve bir soba gönderdi.',
      'Yazıya dökülmeyen söz, kar eriyince unutulur.',
      'Çocuklar bahar bayramı için üç şarkı öğrendi.',
      'Kutu taşıyabilen herkesi cumartesi günü eski değirmene bekliyoruz.',
    ],
  },
  ug: {
    headline: (n) => `جىلغا مەكتەپلىرى توغرىسىدا ${n}-بايانات`,
    sentences: [
      'جىلغىدىكى ئوقۇتقۇچىلار مەكتەپنىڭ قىشتىمۇ ئوچۇق تۇرۇشىنى تەلەپ قىلدى.',
      'بىز ئەڭ يېقىن سىنىپقا ئىككى سائەت ماڭىدىغان قىرىق ئائىلىنىڭ گېپىنى ئاڭلىدۇق.',
      'ھېچكىم ئىسسىق ئۆي بىلەن ئانا تىلدىكى دەرس ئوتتۇرىسىدا تاللاشقا مەجبۇر بولماسلىقى كېرەك.',
      'كومىتېت مىنىستىرلىققا خەت يازدى، جاۋاب كۈتۈۋاتىدۇ.',
      'پورت شەھىرىدىكى دوستلىرىمىز كىتاب، بور ۋە بىر مەش ئەۋەتتى.',
      'يېزىلمىغان ۋەدە قار ئېرىگەندە ئۇنتۇلۇپ كېتىدۇ.',
      'بالىلار باھار بايرىمى ئۈچۈن ئۈچ ناخشا ئۆگەندى.',
      'ساندۇق كۆتۈرەلەيدىغان ھەممەيلەننى شەنبە كۈنى كونا تۈگمەنگە تەكلىپ قىلىمىز.',
    ],
  },
  ru: {
    headline: (n) => `Заявление № ${n} о школах долины`,
    sentences: [
      'Учителя долины просят, чтобы школа работала и зимой.',
      'Мы выслушали сорок семей, которые идут два часа до ближайшего класса.',
      'Никто не должен выбирать между тёплым домом и уроком на родном языке.',
      'Комитет написал в министерство и ждёт ответа.',
      'Друзья из портового города прислали книги, мел и печь.',
      'Незаписанное обещание забывают, когда тает снег.',
      'Дети выучили три песни к весеннему празднику.',
      'Всех, кто может нести ящик, ждём в субботу у старой мельницы.',
    ],
  },
  'zh-Hans': {
    headline: (n) => `关于山谷学校的第${n}号声明`,
    sentences: [
      '山谷里的老师们要求学校冬天也开放。',
      '我们听取了四十个家庭的意见，他们要走两个小时才能到最近的教室。',
      '任何人都不应在温暖的家和母语课之间作选择。',
      '委员会已经写信给有关部门，正在等待答复。',
      '港口城市的朋友们寄来了书、粉笔和一个炉子。',
      '没有写下来的承诺，雪一化就被忘记了。',
      '孩子们为春天的节日学会了三首歌。',
      '星期六欢迎所有能搬箱子的人到老磨坊来。',
    ],
  },
}

export const statementLanguages = Object.keys(banks)

/** Statement number `n` in a language: two to four paragraphs, no two alike. */
export function statementOf(n: number, lang: string): Statement {
  const { headline, sentences } = banks[lang]!
  const pick = (at: number): string => sentences[at % sentences.length]!
  const count = 2 + (n % 3)
  const paragraphs = Array.from({ length: count }, (_, part) =>
    [0, 1, 2, 3]
      .map((step) => pick(n * 3 + part * 5 + step * (1 + (n % 3))))
      .join(lang.startsWith('zh') ? '' : ' '),
  )
  const numbered = [`${pick(n)} (${n})`, ...paragraphs]
  return { lang, headline: headline(n), paragraphs: numbered }
}
