// Moving out and in again: a newsroom exported, imported into an empty one with the same settings and
// published gives the same pages, byte for byte.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { blockTexts } from '../src/model/body.ts'
import { parseArticleId, parsePersonId } from '../src/model/id.ts'
import { listArticles } from '../src/store/lists.ts'
import { openStore } from '../src/store/open.ts'
import { putLink, readLinks } from '../src/store/people/links.ts'
import { createPerson, mergePeople, readPeople } from '../src/store/people/people.ts'
import { readRevision } from '../src/store/revisions.ts'
import { putRevision, readVersion, sendToReview } from '../src/store/versions.ts'
import { parseLang } from '../src/text/lang.ts'
import { treeOf, wholeText } from './desk.ts'
import { need } from './need.ts'
import { tempFolder } from './temp-folder.ts'
import { xewer } from './xewer.ts'

const root = resolve(import.meta.dirname, '..')
const settings = ['--name', 'The Poplar', '--languages', 'en,ug,ug-Latn,ug-Cyrl,tr,zh-Hans,kk']
const place = ['--zone', 'Europe/Berlin', '--url', 'https://poplar.example/']

test('a newsroom that moves out and in again has the same pages', async (t) => {
  const home = tempFolder(t)
  const [first, second, out] = ['first', 'second', 'out'].map((name) => join(home, name))
  xewer('init', '--data', first!, ...settings, ...place)
  xewer('import', '--data', first!, join(root, 'sample'))
  xewer('publish', '--data', first!)
  const waiting = await addWhatReadersDoNotSee(first!)
  xewer('publish', '--data', first!)
  xewer('export', '--data', first!, out!)
  xewer('init', '--data', second!, ...settings, ...place)
  const account = JSON.parse(xewer('import', '--data', second!, '--json', out!))
  assert.equal(account.refused, 0)
  assert.deepEqual(
    account.items.flatMap(({ notes }: { notes: readonly string[] }) => notes),
    [],
  )
  // The footer names the newsroom's key: whoever moves takes the keys along.
  rmSync(join(second!, 'keys'), { recursive: true })
  cpSync(join(first!, 'keys'), join(second!, 'keys'), { recursive: true, force: true })
  xewer('publish', '--data', second!)
  assert.deepEqual(differences(first!, second!), [])
  await checkWaiting(second!, waiting)
  const again = JSON.parse(xewer('import', '--data', second!, '--json', out!))
  assert.equal(again.unchanged, again.read, 'a second import changes nothing')
  xewer('export', '--data', second!, join(home, 'again'))
  assert.deepEqual(treeOf(join(home, 'again')), treeOf(out!), 'and the folder is the same')
})

test('what leaves for WordPress is well-formed and has every text, bound to its translations', async (t) => {
  if (!need(t, 'xmllint')) return
  const home = tempFolder(t)
  const [first, second] = ['first', 'second'].map((name) => join(home, name))
  const file = join(home, 'news.xml')
  xewer('init', '--data', first!, ...settings, ...place)
  xewer('import', '--data', first!, join(root, 'sample'))
  xewer('publish', '--data', first!)
  xewer('export', '--data', first!, '--wxr', file)
  execFileSync('xmllint', ['--noout', file])
  xewer('init', '--data', second!, ...settings, ...place)
  xewer('import', '--data', second!, '--media', join(first!, 'site/live'), file)
  const [left, arrived] = [await textsOf(first!), await textsOf(second!)]
  assert.equal(arrived.length, left.length)
  // WordPress has no footnotes: they arrive as a list at the end.
  for (const [at, text] of left.entries())
    assert.ok(arrived[at]?.startsWith(text), `${arrived[at]} was ${text}`)
})

