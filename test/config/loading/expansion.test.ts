import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Configuration, dumpJson, type Scope } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('includes are expanded in place')

/** Statements as data: what stands in a file, and in the files that it includes. */
type Item =
  | { readonly kind: 'option'; readonly name: string; readonly value: number }
  | { readonly kind: 'scope'; readonly name: string; readonly items: readonly Item[] }
  | { readonly kind: 'include'; readonly items: readonly Item[] }

const { items } = fc.letrec<{ items: Item[]; item: Item }>((tie) => ({
  items: fc.array(tie('item'), { maxLength: 5 }),
  item: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      kind: fc.constant('option' as const),
      name: fc.constantFrom('A', 'b', 'B', 'c'),
      value: fc.nat(99),
    }),
    fc.record({
      kind: fc.constant('scope' as const),
      name: fc.constantFrom('S', 's', 'Domain x', 'domain "X"', 'T i', 't "I"'),
      items: tie('items'),
    }),
    fc.record({ kind: fc.constant('include' as const), items: tie('items') }),
  ),
}))

function inOneFile(statements: readonly Item[]): string {
  return statements
    .map((item) => {
      if (item.kind === 'option') return `${item.name} = ${item.value}\n`
      const inner = inOneFile(item.items)
      return item.kind === 'include' ? inner : `${item.name} {\n${inner}}\n`
    })
    .join('')
}

function inManyFiles(statements: readonly Item[], files: Record<string, string>): string {
  return statements
    .map((item) => {
      if (item.kind === 'option') return `${item.name} = ${item.value}\n`
      const inner = inManyFiles(item.items, files)
      if (item.kind === 'scope') return `${item.name} {\n${inner}}\n`
      const name = `f${Object.keys(files).length}`
      files[`/c/${name}`] = inner
      return `include "${name}"\n`
    })
    .join('')
}

/** Every definition of every option, in the order of reading. */
function everyDefinition({ root }: Configuration): string[] {
  const found: [number, string][] = []
  const walk = (scope: Scope) => {
    for (const [name, definitions] of scope.options) {
      for (const { order, value } of definitions) found.push([order, `${name} ${value.text}`])
    }
    scope.scopes.forEach(walk)
  }
  walk(root)
  assert.is(new Set(found.map(([order]) => order)).size, found.length, 'no two at one place')
  return found.sort(([a], [b]) => a - b).map(([, text]) => text)
}

test('many files mean what one file means', async () => {
  await fc.assert(
    fc.asyncProperty(items, async (statements) => {
      const files: Record<string, string> = {}
      files['/c/eccluster.conf'] = inManyFiles(statements, files)
      const many = await loadFiles(files)
      const one = await loadFiles({ '/c/eccluster.conf': inOneFile(statements) })
      assert.equal(many.diagnostics, [])
      const render = { maskSecrets: false }
      assert.is(JSON.stringify(dumpJson(many, render)), JSON.stringify(dumpJson(one, render)))
      assert.equal(everyDefinition(many), everyDefinition(one))
    }),
    { numRuns: 300 },
  )
})

test.run()
