import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Subjects } from '../../../src/cluster/bus/subjects.js'

const test = suite('subjects of the bus')

const subjects = new Subjects('ec_cluster')

test('names are one token each, whatever is in them', () => {
  assert.is(
    subjects.ofManager('mgr1').node('mta1.example.net'),
    'ecconf.ec_cluster.manager.mgr1.node.mta1%2Eexample%2Enet',
  )
  assert.is(subjects.ofManager('*').all, 'ecconf.ec_cluster.manager.*.all')
  assert.is(subjects.ofNode('a*b >é').ask, 'ecconf.ec_cluster.node.a%2Ab%20%3E%C3%A9.ask')
  assert.is(new Subjects('a.b').ofNode('N').presence, 'ecconf.a%2Eb.node.n.presence')
})

test('the sender is read from the subject', () => {
  for (const name of ['mta1.example.net', 'a*b >é', '50%', 'x_y-1']) {
    assert.is(subjects.senderOf(subjects.ofNode(name).answer('mgr1')), name)
    assert.is(subjects.senderOf(subjects.ofManager(name).node('mta1')), name)
  }
  assert.is(subjects.senderOf('ecconf.ec_cluster.node.%ZZ.ask'), '%ZZ')
})

test.run()
