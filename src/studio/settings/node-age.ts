// How old the Node.js is that runs us: too old to work, without security fixes, or good.

/** The day security fixes end (nodejs/Release, schedule.json), by major version. */
const nodeEnds: Readonly<Record<number, string>> = { 26: '2029-04-30' }

export interface NodeVerdict {
  readonly verdict: 'good' | 'look' | 'wrong'
  /** The day its fixes end or ended, "2029-04-30"; null when it is not known. */
  readonly end: string | null
}

/** Judges `version` ("v26.10.0") on the day `today` ("2026-11-25"). */
export function judgeNode(version: string, today: string): NodeVerdict {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  const end = nodeEnds[major] ?? null
  if (major < 26 || (major === 26 && minor < 3)) return { verdict: 'wrong', end }
  return { verdict: end !== null && end < today ? 'look' : 'good', end }
}
