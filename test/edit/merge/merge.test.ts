import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { type MergeOptions, mergeFiles } from '../../../src/edit/merge/merge.js'
import { applyEdits } from '../../../src/syntax/index.js'

const test = suite('merging three versions of a file')

const merge = (base: string, ours: string, theirs: string, options: MergeOptions = {}) =>
  mergeFiles(
    parse(base, { name: 'base' }),
    parse(ours, { name: 'ours' }),
    parse(theirs, { name: 'theirs' }),
    options,
  )

/** @param versions base, ours, theirs and what must come of them */
function merges(name: string, ...[base, ours, theirs, expected]: [string, string, string, string]) {
  test(name, () => {
    const { text, conflicts } = merge(base, ours, theirs)
    assert.equal(
      conflicts.map(({ summary }) => summary),
      [],
    )
    assert.is(text, expected)
  })
}

merges(
  'a value of theirs comes into our spelling',
  'Max_Retries = 10\n',
  'max_retries\t=  "10"   # why\r\n',
  'Max_Retries = 12\n',
  'max_retries\t=  12   # why\r\n',
)

merges(
  'what theirs only spells differently is not taken',
  'Suspend_Delivery = true\nMax_Retries = 10\n',
  'Suspend_Delivery = true\nMax_Retries = 10\nOurs = 1\n',
  'Suspend_Delivery = enabled\nMax_Retries = "10"\n',
  'Suspend_Delivery = true\nMax_Retries = 10\nOurs = 1\n',
)

merges(
  'what ours did not change becomes theirs byte for byte',
  'Suspend_Delivery = true\nMax_Retries = 10\n',
  'Suspend_Delivery = true\nMax_Retries = 10\n',
  'Suspend_Delivery   = enabled\r\nMax_Retries = "10"',
  'Suspend_Delivery   = enabled\r\nMax_Retries = "10"',
)

merges(
  'a new option lands behind the neighbour that it has in theirs, with its comments',
  'Alpha = 1\nBeta = 2\n',
  'Beta = 2\nOurs = 3\nAlpha = 1\n',
  'Alpha = 1\n# new\n# and good\nNew = 4   # so\nBeta = 2\n',
  'Beta = 2\nOurs = 3\nAlpha = 1\n# new\n# and good\nNew = 4   # so\n',
)

merges(
  'a new option at the top lands before the one that it comes before',
  'Alpha = 1\n',
  '# about alpha\nAlpha = 1\n',
  'New = 4\nAlpha = 1\n',
  'New = 4\n# about alpha\nAlpha = 1\n',
)

merges(
  'a new stanza keeps its distance, in the line ends of ours',
  'A = 1\nB = 2\n',
  'A = 1\r\nB = 2\r\n',
  'A = 1\n\n# s\nS "x" {\n  c = ( a\n    b )\n}\n\nB = 2\n',
  'A = 1\r\n\r\n# s\r\nS "x" {\r\n  c = ( a\r\n    b )\r\n}\r\n\r\nB = 2\r\n',
)

merges(
  'a new option in a stanza takes our indentation, and on one line its place there',
  'S { a = 1 }\nT {\n  a = 1\n}\n',
  'S { a = 1 }\nT {\n\ta = 1\n}\n',
  'S { a = 1 b = 2 }\nT {\n  a = 1\n  b = 2\n}\n',
  'S { a = 1  b = 2 }\nT {\n\ta = 1\n\tb = 2\n}\n',
)

merges(
  'an option comes into an empty stanza, and into one that ours wrote into',
  'S { }\nT { }\n',
  'S { }\nT {\n    ours = 1\n}\n',
  'S {\n  a = 1\n}\nT { a = 1 }\n',
  'S { \n    a = 1\n}\nT {\n    ours = 1\n    a = 1\n}\n',
)

merges(
  'what theirs took out goes with its comments, ours stay',
  'A = 1\n\n# b\nB = 2\n\nC = 3\n# d\nD = 4\n',
  'A = 1\n\n# b\nB = 2\n\nC = 3\n# d, and ours\nD = 4\nE = 5\n',
  'A = 1\n\nC = 3\n',
  'A = 1\n\nC = 3\n# d, and ours\nE = 5\n',
)

merges(
  'every definition of what theirs took out goes',
  'A = 1\nB = 1\n',
  'A = 0\nB = 1\nA = 1\n',
  'B = 1\n',
  'B = 1\n',
)

