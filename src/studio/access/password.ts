// Long passwords, for browsers without passkeys or without script. Kept as Argon2id (RFC 9106) with
// their parameters; at most two are worked on at once, each takes 19 MiB.
import { argon2, timingSafeEqual } from 'node:crypto'
import { commonWords } from './common-words.ts'

export const passwordLengthMin = 15
const passwordLengthMax = 256
const current = { memory: 19_456, passes: 2, parallelism: 1 }
const atOnceMax = 2

/** "$argon2id$v=19$m=19456,t=2,p=1$salt$hash". */
export async function hashPassword(
  password: string,
  random: (length: number) => Uint8Array,
): Promise<string> {
  const salt = Buffer.from(random(16))
  const hash = await derive(password, { salt, ...current })
  const { memory, passes, parallelism } = current
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(hash)}`
}

/**
 * Whether `password` is the one that was kept. Without a kept one the same work is done for nothing,
 * so that the time taken does not tell whether there is an account.
 */
export async function checkPassword(password: string, kept: string | null): Promise<boolean> {
  const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/
  const [, memory, passes, parallelism, salt = '', hash = ''] = form.exec(kept ?? nobody) ?? []
  const wanted = Buffer.from(hash, 'base64')
  const found = await derive(password, {
    salt: Buffer.from(salt, 'base64'),
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return kept !== null && found.length === wanted.length && timingSafeEqual(found, wanted)
}

/** Why `password` cannot be used: too short, too long, or known to everybody who tries; or null. */
export function faultOfPassword(
  password: string,
  name: string,
): 'short' | 'long' | 'common' | null {
  const letters = [...password.normalize('NFKC')]
  if (letters.length < passwordLengthMin) return 'short'
  if (letters.length > passwordLengthMax) return 'long'
  return isGuessable(letters.join('').toLowerCase(), name.toLowerCase()) ? 'common' : null
}

/** Nothing but the first words every list tries, rows of keys, runs and repeats, or the name itself. */
function isGuessable(password: string, name: string): boolean {
  if (new Set(password).size < 5) return true
  const plain = password
    .replace(/^[\d\P{L}]+|[\d\P{L}]+$/gu, '')
    .replace(/[@4]/g, 'a')
    .replace(/0/g, 'o')
    .replace(/[1!]/g, 'i')
    .replace(/3/g, 'e')
    .replace(/[$5]/g, 's')
  const words = [...commonWords, ...(name.length > 2 ? [name] : [])].sort(
    (a, b) => b.length - a.length,
  )
  return [password, plain].some((text) => {
    let rest = text
    for (const word of words) rest = rest.replaceAll(word, ' ')
    rest = rest.replace(/[\s\p{P}\p{S}\d]+/gu, '')
    return rest.length < 4
  })
}

const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

type Parameters = typeof current & { readonly salt: Uint8Array }

let atWork = 0
const waiting: (() => void)[] = []

async function derive(
  password: string,
  { salt, memory, passes, parallelism }: Parameters,
): Promise<Buffer> {
  if (atWork >= atOnceMax) await new Promise<void>((resolve) => waiting.push(resolve))
  atWork += 1
  try {
    return await new Promise((resolve, reject) => {
      const message = password.normalize('NFKC')
      const given = { message, nonce: salt, parallelism, tagLength: 32, memory, passes }
      argon2('argon2id', given, (error, hash) => (error ? reject(error) : resolve(hash)))
    })
  } finally {
    atWork -= 1
    waiting.shift()?.()
  }
}

/** Standard alphabet without padding, as in the PHC string format. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '')
}
