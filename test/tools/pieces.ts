/** Pieces that texts are made of, so that random ones come near to the language. */
export const PIECES: readonly string[] = [
  ...['{', '}', '(', ')', '[', ']', '=', '"', "'", ',', ';', ':', '#', '/*', '*/', '/', '\\', '.'],
  ...[' ', '\t', '\n', '\r\n', '\r', '\v', '\0', '\ufeff', '\u00a0', '\u200b', '\u2028', '»\n'],
  ...[
    'name',
    'Domain "x" {\n',
    'include ',
    'a = b\n',
    '“',
    '”',
    '<<<<<<< a\n',
    '=======\n',
    'é',
    '😀',
  ],
  ...['msys.log(', 'if [ -f x ]', 'export A=b\n', '- x\n', 'key:\n', '/x(y)/', 'a [\n', 'a = (\n'],
]
