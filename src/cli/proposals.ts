// Articles that may be translations of one another, as people are shown them.
import type { ArticleId } from '../model/id.ts'
import type { Db } from '../store/db.ts'
import { readListed } from '../store/lists.ts'
import type { Proposal } from '../store/proposals.ts'
import { printable } from './command.ts'

/** A proposal with what the articles are called. */
export interface ToldProposal {
  readonly articles: readonly [ToldArticle, ToldArticle]
  readonly reasons: readonly string[]
}

interface ToldArticle {
  readonly id: ArticleId
  readonly headline: string
  readonly languages: readonly string[]
}

/** Proposals with headlines, in their order. */
export async function tellProposals(
  db: Db,
  proposals: readonly Proposal[],
): Promise<readonly ToldProposal[]> {
  const ids = [...new Set(proposals.flatMap(({ one, other }) => [one, other]))]
  const listed = new Map((await readListed(db, ids)).map((one) => [one.article.id, one]))
  const told = (id: ArticleId): ToldArticle => {
    const versions = listed.get(id)?.versions ?? []
    const languages = versions.map(({ version }) => version.lang)
    return { id, headline: versions[0]?.headline ?? '', languages }
  }
  return proposals.map(({ one, other, reasons }) => ({
    articles: [told(one), told(other)],
    reasons,
  }))
}

/** "00000001 “Spring” (en) and 00000002 “Bahar” (tr): the same picture, the same day" */
export function formatProposal({ articles, reasons }: ToldProposal): string {
  const names = articles.map(
    ({ id, headline, languages }) => `${id} “${printable(headline)}” (${languages.join(', ')})`,
  )
  return `${names.join(' and ')}: ${printable(reasons.join(', '))}`
}
