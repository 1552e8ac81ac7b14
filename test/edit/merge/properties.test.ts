import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { type MergeOptions, mergeFiles } from '../../../src/edit/merge/merge.js'
import { applyEdits, type ItemView } from '../../../src/syntax/index.js'
import { depth } from '../../tools/depth.js'
import { configurationText, optionName, optionValue } from '../../tools/random-configuration.js'

const test = suite('properties of merges')
const RUNS = { numRuns: depth(125, 500) }

const merge = (base: string, ours: string, theirs: string, options: MergeOptions = {}) =>
  mergeFiles(parse(base), parse(ours), parse(theirs), options)

/** A text and another that somebody made of it: lines taken out, put in, put elsewhere, changed. */
const line = fc.oneof(
  fc.tuple(optionName, optionValue).map(([name, value]) => `${name} = ${value}`),
  fc.constantFrom(
    '# new',
    'S { Alpha = 1 }',
    'Tee "one" {\n  beta = 2\n}',
    'include "x"',
    'include "y"',
  ),
)
const step = fc.record({ at: fc.nat(40), cut: fc.nat(2), put: fc.option(line, { nil: undefined }) })

/** Statements of a text, and of its stanzas, taken out or joined by others. */
function remade(
  text: string,
  steps: readonly { at: number; cut: number; put: string | undefined }[],
) {
  let now = text
  for (const { at, cut, put } of steps) {
    const document = parse(now)
    const places = [...eachItem(document.root.items)]
    const item = places[at % (places.length + 1)]
    const start = item?.start ?? now.length
    const end = item === undefined || cut === 0 ? start : item.end
    const words = put === undefined ? '' : `\n${put}\n`
    const next = now.slice(0, start) + words + now.slice(end)
    if (isSound(next)) now = next
  }
  return now
}

function* eachItem(items: readonly ItemView[]): Generator<ItemView> {
  for (const item of items) {
    yield item
    if (item.type === 'scope') yield* eachItem(item.items)
  }
}

function isSound(text: string): boolean {
  return parse(text).diagnostics.every(({ severity }) => severity !== 'error')
}

/** Statements whose order counts, each side with some of them in an order of its own. */
const ordered = fc
  .tuple(
    fc.constantFrom('x', 'y'),
    fc.constantFrom(
      'Domain "/a/"',
      'Domain "/b/"',
      'Domain "/c/"',
      'ds_core',
      'ds_ldap',
      'include "a"',
      'include "b"',
      'readonly_include "c"',
      'Domain "plain"',
    ),
    fc.constantFrom(
      ' {\n  % = 1\n}',
      ' { % = 1 }',
      ' { % = 2 }',
      ' { }',
      ' {\n  # mine\n  % = 1\n}',
    ),
    fc.constantFrom('', '# above\n', '\n# alone\n\n'),
  )
  .map(([name, head, body, comment]) =>
    head.includes('include') ? `${comment}${head}` : `${comment}${head}${body.replace('%', name)}`,
  )
const orderedText = fc
  .array(ordered, { maxLength: 6 })
  .map((statements) => statements.map((each) => `${each}\n`).join(''))

const remadeVersions = fc
  .tuple(configurationText, fc.array(step, { maxLength: 5 }), fc.array(step, { maxLength: 5 }))
  .map(([base, ours, theirs]) => ({ base, ours: remade(base, ours), theirs: remade(base, theirs) }))

const orderedVersions = fc.record({ base: orderedText, ours: orderedText, theirs: orderedText })
const versions = fc.oneof(remadeVersions, orderedVersions)

