import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import {
  commandLine,
  setChange,
  splitCommandLines,
  splitWords,
} from '../../../src/console/index.js'
import {
  commandsBetween,
  type Difference,
  differences,
  isEffective,
  understoodCommands,
} from '../../../src/edit/index.js'
import { Source } from '../../../src/syntax/index.js'
import { depth } from '../../tools/depth.js'
import { loadFiles } from '../../tools/load-files.js'
import { configurationText } from '../../tools/random-configuration.js'

const test = suite('properties of differences')
const RUNS = { numRuns: depth(100, 400) }

const load = (text: string) =>
  loadFiles({ '/c/ecelerity.conf': new Source(text).bytes }, {}, {}, '/c/ecelerity.conf')

const effective = (before: Configuration, after: Configuration): Difference[] =>
  differences(before, after).filter(isEffective)

/** Configurations of the product's own options, with what makes their commands hard. */
const instance = fc.constantFrom(
  'aol.com',
  'AOL.com',
  '/\\.fr$/',
  '/\\.de$/',
  '/^(a|b)"x$/',
  'two words',
  'a#b',
  '=',
)
const value = fc.constantFrom(
  '10',
  '"10"',
  '0',
  '"4 5"',
  '""',
  '7',
  '99',
  '"back\\slash"',
  '"two\nlines"',
  '"#="',
)
const outbound = fc
  .tuple(fc.constantFrom('Gateway', 'routes', 'Ehlo_Hostname', 'Max_Retries'), value)
  .map(([name, text]) =>
    name === 'routes' ? `${name} = ( ${text} # one\n "[::1]:25", )` : `${name} = ${text}`,
  )
const boolean = fc
  .constantFrom('true', 'on', '"YES"', 'off', '0', 'disabled')
  .map((text) => `Suspend_Delivery = ${text}`)
const domain = fc
  .tuple(fc.constantFrom('Domain', 'domain'), instance, fc.array(outbound, { maxLength: 3 }))
  .map(([word, name, body]) => `${word} "${name.replaceAll('"', '\\"')}" {\n${body.join('\n')}\n}`)
const statement = fc.oneof(
  outbound,
  boolean,
  domain,
  domain,
  fc
    .tuple(
      fc.constantFrom('b1', 'B1', 'b 2'),
      fc.array(fc.oneof(outbound, domain), { maxLength: 3 }),
    )
    .map(([name, body]) => `Binding "${name}" {\n${body.join('\n')}\n}`),
  fc.constantFrom(
    'ds_core {}',
    'ds_core { }\nds_ldap {\n  Enabled = true\n}',
    'ESMTP_Listener { Listen ":25" { } }',
    'ESMTP_Listener {\n  Listen ":587" { Enable = false }\n  Peer "10.0.0.0/8" { Pathway = "x" }\n}',
    'Pathway "x" { Idle_Time = 3 }',
    'Datasource "ecdb" { uri = ( "pgsql:host=a;password=b" ) }',
    'Control_Listener { AuthDigestMD5Parameters [ uri = "digest:///x" realm = "a b" ] }',
    'Unknown_Option = 1',
    'Unknown_Scope "x" { y = 1 }',
  ),
)
const known = fc.array(statement, { maxLength: 7 }).map((lines) => `${lines.join('\n')}\n`)

test('a configuration does not differ from itself, however it is loaded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(configurationText, known), async (text) => {
      assert.equal(differences(await load(text), await load(text)), [])
    }),
    RUNS,
  )
})

test('what is added one way is removed the other way', async () => {
  await fc.assert(
    fc.asyncProperty(known, known, async (a, b) => {
      const [before, after] = [await load(a), await load(b)]
      const count = (all: readonly Difference[], wanted: Difference['change']) =>
        all.filter(({ change }) => change === wanted).length
      const [there, back] = [differences(before, after), differences(after, before)]
      for (const [one, other] of [
        ['added', 'removed'],
        ['removed', 'added'],
        ['changed', 'changed'],
        ['spelling', 'spelling'],
      ] as const) {
        assert.is(count(there, one), count(back, other))
      }
    }),
    RUNS,
  )
})

for (const [kind, texts] of [
  ['any configurations', configurationText],
  ["the product's", known],
] as const) {
  test(`the commands from one to the other leave no difference in effect: ${kind}`, async () => {
    let empty = 0
    await fc.assert(
      fc.asyncProperty(texts, texts, async (a, b) => {
        const [before, after] = [await load(a), await load(b)]
        const { commands, unsayable } = commandsBetween(before, after)
        const left = effective(before.apply(commands), after)
        // No command makes a scope that the product does not know, nor moves a module.
        for (const { kind, path } of left) {
          assert.ok(kind !== 'option', JSON.stringify(path))
          assert.ok(unsayable.some((each) => each.path.length === path.length))
        }
        if (left.length === 0) empty++
        assert.is(
          commands.length === 0 && unsayable.length === 0,
          effective(before, after).length === 0,
        )
      }),
      RUNS,
    )
    assert.ok(empty > depth(25, 100), `only ${empty} had no rest`)
  })
}

test('as lines, read by the console one after the other, they do the same', async () => {
  let lines = 0
  await fc.assert(
    fc.asyncProperty(known, known, async (a, b) => {
      const [before, after] = [await load(a), await load(b)]
      const { commands, unsayable } = understoodCommands(
        commandsBetween(before, after),
        before,
        after,
      )
      const text = commands.map((command) => `${commandLine(command)}\n`).join('')
      let now = before
      for (const line of splitCommandLines(text)) {
        lines++
        const [, verb, ...words] = splitWords(line.text)
        if (verb?.text === 'set') now = now.apply([setChange(now, words)])
        else now = now.apply(commands.filter((each) => commandLine(each) === line.text).slice(0, 1))
      }
      const unsaid = unsayable.map(({ path }) => JSON.stringify(path[0]))
      for (const { path, kind } of effective(now, after)) {
        const isUnsaid = path.length === 0 || unsaid.includes(JSON.stringify(path[0]))
        assert.ok(isUnsaid || kind === 'order', `${JSON.stringify(path)}\n${text}`)
        assert.ok(unsayable.length > 0, text)
      }
    }),
    RUNS,
  )
  assert.ok(lines > depth(125, 500), `only ${lines} lines`)
})

test.run()
