import { type ParseError, parse as parseJsonc } from 'jsonc-parser'
import { parse as parseToml } from 'smol-toml'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse as parseYaml } from 'yaml'
import { provider } from '../../bench/provider.js'
import { confFiles, oneText, providerOfSize } from '../../bench/texts.js'
import { parse } from '../../grammar/index.js'
import { lint } from '../../src/lint/index.js'
import type { EntryView, ItemView, ValueView } from '../../src/syntax/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('the generated configurations of the benchmark')

const parts = provider({ seed: 7, bindings: 40, domains: 3 })

/** What a JSON text says, with every scalar as text: the conf language types nothing. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said)
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, said(inside)]))
}

/** What a body of a conf file says, as its JSON has it. */
function saidByItems(items: readonly ItemView[], instance?: string): Record<string, unknown> {
  const object: Record<string, unknown> = instance === undefined ? {} : { $name: instance }
  for (const item of items) {
    if (item.type === 'option') object[item.name] = saidByValue(item.value)
    if (item.type !== 'scope') continue
    const inside = saidByItems(item.items, item.instance?.value)
    if (item.instance === undefined) object[item.name] = inside
    else object[item.name] = [...((object[item.name] as unknown[]) ?? []), inside]
  }
  return object
}

function saidByValue(value: ValueView | EntryView['value']): unknown {
  if (value?.type === 'array') return value.elements.map(saidByValue)
  if (value?.type !== 'dictionary') return value?.value
  return Object.fromEntries(value.entries.map((entry) => [entry.key, saidByValue(entry.value)]))
}

test('say the same in every language', () => {
  const expected = JSON.parse(oneText(parts, 'json'))
  // Its objects have no prototype.
  assert.equal(structuredClone(parseToml(oneText(parts, 'toml'))), expected)
  assert.equal(parseYaml(oneText(parts, 'yaml')), expected)
  const errors: ParseError[] = []
  assert.equal(parseJsonc(oneText(parts, 'jsonc'), errors), expected)
  assert.equal(errors, [])
  const document = parse(oneText(parts, 'conf'))
  assert.equal(document.diagnostics, [])
  assert.equal(saidByItems(document.root.items), said(expected))
})

test('have comments in every language that has any', () => {
  const comments = parse(oneText(parts, 'conf')).comments().length - parts.length
  assert.ok(comments > 100)
  const count = (text: string, mark: string) => text.split(mark).length - 1
  assert.is(count(oneText(parts, 'toml'), '# '), comments)
  assert.is(count(oneText(parts, 'yaml'), '# '), comments)
  assert.is(count(oneText(parts, 'jsonc'), '// '), comments)
})

test('have as many bindings and domains as were asked for', () => {
  const information = JSON.parse(oneText(parts, 'json'))
  const bindings = information.Binding_Group.flatMap(
    (group: { Binding: object[] }) => group.Binding,
  )
  assert.is(bindings.length, 40)
  for (const { Domain } of bindings) assert.is(Domain.length, 3)
})

test('are the same for the same seed, and others for another one', () => {
  const text = (seed: number) => oneText(provider({ seed, bindings: 20 }), 'conf')
  assert.is(text(1), text(1))
  assert.is.not(text(1), text(2))
})

test('have the size that was asked for', () => {
  for (const size of [50_000, 1_000_000]) {
    const { length } = oneText(providerOfSize(size, { seed: 1 }), 'conf')
    assert.ok(Math.abs(length / size - 1) < 0.02, `${length} for ${size}`)
  }
})

test('are configurations that lint has no error to find in, with long arrays and includes', async () => {
  const files = Object.fromEntries(
    [...confFiles(provider({ seed: 1, bindings: 600, domains: 2 }))].map(([file, text]) => [
      `/c/${file}`,
      text,
    ]),
  )
  const configuration = await loadFiles(files, {}, {}, '/c/ecelerity.conf')
  assert.equal(configuration.diagnostics, [])
  const errors = lint(configuration).filter(({ severity }) => severity === 'error')
  assert.equal(
    errors.map(({ summary, detail }) => [summary, detail]),
    [],
  )
  assert.is(configuration.files.length, 6)
  const relays = configuration.get([], 'relay_hosts')?.value
  assert.ok(relays?.type === 'array' && relays.elements.length >= 30)
})

test.run()
