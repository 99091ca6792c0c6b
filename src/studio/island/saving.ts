// Keeping what is typed: first on the device, then on the server, in the order it was typed, over
// lines that drop, delay and repeat. No browser in here: line, device and timer are given, so that
// every misfortune can be played through. A text is numbered once; sending it again does no harm.

export interface Save {
  /** Counts from 1 within the window. */
  readonly seq: number
  /** The revision the text stands on, as far as this window knows. */
  readonly base: number
  /** The words as JSON. */
  readonly text: string
  /** True: make it a revision. */
  readonly keep: boolean
}

/** What the server says of a save that it has durably. */
export interface Saved {
  /** The latest number it has of this window. */
  readonly seq: number
  readonly base: number
  /** Somebody else has the lease: their name, for people. */
  readonly writer: string | null
  /** The text was to become a revision, but there is a newer one: somebody has to merge. */
  readonly conflict: boolean
}

export interface Line {
  /** Rejects when no answer comes; RefusedError when the server will never take it like this. */
  send(save: Save): Promise<Saved>
}

/** The server's answer was no: signed out, not allowed, text too long. Trying again is no use yet. */
export class RefusedError extends Error {
  readonly status: number
  constructor(status: number) {
    super(`Cannot save: the server answers ${status}`)
    this.status = status
  }
}

/** Where copies are kept on this device, under the window's name. */
export interface Device {
  /** Replaces an earlier copy. True: durable; false: this device cannot keep anything. */
  put(copy: {
    readonly seq: number
    readonly base: number
    readonly text: string
  }): Promise<boolean>
  /** Forgets the copy unless it is later than `seq`. */
  forget(seq: number): Promise<void>
}

/** Calls `work` in `ms`; returns how to call it off. */
export type Timer = (ms: number, work: () => void) => () => void

export interface SavingState {
  /** Everything typed is on the server. */
  readonly onServer: boolean
  /** Everything typed is on this device or on the server. */
  readonly safe: boolean
  /** The last try did not get through. */
  readonly offline: boolean
  /** Status of a refusal, null when there is none. */
  readonly refused: number | null
  readonly writer: string | null
  readonly conflict: boolean
}

export interface SavingPorts {
  readonly line: Line
  readonly device: Device
  readonly timer: Timer
  readonly onState: (state: SavingState) => void
}

/** Wait for a pause in typing, but not for ever. */
const quietMs = 1200
const quietMaxMs = 6000
const againMs = [1000, 2000, 4000, 8000, 15_000]

export class Saving {
  readonly #ports: SavingPorts
  #base: number
  #text: string
  /** Of the text typed last; 0 when nothing was typed. */
  #seq = 0
  #onServer = 0
  #onDevice = 0
  /** Up to here the device has been asked. */
  #stored = 0
  #firstUnsent = false
  #keepWanted = 0
  #kept = 0
  #tries = 0
  #sending = false
  #storing: Promise<void> | null = null
  #callOff: (() => void) | null = null
  #callOffLatest: (() => void) | null = null
  #refused: number | null = null
  #writer: string | null = null
  #conflict = false
  readonly #waiting: { readonly seq: number; readonly done: () => void; keep: boolean }[] = []

  constructor(ports: SavingPorts, opened: { readonly base: number; readonly text: string }) {
    this.#ports = ports
    this.#base = opened.base
    this.#text = opened.text
  }

  get state(): SavingState {
    return {
      onServer: this.#onServer >= this.#seq,
      safe: Math.max(this.#onServer, this.#onDevice) >= this.#seq,
      offline: this.#tries > 0,
      refused: this.#refused,
      writer: this.#writer,
      conflict: this.#conflict,
    }
  }

  /** Everything typed in this window is a revision. */
  get isKept(): boolean {
    return this.#seq === 0 || this.#kept >= this.#seq
  }

  /** The revision the text stands on. */
  get base(): number {
    return this.#base
  }

  /** The text is now this. Resolves once the device has it, or cannot keep anything. */
  async typed(text: string): Promise<void> {
    if (text !== this.#text) {
      this.#text = text
      this.#seq += 1
      this.#wait()
      this.#tell()
    }
    // One copy at a time, or an older one could come to lie over a newer one.
    for (const seq = this.#seq; this.#stored < seq; ) {
      this.#storing ??= this.#store().finally(() => {
        this.#storing = null
      })
      await this.#storing
    }
  }

  /** Sends what is unsent at once; `keep` makes it a revision. Resolves when that has happened. */
  save({ keep }: { readonly keep: boolean }): Promise<void> {
    if (this.#seq === 0 && keep) this.#seq = 1
    const seq = this.#seq
    if (keep) this.#keepWanted = seq
    if (this.#isDone(seq, keep)) return Promise.resolve()
    this.#refused = null
    const done = new Promise<void>((resolve) =>
      this.#waiting.push({ seq, keep, done: () => resolve() }),
    )
    this.#flush()
    return done
  }

  /** The line is back, or somebody has signed in again: try at once. */
  retry(): void {
    this.#refused = null
    this.#flush()
  }

  async #store(): Promise<void> {
    const copy = { seq: this.#seq, base: this.#base, text: this.#text }
    if (await this.#ports.device.put(copy)) this.#onDevice = copy.seq
    this.#stored = copy.seq
    this.#tell()
  }

  #wait(): void {
    const { timer } = this.#ports
    this.#callOff?.()
    this.#callOff = timer(quietMs, () => this.#flush())
    if (this.#firstUnsent) return
    this.#firstUnsent = true
    this.#callOffLatest = timer(quietMaxMs, () => this.#flush())
  }

  #flush(): void {
    this.#callOff?.()
    this.#callOffLatest?.()
    this.#callOff = this.#callOffLatest = null
    this.#firstUnsent = false
    if (this.#sending || this.#refused !== null) return
    const keep = this.#keepWanted > this.#kept
    if (this.#onServer >= this.#seq && !keep) return
    this.#sending = true
    void this.#send({ seq: this.#seq, base: this.#base, text: this.#text, keep })
  }

  async #send(save: Save): Promise<void> {
    try {
      this.#take(save, await this.#ports.line.send(save))
    } catch (error) {
      this.#sending = false
      if (error instanceof RefusedError) this.#refused = error.status
      else this.#tryAgain()
      this.#tell()
      return
    }
    this.#sending = false
    this.#tell()
    this.#settle()
    // What was typed while the save was under way.
    if (this.#keepWanted > this.#kept) this.#flush()
    else if (this.#onServer < this.#seq && this.#callOff === null) this.#wait()
    await this.#ports.device.forget(this.#onServer)
  }

  #take(save: Save, saved: Saved): void {
    this.#tries = 0
    this.#refused = null
    this.#base = saved.base
    this.#onServer = Math.max(this.#onServer, save.seq)
    this.#writer = saved.writer
    this.#conflict = saved.conflict
    if (save.keep) this.#kept = Math.max(this.#kept, save.seq)
  }

  #tryAgain(): void {
    const ms = againMs[Math.min(this.#tries, againMs.length - 1)] ?? 1000
    this.#tries += 1
    this.#callOff?.()
    this.#callOff = this.#ports.timer(ms, () => this.#flush())
  }

  #isDone(seq: number, keep: boolean): boolean {
    return this.#onServer >= seq && (!keep || this.#kept >= seq)
  }

  #settle(): void {
    for (const one of this.#waiting.splice(0)) {
      if (this.#isDone(one.seq, one.keep)) one.done()
      else this.#waiting.push(one)
    }
  }

  #tell(): void {
    this.#ports.onState(this.state)
  }
}
