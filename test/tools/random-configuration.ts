import fc from 'fast-check'

/** The name of an option. */
export const optionName = fc.constantFrom('Alpha', 'beta', 'GAMMA_2', 'd-e', 'Epsilon_option')
/** A value as configuration text. */
export const optionValue = fc.constantFrom(
  '1',
  '/var/log',
  '0640',
  '"a b"',
  '( "x" y )',
  '(\n  x\n  y # z\n)',
  '[ k = "v" ]',
  'on',
)
const instance = fc.constantFrom(undefined, 'one', 'Two')
const comment = fc.constantFrom(
  '',
  '',
  ' # note',
  ' /* c */',
  ' /* over\n lines */',
  ' # caf\udce9',
)

interface Node {
  readonly lines: readonly string[]
  /** May stand on one line with others. */
  readonly short: boolean
}

const option: fc.Arbitrary<Node> = fc
  .tuple(optionName, fc.constantFrom('=', ' = ', '   = ', '\t=\t'), optionValue, comment)
  .map(([word, equals, text, behind]) => ({
    lines: `${word}${equals}${text}${behind}`.split('\n'),
    short: !text.includes('\n') && behind === '',
  }))

const filler: fc.Arbitrary<Node> = fc
  .constantFrom('', '# alone', '/* alone\n   long */')
  .map((text) => ({ lines: text.split('\n'), short: false }))

const statement: fc.Memo<Node> = fc.memo((depth) =>
  depth <= 1 ? fc.oneof(option, filler) : fc.oneof(option, option, filler, scope(depth)),
)

const scope = fc.memo((depth) =>
  fc
    .tuple(
      fc.constantFrom('S', 'Tee', 'logs'),
      instance,
      fc.array(statement(depth - 1), { maxLength: 4 }),
      fc.constantFrom('  ', '\t', '    '),
      fc.boolean(),
    )
    .map(([word, inst, body, indent, onOneLine]): Node => {
      const head = inst === undefined ? word : `${word} "${inst}"`
      if (onOneLine && body.every(({ short }) => short)) {
        const inside = body.flatMap(({ lines }) => lines).join('  ')
        return { lines: [`${head} { ${inside} }`], short: true }
      }
      const inside = body.flatMap(({ lines }) => lines.map((line) => indent + line))
      return { lines: [`${head} {`, ...inside, '}'], short: false }
    }),
)

/** A configuration without errors of syntax, in all sorts of styles. */
export const configurationText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(statement(3), { maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.constantFrom('', '', '\ufeff'),
  )
  .map(([nodes, newline, closed, mark]) => {
    const lines = nodes.flatMap(({ lines }) => lines)
    return mark + lines.join(newline) + (closed && lines.length > 0 ? newline : '')
  })
