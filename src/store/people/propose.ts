// Who an article may name: proposals, made when words are saved and when a person is added. Nothing
// here links anybody: only an editor's word does (putLink), and what an editor rejected stays so.
import type { Text } from '../../model/article.ts'
import { type Body, blockTexts } from '../../model/body.ts'
import type { ArticleId, PersonId } from '../../model/id.ts'
import type { Person } from '../../model/person.ts'
import { type Lang, parseLang } from '../../text/lang.ts'
import { compareNames } from '../../text/names/compare.ts'
import { findKnownNames, type KnownSpelling } from '../../text/names/mentions.ts'
import { type Db, sql } from '../db.ts'
import { readMeta } from '../newsroom.ts'
import { newestTexts } from '../revisions.ts'
import { inTransaction } from '../transaction.ts'
import { type PersonLink, proposeLink, readLinks } from './links.ts'
import { readPeople, readPerson, registerStamp } from './people.ts'

interface Register {
  readonly names: readonly KnownSpelling[]
  /** "person spelling": what an editor has said is not this person's name. */
  readonly rejected: ReadonlySet<string>
}

/** By stamp; the register before the last change may still be read by another. */
const registers = new Map<string, Register>()
const registersKept = 2

type Words = Pick<Text, 'headline' | 'body'>

/** Proposes the persons of the register whom these words name. Returns how many links are new. */
export async function proposePeople(
  tx: Db,
  { article, lang }: { readonly article: ArticleId; readonly lang: Lang },
  words: Words,
): Promise<number> {
  const register = await readRegister(tx)
  if (register.names.length === 0) return 0
  return proposeIn(tx, { article, lang, words, register })
}

/** Proposes one person wherever the newest words of an article name them. */
export async function proposePerson(db: Db, id: PersonId): Promise<number> {
  const person = await readPerson(db, id)
  if (person === null) throw new RangeError(`Cannot find person "${id}": there is none`)
  const register = registerOf([person])
  return inTransaction(db, async (tx) => {
    let count = 0
    for (const { article, lang } of await mayName(tx, register)) {
      const row = await tx
        .selectFrom('revision')
        .innerJoin('version', (join) =>
          join
            .onRef('version.article', '=', 'revision.article')
            .onRef('version.lang', '=', 'revision.lang')
            .onRef('version.newest', '=', 'revision.number'),
        )
        .select(['headline', 'body'])
        .where('revision.article', '=', article)
        .where('revision.lang', '=', lang)
        .executeTakeFirstOrThrow()
      const words = { headline: row.headline, body: JSON.parse(row.body) as Body }
      count += await proposeIn(tx, { article, lang, words, register })
    }
    return count
  })
}

/** Proposals an editor has not answered, but for persons the article is linked with already. */
export async function readProposals(db: Db): Promise<readonly PersonLink[]> {
  const linked = new Set(
    (await readLinks(db, { status: 'confirmed' })).map(
      ({ article, person }) => `${article} ${person}`,
    ),
  )
  const proposed = await readLinks(db, { status: 'proposed' })
  return proposed.filter(({ article, person }) => !linked.has(`${article} ${person}`))
}

async function proposeIn(
  tx: Db,
  found: {
    readonly article: ArticleId
    readonly lang: Lang
    readonly words: Words
    readonly register: Register
  },
): Promise<number> {
  const { article, lang, words, register } = found
  const places = [
    ['headline', words.headline],
    ['text', blockTexts(words.body).join('\n')],
  ] as const
  const links = places.flatMap(([place, text]) =>
    findKnownNames(text, lang, register.names).map(({ personId, start, end }) => ({
      person: personId as PersonId,
      spelling: text.slice(start, end).replace(/\s+/g, ' '),
      place,
    })),
  )
  const speakers = await tx
    .selectFrom('speaker')
    .select('name')
    .where('article', '=', article)
    .execute()
  const spoken = speakers.flatMap(({ name }) => {
    const person = bestOf(name, register)
    return person === null ? [] : [{ person, spelling: name, place: 'speaker' as const }]
  })
  let count = 0
  for (const link of [...links, ...spoken]) {
    if (register.rejected.has(`${link.person} ${link.spelling}`)) continue
    if (await proposeLink(tx, { article, ...link })) count += 1
  }
  return count
}

/** The person whose name a speaker's is most like; null when it is nobody's. */
function bestOf(name: string, { names }: Register): PersonId | null {
  let best: { id: string; score: number } | null = null
  for (const { personId, spelling } of names) {
    const { score, band } = compareNames(name, spelling)
    if ((band === 'sure' || band === 'likely') && score > (best?.score ?? 0))
      best = { id: personId, score }
  }
  return best === null ? null : (best.id as PersonId)
}

async function readRegister(db: Db): Promise<Register> {
  const stamp = await readMeta(db, registerStamp)
  if (stamp === null) return { names: [], rejected: new Set() }
  const known = registers.get(stamp)
  if (known !== undefined) return known
  const register = registerOf(await readPeople(db))
  registers.set(stamp, register)
  const [oldest] = registers.keys()
  if (registers.size > registersKept && oldest !== undefined) registers.delete(oldest)
  return register
}

function registerOf(people: readonly Person[]): Register {
  const names = new Map<string, KnownSpelling>()
  const rejected = new Set<string>()
  for (const { id, preferred, spellings } of people) {
    const confirmed = spellings.filter(({ status }) => status === 'confirmed')
    const forms = [...Object.values(preferred), ...confirmed.map(({ text }) => text)]
    for (const spelling of forms)
      if (spelling !== undefined) names.set(`${id} ${spelling}`, { personId: id, spelling })
    for (const { text, status } of spellings)
      if (status === 'rejected') rejected.add(`${id} ${text}`)
  }
  return { names: [...names.values()], rejected }
}

/** Versions not converted whose newest words or speakers hold a word of the person's names. */
async function mayName(tx: Db, { names }: Register) {
  const words = new Set(
    names.flatMap(({ spelling }) =>
      spelling.split(/[\s·‧•・.,-]+/u).filter((word) => word.length > 1),
    ),
  )
  const patterns = [...words].map((word) => `%${word.replace(/[%_\\]/g, '')}%`)
  if (patterns.length === 0) return []
  const inWords = sql.join(
    patterns.map(
      (pattern) => sql`headline like ${pattern} or body like ${pattern} or exists (
        select 1 from speaker where speaker.article = version.article and name like ${pattern})`,
    ),
    sql` or `,
  )
  const rows = await newestTexts(tx)
    .select(['version.article', 'version.lang'])
    .where('version.origin', '<>', 'converted')
    .where(sql<boolean>`(${inWords})`)
    .orderBy('version.article')
    .execute()
  return rows.map(({ article, lang }) => ({ article: article as ArticleId, lang: parseLang(lang) }))
}
