import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { outline } from '../tools/tree.js'

const test = suite('forms of the language')

/** A text that is right, and what it says. The names are the rows of the language spec. */
function form(name: string, text: string, expected: unknown[]): void {
  test(name, () => {
    const document = parse(text)
    assert.equal(document.diagnostics, [])
    assert.equal(outline(document), expected)
  })
}

form('1 option', 'Name = Value', [['option', 'Name', 'Value']])
form('1 anonymous scope', 'Name { a = 1 }', [['scope', 'Name', null, [['option', 'a', '1']]]])
form('1 named scope', 'Name "x y" { }', [['scope', 'Name', 'x y', []]])
form('1 nesting', 'a { b "c" { d { e = 1 } } }', [
  ['scope', 'a', null, [['scope', 'b', 'c', [['scope', 'd', null, [['option', 'e', '1']]]]]]],
])
form('2.1 several options on a line', 'x { mta_id = 1  votes = 2 }', [
  [
    'scope',
    'x',
    null,
    [
      ['option', 'mta_id', '1'],
      ['option', 'votes', '2'],
    ],
  ],
])
form('2.1 tokens on lines of their own', 'Domain\nexample.com\n{\na\n=\nb\n}', [
  ['scope', 'Domain', 'example.com', [['option', 'a', 'b']]],
])
form('2.1 hash comments', '#a\nx = 1 #b\ny { #c "\n}#d', [
  ['option', 'x', '1'],
  ['scope', 'y', null, []],
])
form('2.1 C comments, not nested', '/* a /* b */ x /* c */ = /**/ 1 /* d\n} */', [
  ['option', 'x', '1'],
])
form('2.1 two slashes are no comment', 'u = cluster:///x', [['option', 'u', 'cluster:///x']])
form('2.1 a hash inside a string is data', 'u = "a#b"', [['option', 'u', 'a#b']])
form('2.1 a hash ends an unquoted word', 'u = a#b', [['option', 'u', 'a']])
form('2.1 slash and star inside a word', 'u = digest:///x/*', [['option', 'u', 'digest:///x/*']])
form('2.1 CRLF', 'a = 1\r\nb {\r\n}\r\n', [
  ['option', 'a', '1'],
  ['scope', 'b', null, []],
])
form('2.1 a lone CR is a blank', 'a = 1\rb = 2', [
  ['option', 'a', '1'],
  ['option', 'b', '2'],
])
form('2.1 byte order mark', '\ufeffa = 1', [['option', 'a', '1']])
form('2.1 empty file', '', [])
form('2.1 empty stanza at the end without a newline', 'Domain x {}', [['scope', 'Domain', 'x', []]])

form('B1 unquoted URI', 'uri = digest:///p/passwd', [['option', 'uri', 'digest:///p/passwd']])
form('B2 unquoted path', 'mainlog = /var/log/x.ec', [['option', 'mainlog', '/var/log/x.ec']])
form('B3 unquoted path as instance', 'Listen /tmp/2025 {}', [['scope', 'Listen', '/tmp/2025', []]])
form('B4 unquoted address as instance', 'Listen :587 {} Listen 127.0.0.1:2025 {}', [
  ['scope', 'Listen', ':587', []],
  ['scope', 'Listen', '127.0.0.1:2025', []],
])
form('B5 unquoted CIDR', 'r = ( "127.0.0.0/8" 10.0.0.0/8 0.0.0.0 )', [
  ['option', 'r', ['127.0.0.0/8', '10.0.0.0/8', '0.0.0.0']],
])
form('B6 unquoted wildcard', 'd = ( *.example.com example.com )', [
  ['option', 'd', ['*.example.com', 'example.com']],
])
form('B7 unquoted addresses', 'a = 10.0.0.1 b = host:25 c = fd01:345::1', [
  ['option', 'a', '10.0.0.1'],
  ['option', 'b', 'host:25'],
  ['option', 'c', 'fd01:345::1'],
])
form('B8 unquoted instance with dot or hyphen', 'Domain example.com {} Binding smtp-01 {}', [
  ['scope', 'Domain', 'example.com', []],
  ['scope', 'Binding', 'smtp-01', []],
])
form('B9 unquoted regular expression glued to the brace', 'Domain /google\\.(com|es)$/{ a = 1 }', [
  ['scope', 'Domain', '/google\\.(com|es)$/', [['option', 'a', '1']]],
])
form('B9 unquoted regular expression with brackets and equals', 'Domain /[a-z]=x$/ {}', [
  ['scope', 'Domain', '/[a-z]=x$/', []],
])
form('B9 behind an option on the same line', 'a = 1 Domain /x(y)/{}', [
  ['option', 'a', '1'],
  ['scope', 'Domain', '/x(y)/', []],
])
form('B10 hyphens in an option name', 'NAS-IP-Address = 1', [['option', 'NAS-IP-Address', '1']])
form('B11 dictionary keys', 'm = [ yahoo.net = 1 0.0.0.1 = 2 "0" = "250 ok" ]', [
  [
    'option',
    'm',
    {
      dictionary: [
        ['yahoo.net', '1'],
        ['0.0.0.1', '2'],
        ['0', '250 ok'],
      ],
    },
  ],
])
form('B12 dictionary without equals', 'map [ a = "b" ]', [
  ['option', 'map', { dictionary: [['a', 'b']] }],
])
form('B12 array without equals', 'DEBUG ( LOG1 )', [['option', 'DEBUG', ['LOG1']]])
form('B13 equals before a scope', 'A = { } R = "x" { } R = y { }', [
  ['scope', 'A', null, []],
  ['scope', 'R', 'x', []],
  ['scope', 'R', 'y', []],
])
form('B14 commas in arrays', 'a = ( "a", "b" , c, d )', [['option', 'a', ['a', 'b', 'c', 'd']]])
form('B14 a comma inside a word belongs to it', 'a = ( 300,6 x ) b = auto,host', [
  ['option', 'a', ['300,6', 'x']],
  ['option', 'b', 'auto,host'],
])
form('B15 no blanks', 'Role "root"{ allow=(".*") x=1}', [
  [
    'scope',
    'Role',
    'root',
    [
      ['option', 'allow', ['.*']],
      ['option', 'x', '1'],
    ],
  ],
])
form('B16 value on the next line', 'query =\n  "ldap:///"', [['option', 'query', 'ldap:///']])
form('B17 scalar for an array', 'uri = "iowrapper:"', [['option', 'uri', 'iowrapper:']])
form('B18 leading underscore', '_Unsafe_Spool = 1', [['option', '_Unsafe_Spool', '1']])
form('B19 unquoted include', 'include a.conf\nreadonly_include /x/y.d/', [
  ['include', 'a.conf'],
  ['readonly_include', '/x/y.d/'],
])
form('B22 hook dictionary', 'hook:core_final [ a = 1 ]', [
  ['option', 'hook:core_final', { dictionary: [['a', '1']] }],
])

