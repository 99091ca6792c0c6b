// Conversion against words printed by others. Not every row must agree, but every difference must be
// of a kind named here, with its reason.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { convert } from './convert.ts'

const rows = (name: string) =>
  readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((row) => row.split('\t'))

/** Makes a difference of one kind disappear, on both sides. */
interface Kind {
  readonly why: string
  readonly level: (text: string) => string
}

const kinds: readonly Kind[] = [
  {
    why: 'we print the apostrophe U+2019, the sources U+0027',
    level: (text) => text.replaceAll("'", '’'),
  },
  {
    why: 'one source prints hemze in Cyrillic as an apostrophe, where we can print ъ',
    level: (text) => text.replaceAll(/['’ъ]/g, '’'),
  },
  {
    why: 'names are capital with us; the sources are all small letters, or know more names',
    level: (text) => text.toLowerCase(),
  },
  {
    why: 'one source writes у for ү in a name',
    level: (text) => text.replaceAll('ү', 'у'),
  },
  {
    why: 'writers in Kazakhstan leave out the й of a final -ий',
    level: (text) => text.replaceAll(/ий$/g, 'и'),
  },
]

/** The kinds that explain a difference: none when equal, null when they do not. */
function explained(ours: string, theirs: string): readonly string[] | null {
  let [a, b] = [ours, theirs]
  const used: string[] = []
  for (const { why, level } of kinds) {
    if (a === b) break
    const [nextA, nextB] = [level(a), level(b)]
    if (nextA !== a || nextB !== b) used.push(why)
    a = nextA
    b = nextB
  }
  return a === b ? used : null
}

test('the Uyghur triples convert, and each difference is of a known kind', () => {
  const unexplained: string[] = []
  const seen = new Set<string>()
  const check = (ours: string, theirs: string) => {
    const why = explained(ours, theirs)
    if (why === null) unexplained.push(`${ours} / ${theirs}`)
    for (const kind of why ?? []) seen.add(kind)
  }
  let equal = 0
  const triples = rows('uyghur-triples.tsv')
  for (const [arabic = '', latin = '', cyrillic = '', , hemze] of triples) {
    const options = {
      startsSentence: false,
      eLetter: 'é',
      hemze: hemze === 'apostrophe' ? 'ъ' : 'none',
    } as const
    const [ourLatin, ourCyrillic] = ['ug-Latn', 'ug-Cyrl'].map(
      (to) => convert(arabic, 'ug', to, options).text,
    )
    check(ourLatin ?? '', latin)
    check(ourCyrillic ?? '', cyrillic)
    if (ourLatin === latin && ourCyrillic === cyrillic) equal += 1
  }
  assert.deepEqual(unexplained, [])
  assert.deepEqual(
    kinds.map(({ why }) => why).filter((why) => !seen.has(why)),
    [],
  )
  assert.ok(equal > 100, String(equal))
})

test('the Uyghur triples read back to the Arabic script, but for what the writer changed', () => {
  const wrong = rows('uyghur-triples.tsv').flatMap(([arabic = '', latin = '', cyrillic = '']) =>
    [convert(latin, 'ug-Latn', 'ug').text, convert(cyrillic, 'ug-Cyrl', 'ug').text]
      .filter((text) => text !== arabic)
      .map((text) => [arabic, text]),
  )
  // у for ү, and -ий without й: the letter that tells is not there any more.
  for (const [arabic = '', text = ''] of wrong)
    assert.ok(arabic.replaceAll('ۈ', 'ۇ') === text || arabic === `${text}ي`, `${arabic} / ${text}`)
  assert.equal(wrong.length, 3)
})

test('UEY to ULY and back is the identity on the triples, without losses', () => {
  for (const [arabic = ''] of rows('uyghur-triples.tsv')) {
    const { text, losses } = convert(arabic, 'ug', 'ug-Latn')
    assert.deepEqual(losses, [])
    assert.equal(convert(text, 'ug-Latn', 'ug').text, arabic)
  }
})

test('the words of three other Latin habits read as their Arabic column', () => {
  const schemes = ['ug-Latn-x-uyy', 'ug-Latn-x-turkic', 'ug-Latn-x-ascii']
  // One source leaves out the apostrophe of na'ümid, hiatus being hemze to it: so do we.
  let words = 0
  for (const [arabic = '', , , ...spellings] of rows('uyghur-schemes.tsv'))
    for (const [i, spelling] of spellings.entries()) {
      if (spelling === '') continue
      assert.equal(convert(spelling, schemes[i] ?? '', 'ug').text, arabic, spelling)
      words += 1
    }
  assert.ok(words > 45, String(words))
})