test('export refuses to write over what is there', (t) => {
  const home = tempFolder(t)
  xewer('init', '--data', join(home, 'data'), ...settings, ...place)
  writeFileSync(join(home, 'mine'), 'mine')
  assert.throws(() => xewer('export', '--data', join(home, 'data'), join(home, 'mine')), /EXP-01/)
  assert.equal(readFileSync(join(home, 'mine'), 'utf8'), 'mine')
})

interface Waiting {
  readonly article: string
  readonly headline: string
}

/** A newer text in review, a merged person, a rejected link: no page shows them. */
async function addWhatReadersDoNotSee(data: string): Promise<Waiting> {
  const store = await openStore(join(data, 'newsroom.db'))
  const { db } = store
  const { articles } = await listArticles(db, { lang: parseLang('en') }, { limit: 1 })
  const article = articles[0]!.article.id
  const key = { article, lang: parseLang('en') }
  const headline = 'A headline  that waits: "for two eyes"'
  const made = { origin: { kind: 'written' }, madeAt: 1, madeBy: 'x', madeFrom: null } as const
  await putRevision(db, { ...key, ...made, text: wholeText({ headline }) })
  await sendToReview(db, key)
  const [person] = await readPeople(db)
  const other = parsePersonId('0therper')
  const preferred = { [parseLang('en')]: 'Somebody Else' }
  await createPerson(db, { id: other, preferred, spellings: [], unlisted: true, slug: null })
  await mergePeople(db, { from: other, into: person!.id })
  const link = { article, person: person!.id, spelling: 'Nobody', place: 'text' } as const
  await putLink(db, { ...link, status: 'rejected' })
  await store.close()
  return { article, headline }
}

async function checkWaiting(data: string, { article, headline }: Waiting): Promise<void> {
  const store = await openStore(join(data, 'newsroom.db'))
  const { db } = store
  const key = { article: parseArticleId(article), lang: parseLang('en') }
  const version = await readVersion(db, key)
  assert.ok(version?.inReview)
  assert.equal((await readRevision(db, { ...key, number: version.newest }))?.headline, headline)
  const links = await readLinks(db, { article: key.article, status: 'rejected' })
  assert.deepEqual(
    links.map(({ spelling }) => spelling),
    ['Nobody'],
  )
  await store.close()
}

/** Headline, date and words of every version, by language. */
async function textsOf(data: string): Promise<readonly string[]> {
  const store = await openStore(join(data, 'newsroom.db'))
  const { articles } = await listArticles(store.db, {}, { limit: 1000 })
  const texts: string[] = []
  for (const { article, versions } of articles) {
    for (const { version } of versions) {
      const { lang, newest } = version
      const text = await readRevision(store.db, { article: article.id, lang, number: newest })
      if (text === null) throw new Error('no text')
      const words = blockTexts(text.body).join(' ').replace(/\s+/g, ' ')
      texts.push([lang, article.when?.date, article.section, text.headline, words].join(' | '))
    }
  }
  await store.close()
  return texts.sort()
}

/** How the pages of two newsrooms differ, the line with the edition and its copy apart. */
function differences(first: string, second: string): readonly string[] {
  const [was, is] = [pagesOf(first), pagesOf(second)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path) => {
    const [before = [], after = []] = [was.get(path), is.get(path)]
    const at = Array.from(
      { length: Math.max(before.length, after.length) },
      (_, line) => line,
    ).find((line) => before[line] !== after[line])
    return at === undefined ? [] : [`${path}: “${before[at]}” became “${after[at]}”`]
  })
}

function pagesOf(data: string): ReadonlyMap<string, readonly string[]> {
  const site = join(data, 'site/live')
  const paths = treeOf(site)
    .map(([path]) => path)
    .filter((path) => !/^(?:editions|log)\/|\.proof\.html$/.test(path))
  return new Map(paths.map((path) => [path, linesOf(readFileSync(join(site, path), 'latin1'))]))
}

function linesOf(page: string): readonly string[] {
  return page
    .split('\n')
    .filter((line) => !/name="xewer-edition"|check\.html">|\.proof\.html"/.test(line))
}
