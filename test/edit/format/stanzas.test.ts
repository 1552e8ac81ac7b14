import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { becomes, formatted, stays } from './formatted.js'

const test = suite('formatting statements and stanzas')

test('two blanks a level, one statement a line, one blank between its parts', () => {
  becomes(
    `Binding_Group\t"bulk"{
      Binding "b1"   {
\t\tEHLO_Hostname="b1.example.net"
  Domain   "aol.com"
  {
Max_Retries  =  4 }
}}
include"a.conf"
`,
    `Binding_Group "bulk" {
  Binding "b1" {
    EHLO_Hostname = "b1.example.net"
    Domain "aol.com" {
      Max_Retries = 4
    }
  }
}
include "a.conf"
`,
  )
})

test('another indentation', () => {
  const text = 'a {\n  b {\n    c = (\n      "x"\n    )\n    # d\n  }\n}\n'
  assert.is(
    formatted(text, { indent: 4 }),
    'a {\n    b {\n        c = (\n            "x"\n        )\n        # d\n    }\n}\n',
  )
  assert.is(formatted(formatted(text, { indent: 8 })), text)
})

test('a stanza on one line stays on one, two blanks between its statements', () => {
  becomes(
    'node "mta1" {mta_id=1 votes=1}\nESMTP_Listener { Listen ":25" { Peer "10.0.0.0/8" { Always_Deny = true } } Listen ":587"{ } }\n',
    'node "mta1" { mta_id = 1  votes = 1 }\nESMTP_Listener { Listen ":25" { Peer "10.0.0.0/8" { Always_Deny = true } }  Listen ":587" {} }\n',
  )
})

/** A stanza on a line of so many columns. */
const wide = (columns: number) => `a { b = "${'x'.repeat(columns - 12)}" }`

test('as long as it fits into 100 columns', () => {
  stays(`${wide(100)}\n`)
  becomes(`${wide(101)}\n`, `a {\n  b = "${'x'.repeat(89)}"\n}\n`)
})

test('a comment behind it does not count for that', () => {
  stays(`${wide(100)} # note\n`)
})

test('one that began on one line and did not end there takes several', () => {
  becomes('a { b = 1\n}\n', 'a {\n  b = 1\n}\n')
})

test('an empty stanza is closed where it is opened', () => {
  becomes('a { }\nb\n{\n\n}\nc {# why\n}\n', 'a {}\nb {}\nc { # why\n}\n')
})

test('several statements on a line', () => {
  becomes(
    'A = 1 B = ( "x" ) C { D = 1 } # all of them\ninclude "e" include "f"\n',
    'A = 1\nB = ( "x" )\nC { D = 1 } # all of them\ninclude "e"\ninclude "f"\n',
  )
})

test('a value that stands on the line below its name', () => {
  becomes('a\n  =\n    1\nb =\n  (\n  "x"\n  )\n', 'a = 1\nb = (\n  "x"\n)\n')
})

test('the odd forms keep their signs', () => {
  becomes(
    'A=  {b=1}\nC="d"{e=1}\nF[ g=1 ]\nDomain /^a\\.(b|c)$/{}\n',
    'A = { b = 1 }\nC = "d" { e = 1 }\nF [ g = 1 ]\nDomain /^a\\.(b|c)$/ {}\n',
  )
})

test('a line is not broken within a string, and a string over several lines not moved', () => {
  const query = `"SELECT a  \n\t   FROM b\n   WHERE ${'c'.repeat(120)}"`
  becomes(`a {\nquery =   ${query}\nb=1 }\n`, `a {\n  query = ${query}\n  b = 1\n}\n`)
})

test('no blanks at the end of a line', () => {
  becomes('a = 1  \nb {\t \n  c = 2 \t\n} \n# d \t\n', 'a = 1\nb {\n  c = 2\n}\n# d\n')
})

test('odd blanks: form feeds, vertical tabs, single carriage returns', () => {
  becomes('\fa = 1\r b\v= 2\r\r', 'a = 1\nb = 2\n')
})

test.run()
