import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { InProcessBus } from '../../../src/cluster/bus/in-process-bus.js'
import { InProcessBus as Bus } from '../../../src/cluster/bus/in-process-bus.js'
import { findDrift } from '../../../src/cluster/drift/drift.js'
import { driftText } from '../../../src/cluster/drift/drift-text.js'
import { digestOf, listingOf } from '../../../src/cluster/drift/listing.js'
import { ListingEnd } from '../../../src/cluster/drift/listing-end.js'
import {
  decodeListingPart,
  decodeQuestion,
  encodeListingPart,
} from '../../../src/cluster/drift/messages.js'
import { RunningAsker } from '../../../src/cluster/drift/running-asker.js'
import { type Configuration, load } from '../../../src/config/index.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { PLAIN } from '../../../src/report/layout/palette.js'
import { scratch } from '../../tools/scratch.js'
import { HandTiming } from '../node/hand-timing.js'
import { FACTS, subjects } from '../node/manager-by-hand.js'

const test = suite('what nodes run, against the files')

const CONF = 'opt/msys/ecelerity/etc/conf/default'

/** A copy of the node's files, of which some are edited. */
async function node(
  edits: Readonly<Record<string, (text: string) => string>> = {},
): Promise<Configuration> {
  const root = scratch('corpus/node')
  for (const [name, edit] of Object.entries(edits)) {
    const path = join(root, CONF, name)
    writeFileSync(path, edit(readFileSync(path, 'utf8')))
  }
  const main = join(root, CONF, 'ecelerity.conf')
  return load(main, { environment: nodeEnvironment(), sysroot: root })
}

function start(
  bus: InProcessBus,
  name: string,
  running: Configuration | string,
  source = 'memory',
) {
  new ListingEnd({
    bus: bus.connect(),
    subjects,
    node: { ...FACTS, name },
    source: source as 'memory',
    running: async () => running,
  }).start()
}

let ids = 0

/**
 * @param silent how many nodes have answered when time runs out for the others; by default all answer that
 *   are expected
 */
function question(
  bus: InProcessBus,
  files: Configuration,
  expected: readonly string[],
  silent?: number,
) {
  const timing = new HandTiming()
  const answered = new Set<string>()
  bus.connect().subscribe(subjects.ofNode('*').answer('mgr1'), ({ subject }) => {
    const isNew = answered.size < answered.add(subject).size
    if (isNew && answered.size === silent) setImmediate(() => timing.forward(5000))
  })
  return {
    asker: new RunningAsker({
      bus: bus.connect(),
      subjects,
      manager: 'mgr1',
      timing,
      newId: () => `question-${++ids}`,
    }),
    subjects: subjects.ofManager('mgr1'),
    expected: expected.map((name) => ({ name, file: '/etc/mbus.conf', line: 3 })),
    nonce: 'nonce',
    patience: 5000,
    filesFor: async () => files,
  }
}

test('a digest is that of what is said, not of how and where', async () => {
  const files = await node()
  const spelt = await node({
    'domains.conf': (text) =>
      `# another comment\n${text.replace('Retry_Interval = 900', 'retry_interval   =   "0x384"')}`,
    'ecelerity.conf': (text) => text.replace('spool_mode = 0640', 'Spool_Mode = "0640"'),
  })
  assert.is(digestOf(spelt), digestOf(files))
  const changed = await node({
    'domains.conf': (text) => text.replace('Retry_Interval = 900', 'Retry_Interval = 901'),
  })
  assert.is.not(digestOf(changed), digestOf(files))
  const secret = await node({
    '../../../../etc/installer/ecelerity.d/50-ecdb.conf': (text) =>
      text.replace('sunny-Harbour-41', 'sunny-Harbour-42'),
  })
  assert.is.not(digestOf(secret), digestOf(files))
})

test('an empty module, and the order of what is tried one after the other, are said too', async () => {
  const files = await node()
  const listed = [...listingOf(files)]
  assert.equal(
    listed.filter(({ option }) => option === '').map(({ scope, value }) => `${scope} ${value}`),
    [
      'MsgcServer_Listener > Listen ":4809" { }',
      'ECCluster_Listener > Listen ":4802" { }',
      'Control_Listener > Listen "/tmp/2025" { }',
      'HTTP_Listener > Listen "127.0.0.1:8088" { }',
      'bounce_classifier_override { }',
    ],
  )
  const modules = listed.find(({ option }) => option === 'order of modules')
  assert.match(modules?.value ?? '', 'opendkim "opendkim1", mail_loop "loop1"')
  const moved = await node({
    'ecelerity.conf': (text) => {
      const loop = 'mail_loop "loop1" { max_received_headers = 40 }\n'
      return text.replace(loop, '').replace('opendkim "opendkim1"', `${loop}opendkim "opendkim1"`)
    },
  })
  assert.is.not(digestOf(moved), digestOf(files))
})

