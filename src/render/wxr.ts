// WordPress' export format (WXR 1.2), out: RSS with words of its own, one item per version and one per
// picture. Versions of one article are bound as Polylang binds translations. Written piece by piece, so
// that an archive of any size can leave.

import type { Body } from '../model/body.ts'
import type { Moment } from '../model/time.ts'
import type { Lang } from '../text/lang.ts'
import { autonym, languageOf } from '../text/lang.ts'
import { encodePath } from './address.ts'
import { renderBody } from './body.ts'
import { fileText, type Html, html, joined } from './html.ts'
import { type PictureView, picturePath } from './views.ts'
import { feedTime, rssTime } from './when.ts'

export interface WxrChannel {
  readonly title: string
  /** The newsroom's address, ending in "/". */
  readonly url: string
  readonly languages: readonly Lang[]
  readonly sections: readonly { readonly key: string; readonly name: string }[]
}

export interface WxrPost {
  /** WordPress counts from 1, over posts and pictures alike. */
  readonly number: number
  /** Shared by all versions of an article. */
  readonly article: string
  readonly lang: Lang
  /** Where it lives in the tree; null when it was never published. */
  readonly path: string | null
  readonly slug: string | null
  readonly headline: string
  readonly teaser: string
  readonly body: Body
  readonly byline: string | null
  /** Null while the date is open. */
  readonly when: Moment | null
  readonly status: 'publish' | 'future' | 'pending' | 'draft'
  readonly section: { readonly key: string; readonly name: string } | null
  readonly tags: readonly string[]
  /** Number of the picture that stands for the article. */
  readonly image: number | null
  readonly pictures: Readonly<Record<string, PictureView>>
}

/** Everything before the items. */
export function renderWxrStart(channel: WxrChannel): string {
  const { title, url, languages, sections } = channel
  const categories = sections.map(
    ({ key, name }) =>
      html`<wp:category><wp:category_nicename>${key}</wp:category_nicename><wp:category_parent></wp:category_parent><wp:cat_name>${name}</wp:cat_name></wp:category>`,
  )
  const terms = languages.map(
    (lang, at) =>
      html`<wp:term><wp:term_id>${at + 1}</wp:term_id><wp:term_taxonomy>language</wp:term_taxonomy><wp:term_slug>${lang.toLowerCase()}</wp:term_slug><wp:term_name>${autonym(lang)}</wp:term_name></wp:term>`,
  )
  return fileText(html`
    <?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
    <channel>
    <title>${title}</title>
    <link>${url}</link>
    <description></description>
    <language>${languages[0] === undefined ? 'en' : languageOf(languages[0])}</language>
    <wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>${url}</wp:base_site_url>
    <wp:base_blog_url>${url}</wp:base_blog_url>
    ${joined([...categories, ...terms], '\n')}
  `)
}

/** One version of one article. */
export function renderWxrPost(post: WxrPost, url: string): string {
  const { lang, when, path, section } = post
  const setting = { lang, base: url, url, page: path === null ? url : url + encodePath(path) }
  const body = renderBody(post.body, { ...setting, pictures: post.pictures })
  const bound = `pll_${post.article}`
  return fileText(html`
    <item>
    <title>${post.headline}</title>
    <link>${setting.page}</link>
    ${when !== null && html`<pubDate>${rssTime(feedTime(when))}</pubDate>`}
    <dc:creator>${post.byline ?? ''}</dc:creator>
    <guid isPermaLink="false">${`${url}?p=${post.number}`}</guid>
    <description></description>
    <content:encoded>${body.text}</content:encoded>
    <excerpt:encoded>${post.teaser}</excerpt:encoded>
    <wp:post_id>${post.number}</wp:post_id>
    ${when !== null && dates(when)}
    <wp:comment_status>closed</wp:comment_status>
    <wp:ping_status>closed</wp:ping_status>
    <wp:post_name>${post.slug ?? ''}</wp:post_name>
    <wp:status>${post.status}</wp:status>
    <wp:post_parent>0</wp:post_parent>
    <wp:menu_order>0</wp:menu_order>
    <wp:post_type>post</wp:post_type>
    <wp:post_password></wp:post_password>
    <wp:is_sticky>0</wp:is_sticky>
    ${section !== null && html`<category domain="category" nicename="${section.key}">${section.name}</category>`}
    ${joined(
      post.tags.map((tag) => html`<category domain="post_tag" nicename="${tag}">${tag}</category>`),
      '\n',
    )}
    <category domain="language" nicename="${lang.toLowerCase()}">${autonym(lang)}</category>
    <category domain="post_translations" nicename="${bound}">${bound}</category>
    ${
      post.image !== null &&
      html`<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>${post.image}</wp:meta_value></wp:postmeta>`
    }
    </item>
  `)
}

/** One picture, to be fetched from the published site. */
export function renderWxrPicture(
  { picture, alt }: PictureView,
  number: number,
  url: string,
): string {
  const address = url + picturePath(picture.digest, picture.width)
  return fileText(html`
    <item>
    <title>${picture.digest}</title>
    <link>${address}</link>
    <guid isPermaLink="false">${address}</guid>
    <content:encoded></content:encoded>
    <excerpt:encoded>${picture.credit ?? ''}</excerpt:encoded>
    <wp:post_id>${number}</wp:post_id>
    <wp:status>inherit</wp:status>
    <wp:post_parent>0</wp:post_parent>
    <wp:post_type>attachment</wp:post_type>
    <wp:attachment_url>${address}</wp:attachment_url>
    <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>${alt}</wp:meta_value></wp:postmeta>
    </item>
  `)
}

/** Everything after the items. */
export const wxrEnd = '</channel>\n</rss>\n'

/** The date by the clock of its place, and in UTC as far as it is known. */
function dates(when: Moment): Html {
  const instant = feedTime(when)
  const local = when.time === null ? '12:00' : when.time
  const utc = Temporal.Instant.from(instant).toString().slice(0, 19).replace('T', ' ')
  return html`<wp:post_date>${when.date} ${local}:00</wp:post_date><wp:post_date_gmt>${utc}</wp:post_date_gmt>`
}
