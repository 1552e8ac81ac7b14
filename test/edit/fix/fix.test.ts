import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import { type Diagnostic, diagnostic, type Fix, fix } from '../../../src/diagnostics/index.js'
import { type FixOptions, fixFindings, resultTexts } from '../../../src/edit/index.js'
import { lint } from '../../../src/lint/index.js'
import { loadFiles } from '../../tools/load-files.js'
import type { MemoryEnvironmentOptions } from '../../tools/memory-environment.js'

const test = suite('fixFindings')

type Texts = Readonly<Record<string, string>>

/** Fixes what a test finds; by default what `lint` does. */
async function fixed(
  files: Texts,
  {
    find = (configuration) => lint(configuration),
    unsafe = false,
    ...environment
  }: Partial<FixOptions> &
    MemoryEnvironmentOptions & { find?: (configuration: Configuration) => Diagnostic[] } = {},
) {
  const configuration = await loadFiles(files, environment, {}, Object.keys(files)[0])
  const found = async (state: Configuration) => ({ all: find(state), wanted: find(state) })
  const result = await fixFindings([{ configuration, find: found }], { unsafe })
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const texts = [...resultTexts(result.changeSet, configuration)].map(
    ([path, { after }]) => [path, decoder.decode(after)] as const,
  )
  return { ...result, texts: Object.fromEntries(texts) }
}

/** A finding about a place of the main file that is mended by a replacement. */
function finding(
  { main }: Configuration,
  word: string,
  by: string,
  safety: Fix['safety'] = 'safe',
): Diagnostic[] {
  const start = main.document.source.text.indexOf(word)
  if (start < 0) return []
  const end = start + word.length
  const edits = [{ start, end, text: by }]
  const fixes = [fix(`Write ${by}`, safety, main.name, edits)]
  return [
    diagnostic('style/unquoted-value', { file: main.name, start, end }, `Not ${word}`, { fixes }),
  ]
}

test('a fix that would set an option twice is not applied', async () => {
  const text = 'rrelay_domains = ( "x" )\nrelay_domains = ( "x" )\n'
  const { texts, changeSet } = await fixed({ '/c/eccluster.conf': text }, { unsafe: true })
  assert.equal(texts, {})
  assert.equal(changeSet.edits, [])
})

test('several rounds, a syntax error first; other bytes stay as they are', async () => {
  const { texts, changeSet } = await fixed({
    '/c/ecelerity.conf': '\uFEFFBlackhole = yes;\r\nDomain "x" {\r\n  Gateway = a.b.c   \r\n}',
  })
  assert.equal(texts, {
    '/c/ecelerity.conf': '\uFEFFBlackhole = yes\r\nDomain "x" {\r\n  Gateway = "a.b.c"   \r\n}',
  })
  assert.equal(
    changeSet.edits.map(({ name, create }) => [name, create]),
    [['ecelerity.conf', false]],
  )
  assert.equal(
    changeSet.base.map(({ name }) => name),
    ['ecelerity.conf'],
  )
})

test('nothing to fix: no edits', async () => {
  const { changeSet, unfixable } = await fixed({ '/c/ecelerity.conf': 'Blackhole = yes\n' })
  assert.equal([changeSet.edits, changeSet.base, unfixable], [[], [], []])
})

test('unsafe fixes only when asked for; a safe one goes before an unsafe one', async () => {
  const files = { '/c/ecelerity.conf': 'A = 1\nB = 2\n' }
  const find = (configuration: Configuration) => [
    ...finding(configuration, '1', '10', 'unsafe'),
    ...finding(configuration, '2', 'x').map((each) => ({
      ...each,
      fixes: [
        ...(finding(configuration, '2', 'y', 'unsafe')[0]?.fixes ?? []),
        ...(each.fixes ?? []),
      ],
    })),
  ]
  const once = (configuration: Configuration) =>
    find(configuration).filter(() => !configuration.main.document.source.text.includes('10'))
  assert.equal((await fixed(files, { find })).texts, { '/c/ecelerity.conf': 'A = 1\nB = x\n' })
  assert.equal((await fixed(files, { find: once, unsafe: true })).texts, {
    '/c/ecelerity.conf': 'A = 10\nB = x\n',
  })
})

