// The log of who did what: readable by administrators, on screen and on the command line.
import { idFromBytes } from '../../model/id.ts'
import { putAudit } from '../../store/access/sessions.ts'
import type { Studio } from '../route.ts'

/** What is written down. Each has its words: "audit" and the name. */
export type Action =
  | 'signedIn'
  | 'signInRefused'
  | 'recovered'
  | 'accountMade'
  | 'accountChanged'
  | 'accountClosed'
  | 'invited'
  | 'invitationDropped'
  | 'passkeyAdded'
  | 'passkeyDropped'
  | 'passwordSet'
  | 'codesMade'
  | 'sessionsEnded'
  | 'settingsChanged'
  | 'published'
  | 'scheduled'
  | 'approvedAlone'
  | 'withdrawn'
  | 'corrected'
  | 'movedIn'
  | 'movedBack'
  | 'articlesJoined'

/** Writes down that `account` (null: nobody known) did something to `subject`. */
export async function audit(
  { db, now, random }: Pick<Studio, 'db' | 'now' | 'random'>,
  account: string | null,
  action: Action,
  subject = '',
): Promise<void> {
  await putAudit(db, { id: idFromBytes(random(5)), at: now(), account, action, subject })
}
