// Passkeys (WebAuthn level 3). The challenge is derived from the browser's step and spent when it is
// checked, right or wrong; user verification is always required; attestation is never asked for.
// The package is loaded when it is first needed: it is large.
import type { Account } from '../../model/account.ts'
import {
  type Credential,
  putCredential,
  readCredential,
  readCredentials,
  useCredential,
} from '../../store/access/accounts.ts'
import { spendOnce } from '../../store/access/sessions.ts'
import type { Studio } from '../route.ts'
import { keyedHash } from './secret.ts'
import type { Step } from './sessions.ts'

const load = () => import('@simplewebauthn/server')
type Server = Awaited<ReturnType<typeof load>>
type RegistrationAnswer = Parameters<Server['verifyRegistrationResponse']>[0]['response']
type SignInAnswer = Parameters<Server['verifyAuthenticationResponse']>[0]['response']

/** What the browser needs to make a passkey, as JSON. */
export async function registrationOptions(
  studio: Studio,
  step: Step,
  account: Pick<Account, 'id' | 'name'>,
): Promise<string> {
  const { generateRegistrationOptions } = await load()
  const known = await readCredentials(studio.db, account.id)
  const options = await generateRegistrationOptions({
    rpName: 'Xewer',
    rpID: hostOf(studio),
    userName: account.name,
    userID: Uint8Array.from(Buffer.from(account.id)),
    challenge: challengeOf(studio, step, 'register'),
    attestationType: 'none',
    excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return JSON.stringify(options)
}

/** What the browser needs to use a passkey of whichever account it has, as JSON. */
export async function signInOptions(studio: Studio, step: Step): Promise<string> {
  const { generateAuthenticationOptions } = await load()
  const options = await generateAuthenticationOptions({
    rpID: hostOf(studio),
    challenge: challengeOf(studio, step, 'sign in'),
    userVerification: 'required',
  })
  return JSON.stringify(options)
}

/** Checks a new passkey; what is to be kept, or null when it proves nothing. */
export async function checkRegistration(
  studio: Studio,
  step: Step,
  answer: string,
): Promise<Pick<Credential, 'id' | 'publicKey' | 'counter' | 'transports'> | null> {
  const expected = await expectedOf(studio, step, 'register')
  const response = parseAnswer<RegistrationAnswer>(answer)
  if (expected === null || response === null) return null
  const { verifyRegistrationResponse } = await load()
  try {
    const { registrationInfo } = await verifyRegistrationResponse({ response, ...expected })
    if (registrationInfo === undefined) return null
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Keeps a checked passkey for an account. False when it is registered already. */
export async function keepPasskey(
  studio: Pick<Studio, 'db' | 'now'>,
  account: string,
  passkey: Pick<Credential, 'id' | 'publicKey' | 'counter' | 'transports' | 'label'>,
): Promise<boolean> {
  return putCredential(studio.db, { ...passkey, account, madeAt: studio.now(), usedAt: null })
}

/** The account id that a use of a passkey proves, or null. */
export async function checkSignIn(
  studio: Studio,
  step: Step,
  answer: string,
): Promise<string | null> {
  const expected = await expectedOf(studio, step, 'sign in')
  const response = parseAnswer<SignInAnswer>(answer)
  if (expected === null || response === null || typeof response.id !== 'string') return null
  const kept = await readCredential(studio.db, response.id)
  if (kept === null) return null
  const { verifyAuthenticationResponse } = await load()
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      ...expected,
      credential: {
        id: kept.id,
        publicKey: Uint8Array.from(Buffer.from(kept.publicKey, 'base64url')),
        counter: kept.counter,
      },
    })
    if (!verified) return null
    const at = studio.now()
    await useCredential(studio.db, kept.id, { counter: authenticationInfo.newCounter, at })
    return kept.account
  } catch (error) {
    // The package says with an Error what is wrong; whoever tries is not told.
    if (error instanceof Error) return null
    throw error
  }
}

/** What must be true of an answer; null when its step was used before. */
async function expectedOf(studio: Studio, step: Step, purpose: Purpose) {
  const once = { now: studio.now(), until: step.until }
  if (!(await spendOnce(studio.db, `passkey ${step.nonce}`, once))) return null
  return {
    expectedChallenge: Buffer.from(challengeOf(studio, step, purpose)).toString('base64url'),
    expectedOrigin: studio.origin,
    expectedRPID: hostOf(studio),
    requireUserVerification: true,
  }
}

type Purpose = 'register' | 'sign in'

function challengeOf(studio: Studio, step: Step, purpose: Purpose): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(keyedHash(studio.secret, `challenge ${purpose}`, step.nonce))
}

function hostOf(studio: Studio): string {
  return new URL(studio.origin).hostname
}

function parseAnswer<T>(answer: string): T | null {
  try {
    const value: unknown = JSON.parse(answer)
    return typeof value === 'object' && value !== null ? (value as T) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
