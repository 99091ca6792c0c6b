import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDesk, testNewsroom } from '../../test/desk.ts'
import { parseArticleId } from '../model/id.ts'
import { readArticle, updateArticle } from '../store/articles.ts'
import { joinArticles } from '../store/join.ts'
import { addAddress, readAddresses } from '../store/sources.ts'
import { withdraw } from '../store/versions.ts'
import { parseLang } from '../text/lang.ts'
import { formerPath, movedPath } from './old-address.ts'

const [en, tr] = [parseLang('en'), parseLang('tr')]

test('movedPath() makes a file of every address a static host can serve', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['/node/12', 'node/12/index.html'],
    ['/tr/node/12', 'tr/node/12/index.html'],
    ['/tr/haber-basligi', 'tr/haber-basligi/index.html'],
    ['/2020/05/statement', '2020/05/statement/index.html'],
    ['/haber/özgür', 'haber/özgür/index.html'],
    ['/haber/%C3%B6zg%C3%BCr', 'haber/özgür/index.html'],
    ['/خەۋەر/بايانات', 'خەۋەر/بايانات/index.html'],
    ['/old/page.html', 'old/page.html'],
    ['/old/page.htm', 'old/page.htm'],
    ['/tr/press/statement', 'tr/press/statement/index.html'],
    ['/?q=node/12', null],
    ['/haber.php', null],
    ['/tr/press', null],
    ['/tr/press/2020/05', null],
    ['/tr/2020/05/x', null],
    ['/tr/about.html', null],
    ['/tr', null],
    ['/media/x', null],
    ['/feed.rss', null],
    ['/index.html', null],
    ['/a.html/b', null],
    ['/a%3Fb', null],
    ['/con:x', null],
    ['/.git/config', null],
    ['/a/%2e%2e/b', null],
    [`/${'x'.repeat(300)}`, null],
  ]
  for (const [address, path] of cases) assert.equal(movedPath(address, testNewsroom), path, address)
})

test('movedPath() never leaves the tree nor takes a place of ours', () => {
  const ours = ['en', 'tr', 'TR', 'people', 'press', '2020', '05', 'index.html', '%65n']
  const theirs = ['node', '12', 'haber', '..', '%2e%2e', '.git', '%2f', '%', '']
  const part = fc.oneof(fc.constantFrom(...ours, ...theirs), fc.string({ unit: 'binary' }))
  let files = 0
  fc.assert(
    fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
      const path = movedPath(`/${parts.join('/')}`, testNewsroom)
      if (path === null) return
      files += 1
      assert.ok(
        path.split('/').every((part) => part !== '' && !part.startsWith('.')),
        path,
      )
      assert.doesNotMatch(
        path,
        /^(?:en|ug|tr)\/(?:(?:\d{4}|people|press|letters)\/(?:\d+\/)*)?index\.html$/i,
      )
    }),
    { numRuns: 1000 },
  )
  assert.ok(files > 50, `${files}`)
})

