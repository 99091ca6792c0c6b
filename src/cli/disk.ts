// A disk that is full or broken, told as what it is: the system's own words name a call, not what to do.
import { Failure } from './command.ts'

/**
 * The failure to tell instead of `error` when a disk is behind it or behind what caused it. Null
 * otherwise, and for a failure that is told already.
 */
export function diskFailure(error: unknown): Failure | null {
  if (error instanceof Failure) return null
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code = '', errcode = 0 } = one as Error & { code?: string; errcode?: number }
    // Of SQLite's the lowest byte: it puts details above it.
    const sqlite = errcode & 0xff
    if (code === 'ENOSPC' || code === 'EDQUOT' || sqlite === sqliteFull) {
      return new Failure(
        'XEW-02',
        'The disk is full',
        ['Nothing that was saved or published is lost. Make room, then give the command again.'],
        error,
      )
    }
    if (code === 'EIO' || code === 'EROFS' || sqlite === sqliteIo) {
      return new Failure(
        'XEW-03',
        `The disk could not be read or written: ${one.message}`,
        [
          'What was saved and published before stays. Look at the disk, then give the command again.',
          'Take a backup onto another disk soon: xewer backup FILE.',
        ],
        error,
      )
    }
  }
  return null
}

const sqliteIo = 10
const sqliteFull = 13