merges(
  'a stanza of theirs that is gone goes; one that we took out stays gone',
  'Domain "a" { x = 1 }\nDomain "b" { x = 1 }\n',
  'Domain "A" { x = "1" }\n',
  'Domain "b" { x = 1 }\n',
  '',
)

merges(
  'both added the same stanza: its options are put together',
  '',
  'S {\n  a = 1\n}\n',
  'S {\n  b = 2\n  a = "1"\n}\n',
  'S {\n  b = 2\n  a = 1\n}\n',
)

merges(
  'a comment of theirs above and behind, where the statement is as it was',
  '# old\nA = 1   # old\nB = 2\n',
  '# old\nA = 1   # old\nB = 3\n',
  '# new\n# words\nA = 1 # new\n# about b\nB = 2 # b\n',
  '# new\n# words\nA = 1   # new\nB = 3\n',
)

merges(
  'a comment of theirs behind the brace of a stanza, and one that is gone',
  'S {   # old\n  a = 1\n}\nT { # gone\n  b = 1\n}\n',
  'S {   # old\n  a = 2\n}\nT { # gone\n  b = 1\n}\n',
  'S { # new\n  a = 1\n}\nT {\n  b = 1\n}\n',
  'S {   # new\n  a = 2\n}\nT {\n  b = 1\n}\n',
)

merges(
  'paragraphs of comments that stand alone come and go by what they say',
  '# Stock 4.0\n\n# gone\n\nA = 1\n',
  '# Stock 4.0\n\n# ours\n\n# gone\n\nA = 1\n',
  '# Stock 4.2\n\nA = 1\n\n# the end\n',
  '# Stock 4.2\n\n# ours\n\nA = 1\n\n# the end\n',
)

merges(
  'includes come as a set in their order, and what theirs reads last is read last',
  'include "a"\nreadonly_include "z"\n',
  'include "a"\ninclude "site"\nreadonly_include "z"\nours = 1\n',
  'include "a"\ninclude "new"\nreadonly_include "z"\nreadonly_include "zz"\n',
  'include "a"\ninclude "new"\ninclude "site"\nreadonly_include "z"\nours = 1\nreadonly_include "zz"\n',
)

merges(
  'an include that theirs moved moves; one that it made read-only becomes it',
  'include "a"\ninclude "b"\ninclude "c"\n',
  '# first\ninclude "a"\ninclude "b"\nx = 1\ninclude "c"\n',
  'include "b"\nreadonly_include "c"\ninclude "a"\n',
  'include "b"\nx = 1\nreadonly_include "c"\n# first\ninclude "a"\n',
)

merges(
  'a regular expression that theirs moved moves with what we changed in it',
  'Domain "/a/" { x = 1 }\nDomain "/b/" { x = 1 }\n',
  'Domain "/a/" {\n  x = 1\n  y = 2\n}\nDomain "/b/" { x = 1 }\n',
  'Domain "/b/" { x = 1 }\nDomain "/a/" { x = 3 }\n',
  'Domain "/b/" { x = 1 }\nDomain "/a/" {\n  x = 3\n  y = 2\n}\n',
)

merges(
  'a word does not grow into what stands behind it, and a scalar gets its equals sign',
  'a = "x"\nb [ k = v ]\nc = 1\n',
  'a = "x"#c\nb [ k = v ]\nc = 1\n',
  'a = y\nb = z\nc = 1\n',
  'a = y #c\nb = z\nc = 1\n',
)

merges(
  'a byte order mark, a file without a last line end, and bytes that are no text stay',
  '\ufeffA = 1\nB = 2',
  '\ufeffA = 1 # caf\udce9\nB = 2',
  '\ufeffA = 2\nB = 2\nC = 3',
  '\ufeffA = 2 # caf\udce9\nB = 2\nC = 3',
)

const networks = (...lines: string[]) =>
  `Relay_Hosts = (\n${lines.map((each) => `  ${each}\n`).join('')})\n`

merges(
  'a comment of theirs inside a value that ours changed does not bring the old value back',
  networks('"10.0.0.0/8"'),
  networks('"192.168.0.0/16"'),
  networks('# offices', '"10.0.0.0/8"'),
  networks('"192.168.0.0/16"'),
)

