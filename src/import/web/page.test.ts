import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPage, refusedBelow, sureFrom } from './page.ts'
import { findAll, textOf } from './tree.ts'

const how = { lang: null, zone: 'Europe/Istanbul' }
const words =
  'The teachers of the valley have asked that the school stay open in winter, because forty families walk for two hours to the next one. '
const prose = words.repeat(2).trim()

function readOne(html: string, path = 'page.html') {
  const { sightings } = readPage(html, path, how)
  assert.equal(sightings.length, 1)
  return sightings[0]!
}

test('readPage() believes what a page says for machines', () => {
  const json = {
    '@graph': [
      { '@type': 'WebSite', name: 'Valley' },
      {
        '@type': 'NewsArticle',
        headline: 'Okullar açık kalsın',
        datePublished: '2020-05-28T13:21:00+03:00',
        author: [{ '@type': 'Person', name: 'Kanat' }],
        articleSection: 'Haber',
        url: 'https://valley.example/haber/okullar',
      },
    ],
  }
  const one =
    readOne(`<html lang="en"><head><script type="application/ld+json">${JSON.stringify(json)}</script></head>
    <body><nav><a href="/">Ana sayfa</a></nav><article><h1>Okullar açık kalsın</h1><p>Vadideki öğretmenler okulun kışın da açık kalmasını istedi ve kırk aile bunu destekledi.</p>
    <p>Kurul bakanlığa yazdı ve yanıt bekliyor, kış yaklaşıyor, kimse beklemek istemiyor.</p></article></body></html>`)
  assert.deepEqual(
    [
      one.headline,
      one.lang,
      one.when?.date,
      one.when?.time,
      one.when?.zone,
      one.poster,
      one.section,
    ],
    ['Okullar açık kalsın', 'tr', '2020-05-28', '13:21', '+03:00', 'Kanat', 'Haber'],
  )
  assert.equal(one.by, 'JSON-LD')
  assert.ok(one.confidence >= sureFrom)
  assert.ok(one.addresses.includes('/haber/okullar'))
  assert.doesNotMatch(textOf(one.body!), /Ana sayfa|açık kalsın/)
  const micro =
    readOne(`<div itemscope itemtype="http://schema.org/NewsArticle"><h2 itemprop="headline">Schools</h2>
    <meta itemprop="datePublished" content="2020-05-28"><div itemprop="articleBody"><p>${prose}</p></div></div>`)
  assert.deepEqual(
    [micro.by, micro.when?.date, micro.when?.precision],
    ['microdata', '2020-05-28', 'day'],
  )
})

test('readPage() finds the text of a page made by hand, and says how sure it is', () => {
  const one =
    readOne(`<html><head><title>Schools in winter - Valley</title></head><body bgcolor="white"><table><tr>
    <td width="150"><a href="a.htm">Home</a><br><a href="b.htm">News</a></td>
    <td><font size="5"><b>Schools in winter</b></font><br><i>28.05.2020</i><br><br>${prose}<br><br>${prose}</td></tr></table></body></html>`)
  assert.deepEqual(
    [one.headline, one.when?.date, one.by],
    ['Schools in winter', '2020-05-28', 'text density'],
  )
  assert.equal(textOf(one.body!), `${prose} ${prose}`)
  assert.ok(one.confidence >= refusedBelow && one.confidence <= 0.9)
  const contact = readOne(`<title>Contact</title><h1>Contact us</h1><p>${prose}</p>`)
  assert.ok(contact.confidence < sureFrom, 'a page without a date waits for an editor')
})

test('readPage() reads a list made by hand by its datelines', () => {
  const { sightings } = readPage(
    `<h1>News</h1><h2><a href="s1.html">The bill passed</a></h2><p>Per, 05/28/2020 - 13:21 -- Kanat</p><p>${prose}</p>
    <h2><a href="s2.html">My gratitude</a></h2><p>Cu, 04/03/2020 - 16:09 -- Kanat</p><p>${prose}</p><p>Subscribe to News</p>`,
    'news/list.html',
    how,
  )
  assert.deepEqual(
    sightings.map(({ headline, when, poster, addresses }) => [
      headline,
      when?.date,
      when?.time,
      poster,
      ...addresses,
    ]),
    [
      ['The bill passed', '2020-05-28', '13:21', 'Kanat', '/news/s1.html'],
      ['My gratitude', '2020-04-03', '16:09', 'Kanat', '/news/s2.html'],
    ],
  )
  assert.equal(textOf(sightings[1]!.body!), prose)
})

