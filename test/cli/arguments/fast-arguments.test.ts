import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Command } from '../../../cli/arguments/command.js'
import { fastArguments } from '../../../cli/arguments/fast-arguments.js'
import { runWithYargs } from '../../../cli/arguments/yargs.js'
import { commandNames, loadCommand } from '../../../cli/commands.js'
import { depth } from '../../tools/depth.js'

const test = suite('the short way to read a command line')

const commands = await Promise.all(commandNames.map(loadCommand))

function named(name: string): Command {
  const found = commands.find((command) => command.name === name)
  if (!found) throw new Error(`no command ${name}`)
  return found
}

test('flags by both names, with and without "="', () => {
  const words = ['logs', '-c', 'a.conf', 'file_mode', '--raw', '--no-color', '--format=json']
  const given = fastArguments(named('get'), words)
  assert.equal(given?.words, ['logs', 'file_mode'])
  assert.equal(
    [given?.config, given?.raw, given?.color, given?.format],
    ['a.conf', true, false, 'json'],
  )
})

test('values that look like numbers or flags stay text', () => {
  assert.equal(fastArguments(named('set'), ['x', '0600'])?.words, ['x', '0600'])
  assert.equal(fastArguments(named('set'), ['x', '-1'])?.words, ['x', '-1'])
  assert.equal(fastArguments(named('set'), ['x', ''])?.words, ['x', ''])
  assert.equal(fastArguments(named('lint'), ['-'])?.words, ['-'])
  assert.equal(fastArguments(named('set'), ['x', '--', '-y', '--yes'])?.words, ['x', '-y', '--yes'])
})

test('what must be explained is left to yargs', () => {
  const lines = [['--help'], ['--bogus'], ['--format', 'xml'], ['-c'], ['-c', '-x'], ['--raw=no']]
  for (const words of lines) assert.is(fastArguments(named('get'), words), undefined)
  assert.is(fastArguments(named('overlay show'), ['a']), undefined)
})

test('flags again and again, and flags that are on until they are refused', async () => {
  const words = ['--rule', 'a/b=off', 'x.conf', '--rule=c/*=info', '--no-includes']
  const both = [fastArguments(named('lint'), words), await readByYargs(named('lint'), words)]
  for (const given of both) {
    assert.equal(
      [given?.rule, given?.schema, given?.includes, given?.words],
      [['a/b=off', 'c/*=info'], [], false, ['x.conf']],
    )
  }
  assert.is(fastArguments(named('lint'), [])?.includes, true)
  assert.is(fastArguments(named('lint'), ['--no-fix']), undefined)
})

/** What a command gets from yargs; undefined when yargs refuses the line. */
async function readByYargs(command: Command, words: readonly string[]) {
  let got: Record<string, unknown> | undefined
  const listening: Command = {
    ...command,
    run: (given) => {
      got = given
    },
  }
  await runWithYargs([listening], [...command.name.split(' '), ...words]).catch(() => undefined)
  return got
}

test('both ways read a line alike (property)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...commandNames).chain((name) => {
        const command = named(name)
        const flags = ['color', ...Object.keys(command.flags)].map((name) =>
          name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
        )
        // Not `--` and `-`: yargs takes neither for the words that a command must have.
        const values = ['json', 'a.conf', '', '0600', '-1', 'a b', 'true', 'x=y', '1e3']
        const word = fc.oneof(
          fc.constantFrom(...values),
          fc.constantFrom(...flags).map((flag) => `--${flag}`),
          fc.constantFrom(...flags).map((flag) => `--no-${flag}`),
          fc
            .tuple(fc.constantFrom(...flags), fc.constantFrom(...values))
            .map(([flag, value]) => `--${flag}=${value}`),
          fc.constantFrom('-c', '-ca', '-c=a', '-x'),
        )
        return fc.tuple(fc.constant(name), fc.array(word, { maxLength: 6 }))
      }),
      async ([name, words]) => {
        const command = named(name)
        const fast = fastArguments(command, words)
        if (fast === undefined) return
        const slow = await readByYargs(command, words)
        assert.ok(slow, `yargs refuses ${JSON.stringify(words)}`)
        const flags = ['words', 'color', ...Object.keys(command.flags)]
        const picked = (from: Record<string, unknown>) => flags.map((name) => from[name])
        assert.equal(picked(fast), picked(slow))
      },
    ),
    { numRuns: depth(500, 1500) },
  )
})

test.run()
