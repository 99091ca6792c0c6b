// Copies on this device of what the server may not have yet, encrypted with a key that the server
// holds and can drop: then they are noise. The key lives in this page only and cannot be taken out.
import type { Device } from './saving.ts'

interface Copy {
  readonly window: string
  /** "7k2m1xq8 ug": which version the text belongs to. */
  readonly version: string
  /** Whose key it is locked with. */
  readonly session: string
  readonly seq: number
  readonly base: number
  readonly iv: Uint8Array<ArrayBuffer>
  readonly locked: ArrayBuffer
}

/** Keys as the server hands them out: this session's, and those of earlier ones of the account. */
export interface DeviceKeys {
  readonly own: string
  readonly keys: readonly { readonly session: string; readonly secret: string }[]
}

export interface OpenCopy {
  readonly window: string
  readonly seq: number
  readonly base: number
  readonly text: string
}

/** The device's shelf of copies; null where the browser keeps nothing (private windows). */
export async function openShelf(keys: DeviceKeys): Promise<Shelf | null> {
  if (globalThis.indexedDB === undefined || crypto.subtle === undefined) return null
  const locks = new Map<string, CryptoKey>()
  for (const { session, secret } of keys.keys) locks.set(session, await importKey(secret))
  const database = await openDatabase()
  return database === null ? null : new Shelf(database, locks, keys.own)
}

export class Shelf {
  readonly #database: IDBDatabase
  readonly #locks: ReadonlyMap<string, CryptoKey>
  readonly #own: string

  constructor(database: IDBDatabase, locks: ReadonlyMap<string, CryptoKey>, own: string) {
    this.#database = database
    this.#locks = locks
    this.#own = own
  }

  /** One window's place on the shelf. */
  deviceOf(window: string, version: string): Device {
    return {
      put: async ({ seq, base, text }) => {
        const lock = this.#locks.get(this.#own)
        if (lock === undefined) return false
        const iv = crypto.getRandomValues(new Uint8Array(12))
        const how = { name: 'AES-GCM', iv, additionalData: nameOf(window, seq) }
        const locked = await crypto.subtle.encrypt(how, lock, new TextEncoder().encode(text))
        const copy: Copy = { window, version, session: this.#own, seq, base, iv, locked }
        return this.#change((copies) => copies.put(copy))
      },
      forget: async (seq) => {
        await this.#change((copies) => {
          const asked = copies.get(window)
          asked.onsuccess = () => {
            const copy = asked.result as Copy | undefined
            if (copy !== undefined && copy.seq <= seq) copies.delete(window)
          }
        })
      },
    }
  }

  /** The copies of a version that this account can open; what it cannot open stays as it is. */
  async copiesOf(version: string): Promise<readonly OpenCopy[]> {
    const all = await new Promise<readonly Copy[]>((resolve, reject) => {
      const asked = this.#database.transaction('copies').objectStore('copies').getAll()
      asked.onsuccess = () => resolve(asked.result as Copy[])
      asked.onerror = () => reject(asked.error)
    })
    const opened: OpenCopy[] = []
    for (const copy of all.filter((one) => one.version === version)) {
      const text = await this.#open(copy)
      if (text !== null) opened.push({ window: copy.window, seq: copy.seq, base: copy.base, text })
    }
    return opened
  }

  async #open({ session, window, seq, iv, locked }: Copy): Promise<string | null> {
    const lock = this.#locks.get(session)
    if (lock === undefined) return null
    try {
      const how = { name: 'AES-GCM', iv, additionalData: nameOf(window, seq) }
      return new TextDecoder().decode(await crypto.subtle.decrypt(how, lock, locked))
    } catch (error) {
      // Another key of the same name, or a copy that was tampered with: not ours to read.
      if (error instanceof DOMException && error.name === 'OperationError') return null
      throw error
    }
  }

  /** Runs one transaction; false when the device would not keep it (full, forbidden). */
  #change(work: (copies: IDBObjectStore) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const transaction = this.#database.transaction('copies', 'readwrite', {
        durability: 'strict',
      })
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
      work(transaction.objectStore('copies'))
    })
  }
}

function openDatabase(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const asked = indexedDB.open('xewer', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('copies', { keyPath: 'window' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => resolve(null)
  })
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(secret.replace(/-/g, '+').replace(/_/g, '/')), (char) =>
    char.charCodeAt(0),
  )
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Ties a copy to its window and number: one cannot be passed off as another. */
function nameOf(window: string, seq: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${window} ${seq}`)
}
