// Accent colours from the settings, kept only where they can be read: WCAG 2.2 contrast against the
// theme's paper.

/**
 * `wanted` ("#0b4f8a" or "#0af") when text in it reads on every one of `papers` (4.5 : 1, WCAG
 * 1.4.3), otherwise `otherwise`; also when it is no colour at all.
 */
export function readable(wanted: string, otherwise: string, papers: readonly string[]): string {
  const rgb = parseColour(wanted)
  if (rgb === null) return otherwise
  const good = papers.every((paper) => contrast(rgb, parseColour(paper) ?? rgb) >= 4.5)
  return good ? formatColour(rgb) : otherwise
}

type Rgb = readonly [number, number, number]

/** Contrast of two colours, 1..21. Source: WCAG 2.2, "contrast ratio". */
function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((byte) => {
    const part = byte / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function parseColour(text: string): Rgb | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text)
  const long = short ?? /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (long === null) return null
  const [r, g, b] = long.slice(1).map((hex) => Number.parseInt(short ? hex + hex : hex, 16))
  return [r ?? 0, g ?? 0, b ?? 0]
}

function formatColour(rgb: Rgb): string {
  return `#${rgb.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
