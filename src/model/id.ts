// Identifiers: random (or a keyed hash of a source's key), never serial, so that they tell nothing
// about how many things exist. The article id is shared by all its versions and ends every address.

declare const brand: unique symbol
/** Eight characters of Crockford's base 32 in lower case; names one article in every language. */
export type ArticleId = string & { readonly [brand]: 'ArticleId' }
/** Eight characters of Crockford's base 32 in lower case; names one person. */
export type PersonId = string & { readonly [brand]: 'PersonId' }
/** SHA-256 in lower-case hexadecimal: 64 characters. */
export type Digest = string & { readonly [brand]: 'Digest' }

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const idForm = /^[0-9a-hjkmnp-tv-z]{8}$/

/** Makes an id of the first five of `bytes` (random, or a keyed hash). Throws RangeError on fewer. */
export function idFromBytes(bytes: Uint8Array): string {
  if (bytes.length < 5) throw new RangeError(`Cannot make an id: ${bytes.length} bytes, 5 needed`)
  let bits = 0n
  for (const byte of bytes.subarray(0, 5)) bits = (bits << 8n) | BigInt(byte)
  let id = ''
  for (let shift = 35n; shift >= 0n; shift -= 5n) id += alphabet[Number((bits >> shift) & 31n)]
  return id
}

/** Reads an article id; SyntaxError when it is none. */
export function parseArticleId(text: string): ArticleId {
  if (!idForm.test(text)) throw new SyntaxError(`Cannot read article id "${text}": not 8 letters`)
  return text as ArticleId
}

/** Reads a person id; SyntaxError when it is none. */
export function parsePersonId(text: string): PersonId {
  if (!idForm.test(text)) throw new SyntaxError(`Cannot read person id "${text}": not 8 letters`)
  return text as PersonId
}

/** Reads a SHA-256 in hexadecimal; SyntaxError when it is none. */
export function parseDigest(text: string): Digest {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new SyntaxError(`Cannot read digest "${text}"`)
  return text as Digest
}
