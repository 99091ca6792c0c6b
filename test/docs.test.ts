// The papers say what there is: every command, setting and room is named, every link leads somewhere.
import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { commands } from '../src/cli/commands.ts'
import { settings } from '../src/config.ts'

const papers = ['README.md', ...globSync('docs/**/*.md')]

test('the README names every command and every setting', () => {
  const readme = readFileSync('README.md', 'utf8')
  const names = Object.values(commands).flatMap((group) => Object.keys(group))
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\`${name}[\` ]`).test(readme)),
    [],
  )
  assert.deepEqual(
    settings.filter(({ name }) => !readme.includes(`\`${name}\``)),
    [],
  )
})

test('the architecture names every room', () => {
  const text = readFileSync('docs/ARCHITECTURE.md', 'utf8')
  const rooms = readdirSync('src')
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
  assert.deepEqual(
    rooms.filter((room) => !new RegExp(`\\| \`${room}/?\` \\|`).test(text)),
    [],
  )
})

test('papers are short enough to be read', () => {
  const most: readonly (readonly [RegExp, number])[] = [
    [/^README\.md$/, 150],
    [/ARCHITECTURE\.md$/, 200],
    [/docs\/decisions\//, 60],
  ]
  const long = papers.filter((paper) => {
    const lines = readFileSync(paper, 'utf8').split('\n').length - 1
    return most.some(([which, limit]) => which.test(paper) && lines > limit)
  })
  assert.deepEqual(long, [])
})

test('links and pictures of the papers lead somewhere', () => {
  const broken = papers.flatMap((paper) =>
    [
      ...readFileSync(paper, 'utf8')
        .replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
        .matchAll(/\]\(([^)\s#]+)/g),
    ]
      .map((match) => match[1] ?? '')
      .filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(dirname(paper), to)))
      .map((to) => `${paper}: ${to}`),
  )
  assert.deepEqual(broken, [])
})
