import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type Change,
  type Configuration,
  InvalidChangeError,
  type ScopePath,
} from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('changes in memory')

const DOMAIN: ScopePath = [{ name: 'Domain', instance: 'x' }]
const ECDB: ScopePath = [{ name: 'Datasource', instance: 'ecdb' }]

function base(): Promise<Configuration> {
  return loadFiles({
    '/c/eccluster.conf':
      'Message_Expiration = 1\nDomain x { Gateway = "g" Message_Expiration = 2 Adaptive_Sweep_Rule r { high_threshold = 1 } }\ninclude "b"\n',
    '/c/b':
      'Datasource "ecdb" { uri = ( "a" "b" ) }\nAuthDigestMD5Parameters = [ uri = "u" Realm = "r" ]\n',
  })
}

function set(path: ScopePath, option: string, value: string): Change {
  return { kind: 'set', path, option, value, words: [] }
}

function text(configuration: Configuration, path: ScopePath, option: string): string | undefined {
  return configuration.get(path, option)?.value.text
}

test('set wins over every file and leaves the old configuration as it was', async () => {
  const before = await base()
  const after = before.apply([set(DOMAIN, 'gateway', '"h"'), set([], 'blackhole', 'true')])
  assert.is(text(after, DOMAIN, 'gateway'), '"h"')
  assert.is(text(after, [], 'blackhole'), 'true')
  assert.is(text(before, DOMAIN, 'gateway'), '"g"')
  assert.is(text(before, [], 'blackhole'), undefined)
  assert.is(after.definitions(DOMAIN, 'gateway').length, 2)
  assert.ok(after.get(DOMAIN, 'gateway')?.inclusion.file.virtual)
  assert.is(after.files, before.files, 'the texts are shared')
})

test('set in a scope that does not exist makes it', async () => {
  const before = await base()
  const path = [{ name: 'Esmtp_Listener' }, { name: 'Listen', instance: ':"25\\' }]
  const after = before.apply([set(path, 'Enable', 'false')])
  assert.is(text(after, path, 'enable'), 'false')
  assert.is(before.scope(path), undefined)
})

test('unset of an option takes every definition out, until it is set again', async () => {
  const unset: Change = { kind: 'unset', path: DOMAIN, option: 'MESSAGE_expiration', words: [] }
  const before = await base()
  const after = before.apply([set(DOMAIN, 'message_expiration', '3'), unset])
  assert.is(text(after, DOMAIN, 'message_expiration'), undefined)
  assert.is(text(after, DOMAIN, 'gateway'), '"g"')
  assert.is(after.eval(DOMAIN, 'message_expiration').value?.text, '1')
  const again = after.apply([set(DOMAIN, 'message_expiration', '4')])
  assert.is(text(again, DOMAIN, 'message_expiration'), '4')
  assert.is(again.definitions(DOMAIN, 'message_expiration').length, 1)
})

test('unset of a scope takes all out that is inside', async () => {
  const before = await base()
  const after = before.apply([
    { kind: 'unset', path: [{ name: 'DOMAIN', instance: 'X' }], words: [] },
  ])
  assert.is(after.scope(DOMAIN), undefined)
  assert.is(after.scope([...DOMAIN, { name: 'adaptive_sweep_rule', instance: 'r' }]), undefined)
  const again = after.apply([set(DOMAIN, 'gateway', '"h"')])
  assert.equal([...(again.scope(DOMAIN)?.options.keys() ?? [])], ['gateway'])
  assert.equal(again.scope(DOMAIN)?.scopes, [])
})

test('elements of arrays', async () => {
  const before = await base()
  const add: Change = { kind: 'add-element', path: ECDB, option: 'uri', value: '"c"', words: [] }
  const remove: Change = {
    kind: 'remove-element',
    path: ECDB,
    option: 'uri',
    value: 'a',
    words: [],
  }
  assert.is(text(before.apply([add]), ECDB, 'uri'), '( "a" "b" "c" )')
  assert.is(text(before.apply([remove]), ECDB, 'uri'), '( "b" )')
  assert.is(text(before.apply([remove, { ...remove, value: 'b' }]), ECDB, 'uri'), '()')
  const nothing = before.apply([{ ...remove, value: 'z' }])
  assert.is(nothing.definitions(ECDB, 'uri').length, 1)
  const fresh = before.apply([{ ...add, option: 'other' }])
  assert.is(text(fresh, ECDB, 'other'), '( "c" )')
  const scalar = before.apply([set(ECDB, 'uri', '"a"'), add])
  assert.is(text(scalar, ECDB, 'uri'), '( "a" "c" )')
})

test('keys of dictionaries', async () => {
  const before = await base()
  const key = (name: string, value: string): Change => ({
    kind: 'set-key',
    path: [],
    option: 'AuthDigestMD5Parameters',
    key: name,
    value,
    words: [],
  })
  const after = before.apply([key('uri', '"v"'), key('new key', '1')])
  assert.is(text(after, [], 'authdigestmd5parameters'), '[ uri = "v"\nRealm = "r"\n"new key" = 1 ]')
  const { diagnostics } = after.get([], 'AuthDigestMD5Parameters')?.inclusion.file.document ?? {}
  assert.equal(
    diagnostics?.filter(({ severity }) => severity === 'error'),
    [],
  )
})

test('changes that cannot be made', async () => {
  const before = await base()
  const message = (change: Change) => {
    try {
      before.apply([change])
    } catch (error) {
      assert.instance(error, InvalidChangeError)
      return (error as Error).message
    }
    return undefined
  }
  assert.is(message(set([], 'a', '1 } b = 2')), "'1 } b = 2' is not a value")
  assert.is(message(set([], 'a', '')), "'' is not a value")
  assert.is(message(set([], 'a b', '1')), 'a b cannot be set in Global')
  assert.is(
    message({ kind: 'unset', path: [], words: [] }),
    'Unsetting the global scope is not supported.',
  )
})

test('loading again with other texts', async () => {
  const before = await base()
  const encoder = new TextEncoder()
  const after = await before.withTexts(
    new Map([
      ['/c/b', encoder.encode('include "new"\n')],
      ['/c/new', encoder.encode('Datasource "ecdb" { uri = ( "n" ) }\n')],
    ]),
  )
  assert.is(text(after, ECDB, 'uri'), '( "n" )')
  assert.equal(
    after.files.map(({ name }) => name),
    ['eccluster.conf', 'b', 'new'],
  )
  assert.is(after.files[0]?.document, before.files[0]?.document, 'what did not change is shared')
  const removed = await before.withTexts(new Map([['/c/b', undefined]]))
  assert.equal(
    removed.diagnostics.map(({ code }) => code),
    ['include/missing'],
  )
  const again = await removed.withTexts(new Map([['/c/b', encoder.encode('Y = 1\n')]]))
  assert.is(text(again, [], 'y'), '1')
  assert.equal(again.diagnostics, [])
})

test('loading again with a new file in an included folder', async () => {
  const before = await loadFiles({
    '/c/eccluster.conf': 'include "d"\n',
    '/c/d/a': 'X = 1\n',
    '/c/d/c': 'X = 3\n',
  })
  const after = await before.withTexts(
    new Map([
      ['/c/d/b', new TextEncoder().encode('Y = 2\n')],
      ['/c/d/c', undefined],
    ]),
  )
  assert.equal(
    after.files.map(({ name }) => name),
    ['eccluster.conf', 'd/a', 'd/b'],
  )
})

test.run()
