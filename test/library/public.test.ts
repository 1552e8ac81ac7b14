import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { builtEntries, libraryExamples, PAGE, run, withEntries } from './examples.js'
import { publicNames } from './public-names.js'

const test = suite('the library')

const NAMES = publicNames()

test('every name that a signature mentions is exported', () => {
  for (const { missing } of Object.values(NAMES)) assert.equal(missing, [])
})

test('the page lists all names, and no others', () => {
  const { ecconf, 'ecconf/node': node, 'ecconf/lsp': lsp, 'ecconf/manager': manager } = NAMES
  const core = new Set(ecconf.names)
  assert.equal(listed('### `ecconf`'), ecconf.names)
  assert.equal(
    listed('### `ecconf/node`'),
    node.names.filter((name) => !core.has(name)),
  )
  assert.equal(listed('### `ecconf/lsp`'), lsp.names)
  assert.equal(listed('### `ecconf/manager`'), manager.names)
  assert.equal(
    ecconf.names.filter((name) => !node.names.includes(name)),
    [],
  )
})

function listed(heading: string): string[] {
  const [, section = ''] = readFileSync(PAGE, 'utf8').split(`${heading}\n`)
  const end = section.search(/^##/m)
  return [...section.slice(0, end === -1 ? undefined : end).matchAll(/`(\w+)`/g)].map(
    ([, name = '']) => name,
  )
}

const EXAMPLES = libraryExamples()
const BUILT = await builtEntries(scratch())

test('the page has an example of each layer', () => {
  const { length } = readFileSync(PAGE, 'utf8').match(/^```ts$/gm) ?? []
  assert.is(EXAMPLES.length, length)
  assert.ok(length >= 10)
})

for (const example of EXAMPLES) {
  test(`the example of "${example.title}" prints what the page says`, () => {
    assert.is(run(example, scratch(), BUILT), example.output)
  })
}

test('the types of all examples are right', () => {
  const folder = scratch()
  const files = EXAMPLES.map(({ code }, index) => {
    const file = join(folder, `example-${index}.mts`)
    writeFileSync(
      file,
      withEntries(code, (path) => join(ROOT, path.replace(/\.ts$/, '.js'))),
    )
    return file
  })
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
    ts.sys,
    ROOT,
  )
  const typeRoots = [join(ROOT, 'node_modules/@types')]
  const program = ts.createProgram(files, { ...options, noEmit: true, typeRoots })
  const said = files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
  })
  assert.equal(
    said.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    [],
  )
})

test.run()
