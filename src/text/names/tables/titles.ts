// Titles and particles around names, per language habit, in lower case without dots.
// A title is no part of the name ("Ms.", "Dr", "ependi"); a particle is ("bin", "al", "von").

/** Words before a name that are not the name. */
export const titlesBefore: ReadonlySet<string> = words(`
  mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend imam sheikh shaykh sheik mullah mulla
  president chairman chairwoman chairperson senator congressman congresswoman representative rep sen gov governor
  minister ambassador general gen colonel col captain capt lieutenant lt sergeant judge justice hon honorable
  honourable
  m mme mlle monsieur madame maître me président présidente docteur
  herr frau fräulein präsident präsidentin doktor
  sayın başkan bay bayan prof doç av
  señor señora sr sra srta don doña presidente presidenta
  г-н г-жа господин госпожа товарищ доктор профессор президент имам шейх академик генерал
  السيد السيدة الدكتور الدكتورة الأستاذ الأستاذة الشيخ الإمام الرئيس الرئيسة د أ
  خانىم ئەپەندى دوكتور پروفېسسور رەئىس دوكتۇر پروفېسسۇر
  آقای خانم دکتر استاد`)

/** Words after a name that are not the name. A few ("haji", "xan") are also names: those stay. */
export const titlesAfter: ReadonlySet<string> = words(`
  jr sr phd md esq ii iii
  ependi ependim xanim xanım hanım hanim bey beyefendi efendi
  әпәнди ханим мырза ханым
  ئەپەندى ئەپەندىم خانىم
  女士 先生 博士 教授 主席 總統 总统 氏 さん 씨`)

/** Small words inside a name, written with or without a capital and often left out. */
export const particles: ReadonlySet<string> = words(`
  al el ul ad an ar as ash at az ed er es ech ibn bin ben bint bent binti abu abou umm oum
  van von der den de del della di da du des le la y e zu zum zur ter ten dos das af av
  uly uli ogli oghli oğlu oglu oglı oglu o'g'li qizi qızı kizi gizi kyzy qyzy kızı kyzi
  ибн бин бен аль эль ад ар аш уулу кызы оглы оглу улы қызы ұлы ўғли қизи
  ال بن ابن بنت أبو ابو ئوغلى قىزى`)

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/).filter((word) => word !== ''))
}
