// Shortcuts by the place of the key, not by what is printed on it: the same fingers work on an
// Uyghur, Russian or Turkish keyboard.

/** "Mod" is Ctrl, on Apple's machines Command. "Mod-Shift-KeyX": modifiers in this order. */
export type Chord = string

/** The chord of a key press; null while letters are being composed or AltGr makes a letter. */
export function chordOf(event: KeyboardEvent, isApple: boolean): Chord | null {
  if (event.isComposing || event.code === '' || event.getModifierState('AltGraph')) return null
  const mod = isApple ? event.metaKey : event.ctrlKey
  if ((isApple ? event.ctrlKey : event.metaKey) || !(mod || event.altKey)) return null
  return (
    (mod ? 'Mod-' : '') +
    (event.altKey ? 'Alt-' : '') +
    (event.shiftKey ? 'Shift-' : '') +
    event.code
  )
}

export function isAppleMachine(platform: string): boolean {
  return /Mac|iPhone|iPad/.test(platform)
}

/** How a chord is shown to people: "Ctrl+Shift+7". */
export function formatChord(chord: Chord, isApple: boolean): string {
  return chord
    .replace('Mod-', isApple ? '⌘' : 'Ctrl+')
    .replace('Alt-', isApple ? '⌥' : 'Alt+')
    .replace('Shift-', isApple ? '⇧' : 'Shift+')
    .replace('ArrowDown', '↓')
    .replace('ArrowUp', '↑')
    .replace(/Key|Digit/, '')
    .replace('Slash', '/')
}
