import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConfig, settings } from './config.ts'

test('without an environment everything has a default', () => {
  assert.deepEqual(readConfig({ HOME: '/home/a' }), {
    data: 'newsroom',
    database: null,
    host: '127.0.0.1',
    port: 8080,
    state: '/home/a/.local/state/xewer',
    studioPort: 8081,
    studioUrl: null,
    debug: false,
  })
})

test('every setting that is documented is read, and none besides', () => {
  const asked = new Set<string>()
  const environment = new Proxy<Record<string, string>>(
    {},
    { get: (_, name) => void asked.add(String(name)) },
  )
  readConfig(environment)
  const own = [...asked].filter((name) => name.startsWith('XEWER_'))
  assert.deepEqual(own.toSorted(), settings.map(({ name }) => name).toSorted())
})

test('a setting that cannot be is named, a password is not shown', () => {
  assert.throws(() => readConfig({ XEWER_PORT: '70000' }), /port "70000"/)
  assert.throws(() => readConfig({ XEWER_PORT: '80a' }), /port "80a"/)
  assert.throws(
    () => readConfig({ XEWER_DATABASE: 'mysql://me:secret@host/' }),
    (error) => {
      assert.match(String(error), /XEWER_DATABASE/)
      assert.doesNotMatch(String(error), /secret/)
      return true
    },
  )
})
