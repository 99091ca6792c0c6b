// Default templates of twenty years, each with its own marks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from './page.ts'
import { textOf } from './tree.ts'

const how = { lang: null, zone: 'Europe/Istanbul' }
const prose =
  'The teachers of the valley have asked that the school stay open in winter, because forty families walk for two hours.'

/** What an item says: headline, time, poster, addresses, text. */
function read(html: string) {
  return readPage(html, 'x.example/a.html', how).sightings.map((one) => [
    one.headline,
    one.when === null ? null : [one.when.date, one.when.time].join(' ').trim(),
    one.poster,
    one.addresses.filter((path) => path !== '/a').join(' '),
    one.isWhole,
    one.body === null ? '' : textOf(one.body),
  ])
}

test('readPage() reads lists of Drupal 5, of views as rows and as tables', () => {
  const five = `<html><head><script src="/misc/drupal.js"></script></head><body><div class="node"><h2 class="title"><a href="/node/12">Schools</a></h2>
    <span class="submitted">Per, 05/28/2020 - 13:21 — Kanat</span><span class="taxonomy"><a href="/taxonomy/term/3">Winter</a></span><div class="content"><p>${prose}</p></div>
    <div class="links"><a href="/node/12">devamı</a></div></div><div class="node sticky"><h2 class="title"><a href="/node/11">Other</a></h2><span class="submitted">Cu, 04/03/2020 - 16:09 — Kanat</span><div class="content"><p>${prose}</p></div></div>`
  assert.deepEqual(read(five), [
    ['Schools', '2020-05-28 13:21', 'Kanat', '/node/12 /?q=node/12', false, prose],
    ['Other', '2020-04-03 16:09', 'Kanat', '/node/11 /?q=node/11', false, prose],
  ])
  const head = '<meta name="Generator" content="Drupal 7">'
  const rows = `${head}<body><div class="view-content"><div class="views-row views-row-1"><div class="views-field views-field-title"><span class="field-content"><a href="/haber/1">Schools</a></span></div>
    <span class="views-field views-field-created"><span class="field-content">Per, 05/28/2020 - 13:21</span></span><div class="views-field views-field-body"><div class="field-content"><p>${prose}</p></div></div>
    <div class="views-field views-field-view-node"><a href="/haber/1">read more</a></div></div></div>`
  assert.deepEqual(read(rows), [['Schools', '2020-05-28 13:21', null, '/haber/1', false, prose]])
  const table = `${head}<body><table class="views-table"><thead><tr><th>Title</th></tr></thead><tbody><tr class="odd views-row-first"><td class="views-field views-field-title"><a href="/haber/1">Schools</a></td>
    <td class="views-field views-field-created">05/28/2020 - 13:21</td></tr><tr class="even"><td class="views-field views-field-title"><a href="/haber/2">Other</a></td></tr></tbody></table>`
  assert.deepEqual(read(table), [
    ['Schools', '2020-05-28 13:21', null, '/haber/1', false, ''],
    ['Other', null, null, '/haber/2', false, ''],
  ])
})

test('readPage() reads Drupal themes without classes, beside rows of other news', () => {
  const bare = `<html lang="en"><head><meta name="Generator" content="Drupal 9 (https://www.drupal.org)"></head><body><main><h1>Schools</h1><article data-history-node-id="12" role="article" about="/node/12">
    <footer><div>Submitted by <span>Kanat</span> on <span>Thu, 05/28/2020 - 13:21</span></div></footer><div><p>${prose}</p></div></article></main>`
  assert.deepEqual(read(bare), [
    ['Schools', '2020-05-28 13:21', 'Kanat', '/node/12 /?q=node/12', true, prose],
  ])
  const beside = `<html><head><meta name="Generator" content="Drupal 7"></head><body class="page-node page-node-12 node-type-story"><h1 id="page-title">Schools</h1><div id="node-12" class="node"><div class="content"><p>${prose}</p></div></div>
    <div class="block-views"><div class="views-row"><span class="views-field-title"><a href="/node/3">Another</a></span></div></div>`
  assert.deepEqual(read(beside), [['Schools', null, null, '/node/12 /?q=node/12', true, prose]])
})

test('readPage() reads WordPress from its first theme to block themes', () => {
  const head = '<head><meta name="generator" content="WordPress 2.5"></head>'
  const single = `${head}<body><div id="header"><h1><a href="/">Valley</a></h1></div><div id="content"><div class="post" id="post-12"><h2>Schools</h2><div class="entry"><p>${prose}</p>
    <p class="postmetadata alt"><small>This entry was posted on Thursday, May 28th, 2020 at 1:21 pm and is filed under <a href="/category/news/" rel="category tag">News</a>.</small></p></div></div><ol class="commentlist"><li>A comment</li></ol></div>`
  assert.deepEqual(read(single), [['Schools', '2020-05-28 13:21', null, '/?p=12', true, prose]])
  const list = `${head}<body class="home"><div class="post" id="post-12"><h2><a href="/2020/05/schools/" rel="bookmark">Schools</a></h2><small>May 28th, 2020</small><div class="entry"><p>${prose}</p></div>
    <p class="postmetadata">Posted in <a href="/category/news/" rel="category tag">News</a></p></div><div class="post" id="post-11"><h2><a href="/2020/04/other/">Other</a></h2><small>April 3rd, 2020</small><div class="entry"><p>${prose}</p></div></div>`
  assert.deepEqual(read(list), [
    ['Schools', '2020-05-28', null, '/?p=12 /2020/05/schools', false, prose],
    ['Other', '2020-04-03', null, '/?p=11 /2020/04/other', false, prose],
  ])
  const block = `<head><meta name="generator" content="WordPress 6.5"><link rel="canonical" href="https://x.example/schools/"></head><body class="single single-post postid-12"><main><h1 class="wp-block-post-title">Schools</h1>
    <div class="wp-block-post-date"><time datetime="2020-05-28T13:21:00+03:00">28 Mayıs 2020</time></div><div class="entry-content wp-block-post-content"><p>${prose}</p></div></main>`
  assert.deepEqual(read(block), [
    ['Schools', '2020-05-28 13:21', null, '/?p=12 /schools', true, prose],
  ])
})
