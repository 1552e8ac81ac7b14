import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { reparse } from '../../../grammar/index.js'
import type { Configuration } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'

const test = suite('a configuration with other texts that are parsed already')

const FILES = {
  '/c/eccluster.conf':
    'Local_Changes_File = "local"\nS {\n  a = 1\n  include "x"\n  b = 2\n}\nreadonly_include "y"\n',
  '/c/x': 'a = 3\n',
  '/c/y': 'S { b = 4 }\n',
  '/c/local': 'c = 5\n',
}

async function loaded(): Promise<{ environment: MemoryEnvironment; configuration: Configuration }> {
  const environment = new MemoryEnvironment(FILES, { workingDirectory: '/c' })
  return { environment, configuration: await loadFiles(environment) }
}

/** The configuration with one word of a file replaced. */
async function replaced(configuration: Configuration, name: string, word: string, by: string) {
  const file = configuration.files.find((each) => each.name === name)
  if (file === undefined) throw new Error(`no file ${name}`)
  const start = file.document.source.text.indexOf(word)
  const document = reparse(file.document, [{ start, end: start + word.length, text: by }])
  return configuration.withDocuments(new Map([[file.path, document]]))
}

function definitions(configuration: Configuration, name: string): string[] {
  return configuration
    .definitions([{ name: 'S' }], name)
    .map(({ value, inclusion }) => `${value.text} ${inclusion.file.name}`)
}

test('nothing is read again, and the order of reading stays', async () => {
  const { environment, configuration } = await loaded()
  environment.reads.length = 0
  const now = await replaced(configuration, 'eccluster.conf', 'a = 1', 'a = 1\n  a = ( 7 8 )')
  assert.equal(environment.reads, [])
  assert.equal(definitions(now, 'a'), ['1 eccluster.conf', '( 7 8 ) eccluster.conf', '3 x'])
  assert.equal(definitions(now, 'b'), ['2 eccluster.conf', '4 y'])
  assert.is(now.get([], 'c')?.value.text, '5')
  assert.equal(
    now.inclusions.map(({ file, order, parent }) => [file.name, order, parent?.file.name]),
    configuration.inclusions.map(({ file, order, parent }) => [
      file.name,
      order,
      parent?.file.name,
    ]),
  )
  assert.equal(
    now.files.map(({ readOnly }) => readOnly?.kind),
    configuration.files.map(({ readOnly }) => readOnly?.kind),
  )
  assert.is(
    now.localChanges?.file,
    now.files.find(({ name }) => name === 'local'),
  )
  assert.equal(definitions(configuration, 'a'), ['1 eccluster.conf', '3 x'], 'the first one stays')
})

test('another include is looked for', async () => {
  const { configuration } = await loaded()
  const now = await replaced(configuration, 'eccluster.conf', '"x"', '"y"')
  assert.equal(definitions(now, 'a'), ['1 eccluster.conf'])
  const less = await replaced(configuration, 'eccluster.conf', 'readonly_include "y"', '')
  assert.equal(definitions(less, 'b'), ['2 eccluster.conf'])
})

test('another local changes file is looked for', async () => {
  const { configuration } = await loaded()
  const now = await replaced(configuration, 'eccluster.conf', '"local"', '"none"')
  assert.is(now.get([], 'c'), undefined)
  const later = await replaced(configuration, 'y', 'S {', 'Local_Changes_File = none S {')
  assert.is(later.get([], 'c'), undefined)
})

test('the texts stay when texts are given once more', async () => {
  const { configuration } = await loaded()
  const now = await replaced(configuration, 'x', '3', '6')
  const again = await now.withTexts(new Map([['/c/y', new TextEncoder().encode('')]]))
  assert.equal(definitions(again, 'a'), ['1 eccluster.conf', '6 x'])
  assert.equal(definitions(again, 'b'), ['2 eccluster.conf'])
})

test.run()
