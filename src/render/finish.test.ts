import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finishPage, namesEdition, offersForward } from './finish.ts'
import { editionMark, forwardMark } from './views.ts'

const offer = `${forwardMark}<p><a href="copy.html" download>Copy</a></p>${forwardMark}`
const page = `<main>\n<p>Text</p>\n${offer}\n</main>\n<p>Edition ${editionMark}</p>\n`

test('finishPage() writes the number, and the offer or nothing in the place of its line', () => {
  assert.equal(
    finishPage(page, { edition: 7, forwardable: true }).join(''),
    '<main>\n<p>Text</p>\n<p><a href="copy.html" download>Copy</a></p>\n</main>\n<p>Edition 7</p>\n',
  )
  assert.equal(
    finishPage(page, { edition: 7, forwardable: false }).join(''),
    '<main>\n<p>Text</p>\n</main>\n<p>Edition 7</p>\n',
  )
  assert.ok(offersForward(page))
  assert.ok(namesEdition(page))
})

test('the mark in a writer’s own text is no offer', () => {
  const own = `<p>${forwardMark}</p>\n<p>${forwardMark}&lt;p&gt;</p>\n`
  assert.equal(offersForward(own), false)
  assert.equal(namesEdition(own), false)
  assert.equal(finishPage(own, { edition: 7, forwardable: false }).join(''), own)
  const both = finishPage(`${own}${offer}`, { edition: 7, forwardable: false }).join('')
  assert.equal(both, own.slice(0, -1))
})
