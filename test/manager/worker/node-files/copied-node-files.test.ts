import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nodesFiles } from '../../../../src/cluster/drift/nodes-files.js'
import { CopiedNodeFiles } from '../../../../src/manager/worker/node-files/copied-node-files.js'
import { nodeEnvironment } from '../../../../src/node/index.js'
import { copiedFiles } from '../../../tools/commit-cluster.js'
import { scratch } from '../../../tools/scratch.js'

const test = suite(
  "the manager's copy of the nodes' files, and what members of the bus call themselves",
)

const CONF = 'opt/msys/ecelerity/etc/conf'
const STRANGE = 'its name, or that of its subcluster, can be none of a folder'

/** A copy, and a folder elsewhere to which a name can lead. */
function copied() {
  const root = scratch()
  const elsewhere = 'elsewhere/node-local.conf'
  const files = { ...copiedFiles(['mta1']), [elsewhere]: 'Memory_Goal = 70\n' }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const load = { environment: nodeEnvironment(), sysroot: root, role: 'manager' as const }
  return { root, load, main: join(root, CONF, 'default/ecelerity.conf'), elsewhere }
}

const TO_ELSEWHERE = '../../../../../../../elsewhere'

test('a name that leads out of the folders of the nodes leads to no files', async () => {
  const { main, load } = copied()
  for (const name of [TO_ELSEWHERE, '..', '.', 'a/b', '/elsewhere', 'a\0b']) {
    assert.is(await nodesFiles(main, load, name, 'east'), STRANGE, name)
    assert.is(await nodesFiles(main, load, 'mta1', name), STRANGE, name)
  }
  const files = await nodesFiles(main, load, 'mta1', '')
  assert.ok(typeof files !== 'string')
  assert.is(files.files.length, 2)
})

test('a commit writes nothing where a name of a member leads', async () => {
  const { root, load, main, elsewhere } = copied()
  const nodes = [
    { node: 'mta1', subcluster: 'east' },
    { node: TO_ELSEWHERE, subcluster: 'east' },
  ]
  const notes = await new CopiedNodeFiles({ load }).take(
    nodes,
    ['config set Memory_Goal 80'],
    'joe',
  )
  assert.equal(notes, [
    `the manager's copy of the nodes' files does not have all of the commit: for ${TO_ELSEWHERE}: ${STRANGE}`,
  ])
  assert.is(readFileSync(join(root, elsewhere), 'utf8'), 'Memory_Goal = 70\n')
  const own = join(root, CONF, 'mta1/node-local.conf')
  const texts = [main, own].map((path) => readFileSync(path, 'utf8')).join('')
  assert.match(texts, 'Memory_Goal = 80\n')
})

test.run()
