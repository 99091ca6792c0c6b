import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { proposeSpeaker } from './speaker.ts'

test('proposeSpeaker() reads the colon habit of each language', () => {
  check('Rebiya Kadeer: World Health Organization must take action', 'en', 'Rebiya Kadeer')
  check('Rebiya Kadeer : China must release all detainees', 'en', 'Rebiya Kadeer')
  check('Rebiya Kadeer\u00A0: la Chine doit libérer les détenus', 'fr', 'Rebiya Kadeer')
  check('Rabia Kadir: Çin hükümeti dünyayı bir kez daha kandırdı', 'tr', 'Rabia Kadir')
  check('رابىيە قادىر: خىتاي لاگېرلارنى تاقىسۇن', 'ug', 'رابىيە قادىر')
  check('رابىيە قادىر خانىم: خىتاي لاگېرلارنى تاقىسۇن', 'ug', 'رابىيە قادىر')
  check('Рабийә Қадир: дуня сүкүт қилмисун', 'ug-Cyrl', 'Рабийә Қадир')
  check('ربيعة قدير: على العالم أن يتحرك', 'ar', 'ربيعة قدير')
  check('热比娅·卡德尔：中国必须释放所有被拘留者', 'zh-Hans', '热比娅·卡德尔')
  check('熱比婭‧卡德爾: 中國必須釋放', 'zh-Hant', '熱比婭‧卡德爾')
  check('習近平：一切都好', 'zh-Hant', '習近平')
  check('ラビア・カーディル氏：世界は黙っている', 'ja', 'ラビア・カーディル')
})

test('proposeSpeaker() leaves titles, roles and quotes aside', () => {
  check('Ms. Rebiya Kadeer: I congratulate Sayragul', 'en', 'Rebiya Kadeer')
  check('Dr. Erkin Sidiq: the bill has passed', 'en', 'Erkin Sidiq')
  check('Rebiya Kadeer (WUC): the bill has passed', 'en', 'Rebiya Kadeer')
  check('Rebiya Kadeer, president of the congress: we will go on', 'en', 'Rebiya Kadeer')
  check('Ahmed ben Bella: un discours', 'fr', 'Ahmed ben Bella')
  check('Abu Bakr al-Baghdadi: a portrait', 'en', 'Abu Bakr al-Baghdadi')
})

test('proposeSpeaker() takes no label, body, topic, time or address for a person', () => {
  check('Breaking news: the bill has passed', 'en', null)
  check('Press release: the bill has passed', 'en', null)
  check('Update: the bill has passed', 'en', null)
  check('Video: the hearing', 'en', null)
  check('SON DAKİKA: yasa kabul edildi', 'tr', null)
  check('Communiqué de presse : le projet', 'fr', null)
  check('World Uyghur Congress: the bill has passed', 'en', null)
  check('WUC: the bill has passed', 'en', null)
  check('Interview with Rebiya Kadeer: the long road', 'en', null)
  check('The lesson of the camps: nobody spoke', 'en', null)
  check('Per, 05/28/2020 - 13:21 -- Kanat', 'tr', null)
  check('13:21 the house met', 'en', null)
  check('https://example.org/a is down', 'en', null)
  check('شەرقىي تۈركىستان: ئاخىرقى ئەھۋال', 'ug', null)
  check('جىددىي خەۋەر: قانۇن ماقۇللاندى', 'ug', null)
  check('بيان صحفي: المؤتمر', 'ar', null)
  check('快讯：法案通过', 'zh-Hans', null)
  check('世维会：法案通过', 'zh-Hans', null)
  check('Срочно: закон принят', 'ru', null)
  check('The passed bill is of great significance not only to the Uyghurs', 'en', null)
  check('Rebiya Kadeer:', 'en', null)
  check('', 'en', null)
})

test('proposeSpeaker() never throws and gives only words of the headline, in their order', () => {
  const known = [
    'Rebiya',
    'Kadeer',
    'Ms.',
    'al-Haq',
    'bin',
    '(Berlin)',
    '"',
    ',',
    '\u200F',
    '\u00A0',
  ]
  const foreign = ['رابىيە', 'قادىر', 'Қадир', '热比娅·卡德尔', 'Jose\u0301', 'Press release']
  const word = fc.oneof(fc.constantFrom(...known, ...foreign), fc.string({ unit: 'binary' }))
  let proposed = 0
  fc.assert(
    fc.property(fc.array(word, { maxLength: 5 }), fc.string({ unit: 'binary' }), (words, rest) => {
      const headline = `${words.join(' ')}: ${rest}`
      const speaker = proposeSpeaker(headline, 'en')
      if (speaker === null) return
      proposed += 1
      const text = headline.replaceAll('\u200F', '').normalize('NFC')
      let at = 0
      for (const part of speaker.split(' ')) {
        at = text.indexOf(part, at) + part.length
        assert.ok(at >= part.length, `"${speaker}" of "${headline}"`)
      }
    }),
    { numRuns: 1000 },
  )
  assert.ok(proposed > 50, `${proposed}`)
})

function check(headline: string, lang: string, expected: string | null): void {
  assert.equal(proposeSpeaker(headline, lang), expected, headline)
}
