// What the process that wants pictures and the child that decodes them say to each other.

export interface RenditionJob {
  readonly bytes: Uint8Array
  /** Xewer made the file itself: it is to be checked and kept as it is. */
  readonly own: boolean
}

export interface Rendition {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** WebP. */
  readonly bytes: Uint8Array
}

export interface RenditionAnswer {
  /** Why there is none, as a sentence; null when there are renditions. */
  readonly reason: string | null
  /** Ascending by width. */
  readonly renditions: readonly Rendition[]
}

/** The child's exit code when it used more memory than it may. */
export const outOfMemoryCode = 86