test('nodes that run something else are told by option, with both places, grouped', async () => {
  const files = await node()
  const edited = await node({
    'domains.conf': (text) =>
      text
        .replace('Retry_Interval = 900', 'Retry_Interval = 901')
        .replace('Max_Outbound_Connections = 20', 'Max_Outbound_Connections = 0x14')
        .replace('  Remote_SMTP_Port = 2525\n', ''),
  })
  const changed = edited.apply([
    { kind: 'set', path: [], option: 'Blackhole', value: 'true', words: [] },
  ])
  const bus = new Bus()
  start(bus, 'mta1', files)
  start(bus, 'mta2', edited)
  start(bus, 'mta3', changed)
  start(bus, 'mta4', 'the files cannot be read')
  const drift = await findDrift(question(bus, files, ['MTA1', 'mta5'], 4))
  assert.is(
    driftText(drift, PLAIN),
    `\
~ Domain "partner.example.org"  Remote_SMTP_Port   files 2525   /${CONF}/domains.conf:22
    mta2, mta3   not set
~ Domain "yahoo.com"  Retry_Interval   files 900   /${CONF}/domains.conf:5
    mta2, mta3   901   /${CONF}/domains.conf:5
~ Blackhole   files not set
    mta3   true   change 1 in memory
? mta4   the files cannot be read
? mta5   it has not answered; /etc/mbus.conf:3 names it
1 of 5 nodes run what the files say; different: mta2, mta3; not known: mta4, mta5.
`,
  )
})

test('nothing is said of nodes that run what the files say', async () => {
  const files = await node()
  const bus = new Bus()
  start(bus, 'mta1', files)
  start(bus, 'mta2', await node(), 'files')
  const drift = await findDrift(question(bus, files, ['mta1', 'mta2']))
  assert.equal(drift.differences, [])
  assert.is(
    driftText(drift, PLAIN),
    '2 of 2 nodes run what the files say. By their files, not by what runs: mta2.\n',
  )
})

test('a changed secret is a difference, and no secret goes over the bus', async () => {
  const files = await node()
  const other = await node({
    '../../../../etc/installer/ecelerity.d/50-ecdb.conf': (text) =>
      text.replace('sunny-Harbour-41', 'other-Harbour-42'),
  })
  const bus = new Bus()
  start(bus, 'mta1', other)
  const heard: string[] = []
  bus.connect().subscribe(subjects.ofNode('mta1').answer('mgr1'), ({ payload }) => {
    heard.push(new TextDecoder().decode(payload))
  })
  const drift = await findDrift(question(bus, files, ['mta1']))
  const uri =
    '( "pgsql:host=db1.example.net;port=5432;dbname=ecelerity;user=ecuser;password=****" )'
  const place = `/opt/msys/etc/installer/ecelerity.d/50-ecdb.conf:3`
  assert.is(
    driftText(drift, PLAIN),
    `~ Datasource "ecdb"  uri   files ${uri}   ${place}\n    mta1   ${uri}   ${place}\n0 of 1 node runs what the files say; different: mta1.\n`,
  )
  assert.is(heard.length, 2)
  assert.not.match(heard.join(''), /Harbour/)
})

test('what is wrong in answers is passed over', async () => {
  const files = await node()
  const bus = new Bus()
  const liar = bus.connect()
  const answers = subjects.ofNode('mta1').answer('mgr1')
  liar.subscribe(subjects.ofManager('mgr1').all, ({ payload }) => {
    // Who is asked for a digest has nothing else to say, and would be held as often as it is said.
    const { id = '' } = decodeQuestion(payload) ?? {}
    const head = { id, run: 'r', subcluster: '', source: 'memory', failed: undefined } as const
    const long = { ...head, digest: 'd', part: 0, parts: 1, bytes: new Uint8Array(10) }
    liar.publish(answers, encodeListingPart(long))
    liar.publish(answers, encodeListingPart({ ...long, parts: 2, bytes: new Uint8Array() }))
    liar.publish(answers, new TextEncoder().encode('{"v":1,"kind":"listing"}\n'))
    liar.publish(answers, new TextEncoder().encode('nonsense'))
  })
  const drift = await findDrift(question(bus, files, [], 1))
  assert.is(driftText(drift, PLAIN), 'No node has answered.\n')
  assert.is(decodeListingPart(new TextEncoder().encode('{"v":1,"kind":"listing"}\n')), undefined)
})

test.run()
