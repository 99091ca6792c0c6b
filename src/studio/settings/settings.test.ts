// Settings through their forms: what is kept, what is refused with a reason.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyRole, openTestStudio } from '../../../test/studio.ts'
import { readNewsroom } from '../../store/newsroom.ts'
import { parseLang } from '../../text/lang.ts'

const newsroomForm = {
  languages: 'en, ug, ug-Latn, tr',
  zone: 'Europe/Istanbul',
  precision: 'minute',
  'name-en': 'The Poplar',
  'name-ug': 'تېرەك',
  'about-en': 'Who **we** are.',
}

test('names, languages, zone and the about text are kept; scripts follow', async (t) => {
  const desk = await openTestStudio(t)
  const admin = await desk.as(everyRole)
  const answer = await admin.post('/settings/newsroom', newsroomForm)
  assert.equal(answer.status, 303, await answer.text())
  const kept = await readNewsroom(desk.studio.db)
  assert.deepEqual(kept?.languages, ['en', 'ug', 'ug-Latn', 'tr'])
  assert.deepEqual(kept?.derived, [{ from: 'ug', to: 'ug-Latn' }])
  assert.deepEqual([kept?.zone, kept?.precision, kept?.solo], ['Europe/Istanbul', 'minute', false])
  assert.deepEqual(kept?.name, { en: 'The Poplar', ug: 'تېرەك' })
  const page = await (await admin.get('/settings/newsroom')).text()
  assert.match(page, />Who \*\*we\*\* are\.\s*<\/textarea>/)
})

test('wrong settings are refused with a reason, and nothing is changed', async (t) => {
  const desk = await openTestStudio(t)
  const admin = await desk.as(everyRole)
  const before = await readNewsroom(desk.studio.db)
  const wrong: readonly (readonly [path: string, fields: Record<string, string>, said: RegExp])[] =
    [
      ['/settings/newsroom', { ...newsroomForm, languages: 'en, en' }, /not language tags/],
      ['/settings/newsroom', { ...newsroomForm, languages: '' }, /not language tags/],
      ['/settings/newsroom', { ...newsroomForm, zone: 'Mars/Base' }, /no such zone/],
      ['/settings/sections/add', { key: 'Big News', 'new-en': 'News' }, /cannot be part/],
      ['/settings/sections/add', { key: 'people', 'new-en': 'People' }, /cannot be part/],
      ['/settings/sections/add', { key: 'more' }, /Fill in a name/],
      ['/settings/look', { light: '#ffee00', dark: '#f2a49b' }, /contrast/],
      ['/settings/look', { light: 'red;}', dark: '#f2a49b' }, /contrast/],
      ['/settings/addresses', { url: 'javascript:alert(1)', mirrors: '' }, /no address/],
      [
        '/settings/addresses',
        { url: 'https://a.example/', mirrors: 'ftp://b.example' },
        /no address/,
      ],
    ]
  for (const [path, fields, said] of wrong) {
    const answer = await admin.post(path, fields)
    assert.equal(answer.status, 422, path)
    const page = await answer.text()
    assert.match(page, said)
    // Nobody types it all again for one field that does not fit.
    for (const typed of Object.values(fields)) {
      const kept = page.includes(`>${typed}</textarea>`) || page.includes(`="${typed}"`)
      assert.ok(kept, `${path} forgets ${typed}`)
    }
  }
  assert.deepEqual(await readNewsroom(desk.studio.db), before)
})

test('sections, mirrors and colours are kept; the dashboard and the health screen stand', async (t) => {
  const desk = await openTestStudio(t)
  const admin = await desk.as(everyRole)
  await admin.post('/settings/sections/add', {
    key: 'culture',
    'new-en': 'Culture',
    'new-ug': 'مەدەنىيەت',
  })
  await admin.post('/settings/sections', { 'press-en': 'Statements', 'culture-en': 'Arts' })
  await admin.post('/settings/look', { light: '#7a1212', dark: '#ffb0a8' })
  const mirrors = 'https://mirror.example\nhttp://abcdefghijklmnop.onion/'
  await admin.post('/settings/addresses', { url: 'https://news.example', mirrors })
  const kept = await readNewsroom(desk.studio.db)
  assert.deepEqual(
    kept?.sections.map(({ key, name }) => [key, name[parseLang('en')]]),
    [
      ['press', 'Statements'],
      ['letters', 'Letters'],
      ['culture', 'Arts'],
    ],
  )
  assert.deepEqual(
    kept?.mirrors.map(({ kind }) => kind),
    ['web', 'onion'],
  )
  assert.equal(kept?.colours.light, '#7a1212')
  assert.match(await (await admin.get('/settings/health')).text(), /security fixes until 2029/)
  assert.match(await (await admin.get('/')).text(), /Nothing has been published yet/)
  const log = await (await admin.get('/settings/log')).text()
  assert.equal(log.match(/changed settings/g)?.length, 4)
})
