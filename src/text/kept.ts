// What is asked for again and again is made once. Only for values that depend on their key and on nothing
// else; a key that is an object is known by being the same one.

/** Values by key; all are forgotten when there are more than `most`: memory stays bounded. */
export class Kept<Key, Value extends object> {
  readonly #known = new Map<Key, Value>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** The value of `key`, made when it is not known. */
  of(key: Key, make: () => Value): Value {
    let value = this.#known.get(key)
    if (value === undefined) {
      value = make()
      if (this.#known.size >= this.#most) this.#known.clear()
      this.#known.set(key, value)
    }
    return value
  }
}
