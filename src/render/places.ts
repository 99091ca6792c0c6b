// Where the values of a template stand: its fixed parts are read as a browser would read them, once
// per template. A place where escaping cannot make any value safe is a fault of the template.

/** `tag` takes whole attributes, `address` a URL, the others text. */
export type Place = 'text' | 'attribute' | 'address' | 'tag'

/**
 * One place for each gap between `parts`. Throws TypeError when a value stands in a script, a style,
 * a comment, an event handler, a name, or outside double quotes, or when a tag is left open.
 */
export function placesOf(parts: readonly string[]): readonly Place[] {
  const scanner = new Scanner()
  const places: Place[] = []
  for (const [i, part] of parts.entries()) {
    for (const letter of part) scanner.read(letter)
    if (i < parts.length - 1) places.push(scanner.meetValue())
  }
  scanner.end()
  return places
}

/** Attributes whose text is a program, a style or a document. */
export function isHandler(name: string): boolean {
  return name.startsWith('on') || name === 'style' || name === 'srcdoc'
}

/** Attributes whose text is a URL. */
export function isAddress(name: string): boolean {
  return addresses.has(name)
}

const addresses = new Set(
  'href src action formaction poster cite data background ping xlink:href url xml:base'.split(' '),
)
const rawElements = new Set(
  'script style xmp iframe noembed noframes noscript plaintext'.split(' '),
)

type State = 'text' | 'open' | 'name' | 'tag' | 'attribute' | 'equals' | 'value' | 'raw' | 'hidden'

class Scanner {
  #state: State = 'text'
  #element = ''
  #attribute = ''
  /** What was read of the attribute's value, and whether one of ours stands in it. */
  #value = ''
  #filled = false
  /** What was read of a raw element, a comment or a declaration. */
  #tail = ''

  read(letter: string): void {
    this.#state = this.#next(letter)
  }

  meetValue(): Place {
    if (this.#state === 'text') return 'text'
    if (this.#state === 'tag' || (this.#state === 'name' && !this.#element.startsWith('/'))) {
      this.#state = 'tag'
      return 'tag'
    }
    if (this.#state !== 'value') throw fault(`a value stands in ${this.#describe()}`)
    const name = this.#attribute
    if (isHandler(name)) throw fault(`a value stands in the attribute "${name}"`)
    return isAddress(name) ? this.#meetAddress(name) : 'attribute'
  }

  end(): void {
    if (this.#state !== 'text') throw fault(`it ends in ${this.#describe()}`)
  }

  /** A value that begins an address is checked; behind a fixed beginning it cannot set the scheme. */
  #meetAddress(name: string): Place {
    if (this.#filled) throw fault(`two values stand in the address "${name}"`)
    this.#filled = true
    if (this.#value === '') return 'address'
    if (/^(?:https?:\/\/|mailto:|[^:]*[/?#])/.test(this.#value)) return 'attribute'
    throw fault(`a value may change the scheme of the address "${name}"`)
  }

  #next(letter: string): State {
    switch (this.#state) {
      case 'text':
        return letter === '<' ? 'open' : 'text'
      case 'open':
        this.#tail = ''
        this.#element = letter.toLowerCase()
        return letter === '!' || letter === '?' ? 'hidden' : 'name'
      case 'name':
        if (letter === '>') return this.#afterTag()
        if (/[\s/]/.test(letter)) return 'tag'
        this.#element += letter.toLowerCase()
        return 'name'
      case 'tag':
      case 'attribute':
        return this.#inTag(letter)
      case 'equals':
        if (letter !== '"') throw fault(`"${this.#attribute}" has to stand in double quotes`)
        this.#value = ''
        this.#filled = false
        return 'value'
      case 'value':
        if (letter === '"') return 'tag'
        this.#value += letter
        return 'value'
      default:
        return this.#inHidden(letter)
    }
  }

  #inTag(letter: string): State {
    if (letter === '>') return this.#afterTag()
    if (/[\s/]/.test(letter)) return 'tag'
    if (this.#state === 'attribute' && letter === '=') return 'equals'
    this.#attribute = (this.#state === 'tag' ? '' : this.#attribute) + letter.toLowerCase()
    return 'attribute'
  }

  #inHidden(letter: string): State {
    this.#tail += letter.toLowerCase()
    if (this.#state === 'raw') return this.#tail.endsWith(`</${this.#element}>`) ? 'text' : 'raw'
    const comment = this.#tail.startsWith('--')
    const over = comment ? this.#tail.length > 4 && this.#tail.endsWith('-->') : letter === '>'
    return over ? 'text' : 'hidden'
  }

  #afterTag(): State {
    this.#tail = ''
    return rawElements.has(this.#element) ? 'raw' : 'text'
  }

  #describe(): string {
    return this.#state === 'raw' ? `the element "${this.#element}"` : `"${this.#state}"`
  }
}

function fault(what: string): TypeError {
  return new TypeError(`Cannot use template: ${what}`)
}
