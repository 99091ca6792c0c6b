// WordPress's own marks in a text, as HTML: captions, galleries and players become what they showed,
// other programs' marks are taken out with a note, brackets that people typed stay.
import { escapeText } from '../autop.ts'

export interface ShortcodeReader {
  /** Addresses of pictures by their numbers, with alternative texts. */
  readonly picture: (id: number) => { readonly address: string; readonly alt: string } | null
  /** Pictures that belong to the text, for a gallery that names none. */
  readonly attached: () => readonly number[]
  /** The text of a block that several texts share. */
  readonly block: (id: number) => string | null
}

export interface Unmarked {
  readonly html: string
  /** Whether line ends make paragraphs: texts of the block editor say where they are. */
  readonly kind: 'html' | 'lines'
  readonly notes: readonly string[]
}

const mark = /\[(\/?)([a-z][\w-]{1,40})((?:\s[^[\]]{0,2000})?)(\/?)\]/gi
const players = /^(?:embed|video|audio|youtube|vimeo|wpvideo|dailymotion|soundcloud)$/i
const builders =
  /^(?:vc|et_pb|fusion|av|tatsu|su|contact-form|caption|wpforms|ninja|rev_slider|mc4wp|smartslider)/i

/** Reads the marks of a text. Linear. */
export function readShortcodes(text: string, reader: ShortcodeReader): Unmarked {
  const isBlocks = /<!--\s+wp:/.test(text)
  const dropped = new Set<string>()
  const opened = withBlocks(text, reader)
  const html = lonelyAddresses(opened).replace(
    mark,
    (all, slash: string, name: string, attributes: string) =>
      replacement({ all, slash, name: name.toLowerCase(), attributes }, reader, dropped),
  )
  return {
    html,
    kind: isBlocks ? 'html' : 'lines',
    notes: [...dropped].map((name) => `a mark of a program was taken out: [${name}]`),
  }
}

interface Mark {
  readonly all: string
  readonly slash: string
  readonly name: string
  readonly attributes: string
}

function replacement(
  { all, slash, name, attributes }: Mark,
  reader: ShortcodeReader,
  dropped: Set<string>,
): string {
  if (name === 'caption' || name === 'wp_caption') {
    const words = attributeIn(attributes, 'caption')
    if (slash === '/') return '</figure>'
    return `<figure>${words === null ? '' : `<figcaption>${escapeText(words)}</figcaption>`}`
  }
  if (name === 'gallery') return slash === '/' ? '' : galleryOf(attributes, reader)
  if (players.test(name)) {
    if (slash === '/') return '\n\n'
    const address =
      ['src', 'mp4', 'mp3', 'm4v', 'ogg', 'url', 'id']
        .map((key) => attributeIn(attributes, key))
        .find((value) => /^https?:/i.test(value ?? '')) ??
      /https?:\/\/[^\s\]"']+/.exec(attributes)?.[0]
    return address === undefined || address === null ? '\n\n' : linkTo(address)
  }
  const isProgram =
    slash === '/' || builders.test(name) || name.includes('_') || /=\s*["']/.test(attributes)
  if (!isProgram) return all
  if (slash !== '/') dropped.add(name)
  return '\n\n'
}

function galleryOf(attributes: string, reader: ShortcodeReader): string {
  const named = attributeIn(attributes, 'ids') ?? attributeIn(attributes, 'include')
  const ids = named === null ? reader.attached() : (named.match(/\d{1,12}/g) ?? []).map(Number)
  return ids
    .slice(0, 200)
    .map((id) => reader.picture(id))
    .filter((picture) => picture !== null)
    .map(
      ({ address, alt }) => `<figure><img src="${quoted(address)}" alt="${quoted(alt)}"></figure>`,
    )
    .join('\n')
}

/** Blocks that several texts share, put in; embeds as links. */
function withBlocks(text: string, reader: ShortcodeReader): string {
  return text
    .replace(
      /<!--\s+wp:block\s+\{"ref":(\d{1,12})\}\s+\/-->/g,
      (_, id: string) => reader.block(Number(id)) ?? '',
    )
    .replace(
      /<div class="wp-block-embed__wrapper">\s*(https?:\/\/[^\s<>"]{1,2000})\s*<\/div>/g,
      (_, address: string) => linkTo(address),
    )
}

/** An address alone on its line was shown as what it leads to: it becomes a link. */
function lonelyAddresses(text: string): string {
  return text.replace(
    /^[ \t]{0,20}(https?:\/\/[^\s<>"[\]]{1,2000})[ \t\r]{0,20}$/gim,
    (_, address: string) => linkTo(address),
  )
}

function linkTo(address: string): string {
  return `\n\n<p><a href="${quoted(address)}">${escapeText(address.replace(/^https?:\/\/(?:www\.)?/i, ''))}</a></p>\n\n`
}

function attributeIn(attributes: string, name: string): string | null {
  const match = new RegExp(
    `(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))`,
    'i',
  ).exec(attributes)
  return match === null ? null : (match[1] ?? match[2] ?? match[3] ?? '')
}

function quoted(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;')
}
