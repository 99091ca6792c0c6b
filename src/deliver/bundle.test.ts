import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { assertSameTree, firstEdition, page, writeEdition } from '../../test/mirrors.ts'
import { need } from '../../test/need.ts'
import { tempFolder } from '../../test/temp-folder.ts'
import { publishRehearsed } from '../edition/keys/rehearse.ts'
import { openArchive } from '../edition/verify/archive.ts'
import { folderCopy } from '../edition/verify/copies.ts'
import { verifyTree } from '../edition/verify/verify.ts'
import { NoBundle, writeBundle } from './bundle.ts'
import { selectPart } from './selection.ts'

const unsaid = { trusted: null, remembered: null, now: null }
const edition = publishRehearsed(firstEdition(), {
  put: [
    page('robots.txt', 'all'),
    page('en/index.html', '<img src="../media/one.webp">'),
    page('en/2021/05/r-a1.html', '<img src="../../../media/two.webp" alt="">'),
    page('en/2021/05/s-b2.html', 'no picture'),
    page('en/2022/01/t-c3.html', 'no picture'),
    page(
      'en/people/rebiya-k7/index.html',
      '<a href="../../2021/05/r-a1.html#x">r</a> <a href=../../2022/01/index.html>',
    ),
    page('en/people/other-k8/index.html', '<a href="../../2022/01/t-c3.html">'),
    page('en/2022/01/index.html', 'a list'),
    page('ug-latn/index.html', 'Uyghurche'),
    page('media/two.webp', 'another picture'),
    page('sitemap/en-2021-05.xml', '<x/>'),
  ],
})

test('a bundle opens with unzip, is the same tree, verifies, and is the same each time', async (t) => {
  if (!need(t, 'unzip')) return
  const home = tempFolder(t)
  const site = join(home, 'site')
  writeEdition(site, edition)
  const zip = join(home, 'all.zip')
  const bundle = writeBundle(site, zip, {})
  assert.deepEqual([bundle.edition, bundle.files], [2, edition.files.size])
  const unzip = spawnSync('unzip', ['-q', zip, '-d', join(home, 'out')], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  })
  assert.deepEqual([unzip.status, unzip.stderr], [0, ''])
  assertSameTree(site, join(home, 'out'))
  const archive = openArchive(zip)
  t.after(archive.close)
  assert.deepEqual((await verifyTree(archive, unsaid)).problems, [])
  const zone = process.env['TZ']
  process.env['TZ'] = 'Pacific/Auckland'
  writeBundle(site, join(home, 'again.zip'), {})
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  assert.ok(readFileSync(zip).equals(readFileSync(join(home, 'again.zip'))))
  assert.deepEqual(readdirSync(home).sort(), ['again.zip', 'all.zip', 'out', 'site'])
})

test('a language, a year or a person is a part that verifies', async (t) => {
  const home = tempFolder(t)
  const site = join(home, 'site')
  writeEdition(site, edition)
  const paths = [...edition.files.keys()].sort()
  const read = (path: string): string => readFileSync(join(site, path), 'utf8')
  const isOf = (path: string): boolean => /^(?:en|ug|ug-latn|media|sitemap)\//.test(path)
  const check = (part: Parameters<typeof selectPart>[1], expected: string): void => {
    const { paths: found } = selectPart(paths, part, read)
    assert.equal(found.filter(isOf).join(' '), expected)
    for (const needed of ['index.html', 'robots.txt', 'log/checkpoint', 'editions/1.sums'])
      assert.equal(found.includes(needed), expected !== '', needed)
  }
  check({ language: 'ug-Latn' }, 'ug-latn/index.html')
  check(
    { year: '2021' },
    'en/2021/05/r-a1.html en/2021/05/s-b2.html en/a.html en/index.html media/one.webp media/two.webp',
  )
  check(
    { person: 'k7' },
    'en/2021/05/r-a1.html en/a.html en/index.html en/people/rebiya-k7/index.html media/one.webp media/two.webp',
  )
  check(
    { person: 'rebiya-k7', year: '2022', language: 'en' },
    'en/a.html en/index.html en/people/rebiya-k7/index.html media/one.webp',
  )
  for (const part of [
    { language: 'tr' },
    { year: '1999' },
    { person: 'k9' },
    { language: 'media' },
  ]) {
    check(part, '')
    assert.throws(() => writeBundle(site, join(home, 'x.zip'), part), NoBundle)
  }
  assert.equal(existsSync(join(home, 'x.zip')), false)
  writeBundle(site, join(home, 'part.zip'), { person: 'k7' })
  const archive = openArchive(join(home, 'part.zip'))
  t.after(archive.close)
  const present = { ...unsaid, files: 'present' as const }
  assert.deepEqual((await verifyTree(archive, present)).problems, [])
  assert.deepEqual((await verifyTree(folderCopy(site), unsaid)).problems, [])
})
