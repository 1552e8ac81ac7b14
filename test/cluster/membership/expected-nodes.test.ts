import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  expectedInMbus,
  expectedPeers,
  expectedTogether,
} from '../../../src/cluster/membership/expected-nodes.js'
import { isSameHost } from '../../../src/cluster/membership/host-names.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('expected nodes')

const encode = (text: string) => new TextEncoder().encode(text)

test('mbus.conf names nodes, their subclusters in both spellings, and managers', () => {
  const text = `Spread_Segment 10.0.0.255:4803 {
  early 10.0.0.1
}
# Subcluster: East => Mgr1.example.com
Spread_Segment 10.0.1.255:4803 {
  mta1 10.0.1.1   # the first
  mgr1 10.0.1.2
}
#Subcluster: west = mgr2
Spread_Segment 10.0.2.255:4803 { mta2 10.0.2.1 }
`
  const { nodes, managers, mistake } = expectedInMbus(encode(text), '/etc/mbus.conf')
  const place = { file: '/etc/mbus.conf' }
  assert.equal(nodes, [
    { name: 'early', subcluster: undefined, ...place, line: 2 },
    { name: 'mta1', subcluster: 'east', ...place, line: 6 },
    { name: 'mta2', subcluster: 'west', ...place, line: 10 },
  ])
  assert.equal(managers, ['Mgr1.example.com', 'mgr2'])
  assert.is(mistake, undefined)
})

test('a mistake in mbus.conf is named with its line, and what can be read counts', () => {
  const text = 'Spread_Segment 10.0.0.255:4803 {\n mta1 10.0.0.1\n mta2\n}\n'
  const { nodes, mistake = '' } = expectedInMbus(encode(text), '/etc/mbus.conf')
  assert.is(nodes[0]?.name, 'mta1')
  assert.match(mistake, /^\/etc\/mbus\.conf, line 3: /)
})

test('peers of msgc_server are expected, each once, and the manager is none', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf':
      'msgc_server {\n peers = [\n  MTA1 = "10.0.0.1"\n  mgr1 = "10.0.0.2"\n  192.0.2.1 = "192.0.2.1"\n ]\n}\n',
  })
  const mbus = expectedInMbus(
    encode('# Subcluster: east = m\nSpread_Segment 10.0.0.255 { mta1 10.0.0.1 }'),
    '/m',
  )
  const { nodes } = expectedTogether([mbus, expectedPeers(configuration)], 'mgr1.example.com')
  assert.equal(
    nodes.map(({ name, subcluster, file, line }) => [name, subcluster, file, line]),
    [
      ['192.0.2.1', undefined, '/c/eccluster.conf', 5],
      ['mta1', 'east', '/m', 2],
    ],
  )
})

test('a short name and a long one may be of one host', () => {
  assert.ok(isSameHost('Pono', 'pono.example.com'))
  assert.ok(isSameHost('pono.example.com', 'PONO.example.com'))
  assert.not(isSameHost('pono.example.com', 'pono.example.net'))
  assert.not(isSameHost('pon', 'pono.example.com'))
  assert.not(isSameHost('', ''))
})

test.run()
