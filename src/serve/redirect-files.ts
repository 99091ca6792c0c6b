// Where old addresses are listed: known to whoever starts the server and to the server, and no more
// than that, so that the one who starts it need not load it.
import { dirname, join } from 'node:path'

/** In the tree, or beside it. */
export function redirectFiles(folder: string): readonly string[] {
  return [join(folder, 'redirects.tsv'), join(dirname(folder), 'redirects.tsv')]
}