test('fixes that touch each other are applied one after another', async () => {
  const { texts } = await fixed(
    { '/c/ecelerity.conf': 'A = abcd\n' },
    {
      find: (configuration) => [
        ...finding(configuration, 'abcd', 'efgh'),
        ...finding(configuration, 'ab', 'xx'),
        ...finding(configuration, 'fg', 'FG'),
      ],
    },
  )
  assert.equal(texts, { '/c/ecelerity.conf': 'A = eFGh\n' })
})

test('fixes that go round in a circle come to an end', async () => {
  const { texts } = await fixed(
    { '/c/ecelerity.conf': 'A = one\n' },
    {
      find: (configuration) => [
        ...finding(configuration, 'one', 'two'),
        ...finding(configuration, 'two', 'one'),
      ],
    },
  )
  // Ten rounds.
  assert.equal(texts, {})
})

test('a fix that brings an error is not applied, and the others are', async () => {
  const harmful = (configuration: Configuration) => [
    ...finding(configuration, 'Blackhole', 'Blackhoole'),
    ...finding(configuration, 'yes', 'true'),
    ...finding(configuration, '86400', '{'),
    ...finding(configuration, '"a"', '"b"'),
  ]
  const { texts } = await fixed(
    { '/c/ecelerity.conf': 'Blackhole = yes\nMessage_Expiration = 86400\nGateway = "a"\n' },
    { find: (configuration) => [...lint(configuration), ...harmful(configuration)] },
  )
  assert.equal(texts, {
    '/c/ecelerity.conf': 'Blackhole = true\nMessage_Expiration = 86400\nGateway = "b"\n',
  })
})

test('mending syntax may bring other errors to light', async () => {
  const { texts } = await fixed({ '/c/ecelerity.conf': 'Domain “x” {\n  Idle_Tiem = 3\n}\n' })
  assert.equal(texts, { '/c/ecelerity.conf': 'Domain "x" {\n  Idle_Tiem = 3\n}\n' })
})

test('files that must not be written stay as they are, and it is said', async () => {
  const part = 'Domain "x" {\n  Gateway = a.b\n}\n'
  const { texts, unfixable } = await fixed(
    {
      '/c/ecelerity.conf': 'readonly_include "a.conf"\ninclude "b.conf"\nGateway = c.d\n',
      '/c/a.conf': part,
      '/c/b.conf': part.replaceAll('"x"', '"y"'),
    },
    { readOnly: ['/c/b.conf'] },
  )
  assert.equal(Object.keys(texts), ['/c/ecelerity.conf'])
  assert.equal(
    unfixable.map(({ file, reason, findings }) => [file.name, reason.kind, findings]),
    [
      ['a.conf', 'readonly_include', 1],
      ['b.conf', 'not writable', 1],
    ],
  )
})

test('a file that two configurations share is edited once', async () => {
  const part = 'Domain "x" {\n  Gateway = a.b\n}\n'
  const files = {
    '/c/eccluster.conf': 'include "part.conf"\nGateway = e.f\n',
    '/c/ecelerity.conf': 'include "part.conf"\nGateway = c.d\n',
    '/c/part.conf': part,
  }
  const configurations = [
    await loadFiles(files),
    await loadFiles(files, {}, {}, '/c/ecelerity.conf'),
  ]
  const { changeSet, configurations: after } = await fixFindings(
    configurations.map((configuration) => ({
      configuration,
      find: async (state) => ({ all: lint(state), wanted: lint(state) }),
    })),
    { unsafe: false },
  )
  assert.equal(
    changeSet.edits.map(({ path, edits }) => [path, edits.map(({ text }) => text).join('')]),
    [
      ['/c/eccluster.conf', '""'],
      ['/c/part.conf', '""'],
      ['/c/ecelerity.conf', '""'],
    ],
  )
  for (const { files } of after) {
    assert.is(
      files.find(({ name }) => name === 'part.conf')?.document.source.text,
      part.replace('a.b', '"a.b"'),
    )
  }
})

test.run()
