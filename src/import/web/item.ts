// What one page says of one article, before anything is understood of it: words as they stand in the
// page, and the element that holds the text.
import type { HtmlElement } from '../../model/html-tree.ts'

export interface PageItem {
  readonly headline: string
  /** ISO 8601 as written for machines, "2020-05-28T13:21:00+02:00"; null when there is none. */
  readonly machineDate: string | null
  /** The line readers see: "Per, 05/28/2020 - 13:21 -- Kanat"; null when there is none. */
  readonly dateline: string | null
  readonly poster: string | null
  /** Null when the page has only the headline. */
  readonly body: HtmlElement | null
  readonly isWhole: boolean
  /** Addresses of the article as the page writes them. */
  readonly links: readonly string[]
  /** The old system's own number, as an address every such site answers: "/node/12", "/?p=12". */
  readonly number: string | null
  readonly section: string | null
  readonly tags: readonly string[]
  /** As the item's own element says, else null. */
  readonly lang: string | null
  /** Of a picture that stands outside the text. */
  readonly picture: string | null
  /** 0..1: how sure it is that this is an article and this its text. */
  readonly confidence: number
  /** How it was recognised, for people: "Drupal", "text density". */
  readonly by: string
}
