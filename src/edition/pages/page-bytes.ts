// A page's text as the bytes of its file. One buffer serves all pages of a process: a new one for each
// would be half of what a full build leaves to the garbage collector.
import { type Finish, finishPage } from '../../render/finish.ts'

const bytesPerUnit = 3
let buffer = Buffer.allocUnsafeSlow(256 * 1024)

/** The finished page. The bytes are good until the next call: copy what is to be kept. */
export function pageBytes(text: string, finish: Finish): Uint8Array {
  const pieces = finishPage(text, finish)
  const most = pieces.reduce((sum, { length }) => sum + length, 0) * bytesPerUnit
  if (most > buffer.length) buffer = Buffer.allocUnsafeSlow(most)
  let length = 0
  for (const piece of pieces) length += buffer.write(piece, length)
  return buffer.subarray(0, length)
}
