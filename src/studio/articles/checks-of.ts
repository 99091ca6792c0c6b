// The checks of a version as it stands in the store, for whoever is about to send it on: the editor's
// screen, the approver, the publisher's plan.
import type { Article, Text, Version } from '../../model/article.ts'
import type { Newsroom } from '../../model/newsroom.ts'
import type { Db } from '../../store/db.ts'
import { readPeople } from '../../store/people/people.ts'
import { readDescriptions } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import type { Lang } from '../../text/lang.ts'
import type { KnownSpelling } from '../../text/names/mentions.ts'
import { shownIn } from './blocks.ts'
import { type Check, checksOf } from './checks.ts'

export interface Asking {
  readonly article: Article
  readonly lang: Lang
  readonly version: Version
  readonly original: Version | null
  readonly newsroom: Newsroom
  /** Who would approve; null where nobody asks to. */
  readonly account: string | null
  readonly now: number
  /** Words other than the newest revision's. */
  readonly text?: Text
}

/** What is to be said of a version's newest text. */
export async function readChecks(db: Db, asking: Asking): Promise<readonly Check[]> {
  const { article, lang, version, original, newsroom, account, now } = asking
  const newest = await readRevision(db, { article: article.id, lang, number: version.newest })
  if (newest === null) return []
  const theirs =
    original === null || version.origin.kind !== 'translated'
      ? null
      : await readRevision(db, {
          article: article.id,
          lang: original.lang,
          number: original.newest,
        })
  const text = asking.text ?? newest
  const described = await readDescriptions(db, shownIn(text, article), lang)
  return checksOf({
    text,
    lang,
    article,
    today: Temporal.Instant.fromEpochMilliseconds(now)
      .toZonedDateTimeISO(newsroom.zone)
      .toPlainDate()
      .toString(),
    described,
    register: await readRegister(db),
    original: theirs && { text: theirs, newest: theirs.number, madeFrom: newest.madeFrom },
    approving:
      account === null ? null : { isLastEditor: newest.madeBy === account, solo: newsroom.solo },
  })
}

/** Confirmed and preferred spellings of everybody in the register. */
async function readRegister(db: Db): Promise<readonly KnownSpelling[]> {
  return (await readPeople(db)).flatMap(({ id, preferred, spellings }) =>
    [
      ...Object.values(preferred).filter((name) => name !== undefined),
      ...spellings.filter(({ status }) => status === 'confirmed').map(({ text }) => text),
    ].map((spelling) => ({ personId: id, spelling })),
  )
}
