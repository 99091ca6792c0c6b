// Languages: BCP 47 tags with a script where it matters (`ug` is Arabic script, `ug-Latn`, `ug-Cyrl`).
// Direction comes from our own table: the runtime answers wrongly for `ug-Latn` and `ug-Cyrl`.

declare const brand: unique symbol
/** A language tag in canonical case, made by parseLang() only. */
export type Lang = string & { readonly [brand]: 'Lang' }
export type Direction = 'ltr' | 'rtl'
