// Pictures: the small rendition for everyone, larger ones only where the browser asks for them.
import type { Lang } from '../text/lang.ts'
import { type Attr, attribute, type Html, html } from './html.ts'
import { labelWith } from './label.ts'
import { type PictureView, picturePath } from './views.ts'

/** Pixels up to which a rendition may be everybody's: old browsers take no other. */
const plainWidth = 640

interface Figure {
  readonly base: string
  readonly lang: Lang
  readonly caption: Html | null
  readonly attributes: readonly Attr[]
  /** Loaded at once: the one picture at the head of a page. */
  readonly eager: boolean
}

/** A picture with caption and credit; without the picture (null) its caption still stands. */
export function figure(view: PictureView | null, options: Figure): Html {
  const { lang, caption } = options
  const credit = view?.picture.credit ?? null
  const words = [
    caption,
    caption !== null && credit !== null && ' ',
    credit === null ? null : html`<small>${labelWith(lang, 'photoCredit', { credit })}</small>`,
  ]
  const below = caption === null && credit === null ? null : html`<figcaption>${words}</figcaption>`
  return html`<figure${options.attributes}>${view && image(view, options)}${below}</figure>`
}

/** The `<img>` of a picture, with width and height so that nothing jumps. */
export function image(view: PictureView, options: { base: string; eager: boolean }): Html {
  const { picture, alt } = view
  const { base, eager } = options
  const address = (width: number) => base + picturePath(picture.digest, width)
  const plain = picture.widths.findLast((width) => width <= plainWidth) ?? picture.widths[0]
  const width = plain ?? picture.width
  const height = Math.round((picture.height / picture.width) * width)
  const set = picture.widths.map((one) => `${address(one)} ${one}w`).join(', ')
  const wider = picture.widths.length > 1 && [
    attribute('srcset', set),
    attribute('sizes', '(min-width:60rem) 44rem, 100vw'),
  ]
  const lazy = eager ? null : attribute('loading', 'lazy')
  return html`<img src="${address(width)}"${wider} width="${width}" height="${height}"${lazy} alt="${alt}">`
}

/** The widest rendition's path, for Open Graph and feeds' enclosures. */
export function largest({ picture }: PictureView): string {
  return picturePath(picture.digest, picture.widths.at(-1) ?? picture.width)
}