test('readPage() takes out what the Wayback Machine has put in', () => {
  const archive = 'https://web.archive.org/web/20150102030405'
  const one = readOne(
    `<html><head><meta name="Generator" content="Drupal 7 (http://drupal.org)"><link rel="canonical" href="${archive}/http://www.valley.example/haber/12"></head>
    <body class="page-node page-node-12 node-type-article"><!-- BEGIN WAYBACK TOOLBAR INSERT --><div id="wm-ipp-base"><h1>12 captures</h1></div><!-- END WAYBACK TOOLBAR INSERT -->
    <h1 id="page-title">Schools</h1><div id="node-12" class="node"><div class="submitted">Per, 05/28/2020 - 13:21 -- Kanat</div><div class="content">
    <p>${prose} <a href="/web/20150102030405/http://www.valley.example/node/13">the other</a> <a href="${archive}/http://elsewhere.example/x?a=1">elsewhere</a></p></div></div></body></html>`,
    'web.archive.org/web/20150102030405/http:/www.valley.example/haber/12.html',
  )
  assert.equal(one.headline, 'Schools')
  assert.deepEqual(one.ids, ['valley.example/node/12', 'valley.example/haber/12'])
  assert.deepEqual(one.addresses, ['/node/12', '/?q=node/12', '/haber/12'])
  assert.doesNotMatch(textOf(one.body!), /captures/)
  const links = hrefsIn(one.body!)
  assert.deepEqual(links, ['/node/13', 'http://elsewhere.example/x?a=1'])
})

test('readPage() does not take the language of the menus for that of the text', () => {
  const page = (text: string, lang = '') =>
    readOne(
      `<html lang="tr"><head><meta name="generator" content="Drupal 7"></head><body class="page-node-1"><div class="node" ${lang}><h1>1</h1><div class="content"><p>${text}</p></div></div>`,
    ).lang
  assert.equal(page(prose), 'en')
  assert.equal(page('Учителя долины просят, чтобы школа работала.'), 'ru')
  assert.equal(page('جىلغىدىكى ئوقۇتقۇچىلار مەكتەپنىڭ ئوچۇق تۇرۇشىنى تەلەپ قىلدى'), 'ug')
  assert.equal(page('Vadideki öğretmenler okulun açık kalmasını istedi.'), 'tr')
  assert.equal(page('山谷里的老师们要求学校冬天也开放。', 'lang="zh-CN"'), 'zh-Hans')
  assert.equal(page('Die Lehrer baten um Holz.', 'lang="de-DE"'), 'de')
})

test('readPage() reads hostile pages within bounds, or refuses them with a sentence', () => {
  const hostile = [
    '<div>'.repeat(30_000) + prose,
    `<meta name="generator" content="Drupal 7">${'<div class="node">'.repeat(1500)}<h2>x</h2>${prose}`,
    '<a href="'.repeat(20_000),
    '<b><i><a>'.repeat(800) + '<p>'.repeat(800),
    `<table><tr><td>${prose}`.repeat(600),
    `<script type="application/ld+json">${'['.repeat(100_000)}</script><p>${prose}</p>`,
    `<!-- ${'saved from url=('.repeat(20_000)} -->`,
    '\u0000<h1>\ud800</h1>\u202e',
  ]
  for (const html of hostile) {
    const before = process.cpuUsage().user
    for (const { headline, confidence } of readPage(html, 'x.html', how).sightings)
      assert.ok(confidence <= 1 && headline.length <= 1000)
    assert.ok(process.cpuUsage().user - before < 2e6, html.slice(0, 40))
  }
  assert.throws(
    () => readPage('x'.repeat(2_000_001), 'x.html', how),
    /^RangeError: Cannot read page: more than/,
  )
  const embedded = `<h1>A</h1><p>28.05.2020</p><p>${prose}</p><img src="data:image/png;base64,${'A'.repeat(3_000_000)}">`
  assert.equal(readPage(embedded, 'x.html', how).sightings.length, 1)
})

test('readPage() reads any markup, with headlines and addresses that are well formed', () => {
  const piece = fc.constantFrom(
    ...'<div class="node">,<h2>,</h2>,<a href="/node/1">,</a>,<a href="//[">,<a href="javascript:1">,<p>,</div>,<time datetime="2020-13-40">,05/28/2020 - 13:21,<meta name="generator" content="Drupal 7">,<article class="hentry">,<base href="x:y">,<link rel="canonical" href="%">,text,<table>,<td>,<template>,<svg>,<body class="page-node-1">'.split(
      ',',
    ),
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 20 })), { maxLength: 30 }),
      (parts) => {
        for (const one of readPage(parts.join(' '), 'a/b.html', how).sightings) {
          assert.ok(one.headline.length <= 1000)
          for (const path of one.addresses) assert.ok(path.startsWith('/'))
        }
      },
    ),
    { numRuns: 60 },
  )
})

function hrefsIn(body: Parameters<typeof textOf>[0]): readonly (string | undefined)[] {
  return findAll(body, (element) => element.tagName === 'a').map(
    (link) => link.attrs.find(({ name }) => name === 'href')?.value,
  )
}
