// Any text a parser may be given, for properties: all planes, and half surrogates too. fast-check's own
// `binary` unit does nearly the same, but takes a second to set up.
import fc from 'fast-check'

const unit = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 0x2ff }) },
  { weight: 3, arbitrary: fc.integer({ min: 0x300, max: 0x6ff }) },
  { weight: 2, arbitrary: fc.integer({ min: 0x2000, max: 0x206f }) },
  { weight: 3, arbitrary: fc.integer({ min: 0x700, max: 0xffff }) },
  { weight: 1, arbitrary: fc.integer({ min: 0x10000, max: 0x10ffff }) },
)

export const anyString: fc.Arbitrary<string> = fc
  .array(unit, { maxLength: 40 })
  .map((codes) => codes.map((code) => String.fromCodePoint(code)).join(''))
