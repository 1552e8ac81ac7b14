import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseValue } from '../../src/config/index.js'
import {
  commandLine,
  consoleValue,
  pathWords,
  splitCommandLines,
  splitWords,
} from '../../src/console/index.js'
import type { ValueView } from '../../src/syntax/index.js'

const test = suite('commands as lines')

const value = (text: string) => consoleValue(parseValue(text) as ValueView)

test('names are quoted where they must be, and only there', () => {
  const path = [{ name: 'Esmtp_Listener' }, { name: 'Listen', instance: ':587' }]
  assert.equal(pathWords(path, 'Enable'), ['Esmtp_Listener', 'Listen', ':587', 'Enable'])
  const odd = ['two words', '/tmp/2025', 'a"b', '', 'a#b', 'ü', '/\\.fr$/']
  const words = odd.flatMap((instance) => pathWords([{ name: 'Domain', instance }]).slice(1))
  assert.equal(words, ['"two words"', '"/tmp/2025"', '"a\\"b"', '""', '"a#b"', '"ü"', '"/\\.fr$/"'])
  assert.equal(
    splitWords(words.join(' ')).map((word) => word.value),
    odd,
  )
})

test('arrays and dictionaries on one line, elements as they are written', () => {
  assert.is(value('(\n  "x"  # one\n  y,\n)'), '( "x" y )')
  assert.is(value('()'), '()')
  assert.is(value('[\n  a = 1\n  "b c" = "2"\n]'), '[ a = 1 "b c" = "2" ]')
  assert.is(value('[ ]'), '[]')
  assert.is(value('( ( a ) [ k = v ] )'), '( ( a ) [ k = v ] )')
})

test('a command is its words', () => {
  const words = ['Domain', 'aol.com', 'Max_Retries', '5']
  const path = [{ name: 'Domain', instance: 'aol.com' }]
  const set = { kind: 'set', path, option: 'Max_Retries', value: '5', words } as const
  assert.is(commandLine(set), 'config set Domain aol.com Max_Retries 5')
  const unset = { kind: 'unset', path, words: words.slice(0, 2) } as const
  assert.is(commandLine(unset), 'config unset Domain aol.com')
})

test('a line is a command; a string may go over several lines', () => {
  const text = '\n# a note\nconfig set a 1\r\n  config set q "two\n  lines" \nconfig unset "\\"" \n'
  assert.equal(splitCommandLines(text), [
    { text: 'config set a 1', line: 3 },
    { text: 'config set q "two\n  lines"', line: 4 },
    { text: 'config unset "\\""', line: 6 },
  ])
  assert.equal(splitCommandLines('x "open\n# y'), [{ text: 'x "open\n# y', line: 1 }])
  assert.equal(splitCommandLines(''), [])
})

test.run()
