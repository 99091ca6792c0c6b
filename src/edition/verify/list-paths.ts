// Every path of a copy that cannot name its files (a server), from its own log and lists.
import { forwardPath } from '../log/list.ts'
import { readLists } from './lists.ts'
import { readLog } from './log.ts'
import { Findings } from './report.ts'
import type { Source } from './source.ts'
import { readTrust } from './trust.ts'

/** What should be there, whether it is or not. Nothing is checked here. */
export async function pathsByLists(source: Source): Promise<readonly string[]> {
  const findings = new Findings()
  const chain = await readTrust(source, findings)
  if (chain === null) return []
  const { latest: trust } = chain
  const log = await readLog({ source, findings, trust, listable: true }, () => {})
  if (log === null) return []
  const lists = await readLists({ source, findings, origin: trust.origin }, log.records)
  const forwards = [...lists.forward].map(forwardPath)
  return [...lists.files.keys(), ...forwards, ...lists.paths, ...log.paths]
}
