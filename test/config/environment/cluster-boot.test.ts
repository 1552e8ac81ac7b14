import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { clusterBootVariables } from '../../../src/config/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'

const test = suite('the variables that cluster.boot stands for')

const FILE = '/opt/msys/ecelerity/etc/cluster.boot'

async function variables(files: Record<string, string>, sysroot?: string) {
  const environment = new MemoryEnvironment(files)
  return [...(await clusterBootVariables({ environment, sysroot }))]
}

test('the names of the node and of its subcluster', async () => {
  const text = '# here\nrepo=auto\nnode_name = mta1.example.net # dots\ncluster_name=east\n'
  assert.equal(await variables({ [FILE]: text }), [
    ['EC_NODE_NAME', 'mta1.example.net'],
    ['EC_SUB_CLUSTER', 'east'],
  ])
})

test('below the sysroot', async () => {
  assert.equal(await variables({ [`/image${FILE}`]: 'node_name=a\n' }, '/image'), [
    ['EC_NODE_NAME', 'a'],
  ])
})

test('no file, and one that says nothing', async () => {
  assert.equal(await variables({}), [])
  assert.equal(await variables({ [FILE]: 'node_name=\nrepo=local\n' }), [])
})

test.run()
