import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseClusterBoot, parseRotate } from '../../../../grammar/index.js'

const test = suite('cluster.boot and ec_rotate.conf')

function values(document: ReturnType<typeof parseClusterBoot>): [string, string | undefined][] {
  assert.equal(document.diagnostics, [])
  return document.root.assignments.map(({ key, value }) => [key, value])
}

test('cluster.boot: key=value, blanks and comments', () => {
  const text = '# c\n\ncluster_name=default\n  repo = h1:2027,h2 # c\nautoupdate\t=\ttrue\n'
  assert.equal(values(parseClusterBoot(text)), [
    ['cluster_name', 'default'],
    ['repo', 'h1:2027,h2'],
    ['autoupdate', 'true'],
  ])
})

test('cluster.boot: a "#" inside a value belongs to it', () => {
  assert.equal(values(parseClusterBoot('node_name=a#b\n')), [['node_name', 'a#b']])
})

test('cluster.boot: a "=" behind the first one belongs to the value', () => {
  assert.equal(values(parseClusterBoot('ecconfigd.1=a=b\n')), [['ecconfigd.1', 'a=b']])
})

test('the last assignment of a key that has a value', () => {
  const { root } = parseClusterBoot('repo=auto\nrepo=local\nrepo=\n')
  assert.is(root.get('repo')?.value, 'local')
  assert.is(root.get('repo')?.wordTokens[0]?.start, 15)
  assert.is(root.get('node_name'), undefined)
})

test('ec_rotate.conf: lists, continued lines, comments and empty values', () => {
  const text = 'a = 60 # do not change!\nlogs = x  y \\\n  z\\\n  # c\nempty =\nlast=1\\'
  const { root, diagnostics } = parseRotate(text)
  assert.equal(diagnostics, [])
  assert.equal(
    root.assignments.map(({ key, words, value }) => [key, words, value]),
    [
      ['a', ['60'], '60'],
      ['logs', ['x', 'y', 'z'], 'x y z'],
      ['empty', [], undefined],
      ['last', ['1\\'], '1\\'],
    ],
  )
})

test('one broken line gives one finding, and the good ones around it are read', () => {
  for (const line of [
    'key',
    '=',
    '= =',
    'a b',
    '[x]',
    'export x=y',
    'a=b c d',
    'a="b',
    'x:y',
    '“',
  ]) {
    const { root, diagnostics } = parseClusterBoot(`first=1\n${line}\nlast=2\n`)
    assert.is(diagnostics.length, 1, `${line}: ${JSON.stringify(diagnostics)}`)
    assert.is(root.get('first')?.value, '1', line)
    assert.is(root.get('last')?.value, '2', line)
  }
})

test.run()