test('an article whose date is put right leads on from where it was, and back again', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'The passed bill' })
  await desk.write(id, tr, { headline: 'Kabul edilen tasarı' })
  const other = await desk.create({ date: '2020-05-01' })
  await desk.write(other, en, { headline: 'Another' })
  await addAddress(desk.db, { path: '/node/7', article: other, lang: null })
  await desk.publish()
  const place = (month: string): string => `en/2020/${month}/the-passed-bill-${id}.html`
  const page = (path: string): string => readFileSync(join(desk.publisher.site, path), 'utf8')
  await redate(desk.db, id, '2020-08-05')
  const moved = await desk.publish()
  assert.match(
    page(place('05')),
    new RegExp(`url=\\.\\./\\.\\./\\.\\./en/2020/08/the-passed-bill-${id}\\.html`),
  )
  assert.match(page(place('05')), /http-equiv="refresh"/)
  assert.match(page(`tr/2020/05/kabul-edilen-tasari-${id}.html`), /url=[./]+tr\/2020\/08\//)
  assert.ok(!moved.touched.includes('redirects.tsv'), 'the list of old addresses stays')
  assert.deepEqual(
    (await readAddresses(desk.db, [id])).map(({ path, lang }) => [path, lang]),
    [
      [`/${place('05')}`, 'en'],
      [`/tr/2020/05/kabul-edilen-tasari-${id}.html`, 'tr'],
    ],
  )
  assert.deepEqual((await desk.publish()).touched, [])
  await redate(desk.db, id, '2020-12-31')
  await desk.publish()
  for (const month of ['05', '08'])
    assert.match(page(place(month)), /url=[./]+en\/2020\/12\//, month)
  await redate(desk.db, id, '2020-05-28')
  await desk.publish()
  assert.match(page(place('05')), /<article/)
  for (const month of ['08', '12'])
    assert.match(page(place(month)), /url=[./]+en\/2020\/05\//, month)
  await withdraw(desk.db, { article: id, lang: en }, { date: '2026-11-24', note: 'Not so' })
  await desk.publish()
  assert.match(page(place('08')), /url=[./]+en\/2020\/05\//, 'leads to the stub')
  assert.ok(existsSync(join(desk.publisher.site, place('05'))))
  const full = await desk.publish({ full: true })
  assert.deepEqual([full.touched, full.gone], [[], []])
  assert.deepEqual(await desk.verify(), [])
})

test('publish() with plan, or one that is given up, keeps no former place', async (t) => {
  const desk = await openDesk(t)
  const id = await desk.create({ date: '2020-05-28' })
  await desk.write(id, en, { headline: 'The passed bill' })
  await desk.publish()
  await redate(desk.db, id, '2020-08-05')
  const plan = await desk.publish({ plan: true })
  assert.ok(plan.touched.includes(`en/2020/05/the-passed-bill-${id}.html`))
  assert.deepEqual(await readAddresses(desk.db, [id]), [])
})

test('publish() leads on from the places of an article that was joined with another', async (t) => {
  const desk = await openDesk(t)
  const [into, from] = [
    await desk.create({ date: '2020-05-28' }),
    await desk.create({ date: '2020-05-27' }),
  ]
  await desk.write(into, en, { headline: 'The bill' })
  await desk.write(from, tr, { headline: 'Yasa' })
  await desk.publish()
  const old = `tr/2020/05/yasa-${from}.html`
  assert.ok(existsSync(join(desk.publisher.site, old)))
  const places = [{ path: `/${old}`, lang: tr }]
  await joinArticles(desk.db, { from, into, places })
  const { touched } = await desk.publish()
  const page = (path: string): string => readFileSync(join(desk.publisher.site, path), 'utf8')
  assert.ok(touched.includes(old))
  assert.match(page(old), new RegExp(`url=[./]+tr/2020/05/yasa-${into}\\.html`))
  assert.match(page(`en/2020/05/the-bill-${into}.html`), /hreflang="tr"/)
  assert.ok(!readFileSync(join(desk.publisher.site, 'tr/index.html'), 'utf8').includes(from))
  assert.deepEqual(await desk.verify(), [])
  const full = await desk.publish({ full: true })
  assert.deepEqual([full.touched, full.gone], [[], []])
  // The joined article moves: its own former place and that of the other both lead on.
  await redate(desk.db, into, '2020-08-05')
  await desk.publish()
  for (const path of [old, `tr/2020/05/yasa-${into}.html`])
    assert.match(page(path), new RegExp(`url=[./]+tr/2020/08/yasa-${into}\\.html`))
  assert.deepEqual(await desk.verify(), [])
})

test('formerPath() knows an article’s own places only', () => {
  const id = parseArticleId('00000000')
  assert.equal(formerPath(`/en/2020/05/x-${id}.html`, { id }), `en/2020/05/x-${id}.html`)
  for (const path of [
    `/en/2020/05/x-11111111.html`,
    `/node/${id}.html`,
    `/en/2020/05/x-${id}.html?a`,
  ])
    assert.equal(formerPath(path, { id }), null)
  const joined = [parseArticleId('11111111')]
  const path = 'en/2020/05/x-11111111.html'
  assert.equal(formerPath(`/${path}`, { id, joined }), path)
})

async function redate(
  db: Parameters<typeof readArticle>[0],
  id: Parameters<typeof readArticle>[1],
  date: string,
) {
  const article = await readArticle(db, id)
  await updateArticle(db, id, { when: { ...article!.when!, date } })
}
