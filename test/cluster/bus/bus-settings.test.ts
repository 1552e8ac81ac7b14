import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { busSettings, serverName } from '../../../src/cluster/bus/bus-settings.js'
import { InProcessConnection } from '../../../src/cluster/bus/in-process-bus.js'
import { NatsBus } from '../../../src/cluster/bus/nats-bus.js'
import { openBus } from '../../../src/cluster/bus/open-bus.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('the settings of the bus')

const settings = async (text: string) =>
  busSettings(
    await loadFiles({ '/ecelerity.conf': text }, { workingDirectory: '/' }, {}, '/ecelerity.conf'),
  )

const NOTHING = { ca: undefined, certificate: undefined, key: undefined, credentials: undefined }

test('without a Bus there are none, and the bus is one inside of the process', async () => {
  assert.is(await settings('Hostname = "a.example.com"'), undefined)
  const bus = openBus(undefined)
  assert.instance(bus, InProcessConnection)
  assert.is(bus.state, 'connected')
})

test('one server as a single text, with what holds where nothing is said', async () => {
  assert.equal(await settings('Bus { URL = "nats://bus.example.com" }'), {
    servers: [{ isTls: false, host: 'bus.example.com', port: 4222, login: undefined }],
    ...NOTHING,
    nodeTimeout: 10,
    problems: [],
  })
})

test('everything that can be said', async () => {
  const found = await settings(`Bus {
    url = ( "tls://node1:a%40b@[2001:db8::1]:4223" "TLS://token@10.0.0.5/" "nats://127.0.0.1:1" )
    ca = "/etc/bus/ca.pem"
    certificate = "/etc/bus/node1.pem"
    key = "/etc/bus/node1.key"
    credentials = "/etc/bus/node1.creds"
    node_timeout = 30
  }`)
  assert.equal(found, {
    servers: [
      { isTls: true, host: '2001:db8::1', port: 4223, login: { user: 'node1', password: 'a@b' } },
      { isTls: true, host: '10.0.0.5', port: 4222, login: { user: 'token', password: undefined } },
      { isTls: false, host: '127.0.0.1', port: 1, login: undefined },
    ],
    ca: '/etc/bus/ca.pem',
    certificate: '/etc/bus/node1.pem',
    key: '/etc/bus/node1.key',
    credentials: '/etc/bus/node1.creds',
    nodeTimeout: 30,
    problems: [],
  })
  assert.equal(found?.servers.map(serverName), [
    'tls://[2001:db8::1]:4223',
    'tls://10.0.0.5:4222',
    'nats://127.0.0.1:1',
  ])
})

test('what cannot be used is said, without what may be secret, and the rest is used', async () => {
  const found = await settings(
    'Bus { url = ( "http://user:sunny-Harbour-41@bus" "nats://bus" "nats://bus:99999" ) node_timeout = 0 }',
  )
  assert.equal(found?.servers.map(serverName), ['nats://bus:4222'])
  assert.equal(found?.problems, [
    'Bus: url number 1 is no URL of a server',
    'Bus: url number 3 is no URL of a server',
  ])
  assert.is(found?.nodeTimeout, 10)
})

test('a Bus without a server is no bus inside of the process: it is one that is not connected', async () => {
  const found = await settings('Bus { ca = "/etc/bus/ca.pem" }')
  assert.equal(found?.problems, ['Bus: url is not set'])
  const bus = openBus(found)
  assert.instance(bus, NatsBus)
  assert.is(bus.state, 'disconnected')
  await bus.close()
})

test.run()
