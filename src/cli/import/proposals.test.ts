import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { testNewsroom, wholeText } from '../../../test/desk.ts'
import { png } from '../../../test/png.ts'
import { tempFolder } from '../../../test/temp-folder.ts'
import { type FoundArticle, type FoundItem, middle, nothingFound } from '../../import/found.ts'
import { type Body, bodyOfParagraphs } from '../../model/body.ts'
import { type ArticleId, idFromBytes } from '../../model/id.ts'
import { readArticle } from '../../store/articles.ts'
import { joinArticles } from '../../store/join.ts'
import { putNewsroom } from '../../store/newsroom.ts'
import { openStore } from '../../store/open.ts'
import { readVersion } from '../../store/versions.ts'
import { parseLang } from '../../text/lang.ts'
import { type Account, formatAccount, newAccount } from './account.ts'
import { importItems } from './items.ts'

test('importItems() proposes what may be translations, with the reasons, and joins nothing', async (t) => {
  const desk = await newDesk(t)
  const picture = { pictures: [desk.picture], image: desk.picture.name }
  const items = [
    found('a', { ...picture, addresses: at('/en/node/7') }),
    found('b', { ...picture, lang: 'tr' }),
    found('one language', picture),
    found('a year later', { ...picture, lang: 'tr', date: '2021-05-28' }),
    found('c', { addresses: at('/tr/node/7'), lang: 'ug' }),
    found('another day', { addresses: at('/ug/node/7'), lang: 'ug', date: '2020-05-29' }),
    found('d', { addresses: at('/2020/spring-en.html'), leadsTo: '/x/1' }),
    found('e', { addresses: at('/2020/spring-tr.html'), lang: 'tr', date: '2020-06-28' }),
    found('f', { addresses: at('/x/1'), leadsTo: '/2020/spring-en.html', lang: 'tr' }),
    found('one way', { addresses: at('/x/2'), leadsTo: '/2020/spring-en.html', lang: 'tr' }),
    found('h', { lang: 'zh-Hans', translations: [{ system: 'web', key: 'a' }] }),
  ]
  const trial = await desk.run(items, true)
  const account = await desk.run(items)
  assert.deepEqual(trial.proposals, account.proposals)
  const told = account.proposals.map(({ articles, reasons }) =>
    [
      articles
        .map(({ headline }) => headline)
        .sort()
        .join(' + '),
      ...reasons.toSorted(),
    ].join('; '),
  )
  assert.deepEqual(told.sort(), [
    'a + b; the same day; the same picture',
    'a + c; the same day; the same number in the old address (7)',
    'a + h; the old site links them as translations; the same day',
    'b + one language; the same day; the same picture',
    'd + e; the same name in the old address (“spring”)',
    'd + f; the same day; their texts link to each other',
  ])
  assert.match(formatAccount(account, false), /\n6 pairs of articles may be translations/)
  assert.deepEqual((await desk.run(items)).proposals, [])
})

test('a source that was joined only adds to the article it is part of', async (t) => {
  const desk = await newDesk(t)
  const [a, c] = [found('a'), found('c', { lang: 'tr', section: 'press' })]
  await desk.run([a, c])
  await joinArticles(desk.db, { from: idOf('web\nc'), into: idOf('web\na'), places: [] })
  assert.equal((await desk.run([a, c])).counts.unchanged, 2)
  const next = await desk.run([found('c', { lang: 'tr', date: '2020-06-01', leadsTo: '/new' })])
  assert.equal(next.counts.updated, 1)
  const article = await readArticle(desk.db, idOf('web\na'))
  assert.deepEqual([article?.when?.date, article?.section], ['2020-05-28', 'press'])
  const key = { article: idOf('web\na'), lang: parseLang('tr') }
  assert.equal((await readVersion(desk.db, key))?.newest, 2)
  assert.equal(await readArticle(desk.db, idOf('web\nc')), null)
})

function idOf(key: string): ArticleId {
  return idFromBytes(createHash('sha256').update(key).digest()) as ArticleId
}

function at(path: string): FoundArticle['addresses'] {
  return [{ path, lang: null }]
}

type Facts = Partial<FoundArticle> & { lang?: string; date?: string; leadsTo?: string }

function found(
  key: string,
  { lang = 'en', date = '2020-05-28', leadsTo, ...facts }: Facts = {},
): FoundItem {
  const plain = bodyOfParagraphs([`The text of ${key}.`])
  const marks = [{ type: 'link', attrs: { href: leadsTo } }]
  const linked = { type: 'paragraph', content: [{ type: 'text', text: 'there', marks }] }
  const body = (
    leadsTo === undefined ? plain : { ...plain, content: [...(plain.content ?? []), linked] }
  ) as Body
  const { corrections: _, ...words } = wholeText({ headline: key })
  const version = {
    lang: parseLang(lang),
    origin: { kind: 'written' },
    slug: null,
    state: 'approved',
    publishAt: null,
    withdrawal: null,
    corrections: [],
    text: () => ({ ...words, body }),
  } as const
  const when = { date, time: null, zone: 'UTC', precision: 'day', raw: null } as const
  const article = { ...nothingFound, system: 'web', key, where: key, when, versions: [version] }
  return { kind: 'article', article: { ...article, ...facts } }
}

async function newDesk(t: TestContext) {
  const folder = tempFolder(t)
  const { db, close } = await openStore(':memory:')
  t.after(close)
  await putNewsroom(db, testNewsroom)
  const file = join(folder, 'hall.png')
  writeFileSync(file, png(400, 300))
  async function* each(items: readonly FoundItem[]) {
    yield* items
  }
  return {
    db,
    picture: { name: 'hall.png', file, credit: null, focus: middle },
    async run(items: readonly FoundItem[], dryRun = false): Promise<Account> {
      const account = newAccount()
      await importItems(each(items), {
        db,
        number: null,
        account,
        idOf,
        lang: parseLang('en'),
        section: null,
        keepBylines: false,
        dryRun,
        now: 1,
        media: folder,
        seen: new Map(),
        unchanged: new Set(),
        onItem() {},
      })
      return account
    },
  }
}