/** What a text sets, scope by scope, with its includes in their order. */
function effect(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (items: readonly ItemView[], path: string) => {
    for (const item of items) {
      if (item.type === 'option') {
        const { value } = item
        const scalar = value?.type === 'scalar' ? value.value : undefined
        found[`${path}${item.name.toLowerCase()}`] =
          scalar ?? (value?.text ?? '').replace(/#.*$/gm, '').replace(/\s+/g, ' ')
      } else if (item.type === 'scope') {
        const inner = `${path}${item.name.toLowerCase()} ${item.instance?.value ?? ''}>`
        found[inner] = 'scope'
        const isFirst = found[`${path}order`]?.includes(inner) !== true
        if (isFirst && item.instance?.value.startsWith('/')) {
          found[`${path}order`] = `${found[`${path}order`] ?? ''} ${inner}`
        }
        walk(item.items, inner)
      } else if (item.type === 'include') {
        const key = `${path}include`
        found[key] = `${found[key] ?? ''} ${item.keyword.text}:${item.target?.value}`
      }
    }
  }
  walk(parse(text).root.items, '')
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function hasTwice(text: string): boolean {
  const includes = [...eachItem(parse(text).root.items)].filter(({ type }) => type === 'include')
  const targets = includes.map((item) => item.text.replace(/^readonly_/i, ''))
  return new Set(targets).size < targets.length
}

test('what theirs did not change leaves ours as it is, byte for byte', () => {
  fc.assert(
    fc.property(versions, ({ base, ours }) => {
      const { text, edits, conflicts } = merge(base, ours, base)
      assert.equal([edits, conflicts], [[], []])
      assert.is(text, ours)
    }),
    RUNS,
  )
})

test('what both sides did leaves ours as it is, byte for byte', () => {
  fc.assert(
    fc.property(versions, ({ base, ours }) => {
      const { text, edits, conflicts } = merge(base, ours, ours)
      assert.equal([edits, conflicts], [[], []])
      assert.is(text, ours)
    }),
    RUNS,
  )
})

test('what we did not change becomes theirs, in effect', () => {
  fc.assert(
    fc.property(versions, ({ base, theirs }) => {
      const { text, conflicts } = merge(base, base, theirs)
      assert.equal(conflicts, [])
      assert.equal(effect(text), effect(theirs))
    }),
    RUNS,
  )
})

test('two texts that have nothing in common are put together without an error', () => {
  fc.assert(
    fc.property(configurationText, configurationText, configurationText, (base, ours, theirs) => {
      const { text } = merge(base, ours, theirs)
      assert.ok(isSound(text), text)
    }),
    RUNS,
  )
})

test('no byte of ours outside of the edits changes, and nothing breaks', () => {
  let conflicting = 0
  fc.assert(
    fc.property(versions, ({ base, ours, theirs }) => {
      const { text, edits, conflicts } = merge(base, ours, theirs)
      assert.ok(isSound(text), text)
      assert.is(text, applyEdits(ours, edits))
      if (conflicts.length > 0) conflicting++
    }),
    RUNS,
  )
  assert.ok(conflicting > depth(5, 20), `only ${conflicting} had conflicts`)
})

test('a second merge of the same finds nothing left to do', () => {
  fc.assert(
    fc.property(versions, ({ base, ours, theirs }) => {
      const { text, conflicts } = merge(base, ours, theirs)
      if (conflicts.length > 0) return
      const again = merge(theirs, text, theirs)
      assert.equal(again.edits, [])
      // Of an include that stands somewhere twice, nobody knows which one is meant.
      if ([base, ours, theirs].some(hasTwice)) return
      assert.equal(effect(merge(base, text, theirs).text), effect(text))
    }),
    RUNS,
  )
})

test('each way out of a conflict can be taken, in both texts and between marks', () => {
  fc.assert(
    fc.property(versions, ({ base, ours, theirs }) => {
      for (const markers of [false, true]) {
        const { text, conflictsInText } = merge(base, ours, theirs, { markers })
        for (const way of [0, 1]) {
          const edits = conflictsInText
            .flatMap(({ fixes }) => fixes?.[way]?.edits[0]?.edits ?? [])
            .map((edit, index) => ({ edit, index }))
            .sort(
              (a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index,
            )
            .map(({ edit }) => edit)
          const solved = applyEdits(text, edits)
          assert.ok(isSound(solved), `${text}\n---\n${solved}`)
        }
      }
    }),
    RUNS,
  )
})

test.run()
