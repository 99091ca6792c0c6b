// Addresses of an old site, as they are kept: one form for every way to write the same one, and all
// the forms in which the old site answered for it.

const lengthMax = 1000

/**
 * The one form in which an old address is kept: path with query, letters decoded and in NFC, what
 * could part or hide it escaped: "/haber/%C3%B6zg%C3%BCr/" is "/haber/özgür". Null for what is no
 * address of a page, the front page's among them.
 */
export function normalOldAddress(raw: string): string | null {
  const [written = ''] = raw.trim().split('#')
  if (!written.startsWith('/') || written.length > lengthMax) return null
  const mark = written.indexOf('?')
  const path = readable(mark < 0 ? written : written.slice(0, mark))
  const query = mark < 0 ? '' : readable(written.slice(mark + 1))
  if (path === null || query === null) return null
  const bare = path.replace(/\/{2,}/g, '/').replace(/\/index\.(?:html?|php)$/i, '/')
  const kept = query === '' ? bare.replace(/(?<=.)\/$/, '') : path.replace(/\/{2,}/g, '/')
  if (kept.split('/').some((part) => part === '.' || part === '..')) return null
  const address = query === '' ? kept : `${kept}?${query}`
  return address === '/' ? null : address
}

/**
 * Every address at which an old site answered with the same page, in the form they are kept: Drupal
 * knows "/node/12" as "/?q=node/12", and "/index.php?q=node/12" is either.
 */
export function oldAddressForms(raw: string): readonly string[] {
  const address = normalOldAddress(raw)
  if (address === null) return []
  const [, inQuery] = /^\/(?:index\.php)?\?q=([^&]+)$/.exec(address) ?? []
  if (inQuery !== undefined) {
    const path = normalOldAddress(`/${inQuery}`)
    return path === null ? [] : [path, `/?q=${inQuery}`]
  }
  const isNode = /^(?:\/[a-z]{2,3}(?:-[a-z]{2,4})?)?\/node\/\d+$/i.test(address)
  return isNode ? [address, `/?q=${address.slice(1)}`] : [address]
}

/** Decoded but for what parts an address (%, ?, #), blanks, controls and what URLs must escape. */
function readable(text: string): string | null {
  try {
    const kept = text.replace(/%(?:2[0235]|3[CEF]|5[CE]|60|7[BCDF]|[01][0-9a-f])/gi, (code) =>
      code.replace('%', '%25'),
    )
    const plain = decodeURIComponent(kept).normalize('NFC').toWellFormed()
    return plain.replace(/[\u0000-\u0020"<>\\^`{|}\u007f-\u00a0\u2028\u2029]/g, encodeURIComponent)
  } catch (cause) {
    if (cause instanceof URIError) return null
    throw cause
  }
}
