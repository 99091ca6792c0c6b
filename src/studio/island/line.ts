// The line to the server: one save, one answer, and a limit to how long one waits for it.
import { type Line, RefusedError, type Saved } from './saving.ts'

const answerMs = 20_000

export function lineTo(
  address: string,
  about: { readonly window: string; readonly madeFrom: number | null },
): Line {
  return {
    async send({ seq, base, keep, text }) {
      const response = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"seq":${seq},"base":${base},"keep":${keep},"window":${JSON.stringify(about.window)},"madeFrom":${about.madeFrom},"text":${text}}`,
        redirect: 'manual',
        signal: AbortSignal.timeout(answerMs),
        // A page that is being closed may still send this; browsers allow 64 KiB for that.
        keepalive: text.length < 20_000,
      })
      // Whoever is signed out is led to the sign-in screen.
      if (response.type === 'opaqueredirect') throw new RefusedError(401)
      // A server in trouble is a bad line: what was sent may or may not have got there.
      if (response.status >= 500) throw new TypeError(`Cannot save: ${response.status}`)
      if (!response.ok) throw new RefusedError(response.status)
      return (await response.json()) as Saved
    },
  }
}

/** No answer, or none in time, is what lines do; anything else is a fault. */
export function failedLine(error: unknown): null {
  const isLine = error instanceof TypeError || error instanceof RefusedError
  if (isLine || (error instanceof DOMException && error.name === 'TimeoutError')) return null
  throw error
}
