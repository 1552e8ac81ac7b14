import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { change, resultTexts } from '../../../src/edit/index.js'
import { set, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('changes of which some cannot be placed')

const FILES = {
  '/c/eccluster.conf':
    'Datasource "ecdb" {\n  uri = ( "x" )\n}\nBlackhole = true\nreadonly_include "ecdb.conf"\n',
  '/c/ecdb.conf': 'Datasource "ecdb" {\n  uri = ( "x" )\n}\nHostname = "h"\n',
}

async function placed(changes: readonly Change[]) {
  const configuration = await loadFiles(FILES)
  const whole = await change(configuration, changes)
  const partial = await change(configuration, changes, { partial: true })
  const texts = [...resultTexts(partial, configuration).values()]
  return {
    whole,
    partial,
    text: texts.map(({ after }) => new TextDecoder().decode(after)).join(''),
    leftOut: partial.leftOut?.map(({ code, change, summary }) => {
      const number = change === undefined ? 0 : changes.indexOf(change) + 1
      return `${number} ${code}: ${summary}`
    }),
  }
}

const READ_ONLY =
  'read-only: Datasource "ecdb" uri is last set in ecdb.conf:2, which is read-only (readonly_include in eccluster.conf:5)'

test('what can be placed is, and the rest is listed with its reason', async () => {
  const changes = [
    set('Blackhole', 'false'),
    set('Datasource=ecdb', 'uri', '( "y" )'),
    unset('Hostname'),
    set('Datasource=ecdb', 'cache_life', '7'),
  ]
  const { whole, partial, text, leftOut } = await placed(changes)
  assert.equal(whole.edits, [], 'all or nothing, unless asked otherwise')
  assert.is(whole.leftOut, undefined)
  assert.equal(partial.refusals, [])
  assert.equal(partial.changes, [changes[0], changes[3]])
  assert.equal(leftOut?.[0], `2 ${READ_ONLY}`)
  assert.match(leftOut?.[1] ?? '', /^3 read-only: Hostname /)
  assert.is(leftOut?.length, 2)
  assert.is(
    text,
    FILES['/c/eccluster.conf']
      .replace('true', 'false')
      .replace('( "x" )\n', '( "x" )\n  cache_life = 7\n'),
  )
})

test('a finding that the result would have leaves out the change that brings it', async () => {
  const { partial, text, leftOut } = await placed([
    set('Blackhole', 'false'),
    set('Message_Expiration', 'never'),
    set('Suspend_Delivery', 'true'),
  ])
  assert.equal(leftOut, ['2 invalid: Wrong value "never" for option "Message_Expiration"'])
  assert.is(partial.placements.length, 2)
  assert.not.ok(text.includes('never'))
})

test('changes of one option go together', async () => {
  const { leftOut, partial } = await placed([
    set('Domain=x', 'Gateway', '"a"'),
    set('Datasource=ecdb', 'cache_life', '8'),
    { kind: 'unset', path: [{ name: 'Datasource', instance: 'ecdb' }], words: [] },
  ])
  assert.equal(
    leftOut?.map((each) => each.slice(0, 12)),
    ['2 read-only:', '3 read-only:'],
  )
  assert.is(partial.edits.length, 1)
})

test('nothing that can be placed is no edit and no refusal', async () => {
  const { partial, leftOut } = await placed([set('Datasource=ecdb', 'uri', '( "y" )')])
  assert.equal([partial.edits, partial.refusals, leftOut], [[], [], [`1 ${READ_ONLY}`]])
})

test.run()
