import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseEnvironment } from '../../../grammar/index.js'

const test = suite('the environment file')

type Inherited = Record<string, string>

/** The variables that a text leaves, as `[value, exported]`. */
function variables(
  text: string,
  inherited: Inherited = {},
): Record<string, [string | undefined, boolean]> {
  const { root } = parseEnvironment(text)
  const evaluated = root.evaluate((name) =>
    Object.hasOwn(inherited, name) ? inherited[name] : undefined,
  )
  return Object.fromEntries(
    [...evaluated.values()].map(({ name, value, exported }) => [name, [value, exported]]),
  )
}

/** The value that a text of assignments to A gives it. */
function valueOfA(text: string, inherited?: Inherited): string | undefined {
  assert.equal(parseEnvironment(text).diagnostics, [], text)
  return variables(text, inherited).A?.[0]
}

const VALUES: readonly (readonly [text: string, value: string])[] = [
  ['A=word', 'word'],
  ['A=', ''],
  ['A=   # comment', ''],
  ['A=a#b', 'a#b'],
  ['A=/opt/x:/y,{NODENAME}*?[z]', '/opt/x:/y,{NODENAME}*?[z]'],
  ['A=\'one $B \\\\ "two"\'', 'one $B \\\\ "two"'],
  ['A="a \\"b\\" \\$c \\\\ \\d \'e\' # f"', 'a "b" $c \\ \\d \'e\' # f'],
  ['A=\\"\\ \\$B\\\\', '" $B\\'],
  ['A=a\'b\'"c"d', 'abcd'],
  ['A="two\nlines"', 'two\nlines'],
  ['A=joined\\\nhere', 'joinedhere'],
  ['A="joined\\\n here"', 'joined here'],
  ['A=$', '$'],
  ['A=a$/b', 'a$/b'],
  ['A="$"', '$'],
  ['B=1; A=$B', '1'],
  ['B=1; A=x\x24{B}y$B', 'x1y1'],
  ['B=1 A=$B', '1'],
  ['A=1; A=$A$A', '11'],
  ["B='a  b'; A=$B", 'a  b'],
  ['A=$UNSET', ''],
  ['B=1; A=$B\\\n:2', '1:2'],
  ['A=a~b:c', 'a~b:c'],
  ['export A=1', '1'],
  ['export B=1 A=$B', '1'],
]

for (const [text, value] of VALUES) {
  test(`value of ${JSON.stringify(text)}`, () => assert.is(valueOfA(text), value))
}

test('variables of the process are expanded, and those of earlier lines before them', () => {
  assert.is(valueOfA('A=$B:/x', { B: '/y' }), '/y:/x')
  assert.is(valueOfA('B=1\nA=$B', { B: '2' }), '1')
  assert.is(valueOfA('A=$A:/x', { A: '/y' }), '/y:/x')
})

test('names that objects have are ordinary names', () => {
  assert.equal(variables('valueOf=1\nA=$toString$__proto__$valueOf'), {
    valueOf: ['1', false],
    A: ['1', false],
  })
})

test('export before, with and behind an assignment', () => {
  const text = 'A=1\nexport A\nexport B=2 C D=4\nexport E; E=5\nF=6\nexport NONE'
  assert.equal(parseEnvironment(text).diagnostics, [])
  assert.equal(variables(text), {
    A: ['1', true],
    B: ['2', true],
    C: [undefined, true],
    D: ['4', true],
    E: ['5', true],
    F: ['6', false],
    NONE: [undefined, true],
  })
})

test('what is inherited is exported already', () => {
  assert.equal(variables('A=1\nexport B', { A: '0', B: '2' }), { A: ['1', true], B: ['2', true] })
})

test('a value that is not known makes what is made of it unknown, until it is set again', () => {
  const text = 'A=1\nA=$(id)\nB=x$A\nC=$B\nA=2\nD=$A'
  assert.equal(variables(text, { A: '0' }), {
    A: ['2', true],
    B: [undefined, false],
    C: [undefined, false],
    D: ['2', false],
  })
})

test('a value that grows without end is not made', () => {
  const text = `A=0123456789\n${'A=$A$A\n'.repeat(60)}B=$A\n`
  assert.equal(variables(text), { A: [undefined, false], B: [undefined, false] })
})

test('the token of a value stands for the word as it was written', () => {
  const { root } = parseEnvironment(`export A="x y"'z' B\nC=\n`)
  assert.equal(
    root.variables.map((it) => [it.name, it.valueToken?.text, it.assigns, it.behindExport]),
    [
      ['A', `"x y"'z'`, true, true],
      ['B', undefined, false, true],
      ['C', undefined, true, false],
    ],
  )
})

