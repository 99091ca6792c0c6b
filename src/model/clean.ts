// Text from outside without the characters that no reader sees and no feed may carry: controls,
// halves of surrogate pairs, direction overrides (they make text read as what it is not).

const unwanted = new RegExp(
  [
    '[\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u009f]',
    // Embeddings and overrides; isolates stay, they end with their paragraph.
    '[\\u202a-\\u202e]',
    // Byte order mark, interlinear annotation, object replacement, noncharacters.
    '[\\ufeff\\ufff9-\\ufffc\\ufdd0-\\ufdef\\ufffe\\uffff]',
    // The edition's mark in rendered pages: never from outside.
    '\\uf8ff',
  ].join('|'),
  'g',
)

/**
 * The text without them; tabs and line ends stay (Unicode's own as \n), page ends become spaces. The
 * same string when there is nothing to drop.
 */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\v\f]/g, ' ')
    .replace(/[\u2028\u2029]/g, '\n')
    .replace(unwanted, '')
}