form('2.3 string over lines', 'q = "a\n  b # c"', [['option', 'q', 'a\n  b # c']])
form('2.3 escapes', String.raw`q = "\d \" \\ \n"`, [['option', 'q', String.raw`\d " \ \n`]])
form('2.3 empty string', 'q = ""', [['option', 'q', '']])
form('2.5 empty array and dictionary', 'a = () b = [] c = ( ) d [\n]', [
  ['option', 'a', []],
  ['option', 'b', { dictionary: [] }],
  ['option', 'c', []],
  ['option', 'd', { dictionary: [] }],
])
form('2.5 nested lists', 'a = ( ( 1 2 ) [ k = ( 3 ) ] )', [
  ['option', 'a', [['1', '2'], { dictionary: [['k', ['3']]] }]],
])
form('2.5 commas in dictionaries', 'a = [ k = 1, l = "2", ]', [
  [
    'option',
    'a',
    {
      dictionary: [
        ['k', '1'],
        ['l', '2'],
      ],
    },
  ],
])
form('3 include keywords in any case', 'Include "a" INCLUDE "b" ReadOnly_Include "c"', [
  ['include', 'a'],
  ['include', 'b'],
  ['readonly_include', 'c'],
])
form('3 include in a scope', 'x { include "a" }', [['scope', 'x', null, [['include', 'a']]]])
form('3 include as a value and as an element', 'x = include y = ( include )', [
  ['option', 'x', 'include'],
  ['option', 'y', ['include']],
])
form('trap 18 one name as option and as scope', 'Pathway = "x" Pathway "x" { }', [
  ['option', 'Pathway', 'x'],
  ['scope', 'Pathway', 'x', []],
])
form('trap 19 options named like levels', 'Debug_Flags { DEBUG = () ERROR = ( ALL ) }', [
  [
    'scope',
    'Debug_Flags',
    null,
    [
      ['option', 'DEBUG', []],
      ['option', 'ERROR', ['ALL']],
    ],
  ],
])

test('256 levels are read, the 257th is refused', () => {
  const nested = (levels: number) => 'a { '.repeat(levels) + '} '.repeat(levels)
  assert.equal(parse(nested(256)).diagnostics, [])
  const refused = parse(nested(257)).diagnostics
  assert.equal(
    refused.map(({ code, start }) => [code, start]),
    [['syntax/too-deep', 256 * 4 + 2]],
  )
})

test('300 levels give one error, and what follows is read', () => {
  const document = parse(`${'a { '.repeat(300)}${'} '.repeat(300)} b = 1`)
  assert.is(document.diagnostics.length, 1)
  assert.equal(outline(document).at(-1), ['option', 'b', '1'])
})

test('comments are found in a range, and none inside strings', () => {
  const text = 'a = "#x" # one\n/* two */ b = 1\r\n# three\r\n'
  const document = parse(text)
  assert.equal(
    document.comments().map(({ text }) => text),
    ['# one', '/* two */', '# three'],
  )
  const from = text.indexOf('/*')
  assert.equal(
    document.comments({ start: from, end: from + 12 }).map(({ start, end }) => [start, end]),
    [[from, from + 9]],
  )
})

test.run()