merges(
  'one that theirs took out goes, and the value of ours stays',
  'map = [\n  # old\n  k = "v"\n]\nx = 1\n',
  'map = [\n  # old\n  k = "w"\n]\nx = 1\n',
  'map = [\n  k = "v"\n]\nx = 2\n',
  'map = [\n  k = "w"\n]\nx = 2\n',
)

merges(
  'quotes, blanks and layout of theirs inside a value do not bring the old value back',
  networks('10.0.0.1', '10.0.0.2'),
  networks('10.0.0.1', '10.0.0.3'),
  'Relay_Hosts = ( "10.0.0.1",   "10.0.0.2" )\n',
  networks('10.0.0.1', '10.0.0.3'),
)

merges(
  'comments inside a value come between the elements that stand beside each other in ours too',
  networks('a', 'b', 'c # old', 'd'),
  networks('"a"', '"b",', '"c" # old', '"X"').replaceAll('\n', '\r\n'),
  networks('a # first', 'b', '# third', 'c', 'd'),
  networks('"a" # first', '"b",', '# third', '"c" # old', '"X"').replaceAll('\n', '\r\n'),
)

merges(
  'a comment that comes glues no words together, and one that goes does not either',
  'v = ( a b, c )\nd = [ k /**/= 1 l = 2 ]\nx = 1\n',
  'v = ( a b, c )\nd = [ k /**/= 1 l = 2 ]\nx = 2\n',
  'v = ( "a"/*1*/"b",/*2*/"c"/*3*/)\nd = ["k"="1"/*4*/"l"="2"]\nx = 1\n',
  'v = ( a /*1*/b, /*2*/c /*3*/)\nd = [ k= 1 /*4*/l = 2 ]\nx = 2\n',
)

merges(
  'a comment that all three have stays, though it has no place at another statement',
  '# about it\nMessage_Expiration = 16\nMax_Retries = 32\n',
  '# about it\nMessage_Expiration = 16\n# ours\nMax_Retries = 32\n',
  '# about it\nMax_Retries = 5\n',
  '# about it\n# ours\nMax_Retries = 5\n',
)

merges(
  'a comment that theirs moved comes with them where it has a place, once',
  '# about it\nA = 1\nB = 2\nC = 3\n',
  '# about it\nA = 1\nB = 2\nC = 4\n',
  '# about it\nB = 2\nC = 3\n',
  '# about it\nB = 2\nC = 4\n',
)

merges(
  'a comment behind a statement stays on its line when all three have it',
  '# above\nA = 1 # said\nB = 2\nC = 3\n',
  '# above\nA = 1 # said\nB = 2 # ours\nC = 3\n',
  'B = 2 # said\nC = 3\n',
  '# said\nB = 2 # ours\nC = 3\n',
)

merges(
  'a paragraph that theirs put right above a statement stays where ours has it',
  '# said\n\nA = 1\nB = 2\n',
  '# said\n\n# ours\nA = 1\nB = 2\n',
  '# said\nA = 1\nB = 3\n',
  '# said\n\n# ours\nA = 1\nB = 3\n',
)

merges(
  'of an include that is there twice the last one counts',
  'include "x"\ninclude "x"\na = 1\n',
  'include "x"\ninclude "x"\na = 2\n',
  'include "x"\ninclude "y"\na = 1\n',
  'include "x"\ninclude "x"\ninclude "y"\na = 2\n',
)

merges(
  'an order of includes counts over all stanzas of a scope',
  'S {\n  include "x"\n}\nS {\n  include "y"\n}\na = 1\n',
  'S {\n  include "x"\n}\nS {\n  include "y"\n}\na = 2\n',
  'S {\n  include "y"\n}\nS {\n  include "x"\n}\na = 1\n',
  'S {\n  include "y"\n  include "x"\n}\nS {\n}\na = 2\n',
)

test('comments of theirs that have no place in a value of ours are named', () => {
  const { left, taken } = merge(
    `S { ${networks('a', 'b')} }`,
    `S { ${networks('a', 'c')} }`,
    `S { ${networks('# first', 'a', '# second', 'b')} }`,
  )
  assert.equal(left, ['Relay_Hosts in S'])
  assert.equal(taken, [{ change: 'comment', what: 'Relay_Hosts in S' }])
})

test('of a file that ours did not change, spelling alone is a change', () => {
  assert.equal(merge('a = 1\n', 'a = 1\n', 'a = "1"\n').taken, [
    { change: 'spelling', what: 'The whole file' },
  ])
})

