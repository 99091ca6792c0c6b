import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestStudio } from '../../../test/studio.ts'
import { chords, shortcutGroups } from '../island/shortcuts.ts'

test('every shortcut of the editor stands on the screen, in every language of the studio', async (t) => {
  const desk = await openTestStudio(t)
  const listed = shortcutGroups.flatMap(({ shortcuts }) => shortcuts.map(({ keys }) => keys))
  assert.deepEqual(
    Object.values(chords).filter((chord) => !listed.includes(chord)),
    [],
  )
  assert.equal(new Set(Object.values(chords)).size, Object.keys(chords).length, 'each one thing')
  for (const lang of ['en', 'ug', 'tr']) {
    const page = await (await (await desk.as(['translator'], lang)).get('/keys')).text()
    assert.equal(page.match(/<dd>[^<]/g)?.length, listed.length)
    assert.doesNotMatch(page, />undefined</)
    assert.match(page, /<kbd dir="ltr">Ctrl\+Shift\+7<\/kbd> <kbd dir="ltr">⌘⇧7</)
  }
})