test('nothing is ever run: what would run something is a finding, at its place', () => {
  const places: [string, number][] = [
    ['A=$(rm -rf /tmp/x)', 2],
    ['A=`rm x`', 2],
    ['A="a $(rm x)"', 5],
    ['A=a"`rm x`"', 4],
    ['A=$(rm "$(rm y)" \')\')', 2],
    ['A=$((`rm x`))', 2],
    ['export A=$(rm x)', 9],
    ['A=\\\n~', 4],
    ['A=a:\\\n~', 6],
    ['A=$\\\nB', 2],
    ['A=$A\\\nB', 2],
    ['A=\x24{B:-$(rm x)}', 2],
    ['rm x', 0],
    ['. ./rm', 0],
    ['A=1 rm x', 0],
    ['A=1 && rm x', 0],
    ['(rm x)', 0],
    ['A=<(rm x)', 0],
    ['if rm x; then rm y; fi', 0],
    ['rm() {\n  rm x\n}', 0],
    ['eval A=1', 0],
  ]
  for (const [text, start] of places) {
    const { diagnostics } = parseEnvironment(text)
    assert.is(diagnostics.length, 1, text)
    assert.is(diagnostics[0]?.code, 'syntax/not-evaluated', text)
    assert.is(diagnostics[0]?.severity, 'warning', text)
    assert.is(diagnostics[0]?.start, start, text)
    assert.is(variables(text).A?.[0], undefined, text)
  }
})

test('values are in no message: one of them may be a password', () => {
  const secret = 'hunter2'
  const lines = [
    `PASSWORD ${secret}`,
    `PASSWORD= ${secret}`,
    `PASSWORD = ${secret}`,
    `PASSWORD+=${secret}`,
    `PASSWORD:${secret}`,
    `PASSWORD=(${secret})`,
    `PASSWORD=a ${secret}`,
    `PASSWORD=$(echo ${secret})`,
    `PASSWORD="${secret}`,
    `export PASSWORD ${secret}!`,
    `-${secret}`,
    `"${secret}"`,
    `$${secret}`,
    `<${secret}`,
  ]
  for (const line of lines) {
    const { diagnostics } = parseEnvironment(`${line}\n`)
    assert.is(diagnostics.length, 1, line)
    assert.not.match(`${diagnostics[0]?.summary} ${diagnostics[0]?.detail}`, secret)
  }
})

test('one broken line gives one finding, and the good ones around it are read', () => {
  const broken = [
    ...['A = 1', 'if x', 'export', 'export -p', '"', "'", '$(', '`', '(', '{', '}', 'cat <<EOF'],
    ...[
      'f() {',
      '&&',
      ';',
      'A="x',
      "A='x",
      'A=$(',
      'A=`',
      'A=${',
      'A=${B',
      'case x in',
      'A=(',
      'while',
    ],
  ]
  for (const line of broken) {
    const { diagnostics } = parseEnvironment(`FIRST=1\n${line}\nLAST=2\n`)
    assert.is(diagnostics.length, 1, `${line}: ${JSON.stringify(diagnostics)}`)
    const { FIRST, LAST } = variables(`FIRST=1\n${line}\nLAST=2\n`)
    assert.equal(
      [FIRST, LAST],
      [
        ['1', false],
        ['2', false],
      ],
      line,
    )
  }
})

/** What a real shell makes of a text: the variables that it sets. */
function shell(text: string, names: readonly string[], inherited: Inherited): string[] {
  const script = `${text}\nprintf '%s\\0' ${names.map((name) => `"$${name}"`).join(' ')}`
  const { stdout, status } = spawnSync('/bin/sh', ['-c', script], { env: inherited })
  assert.is(status, 0, text)
  return stdout.toString('utf8').split('\0').slice(0, -1)
}

test('a real shell gives the same values, where everything is evaluated', () => {
  const piece = fc.constantFrom(
    ...['a', 'é', '$A', '$B', '$IN', '\\$', '\\\\', '\\"', '\\d', "'", '"', ' ', '\\\n', '#', '~'],
    ...['\x24{A}', '\x24{IN}', '$', ':', '=', '*', '/', "'q $A'", '"q $A"', ';', '\n'],
  )
  const assignment = fc.tuple(
    fc.constantFrom('A=', 'B=', 'C=', 'export A=', 'export B', ''),
    fc.array(piece, { maxLength: 5 }),
    fc.constantFrom('\n', ';', ' # c\n'),
  )
  let compared = 0
  fc.assert(
    fc.property(fc.array(assignment, { minLength: 1, maxLength: 4 }), (lines) => {
      const text = lines.map(([name, pieces, end]) => name + pieces.join('') + end).join('')
      if (parseEnvironment(text).diagnostics.length > 0) return
      const inherited = { IN: 'in x', HOME: '/home' }
      const ours = variables(text, inherited)
      const names = ['A', 'B', 'C']
      const values = names.map((name) => ours[name]?.[0] ?? '')
      assert.equal(shell(text, names, inherited), values, JSON.stringify(text))
      compared++
    }),
    { numRuns: 600 },
  )
  assert.ok(compared > 100, `${compared} texts were compared`)
})

test.run()
