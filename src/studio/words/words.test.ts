import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'

const folder = import.meta.dirname

test('every text of the studio is there in every language, with the same arguments', () => {
  for (const file of globSync('en/*.json', { cwd: folder })) {
    const english = read(join(folder, file))
    for (const other of globSync(`*/${basename(file)}`, { cwd: folder })) {
      const texts = read(join(folder, other))
      assert.deepEqual(Object.keys(texts).sort(), Object.keys(english).sort(), other)
      for (const [word, text] of Object.entries(texts)) {
        assert.notEqual(text.trim(), '', `${other}: ${word}`)
        assert.deepEqual(places(text), places(english[word] ?? ''), `${other}: ${word}`)
      }
    }
  }
})

test('no two features use one name for different texts', () => {
  const names = globSync('en/*.json', { cwd: folder }).flatMap((file) =>
    Object.keys(read(join(folder, file))),
  )
  assert.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  )
})

test('every word file is taken into words.ts', () => {
  const source = readFileSync(join(dirname(folder), 'words.ts'), 'utf8')
  for (const file of globSync('*/*.json', { cwd: folder })) assert.ok(source.includes(file), file)
})

function read(file: string): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function places(text: string): readonly string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
}
