// One Uyghur text, three scripts: what the sample newsroom publishes of it, as readers and voices meet it.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { command as importCommand } from '../src/cli/import/import.ts'
import { command as initCommand } from '../src/cli/init.ts'
import { command as publish } from '../src/cli/publish/publish.ts'
import { command as search } from '../src/cli/search.ts'
import type { Found } from '../src/search/find.ts'
import { runCommand } from './in-process.ts'
import { need } from './need.ts'
import { elementsOf, outputOf } from './pages/tree.ts'
import { tempFolder } from './temp-folder.ts'

const sample = fileURLToPath(new URL('../sample', import.meta.url))

test('the sample newsroom tells each Uyghur article in three scripts', async (t) => {
  const data = await published(t)
  const site = join(data, 'site/live')
  const written = globSync(`${sample}/articles/*/ug.md`)
  const pages = Object.fromEntries(
    ['ug', 'ug-latn', 'ug-cyrl'].map((folder) => [folder, articlesIn(site, folder)]),
  )
  assert.equal(pages['ug']?.size, written.length)
  for (const folder of ['ug-latn', 'ug-cyrl']) {
    assert.deepEqual([...pages[folder]!.keys()].sort(), [...pages['ug']!.keys()].sort(), folder)
  }

  await t.test('each derived page says what it is, in its own letters and dates', () => {
    for (const folder of ['ug-latn', 'ug-cyrl']) {
      for (const path of globSync(`${folder}/**/*.html`, { cwd: site })) {
        const elements = elementsOf(site, path)
        for (const { text } of elements.filter(({ name }) => name === 'time'))
          assert.doesNotMatch(text, /\p{Script=Arabic}/u, path)
      }
      for (const path of pages[folder]!.values()) {
        const [html] = elementsOf(site, path)
        assert.equal(html?.attributes['lang']?.toLowerCase(), folder)
        assert.equal(html?.attributes['dir'], 'ltr')
        const [heading] = elementsOf(site, path).filter(({ name }) => name === 'h1')
        assert.doesNotMatch(heading?.text ?? '', /\p{Script=Arabic}/u)
        const mark = folder === 'ug-latn' ? /Ereb yëziqidin/ : /Әрәб йезиқидин/
        assert.match(readFileSync(join(site, path), 'utf8'), mark)
      }
    }
  })

  await t.test('a word typed in any script finds the article in the reader’s own', async () => {
    for (const query of ['ئۆستەڭ', 'östeng', 'өстәң', 'osteng']) {
      for (const lang of ['ug', 'ug-Latn', 'ug-Cyrl']) {
        const { out } = await runCommand(search, ['--data', data, '--json', '--lang', lang, query])
        const { results } = JSON.parse(out) as Found
        assert.ok(results.length > 0, query)
        for (const result of results) assert.equal(result.lang, lang)
      }
    }
  })

  await t.test('a voice reads the Arabic and the Latin page as words', async (t) => {
    if (!need(t, 'espeak-ng')) return
    for (const id of pages['ug']!.keys()) {
      const [arabic, latin] = await Promise.all(
        ['ug', 'ug-latn'].map((folder) => spoken(site, pages[folder]!.get(id) ?? '')),
      )
      for (const { words, sounds } of [arabic!, latin!]) {
        // A voice that knows a letter by its name only changes the language, or stops after each;
        // one article has two English words.
        assert.ok((sounds.match(/\(en\)/g)?.length ?? 0) <= 1, sounds)
        const heard = sounds.split(/\s+/).filter((word) => word !== '').length
        assert.ok(
          Math.abs(heard - words) <= words / 10 + 5,
          `${heard} of ${words} words: ${sounds}`,
        )
      }
      const [a, b] = [arabic!, latin!].map(({ sounds }) => new Set(sounds.split(/\s+/)))
      const same = [...a!].filter((word) => b!.has(word)).length
      assert.ok(same >= a!.size * 0.7, `${same} of ${a!.size} words sound alike`)
    }
  })
})

async function published(t: TestContext): Promise<string> {
  const folder = tempFolder(t)
  const at = ['--data', join(folder, 'newsroom')]
  const languages = ['--languages', 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans,kk']
  const place = [
    '--name',
    'The Poplar',
    '--zone',
    'Europe/Berlin',
    '--url',
    'https://poplar.example/',
  ]
  await runCommand(initCommand, [...at, ...languages, ...place])
  await runCommand(importCommand, [...at, sample])
  await runCommand(publish, at)
  return at[1] ?? ''
}

/** Article pages of one language by article id. */
function articlesIn(site: string, folder: string): ReadonlyMap<string, string> {
  const paths = globSync(`${folder}/[0-9]*/[0-9]*/*.html`, { cwd: site })
  return new Map(
    paths
      .filter((path) => /[-/][0-9a-hjkmnp-tv-z]{8}\.html$/.test(path))
      .map((path) => [basename(path, '.html').slice(-8), path]),
  )
}

/** The paragraphs of an article's own text, and what the voice makes of them. */
async function spoken(site: string, path: string) {
  const text = elementsOf(site, path)
    .filter(({ name, attributes }) => name === 'p' && Object.keys(attributes).length === 0)
    .map((element) => element.text)
    // No key or fingerprint: those are not read as words, nor meant to be.
    .filter(
      (words) => words.length > 60 && words.replace(/\P{Nd}/gu, '').length < words.length / 20,
    )
    .join('\n')
  const sounds = await outputOf('espeak-ng', ['-v', 'ug', '-q', '-x', text], site)
  return { words: text.match(/[\p{L}\p{M}’]+/gu)?.length ?? 0, sounds: sounds.trim() }
}
