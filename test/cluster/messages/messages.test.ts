import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeAnswerPart, encodeAnswerPart } from '../../../src/cluster/messages/answer.js'
import { decodeCommand, encodeCommand } from '../../../src/cluster/messages/command.js'
import { encodeEnvelope } from '../../../src/cluster/messages/envelope.js'
import {
  decodePresence,
  encodePresence,
  encodeRollCall,
  isRollCall,
  type Presence,
} from '../../../src/cluster/messages/presence.js'

const test = suite('presence, commands and answers')

const NODE: Presence = {
  name: 'mta1.example.net',
  subcluster: 'east',
  type: 'Momentum',
  version: '4.2.1',
  address: '192.0.2.1:4802',
  groups: ['ec_console', 'ec_sc_east', 'ec_cluster'],
  privateName: '#ec0-17#mta1.example.net',
  run: 'a1',
  epoch: undefined,
  isLeaving: false,
}

test('a presence comes back whole, of a node and of a manager', () => {
  assert.equal(decodePresence(encodePresence(NODE)), NODE)
  const manager = { ...NODE, subcluster: undefined, type: 'Manager', epoch: 7, isLeaving: true }
  assert.equal(decodePresence(encodePresence(manager)), manager)
})

test('a roll call is no presence, and the other way round', () => {
  assert.is(isRollCall(encodeRollCall()), true)
  assert.is(isRollCall(encodePresence(NODE)), false)
  assert.is(decodePresence(encodeRollCall()), undefined)
})

test('a command comes back whole', () => {
  const command = {
    id: '00ff',
    text: 'sieve:sieve1 flush cache',
    isXml: true,
    issuer: 'joe at /tmp/2025',
    patience: 10_000,
  }
  assert.equal(decodeCommand(encodeCommand(command)), command)
  assert.is(decodeCommand(encodeEnvelope({ kind: 'command', ...command, patience: -1 })), undefined)
})

test('parts of an answer come back byte for byte, the last one with what became of it', () => {
  const bytes = Uint8Array.from([0, 13, 10, 255])
  const first = { id: '1', run: 'a1', part: 0, end: undefined, bytes }
  const last = { ...first, part: 1, end: { status: 'too-long' as const, length: 8 } }
  assert.equal(decodeAnswerPart(encodeAnswerPart(first)), first)
  assert.equal(decodeAnswerPart(encodeAnswerPart(last)), last)
  const unknown = encodeEnvelope({ kind: 'answer', id: '1', run: 'a', part: 0, status: 'fine' })
  assert.is(decodeAnswerPart(unknown), undefined)
})

test.run()
