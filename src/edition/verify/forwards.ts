// Checks the copies to be forwarded that lie beside pages: each proves itself, and must prove the page
// as it is now.
import { encodeText, formatHex } from '../log/bytes.ts'
import { sha256 } from '../log/hash.ts'
import { forwardPath } from '../log/list.ts'
import type { TrustFile } from '../log/trust.ts'
import { pageOf, verifyFile } from './forwarded.ts'
import { mention, type ReadLists } from './lists.ts'
import type { Findings } from './report.ts'
import type { Source } from './source.ts'

/** Checks the copies of `pages`; those that are not there are missing. */
export async function checkForwards(
  pages: readonly string[],
  given: {
    readonly source: Source
    readonly findings: Findings
    readonly lists: ReadLists
    readonly trust: TrustFile
  },
): Promise<void> {
  const { source, findings, lists, trust } = given
  for (const page of pages) {
    const path = forwardPath(page)
    const bytes = await source.read(path)
    if (bytes === null) {
      findings.add('missing', path, 'the copy of its page that can be forwarded')
      continue
    }
    const { outcome, detail } = await verifyFile(bytes, trust)
    if (outcome === 'altered') findings.add('altered', path, detail)
    else if (outcome === 'unknown key') findings.add('unknown-key', path, detail)
    else {
      const found = formatHex(sha256(encodeText(pageOf(bytes))))
      if (found !== lists.files.get(page)?.digest) {
        const old = lists.mentions.has(mention(page, found))
        findings.add(
          old ? 'rolled-back' : 'swapped',
          path,
          'a proof of other bytes than its page has',
        )
      }
    }
  }
}
