import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Configuration, load, unpackDocument } from '../../../src/config/index.js'
import { dumpConf } from '../../../src/console/index.js'
import { lint } from '../../../src/lint/index.js'
import { load as loadOnNode, type PackedConfiguration, unpack } from '../../../src/node.js'
import { loadFiles } from '../../tools/load-files.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('a configuration that goes from one thread to another')

const TEXTS = {
  'eccluster.conf':
    'Blackhole = maybe\nDomain "x" { include "inside.conf" }\ninclude "d"\nLocal_Changes_File = "local.conf"\nreadonly_include "over.conf"\n',
  'inside.conf': '# \u00e9\u{1f600}\nGateway = "g"\ninclude "twice.conf"\n',
  'd/a.conf': 'include "../twice.conf"\nDomain "y" { Gateway = "h" }\n',
  'd/b.conf': 'include "missing.conf"\nHostname = "h\n',
  'twice.conf': '\n',
  'over.conf': 'Blackhole = false\n',
  'local.conf': 'Domain "x" { Gateway = "l" }\n',
}

/** A folder with the texts as files. */
function folder(): string {
  const root = scratch()
  mkdirSync(join(root, 'd'))
  for (const [name, text] of Object.entries(TEXTS)) writeFileSync(join(root, name), text)
  return root
}

/** What the worker posts, in order. */
function posted(workerData: { main: string; sysroot: string }): Promise<unknown[]> {
  // A worker thread does not take over the loader that this file was read by.
  const tsx = import.meta.resolve('tsx/esm/api')
  const program = new URL('../../tools/loading-worker.ts', import.meta.url)
  const code = `import('${tsx}').then(({ register }) => (register(), import('${program}')))`
  const worker = new Worker(code, { workerData, eval: true })
  const messages: unknown[] = []
  return new Promise((resolve, reject) => {
    worker.on('message', (message) => messages.push(message))
    worker.on('error', reject)
    worker.on('exit', () => resolve(messages))
  })
}

/** All that tells two loaded configurations apart. */
function facts(configuration: Configuration) {
  const { files, inclusions, localChanges, diagnostics } = configuration
  return {
    dump: dumpConf(configuration, { maskSecrets: false }),
    findings: lint(configuration),
    diagnostics,
    files: files.map(({ name, realPath, productPath, mode, readOnly, document }) => [
      ...[name, realPath, productPath, mode, readOnly?.kind],
      ...[document.source.text, [...document.source.bytes].join(' ')],
    ]),
    inclusions: inclusions.map(({ file, parent, statement, within, order }) => [
      ...[file.name, parent?.order, statement?.text, within, order],
    ]),
    local: [localChanges?.name, localChanges?.file?.name, localChanges?.definition.order],
    gateway: configuration
      .definitions([{ name: 'Domain', instance: 'x' }], 'gateway')
      .map(({ value, order, inclusion }) => [value.text, order, inclusion.order]),
  }
}

test('a worker thread hands over what it has loaded, and keeps no column of it', async () => {
  const root = folder()
  const main = join(root, 'eccluster.conf')
  const [packed, rest, ...others] = await posted({ main, sysroot: root })
  assert.equal(others, [])
  assert.equal(rest, { left: 0 })
  const here = await loadOnNode(main, { sysroot: root })
  const there = unpack(packed as PackedConfiguration, { sysroot: root })
  assert.equal(facts(there), facts(here))
  assert.is(there.inclusions.length, 8)
  assert.is(there.localChanges?.file?.name, here.localChanges?.file?.name)
})

test('what was handed over can be changed and loaded again', async () => {
  const environment = new MemoryEnvironment(
    { '/c/eccluster.conf': 'include "b"\n', '/c/b': 'Blackhole = true\n' },
    { workingDirectory: '/c' },
  )
  const { packed } = (await loadFiles(environment)).pack()
  const there = unpack(structuredClone(packed), { environment })
  const changed = there.apply([
    { kind: 'set', path: [], option: 'Blackhole', value: 'false', words: [] },
  ])
  assert.is(changed.get([], 'blackhole')?.value.text, 'false')
  const again = await there.withTexts(new Map([['/c/b', new TextEncoder().encode('X = 1\n')]]))
  assert.is(again.get([], 'x')?.value.text, '1')
  assert.is(again.files[0]?.document, there.files[0]?.document)
})

test('texts that are known need not be read', async () => {
  const files = { '/c/eccluster.conf': 'include "b"\n', '/c/b': 'Blackhole = true\n' }
  const environment = new MemoryEnvironment(files, { workingDirectory: '/c' })
  const before = await load('/c/eccluster.conf', { environment })
  const { packed } = before.pack()
  const known = new Map(
    packed.texts.files.map(({ realPath, document }) => [realPath, unpackDocument(document)]),
  )
  const reads: string[] = []
  const watched = new MemoryEnvironment(files, { workingDirectory: '/c' })
  watched.readFile = (path) => {
    reads.push(path)
    return environment.readFile(path)
  }
  const after = await load('/c/eccluster.conf', { environment: watched }, known)
  assert.equal(reads, [])
  assert.is(after.get([], 'blackhole')?.value.text, 'true')
})

test.run()
