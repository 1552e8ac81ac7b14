import type { Plugin } from 'esbuild'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bundle, importChain, refuseChevrotain } from '../../../cli/build/bundle.js'

const test = suite('build: bundles')

const imports = (...paths: string[]) => ({
  bytes: 1,
  imports: paths.map((path) => ({ path, kind: 'import-statement' as const })),
})

const INPUTS = {
  'a.ts': imports('b.ts', 'c.ts'),
  'b.ts': imports('a.ts', 'd.ts'),
  'c.ts': imports('node:fs'),
  'd.ts': imports('e.ts'),
  'e.ts': imports('node:fs', 'node_modules/@chevrotain/gast/lib/api.js'),
  'node_modules/@chevrotain/gast/lib/api.js': imports(),
}

test('the shortest way to a forbidden import is found, round cycles', () => {
  const isNode = (path: string) => path.startsWith('node:')
  assert.equal(importChain(INPUTS, 'a.ts', isNode), ['a.ts', 'c.ts', 'node:fs'])
  assert.equal(importChain(INPUTS, 'b.ts', isNode), ['b.ts', 'a.ts', 'c.ts', 'node:fs'])
})

test('no way, no chain', () => {
  assert.is(
    importChain(INPUTS, 'c.ts', (path) => path === 'd.ts'),
    undefined,
  )
})

test('Chevrotain is refused by the way it comes in', () => {
  assert.not.throws(() => refuseChevrotain(INPUTS, 'c.ts'))
  assert.throws(
    () => refuseChevrotain(INPUTS, 'a.ts'),
    'a.ts takes in Chevrotain, which is for the build only: ' +
      'a.ts → b.ts → d.ts → e.ts → node_modules/@chevrotain/gast/lib/api.js',
  )
})

function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: Error) => error.message,
  )
}

test('an entry that is not there is named', async () => {
  assert.is(
    await failure(bundle(['src/nowhere.ts'], { write: false })),
    'src/nowhere.ts is missing; package.json leads to what is built from it',
  )
})

test('what esbuild warns of is an error', async () => {
  const contents = 'console.log(Date.now() === NaN)'
  const plugin: Plugin = {
    name: 'a file that compares with NaN',
    setup: (build) => build.onLoad({ filter: /paths\.ts$/ }, () => ({ contents })),
  }
  const options = { write: false, outdir: 'nowhere', plugins: [plugin] }
  assert.match(await failure(bundle(['cli/build/paths.ts'], options)), 'Comparison with NaN')
})

test.run()
