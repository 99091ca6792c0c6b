import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isFeed, readFeed } from './feed.ts'
import { textOf } from './tree.ts'

const how = { lang: null, zone: 'Europe/Istanbul' }
const long = 'The teachers of the valley have asked that the school stay open in winter. '
  .repeat(3)
  .trim()

function read(xml: string) {
  assert.ok(isFeed(xml), 'is a feed')
  return readFeed(xml, 'feed.xml', how)
}

function rss(items: string, channel = '', root = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" ${root} xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel ${channel}><title>Valley</title><link>http://valley.example/</link>${items}</channel></rss>`
}

test('readFeed() reads the feed of an old Drupal, DOCTYPE and localised date and all', () => {
  const item = `<item><title>Schools &amp;amp; stoves</title><link>http://valley.example/haber/12</link>
    <description>&lt;p&gt;${long}&lt;/p&gt;&lt;p&gt;${long}&lt;/p&gt;</description><category domain="http://valley.example/taxonomy/term/3">Schools</category>
    <pubDate>Per, 28 May 2020 13:21:00 +0300</pubDate><dc:creator>Kanat</dc:creator><guid isPermaLink="false">12 at http://valley.example</guid></item>`
  const doctype =
    '<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent">]>\n<rss '
  const [one] = read(rss(item, '', 'xml:base="http://valley.example"').replace('<rss ', doctype))
  assert.deepEqual(
    [
      one?.headline,
      one?.lang,
      one?.when?.date,
      one?.when?.time,
      one?.when?.zone,
      one?.poster,
      one?.tags,
      one?.isWhole,
    ],
    ['Schools & stoves', 'en', '2020-05-28', '13:21', '+03:00', 'Kanat', ['Schools'], true],
  )
  assert.deepEqual(one?.ids, ['valley.example/node/12', 'valley.example/haber/12'])
  assert.deepEqual(one?.addresses, ['/node/12', '/?q=node/12', '/haber/12'])
})

test('readFeed() reads RSS 0.91, RSS 0.9, RSS 1.0, Atom and JSON Feed', () => {
  const rdf = (namespace: string, item: string): string =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${namespace}" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>c</title><link>http://valley.example</link></channel>${item}</rdf:RDF>`
  const feeds = [
    rss(
      `<item><title>Schools</title><link>http://valley.example/a</link><description>${long}</description></item>`,
    ).replace('2.0', '0.91'),
    rdf(
      'http://my.netscape.com/rdf/simple/0.9/',
      '<item><title>Schools</title><link>http://valley.example/a</link></item>',
    ),
    rdf(
      'http://purl.org/rss/1.0/',
      `<item rdf:about="http://valley.example/a"><title>Schools</title><link>http://valley.example/a</link><description>${long}</description><dc:date>2020-05-28T13:21:00+03:00</dc:date></item>`,
    ),
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://valley.example/x/"><title>t</title><id>u</id><entry><title type="html">Schools</title><id>tag:1</id><link href="../a"/><published>2020-05-28T13:21:00+03:00</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${long}</p></div></content></entry></feed>`,
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 't',
      items: [
        {
          id: '1',
          url: 'http://valley.example/a',
          title: 'Schools',
          content_html: `<p>${long}</p>`,
          date_published: '2020-05-28T13:21:00+03:00',
        },
      ],
    }),
  ]
  for (const [at, feed] of feeds.entries()) {
    const [one] = read(feed)
    assert.deepEqual([one?.headline, one?.ids[0]], ['Schools', 'valley.example/a'], `feed ${at}`)
    if (at >= 2)
      assert.deepEqual([one?.when?.time, textOf(one!.body!)], ['13:21', long], `feed ${at}`)
  }
})

