// The original beside its translation: block by block, with what has changed since the translation
// was made. Slips of the pen put right are not worth a translator's time and are left unmarked.
import type { Revision, Version } from '../../model/article.ts'
import type { BodyNode } from '../../model/body.ts'
import { renderBody } from '../../render/body.ts'
import { attribute, type Html, html } from '../../render/html.ts'
import { sideOf } from '../../render/side.ts'
import type { Db } from '../../store/db.ts'
import { readPictures } from '../../store/pictures.ts'
import { readRevision } from '../../store/revisions.ts'
import { autonym, direction, type Lang } from '../../text/lang.ts'
import { tell } from '../words.ts'
import { digestsIn, textOfBlock } from './blocks.ts'
import { compareLists, compareWords, isMinor } from './changes.ts'

export interface OriginalColumn {
  readonly revision: Revision
  readonly markup: Html
  /** Blocks that say something else than when the translation was made. */
  readonly changed: number
}

/** The original's newest text; `madeFrom` is the revision the translation was made from, if any. */
export async function originalColumn(
  db: Db,
  original: Version,
  { madeFrom, lang }: { readonly madeFrom: number | null; readonly lang: Lang },
): Promise<OriginalColumn | null> {
  const key = { article: original.article, lang: original.lang }
  const revision = await readRevision(db, { ...key, number: original.newest })
  if (revision === null) return null
  const isOlder = madeFrom !== null && madeFrom < revision.number
  const before = isOlder ? await readRevision(db, { ...key, number: madeFrom }) : null
  const blocks = markedBlocks(before?.body.content ?? null, revision.body.content ?? [])
  const setting = await settingOf(db, revision, original.lang)
  const head = before !== null && before.headline !== revision.headline ? before.headline : null
  const markup = html`<section class="original" lang="${original.lang}" dir="${direction(original.lang)}" aria-label="${tell(lang, 'originalText')}" tabindex="0">
<h2 lang="${lang}" dir="${direction(lang)}">${tell(lang, 'originalText')} <span class="muted" lang="${original.lang}">${autonym(original.lang)}</span></h2>
<p class="headline ${head !== null ? 'changed' : ''}">${head === null ? revision.headline : wordsChanged(head, revision.headline)}</p>
<p class="teaser">${revision.teaser}</p>
<div class="blocks prose">${blocks.map(({ block, was, gone }) => {
    const words = was === null ? null : wordsChanged(was, textOfBlock(block))
    return html`<div class="block ${words !== null ? 'changed' : ''}" ${attribute('dir', sideOf(block, direction(original.lang)))}>${gone.map((text) => html`<p class="gone"><del>${text}</del></p>`)}${words === null ? printed(block, setting) : html`<p>${words}</p>`}</div>`
  })}</div>
</section>`
  const changed = blocks.filter(({ was, gone }) => was !== null || gone.length > 0).length
  return { revision, markup, changed: changed + (head === null ? 0 : 1) }
}

/** A block as the press prints it; pictures come from the studio's own shelf. */
function printed(block: BodyNode, setting: Parameters<typeof renderBody>[1]): Html {
  if (block.type !== 'figure')
    return renderBody({ type: 'doc', content: [withoutNotes(block)] }, setting)
  const { picture, alt = '' } = setting.pictures[String(block.attrs?.['picture'])] ?? {}
  return html`<figure>${picture && html`<img src="${`/media/${picture.digest}/${picture.widths[0] ?? 0}`}" alt="${alt}">`}<figcaption>${textOfBlock(block)}</figcaption></figure>`
}

/** What was taken out and put in, word by word. */
export function wordsChanged(before: string, after: string): Html {
  return html`${compareWords(before, after).map(({ same, before, after }) =>
    same
      ? html`${after.join('')}`
      : html`${before.length > 0 && html`<del>${before.join('')}</del>`}${after.length > 0 && html`<ins>${after.join('')}</ins>`}`,
  )}`
}

interface MarkedBlock {
  readonly block: BodyNode
  /** Its words when the translation was made; null: the same, or nearly. */
  readonly was: string | null
  /** Blocks that stood before it then and are gone. */
  readonly gone: readonly string[]
}

function markedBlocks(
  before: readonly BodyNode[] | null,
  after: readonly BodyNode[],
): MarkedBlock[] {
  if (before === null) return after.map((block) => ({ block, was: null, gone: [] }))
  return compareLists(before, after, textOfBlock).flatMap((stretch) =>
    stretch.after.map((block, at): MarkedBlock => {
      if (stretch.same) return { block, was: null, gone: [] }
      const old = stretch.before[at]
      const was = old === undefined ? '' : textOfBlock(old)
      const isLast = at === stretch.after.length - 1
      const gone = isLast ? stretch.before.slice(stretch.after.length).map(textOfBlock) : []
      return { block, was: isMinor(was, textOfBlock(block)) ? null : was, gone }
    }),
  )
}

/** Footnotes shown where they stand: their marks would count anew in every block. */
function withoutNotes(node: BodyNode): BodyNode {
  if (node.type === 'footnote') {
    const text = (node.content ?? []).map(({ text }) => text ?? '').join('')
    return { type: 'text', text: ` [${text}] ` }
  }
  return node.content === undefined
    ? node
    : { ...node, content: node.content.map((child) => withoutNotes(child)) }
}

/** How a body is printed inside the studio. */
async function settingOf(
  db: Db,
  { body, alt }: Pick<Revision, 'body' | 'alt'>,
  lang: Lang,
): Promise<Parameters<typeof renderBody>[1]> {
  const pictures = await readPictures(db, digestsIn(body))
  return {
    lang,
    base: '/',
    url: 'about:',
    page: '',
    pictures: Object.fromEntries(
      [...pictures].map(([digest, picture]) => [digest, { picture, alt: alt[digest] ?? '' }]),
    ),
  }
}
