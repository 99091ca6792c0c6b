// The account of an import as a folder to look through: totals and reasons, then every item with the old
// text beside the new one. Old markup is shown as text, never as markup.
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FoundVersion } from '../../import/found.ts'
import type { Digest } from '../../model/id.ts'
import { renderBody } from '../../render/body.ts'
import { type Html, html } from '../../render/html.ts'
import { direction, type Lang } from '../../text/lang.ts'
import { Failure } from '../command.ts'
import { formatProposal } from '../proposals.ts'
import {
  type Account,
  type AccountItem,
  aboutProposals,
  formatAccount,
  generalNotes,
  jsonOfAccount,
} from './account.ts'
import type { ReadyArticle } from './prepare.ts'

export interface Report {
  /** `ready` is the article behind an entry, when it was written. */
  add(entry: AccountItem, ready: ReadyArticle | null): void
  /** Writes what is left; the folder is complete on return. */
  finish(account: Account, isDry: boolean): void
}

const itemsAPage = 100
const oldMax = 20_000
const reasonsMax = 500

/** Begins a report in `folder`, which has to be new or empty. `url` is the newsroom's address. */
export function openReport(
  folder: string,
  { url, lang }: { readonly url: string; readonly lang: Lang },
): Report {
  mkdirSync(folder, { recursive: true })
  if (readdirSync(folder).length > 0)
    throw new Failure('IMP-02', `The folder "${folder}" is not empty`, [
      'Nothing was changed. Name a new folder for the report.',
    ])
  let waiting: Html[] = []
  let pages = 0
  const flush = (): void => {
    if (waiting.length === 0) return
    pages += 1
    writeFileSync(join(folder, pageName(pages)), page(`Items, page ${pages}`, waiting))
    waiting = []
  }
  return {
    add(entry, ready) {
      if (entry.fate === 'unchanged' && entry.notes.length === 0) return
      waiting.push(itemOf(entry, ready, { url, lang }))
      if (waiting.length === itemsAPage) flush()
    },
    finish(account, isDry) {
      flush()
      for (const piece of jsonOfAccount(account))
        appendFileSync(join(folder, 'account.json'), piece)
      writeFileSync(join(folder, 'account.txt'), formatAccount(account, isDry))
      const missing = missingFiles(account)
      if (missing.length > 0)
        writeFileSync(join(folder, 'missing-pictures.txt'), `${missing.join('\n')}\n`)
      writeFileSync(
        join(folder, 'index.html'),
        page('What became of the old site', indexOf(account, { pages, isDry, missing })),
      )
    },
  }
}

function indexOf(
  account: Account,
  {
    pages,
    isDry,
    missing,
  }: { readonly pages: number; readonly isDry: boolean; readonly missing: readonly string[] },
): readonly Html[] {
  const { kinds, items } = account
  const fates = ['imported', 'updated', 'unchanged', 'merged', 'refused'] as const
  const rows = [...kinds].map(
    ([what, counts]) =>
      html`<tr><th>${what}</th>${fates.map((fate) => html`<td>${counts[fate]}</td>`)}</tr>`,
  )
  const told = items.filter(({ reason }) => reason !== null)
  const reasons = told
    .slice(0, reasonsMax)
    .map(
      ({ where, what, count, name, fate, reason }) =>
        html`<li>${where}: ${fate}${count !== undefined && ` ${count} × ${what ?? 'article'}`}${name !== null && name !== '' && html` <bdi>${name}</bdi>`}: ${reason}</li>`,
    )
  return [
    isDry && html`<p>This was a trial: nothing was changed.</p>`,
    html`<table><tr><th></th>${fates.map((fate) => html`<th>${fate}</th>`)}</tr>${rows}</table>`,
    ...generalNotes(account).map((note) => html`<p><bdi>${note}</bdi></p>`),
    missing.length > 0 &&
      html`<p>${missing.length} pictures were not there: <a href="missing-pictures.txt">their addresses</a>.</p>`,
    pages > 0 &&
      html`<h2>Old and new side by side</h2><p>${Array.from({ length: pages }, (_, at) => html`<a href="${pageName(at + 1)}">${at + 1}</a> `)}</p>`,
    ...proposalsOf(account),
    told.length > 0 && html`<h2>Reasons</h2><ul>${reasons}</ul>`,
    told.length > reasonsMax &&
      html`<p>${told.length - reasonsMax} more in <a href="account.txt">account.txt</a>.</p>`,
  ].filter((part) => part !== false)
}

function proposalsOf({ proposals }: Account): readonly Html[] {
  if (proposals.length === 0) return []
  const pairs = proposals
    .slice(0, reasonsMax)
    .map((proposal) => html`<li><bdi>${formatProposal(proposal)}</bdi></li>`)
  return [
    html`<h2>Maybe translations of each other</h2><p>${aboutProposals(proposals.length)}</p><ul>${pairs}</ul>`,
  ]
}

function itemOf(
  { where, what, count, name, fate, reason, notes }: AccountItem,
  ready: ReadyArticle | null,
  setting: { readonly url: string; readonly lang: Lang },
): Html {
  const kept = new Map([...(ready?.kept ?? [])].map(([key, picture]) => [key, picture.digest]))
  const pairs = ready?.found.versions.map((version) => pairOf(version, kept, setting)) ?? []
  return html`<section><h2><bdi>${name ?? where}</bdi></h2><p>${where}: ${count !== undefined && `${count} × `}${what ?? 'article'}, ${fate}${reason === null ? '' : `: ${reason}`}</p>${notes.length > 0 && html`<ul>${notes.map((note) => html`<li><bdi>${note}</bdi></li>`)}</ul>`}${pairs}</section>
`
}

function pairOf(
  version: FoundVersion,
  kept: ReadonlyMap<string, Digest>,
  { url, lang: own }: { readonly url: string; readonly lang: Lang },
): Html {
  const text = version.text(kept)
  const lang = version.lang ?? own
  const old = version.old?.() ?? ''
  const shown = old.length > oldMax ? `${old.slice(0, oldMax)} …` : old
  const body = renderBody(text.body, { lang, base: url, url, page: '', pictures: {} })
  return html`<div class="pair"><pre dir="auto">${shown}</pre><div lang="${lang}" dir="${direction(lang)}"><h3>${text.headline}</h3><p><em>${text.teaser}</em></p>${body}</div></div>`
}

function page(title: string, parts: readonly Html[]): string {
  return html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width"><title>${title}</title><style>body{font:1rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:80rem;padding:0 1rem}section{border-top:1px solid #999}.pair{display:grid;grid-template-columns:1fr 1fr;gap:1rem}.pair>*{overflow:auto;max-height:30rem;min-width:0}pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f4;color:#111;padding:.5rem;margin:0}td,th{text-align:end;padding:0 .5rem}[dir=rtl] em{font-style:normal}</style></head><body><h1>${title}</h1>${parts}</body></html>
`.text
}

/** The addresses of pictures that notes say are missing, each once. */
function missingFiles({ items }: Account): readonly string[] {
  const found = items.flatMap(({ notes }) =>
    notes.map((note) => /^picture not there: (.*?)(?: \(\d+ times\))?$/s.exec(note)?.[1] ?? null),
  )
  return [...new Set(found.filter((address) => address !== null))].sort()
}

function pageName(number: number): string {
  return `items-${String(number).padStart(4, '0')}.html`
}