test('readFeed() inherits xml:lang, but believes letters more than the feed', () => {
  const latin = '<title>Die Lehrer baten um Holz</title>'
  const items = `<item>${latin}<guid>1</guid></item><item xml:lang="nl">${latin}<guid>2</guid></item><item><title>خەۋەرلەر ۋە ئۇچۇرلار</title><guid>3</guid></item>`
  const langs = read(rss(items, 'xml:lang="de-DE"')).map(({ lang }) => lang)
  assert.deepEqual(langs, ['de', 'nl', 'ug'])
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>t</title><id>u</id><entry><title>Holz</title><id>1</id></entry><entry xml:lang="nl"><title>Hout</title><id>2</id></entry></feed>`
  assert.deepEqual(
    read(atom).map(({ lang }) => lang),
    ['de', 'nl'],
  )
})

test('readFeed() does not use identifiers and links that several items share', () => {
  const item = (title: string): string =>
    `<item><title>${title}</title><link>http://valley.example/news</link><guid isPermaLink="false">same</guid><description>${title} ${long}</description></item>`
  const found = read(rss([item('One'), item('Two'), '<item><title>Three</title></item>'].join('')))
  assert.deepEqual(
    found.map(({ ids }) => ids),
    [[], [], []],
  )
  assert.deepEqual(found[0]?.addresses, [])
  assert.match(found[0]?.notes.join() ?? '', /same identifier or link: not used/)
})

test('readFeed() tells a beginning from a whole text', () => {
  const whole = (html: string): boolean | undefined =>
    read(rss(`<item><title>A</title><description><![CDATA[${html}]]></description></item>`))[0]
      ?.isWhole
  assert.equal(whole(`<p>${long}</p><p>${long}</p>`), true)
  assert.equal(whole(`<p>${long}</p><p>${long}…</p>`), false)
  assert.equal(whole(`<p>${long}</p><p>${long} [...] Read more</p>`), false)
  assert.equal(whole(`<p>${long}</p><p>${long}</p><a class="read-more" href="/a">more</a>`), false)
  assert.equal(whole('One short line.'), false)
})

test('readFeed() refuses entities of its own and broken feeds with a sentence, at once', () => {
  const bomb = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(50)}"><!ENTITY c "${'&b;'.repeat(50)}">]>`
  const hostile: readonly [string, RegExp][] = [
    [
      rss('<item><title>&c;</title></item>').replace('<rss', `${bomb}<rss`),
      /declares entities of its own/,
    ],
    [
      rss('<item><title>&x;</title></item>').replace(
        '<rss',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss',
      ),
      /declares entities/,
    ],
    [rss('').replace('<rss', '<!DOCTYPE rss [<rss'), /DOCTYPE has no end/],
    [
      rss('').replace('<rss', '<rss xmlns:wp="http://wordpress.org/export/1.2/"'),
      /an export of WordPress/,
    ],
    [rss(''), /there is no item in it/],
    [rss('<a>'.repeat(50_000)), /broken|no item/],
    [rss('<item><__proto__><x>1</x></__proto__><title>A</title></item>'), /broken/],
    ['{"version":"https://jsonfeed.org/version/1",', /JSON is broken/],
  ]
  for (const [feed, sentence] of hostile) {
    const before = process.cpuUsage().user
    assert.throws(() => readFeed(feed, 'f.xml', how), sentence)
    assert.ok(process.cpuUsage().user - before < 2e6)
  }
  assert.equal(Object.hasOwn(Object.prototype, 'x'), false)
})

test('readFeed() reads any items or refuses the feed with a sentence', () => {
  const piece = fc.constantFrom(
    ...'<title>,</title>,<link>/a</link>,<guid>,</guid>,<pubDate>,</item><item>,&amp;,&nbsp;,<![CDATA[,]]>,<description>,</description>,2020-05-28'.split(
      ',',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 20 }),
      (parts) => {
        try {
          for (const one of readFeed(rss(`<item>${parts.join('')}</item>`), 'f.xml', how))
            assert.ok(one.where.startsWith('f.xml, item '))
        } catch (error) {
          assert.match((error as Error).message, /^Cannot read feed: /)
        }
      },
    ),
    { numRuns: 60 },
  )
})