test('a comment that can stay nowhere makes a conflict', () => {
  const base = 'S {\n  # said\n  a = 1\n}\nb = 1\n'
  const ours = base.replace('b = 1', '# ours\nb = 1')
  assert.equal(said(base, ours, '# said\nb = 1\n'), [
    'S was changed by us and removed by them: theirs has it no more',
  ])
  const include = 'include "x"\na = 1\n'
  assert.equal(said(include, include.replace('\n', ' # ours\n'), 'a = 1\n'), [
    'include "x" was changed by us and removed by them: theirs has it no more',
  ])
})

test('ours stays in a conflict; the finding has both sides and two ways out', () => {
  const base = 'Domain "yahoo.com" {\n  Gateway = "a"\n}\n'
  const [ours, theirs] = [base.replace('"a"', '"b"'), base.replace('"a"', '"c"')]
  const { text, conflicts } = merge(base, ours, theirs)
  assert.is(text, ours)
  const [first, ...others] = conflicts
  const range = { start: 23, end: 36 }
  assert.equal(others, [])
  assert.equal(first, {
    code: 'overlay/merge-conflict',
    severity: 'error',
    summary: 'Gateway in Domain "yahoo.com" was changed on both sides, each in another way',
    detail: 'ours: "b", theirs: "c", base: "a"',
    file: 'ours',
    ...range,
    related: [
      { file: 'theirs', ...range, note: 'theirs' },
      { file: 'base', ...range, note: 'base' },
    ],
    fixes: [
      { title: 'Take ours', safety: 'unsafe', edits: [{ file: 'ours', edits: [] }] },
      {
        title: 'Take theirs',
        safety: 'unsafe',
        edits: [{ file: 'ours', edits: [{ start: 21, end: 37, text: '  Gateway = "c"\n' }] }],
      },
    ],
  })
  assert.is(applyEdits(ours, first?.fixes?.[1]?.edits[0]?.edits ?? []), theirs)
})

/** What a merge says of its conflicts. */
const said = (base: string, ours: string, theirs: string) =>
  merge(base, ours, theirs).conflicts.map(({ summary, detail }) =>
    detail === undefined ? summary : `${summary}: ${detail}`,
  )

test('every kind of conflict says what it is', () => {
  assert.equal(said('', 'A = 1\n', 'A = 2\n'), [
    'A was added on both sides, each in another way: ours: 1, theirs: 2, base: not set',
  ])
  assert.equal(said('A = 1\n', '', 'A = 2\n'), [
    'A was removed by us and changed by them: ours: not set, theirs: 2, base: 1',
  ])
  assert.equal(said('A = 1\n', 'A = 2\n', ''), [
    'A was changed by us and removed by them: ours: 2, theirs: not set, base: 1',
  ])
  assert.equal(said('S { a = 1 }\n', 'S { a = 2 }\n', ''), [
    'S was changed by us and removed by them: theirs has it no more',
  ])
  assert.equal(said('S { T "x" { a = 1 } }\n', 'S { }\n', 'S { T "x" { a = 2 } }\n'), [
    'T "x" in S was removed by us and changed by them: theirs has it here',
  ])
  assert.equal(said('include "a"\n', '', 'readonly_include "a"\n'), [
    'readonly_include "a" was removed by us and changed by them: theirs has it here',
  ])
  const order = (...names: string[]) => names.map((name) => `include "${name}"\n`).join('')
  assert.equal(said(order('a', 'b', 'c'), order('b', 'a', 'c'), order('a', 'c', 'b')), [
    'The order of includes in Global was changed on both sides: ours: "b", "a", "c"; theirs: "a", "c", "b"',
  ])
})

