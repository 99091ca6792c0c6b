// The check page of a newsroom: one file with its keys inside. So far it only states the keys; the
// script that checks dropped files follows.
import { encodeText } from '../log/bytes.ts'
import { formatTrust, noPage, type TrustFile } from '../log/trust.ts'

/** The same bytes for the same trust file; `trust.page` is left out, since it names these bytes. */
export function renderVerifyPage(trust: TrustFile): Uint8Array {
  const text = formatTrust({ ...trust, page: noPage })
  return encodeText(`<!doctype html>\n<meta charset="utf-8">\n<pre>${text}</pre>\n`)
}
