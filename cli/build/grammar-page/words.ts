import { choice, type Diagram, literal, name, repeated, sequence, several } from './diagram.js'

/** One rule of how characters become tokens. */
export interface WordText {
  /** The anchor; that of a token is the token's name in lower case. */
  readonly anchor: string
  readonly title: string
  /** Code stands between backquotes. */
  readonly text: readonly string[]
  readonly diagram?: Diagram
  /** Texts without a mistake. The page shows how the lexer reads them. */
  readonly examples: readonly string[]
}

const WORD_CHARACTER = name('any but blanks and # " \' = { } [ ] ( )')
const END_OF_LINE = name('end of the line')

/** What the lexer does (language spec 2). It is written by hand, and so are these diagrams. */
export const WORDS: readonly WordText[] = [
  {
    anchor: 'blank',
    title: 'White space',
    text: [
      'Space, tab, carriage return and line feed separate tokens and mean nothing else: no line end ' +
        'ends a statement, and there is no `;`. A byte order mark at the start of the file is skipped.',
      'Blanks that nobody sees, such as the non-breaking space, are no white space but a mistake, ' +
        'which is reported where they stand.',
    ],
    diagram: choice(name('space'), name('tab'), name('carriage return'), name('line feed')),
    examples: ['a\n=\n1  b = 2'],
  },
  {
    anchor: 'comment',
    title: 'Comments',
    text: [
      'A `#` begins a comment to the end of the line, anywhere but in a string, also glued to a word. ' +
        '`/*` begins one only where a token can begin, and the first `*/` ends it: they do not nest.',
      '`//` is no comment, because values such as `digest:///etc/passwd` hold it.',
    ],
    diagram: choice(
      sequence(literal('#'), repeated(name('any character')), END_OF_LINE),
      sequence(literal('/*'), repeated(name('any character')), literal('*/')),
    ),
    examples: [
      'a = 1# one\nb = "#2" # two',
      '/* once */ uri = digest:///etc/passwd',
      'path = /var/spool/* b = 2',
    ],
  },
  {
    anchor: 'word',
    title: 'word',
    text: [
      'Names, keys, and values without quotes. Names compare without case. The documents ask for ' +
        'quotes around a value that holds one of `# / " \' = { } [ ] ( )` or a blank; a `/` is read all ' +
        'the same, as the product does, and lint advises to quote it.',
      'Where a named scope has its instance, a word that begins with `/` is a path or a regular ' +
        'expression: parentheses, brackets, `=` and `\'` belong to it, and it ends at a blank, `#`, `"` ' +
        'or a brace. One with a brace in it has to be quoted.',
    ],
    diagram: choice(
      several(WORD_CHARACTER),
      sequence(literal('/'), repeated(name('any but blanks and # " { }'))),
    ),
    examples: [
      'NAS-IP-Address = 10.0.0.1',
      'Relay_Hosts = ( 127.0.0.0/8 fd01:345::1 *.example.com )',
      'Domain /google\\.(com|es)$/{ }',
    ],
  },
  {
    anchor: 'string',
    title: 'string',
    text: [
      'Text between double quotes, over several lines if need be: line ends and indentation belong to ' +
        'the value. `\\"` stands for a quote and `\\\\` for a backslash; every other backslash stays as ' +
        'it is, so regular expressions need no doubling.',
      'Neither single nor typographic quotes delimit a string.',
    ],
    diagram: sequence(
      literal('"'),
      repeated(choice(name('any but " and \\'), sequence(literal('\\'), name('any character')))),
      literal('"'),
    ),
    examples: [
      'Bounce_Pattern = "^bounces-\\d+@"',
      'banner = "say \\"hello\\""',
      'query = "SELECT password\n  FROM users # no comment"',
    ],
  },
  {
    anchor: 'include',
    title: 'include',
    text: [
      'The words `include` and `readonly_include`, in any case, are keywords where a statement can ' +
        'begin. Elsewhere they are ordinary words.',
    ],
    diagram: choice(literal('include'), literal('readonly_include')),
    examples: ['Include "a.conf"\nREADONLY_INCLUDE "b.conf"', 'mode = include'],
  },
  {
    anchor: 'marks',
    title: 'Marks',
    text: [
      'Each of `= { } ( ) [ ]` is a token of its own, with or without blanks around it.',
      'Inside an array or a dictionary a comma at the end of a word or by itself separates; within a ' +
        'word it belongs to the word.',
    ],
    examples: ['Role "root"{ allow=(".*") }', 'a = ( "x", y, 300,6 )'],
  },
]

/** What is not in the diagrams. */
export const LIMITS =
  'Stanzas, arrays and dictionaries may be nested 256 deep; nobody means more. Which names and values ' +
  'may stand where is not decided here but by the schemas.'
