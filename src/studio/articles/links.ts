// Links of a text, looked through on demand. The studio sends nothing out by itself: an address asked
// for tells its owner that somebody here is about to write about it. So what can be judged without
// asking is judged, and each address is listed for a person to open.
import { type BodyNode, blockTexts } from '../../model/body.ts'
import { cleanHref } from '../../model/href.ts'
import { type Html, html } from '../../render/html.ts'
import { readRevision } from '../../store/revisions.ts'
import { errorScreen, show } from '../layout.ts'
import type { Visit } from '../route.ts'
import { type StudioWord, tell } from '../words.ts'
import { type VersionPlace, versionPath } from './place.ts'

interface Found {
  readonly href: string
  readonly text: string
  readonly faults: readonly StudioWord[]
}

export async function checkLinks(visit: Visit, place: VersionPlace): Promise<Response> {
  const { lang, studio, newsroom } = visit
  const { article, version } = place
  if (version === null) return errorScreen(studio, lang, 404)
  const key = { article: article.id, lang: place.lang, number: version.newest }
  const revision = await readRevision(studio.db, key)
  const found = linksIn(revision?.body ?? { type: 'doc' }).map(({ href, text }) => ({
    href,
    text,
    faults: faultsOf(href, text, newsroom.url),
  }))
  return show(visit, {
    title: tell(lang, 'textLinks'),
    main: html`<p><a href="${versionPath(article.id, place.lang)}">${tell(lang, 'backToText')}</a></p>
<p>${tell(lang, 'linksIntro')}</p>
${found.length === 0 && html`<p>${tell(lang, 'noLinks')}</p>`}
<ul class="cards">${found.map((link) => one(link, visit))}</ul>`,
  })
}

function one({ href, text, faults }: Found, { lang }: Visit): Html {
  return html`<li><p><bdi>${text}</bdi></p><p><code dir="ltr">${href}</code></p>
${faults.length === 0 ? html`<p class="muted">${tell(lang, 'linkLooksGood')}</p>` : faults.map((fault) => html`<p class="notice">${tell(lang, fault)}</p>`)}</li>`
}

/** What can be said of an address without asking for it. */
function faultsOf(href: string, text: string, own: string): readonly StudioWord[] {
  const faults: StudioWord[] = []
  if (cleanHref(href).removed.length > 0) faults.push('linkTracks')
  if (!/^https?:/i.test(href)) return faults
  if (!URL.canParse(href)) return ['linkBroken']
  const { protocol, hostname } = new URL(href)
  if (protocol === 'http:' && !hostname.endsWith('.onion')) faults.push('linkPlain')
  if (/^(?:\d+\.){3}\d+$|^\[|^localhost$|\.(?:local|internal|lan)$/.test(hostname))
    faults.push('linkPrivate')
  if (hostname.startsWith('xn--') || hostname.includes('.xn--')) faults.push('linkOtherLetters')
  if (URL.canParse(own) && new URL(own).hostname === hostname) faults.push('linkOwn')
  const shown = /^(?:https?:\/\/)?((?:[\w-]+\.)+[a-z]{2,})(?:\/|$)/i.exec(text.trim())?.[1]
  if (shown !== undefined && shown.replace(/^www\./, '') !== hostname.replace(/^www\./, ''))
    faults.push('linkSaysOther')
  return faults
}

/** Links with the words that carry them, in order; neighbours of one address are one link. */
function linksIn(node: BodyNode): { href: string; text: string }[] {
  const links: { href: string; text: string }[] = []
  for (const child of node.content ?? []) {
    const href = child.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
    const last = links.at(-1)
    if (typeof href !== 'string') links.push(...linksIn(child))
    else if (last?.href === href) last.text += child.text ?? ''
    else links.push({ href, text: child.text ?? blockTexts(child).join(' ') })
  }
  return links
}
