import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'

/** A checkout of a cluster, with a folder of files for each node. */
const test = suite('one configuration, several nodes')

const MAIN = 'conf/default/ecelerity.conf'
const CHECKOUT = {
  [MAIN]: 'Message_Expiration = 3600\ninclude "node-local.conf"\n',
  'conf/mta1/node-local.conf': 'Max_Outbound_Connections = 5\n',
  'conf/mta2/node-local.conf': 'Max_Outbound_Conections = 6\n',
}
const PATH = ['--search-path', 'conf/global:conf/{NODENAME}:conf/default']
const FOUND =
  'conf/mta2/node-local.conf:1:1: error schema/unknown-option: Unknown option "Max_Outbound_Conections" in scope Global. Did you mean "Max_Outbound_Connections"? For node mta2.\n'

for (const [what, words] of [
  ['with the search path of the product', ['conf']],
  ['with a search path of its own', [...PATH, 'conf']],
  ['of a main file that is named', [MAIN]],
] as const) {
  test(`lint checks it once for each node: ${what}`, () => {
    const run = ecconf(['lint', '--format', 'compact', ...words], { cwd: folderWith(CHECKOUT) })
    assert.equal([run.status, run.stdout, run.stderr], [1, FOUND, ''])
  })
}

test('of the main file that is found below a sysroot', () => {
  const below = Object.fromEntries(
    Object.entries(CHECKOUT).map(([name, text]) => [`root/opt/msys/ecelerity/etc/${name}`, text]),
  )
  const words = ['lint', '--format', 'compact', '--sysroot', 'root']
  const run = ecconf(words, { cwd: folderWith(below) })
  assert.equal([run.status, run.stdout], [1, `root/opt/msys/ecelerity/etc/${FOUND}`])
})

test('the file of a node alone is checked as part of the configuration of that node', () => {
  const words = ['lint', '--format', 'json', 'conf/mta2/node-local.conf']
  const run = ecconf(words, { cwd: folderWith(CHECKOUT) })
  const { configurations, diagnostics } = JSON.parse(run.stdout)
  assert.equal([configurations.length, configurations[0].node], [1, 'mta2'])
  assert.equal(diagnostics.length, 1)
})

test('the report has the nodes', () => {
  const run = ecconf(['lint', '--format', 'json', 'conf'], { cwd: folderWith(CHECKOUT) })
  const { configurations, diagnostics } = JSON.parse(run.stdout)
  assert.equal(
    configurations.map(({ node, files }: { node: string; files: string[] }) => [node, files[1]]),
    [
      ['mta1', 'conf/mta1/node-local.conf'],
      ['mta2', 'conf/mta2/node-local.conf'],
    ],
  )
  assert.equal(diagnostics[0].nodes, ['mta2'])
})

test('the settings name the nodes, and --node one of them', () => {
  const cwd = folderWith({ ...CHECKOUT, 'ecconf.json': '{ "nodes": ["mta1"] }\n' })
  assert.is(ecconf(['lint', MAIN], { cwd }).status, 0)
  assert.is(ecconf(['lint', MAIN, '--node', 'mta1'], { cwd: folderWith(CHECKOUT) }).status, 0)
})

test('lint says which nodes have a file that a node lacks, and how one is chosen', () => {
  const missing = (...words: string[]) =>
    ecconf(['lint', '--format', 'compact', ...words], { cwd: folderWith(CHECKOUT) }).stdout
  assert.match(missing(...PATH, '--node', 'mta3', MAIN), '. It is a file of nodes mta1, mta2.\n')
})

test('set does not edit in front of an include that it could not read', () => {
  const cwd = folderWith(CHECKOUT)
  const words = ['set', 'max_outbound_connections', '9', '-c', MAIN, '--write']
  const { status, stderr } = ecconf(words, { cwd })
  assert.is(status, 1)
  assert.match(
    stderr,
    `Included file "node-local.conf" was not found (${MAIN}:2), which is read behind this change; what it sets is not known\n  It is a file of nodes mta1, mta2: --node NAME chooses one.`,
  )
  assert.is(readFileSync(join(cwd, MAIN), 'utf8'), CHECKOUT[MAIN])
  const one = ecconf([...words, '--node', 'mta1'], { cwd })
  assert.equal([one.status, one.stderr], [0, 'Written: conf/mta1/node-local.conf\n'])
})

const DOMAINS = {
  'ecelerity.conf': 'include "domains.conf"\n',
  'domains.conf': 'Domain "a" {\n  Gateway = "r"\n}\n\nDomain "b" {\n  Gateway = "r"\n}\n',
}

test('a new stanza: where its siblings stand, and --file puts it there', () => {
  const cwd = folderWith(DOMAINS)
  const words = ['set', 'domain', 'c', 'gateway', 'y', '-c', 'ecelerity.conf']
  assert.match(
    ecconf(words, { cwd }).stdout,
    'so it goes into the main file; 2 others stand in domains.conf; --file puts it there\n',
  )
  assert.is(ecconf([...words, '--file', 'domains.conf', '--write'], { cwd }).status, 0)
  assert.is(
    readFileSync(join(cwd, 'domains.conf'), 'utf8'),
    `${DOMAINS['domains.conf']}\nDomain "c" {\n  Gateway = y\n}\n`,
  )
  const other = ecconf([...words, '--file', 'none.conf'], { cwd })
  assert.equal(
    [other.status, other.stderr],
    [2, 'ecconf: none.conf: no file of this configuration; "ecconf files" lists them\n'],
  )
})

test('folders beside that of a main file are no nodes where it is not in default or global', () => {
  const files = Object.entries(CHECKOUT).map(([path, text]) => [
    path.replace('conf/default/', 'conf/mine/'),
    text,
  ])
  const run = ecconf(['lint', '--format', 'compact', 'conf/mine/ecelerity.conf'], {
    cwd: folderWith(Object.fromEntries(files)),
  })
  assert.is(run.status, 1)
  assert.match(run.stdout, 'include/missing')
})

test.run()