test('what theirs moved stays as long as there is a conflict in it', () => {
  const [a, b] = ['Domain "/a/" { x = 1 }\n', 'Domain "/b/" { x = 1 }\n']
  const ours = a + b.replace('1', '2')
  const { text, conflicts } = merge(a + b, ours, b.replace('1', '3') + a, { markers: true })
  assert.match(text, /^Domain "\/a\/" \{ x = 1 \}\nDomain "\/b\/" \{ \n<{7} ours\nx = 2\n/)
  assert.equal(
    conflicts.map(({ summary, fixes }) => [summary, fixes?.length]),
    [
      ['x in Domain "/b/" was changed on both sides, each in another way', 2],
      ['Domain "/b/" was moved by them, and there is a conflict in it', 0],
    ],
  )
})

test('a scope in which one side only changed the order of expressions is not removed by the other', () => {
  const domain = (name: string) => `  Domain "/${name}/" {\n  }\n`
  const inOrder = (...names: string[]) => `a = 1\nBinding "b" {\n${names.map(domain).join('')}}\n`
  const [base, changed, without] = [inOrder('x', 'y'), inOrder('y', 'x'), 'a = 1\n']
  const removed = merge(base, changed, without)
  assert.is(removed.text, changed)
  assert.equal(
    removed.conflicts.map(({ summary }) => summary),
    ['Binding "b" was changed by us and removed by them'],
  )
  assert.is(merge(base, without, changed).conflicts.length, 1)
})

test('a comment of ours is not lost with what theirs takes out or replaces', () => {
  assert.equal(said('S { a = 1 }\n', 'S { # ours\n a = 1 }\n', ''), [
    'S was changed by us and removed by them: theirs has it no more',
  ])
  assert.equal(said('a = ( 1 )\n', 'a = ( 1 # ours\n )\n', 'a = ( 2 )\n'), [
    'a was changed on both sides, each in another way: ours: ( 1 ), theirs: ( 2 ), base: ( 1 )',
  ])
})

test('a secret is masked in what is said', () => {
  const uri = (word: string) => `Datasource "d" { uri = ( "pgsql:host=x;password=${word}" ) }\n`
  const versions = [uri('first'), uri('second'), uri('third')] as const
  const [shown] = said(...versions)
  assert.match(shown ?? '', 'ours: ( "pgsql:host=x;password=****" ), theirs: ')
  assert.not.match(shown ?? '', /first|second|third/)
  const { taken } = merge(uri('first'), uri('first'), uri('third'))
  assert.is(taken[0]?.after, '( "pgsql:host=x;password=****" )')
  const [open] = merge(...versions, { maskSecrets: false }).conflicts
  assert.match(open?.detail ?? '', 'password=second')
})

test('marks stand around the statement in conflict and nothing else', () => {
  const base = '# h\nS {\n  # c\n  a = 1 # t\n  b = 1\n}\n'
  const { text, conflictsInText } = merge(
    base,
    base.replace('a = 1', 'a = 2'),
    base.replace('a = 1', 'a = 3').replace('b = 1', 'b = 2'),
    { markers: true },
  )
  assert.is(
    text,
    `# h
S {
  # c
<<<<<<< ours
  a = 2 # t
=======
  a = 3 # t
>>>>>>> theirs
  b = 2
}
`,
  )
  const [conflict] = conflictsInText
  assert.is(text.slice(conflict?.start, conflict?.end), '<<<<<<< ours')
  const ways = (conflict?.fixes ?? []).map(({ edits }) => applyEdits(text, edits[0]?.edits ?? []))
  assert.equal(ways, [
    '# h\nS {\n  # c\n  a = 2 # t\n  b = 2\n}\n',
    '# h\nS {\n  # c\n  a = 3 # t\n  b = 2\n}\n',
  ])
  const [found] = parse(text).diagnostics
  assert.is(found?.code, 'syntax/merge-conflict')
})

test('marks have lines of their own even where the statement has not', () => {
  const { text } = merge('S { a = 1 }\n', 'S { a = 2 }\n', 'S { a = 3 }\n', { markers: true })
  assert.is(text, 'S { \n<<<<<<< ours\na = 2\n=======\na = 3\n>>>>>>> theirs\n }\n')
})

test('what was taken over is told', () => {
  const { taken } = merge(
    'A = 1\nB = 2\nS { }\ninclude "a"\ninclude "b"\n',
    'A = 1\nB = 2\nS { }\ninclude "a"\ninclude "b"\n',
    '# c\nA = 2\nS { x = "y" }\ninclude "b"\ninclude "a"\n',
  )
  assert.equal(taken, [
    { change: 'moved', what: 'include "b"' },
    { change: 'changed', what: 'A', before: '1', after: '2' },
    { change: 'comment', what: 'A' },
    { change: 'added', what: 'x in S', after: '"y"' },
    { change: 'removed', what: 'B', before: '2' },
  ])
})

merges(
  'a comment that theirs has put above another statement does not stand twice',
  '# two\ninclude "a"\n',
  'include "a"\n# two\ninclude "a"\n',
  '# two\ninclude "e"\n',
  '# two\ninclude "e"\n',
)

test.run()
