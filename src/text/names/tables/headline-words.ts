// Words that stand before a colon in headlines without being a person: labels, topics, bodies, places.
// Lower case, one list for all languages: a label borrowed from English is a label in Uyghur too.

/** One of these anywhere before the colon, and it is not a person. */
export const notPerson: ReadonlySet<string> = new Set(
  `
  the a an of and or for in on at to is are was were be been with without by from as about after before against under over
  into than then that this these those it its we our us you your i my me he his she her they their who whom whose what
  when where why how which not no yes do does did has have had will would can could should must may might
  breaking news update updates updated live latest press release releases statement statements communique communiqué
  announcement announcements notice notices alert alerts urgent exclusive opinion opinions editorial editorials op-ed
  comment comments commentary analysis feature features interview interviews report reports reported special series
  video videos photo photos photography picture pictures audio podcast gallery watch listen read see webinar event events
  invitation conference summary briefing brief background factsheet fact facts check explainer explained timeline q&a faq
  part chapter volume issue episode day week month year today tomorrow yesterday
  monday tuesday wednesday thursday friday saturday sunday january february march july september october november december
  review book letter petition appeal call
  campaign action protest demonstration rally hearing testimony testimonies speech remarks message greetings obituary
  correction corrections retraction clarification note editor editors memo draft source sources via photo credit
  translation transcript download subscribe contact more topic subject title headline warning attention reminder
  world international national global united nations states human rights freedom democracy justice law bill act
  congress council party government ministry department committee commission association foundation union institute
  university agency court tribunal embassy consulate parliament senate house assembly group organization organisation
  network movement federation centre center coalition office bureau police army forces security amnesty times radio
  voice television tv newspaper magazine journal daily weekly company bank school academy team board project
  genocide camps camp crisis war peace hunger strike forced labor labour virus pandemic coronavirus covid covid-19 history
  culture language religion women children people peoples nation country region city village earthquake election elections
  uyghur uyghurs uighur uighurs uygur uygurs chinese turkish tibetan tibetans kazakh kazakhs american european
  russian japanese german french british muslim muslims turkic
  china turkey türkiye usa u.s us uk eu un wuc uhrp russia japan germany france britain canada australia kazakhstan
  kyrgyzstan uzbekistan tajikistan turkmenistan mongolia tibet taiwan xinjiang turkistan turkestan east west north south
  central asia europe africa beijing urumqi ürümchi ürümqi kashgar ghulja hotan istanbul ankara washington munich geneva
  london paris berlin tokyo moscow almaty america hong kong asian islam islamic

  son dakika haber haberler basın açıklaması bildirisi bildiri duyuru açıklama video fotoğraf foto röportaj analiz görüş
  yorum canlı özel güncelleme çağrı kutlama mesajı mesaj taziye davet ve ile için bir bu şu o da de ki ne neden nasıl
  kim nerede doğu türkistan çin uygurlar dünya kurultayı derneği vakfı partisi bakanlığı meclisi birliği konuşması

  communiqué actualité actualités dernière dernières heure minute vidéo vidéos entretien tribune analyse édito éditorial
  reportage exclusif direct urgent mise jour déclaration annonce dossier question questions et ou dans pour par sur avec
  sans un une les est qui que quoi comment pourquoi où chine turquie ouïghours ouïghour ouïgours
  eilmeldung pressemitteilung nachricht nachrichten aktuell interview kommentar meinung bericht erklärung veranstaltung
  aufruf hintergrund und oder für mit ohne ein eine einer eines ist sind wie warum wer wo uiguren china das die im am
  última noticias comunicado prensa entrevista opinión vídeo declaración aviso y o para por con sin una los las el en es
  cómo qué quién cuándo dónde

  срочно новости новость видео фото интервью аналитика анализ мнение заявление обращение пресс-релиз релиз сообщение
  обновлено обновление эксклюзив репортаж комментарий объявление внимание прямая трансляция эфир и или в на с из от для
  о об по за не как что кто где когда почему это китай уйгуры уйгур восточный туркестан всемирный конгресс совет партия
  правительство министерство организация комитет

  خەۋەر خەۋەرلەر جىددىي بايانات ئۇقتۇرۇش ئېلان سۆھبەت زىيارەت سىن ۋىدېئو ۋىدىئو فىلىم رەسىم سۈرەت ئاخىرقى يېڭى مۇراجىئەت
  ئوبزور مۇلاھىزە باھا ماقالە دوكلات تەبرىك تەزىيە چاقىرىق خىتاب خىتابنامە ئاخبارات مەخسۇس پروگرامما سوئال جاۋاب ۋە
  ياكى بىلەن ئۈچۈن بۇ ئۇ شۇ نېمە نېمىشقا قانداق كىم قايسى ھەر بىر خىتاي جۇڭگو شەرقىي شەرقى تۈركىستان ئۇيغۇر ئۇيغۇرلار
  دۇنيا قۇرۇلتىيى قۇرۇلتاي جەمئىيىتى جەمئىيەت تەشكىلات تەشكىلاتى ھۆكۈمەت ھۆكۈمىتى پارتىيە پارتىيەسى ئامېرىكا تۈركىيە
  خەلقئارا مەركىزى كومىتېتى مىنىستىرلىقى پارلامېنت رادىيو گېزىتى
  xewer xewerler bayanat uqturush élan ëlan söhbet ziyaret sin widéo widëo resim axirqi yéngi yëngi muraji'et murajiet
  obzor maqale doklat tebrik teziye chaqiriq mexsus we yaki bilen üchün bu shu néme qandaq kim xitay sherqiy türkistan
  uyghurlar dunya qurultiyi jem'iyiti teshkilati hökümiti partiyisi
  хәвәр хәвәрләр баянат уқтуруш елан сөһбәт зиярәт видео рәсим сүрәт ахирқи йеңи вә яки билән үчүн хитай уйғур уйғурлар
  дуня қурултийи тәшкилати
  жаңалық жаңалықтар хабар сұхбат пікір мәлімдеме және мен үшін бұл қытай ұйғыр
  жаңылык билдирүү маек жана үчүн бул кытай уйгур

  خبر أخبار عاجل بيان تصريح فيديو صور صورة مقابلة تقرير تحليل رأي مقال حوار تحديث إعلان نداء رسالة خاص بث مباشر في من على
  إلى عن مع بين أو و هل ما ماذا لماذا كيف متى أين هذا هذه الصين تركيا تركستان الإيغور الأويغور العالم منظمة حزب حكومة وزارة
  مجلس مؤتمر مركز جمعية
  اخبار فوری بیانیه ویدیو عکس مصاحبه گزارش تحلیل نظر اطلاعیه و در از به با برای که چین ترکیه`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Chinese and Japanese labels: the part before the colon is one of these, or ends with one. */
export const hanLabels: ReadonlySet<string> = new Set(
  `新闻 新聞 快讯 快訊 视频 視頻 影片 图片 圖片 图集 圖集 声明 聲明 公告 通知 通告 专访 專訪 采访 採訪 访谈 訪談 评论 評論 社论 社論
  观点 觀點 分析 报道 報道 報導 独家 獨家 突发 突發 最新 更新 直播 专题 專題 特稿 紧急 緊急 呼吁 呼籲 公开信 公開信 新闻稿 新聞稿 简讯 簡訊
  组图 組圖 音频 音頻 讲话 講話 消息 来源 來源 记者 記者 编辑 編輯 作者 翻译 翻譯 动画 動画 速報 声明文 写真 解説 社説 会見 記事 特集 時事`.split(
    /\s+/,
  ),
)

/** A Han word that ends so is a body or a place, not a person. */
export const hanBodyEndings =
  '会會部院社报報网網党黨国國局团團台臺组組织織厅廳校人族者们們省市县縣州区區军軍'

/** Common Chinese family names of one character, simplified and traditional. */
export const hanSurnames =
  '王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯习習温溫艾柴滕茉彦'
