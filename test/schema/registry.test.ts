import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { implicitSettings, registry, validate } from '../../src/schema/index.js'
import { isSecretOption } from '../../src/schema/secrets/options.js'
import type { OptionView, ScopeView } from '../../src/syntax/index.js'
import { optionAt, scopeAt } from './lookup.js'

const test = suite('registry')

test('is built once', () => {
  assert.is(registry(), registry())
  assert.is(scopeAt('logs').options, scopeAt('logs').options)
})

test('scopes know their place, their spelling and how their instances stand', () => {
  const { global } = registry()
  assert.equal([global.id, global.name, global.display], ['global', 'global', 'Global'])
  const found = ['logs', 'esmtp_listener/listen/peer', 'auth_ds/scheme/querygroups', 'clamav'].map(
    (path) => {
      const { id, display, instance, module } = scopeAt(path)
      return { id, display, instance, module }
    },
  )
  assert.equal(found, [
    { id: 'logs', display: 'Logs', instance: 'anonymous', module: false },
    { id: 'esmtp_listener/listen/peer', display: 'Peer', instance: 'named', module: false },
    {
      id: 'auth_ds/scheme/querygroups',
      display: 'QueryGroups',
      instance: 'anonymous',
      module: false,
    },
    { id: 'clamav', display: 'clamav', instance: 'optional', module: true },
  ])
})

test('options of Logs and of listeners come in the order of the product (F11)', () => {
  assert.equal([...scopeAt('logs').options.keys()].slice(0, 3), [
    'dir_mode',
    'logfile',
    'file_mode',
  ])
  const listener = [...scopeAt('esmtp_listener').options.values()].slice(0, 7)
  assert.equal(
    listener.map(({ display }) => display),
    [
      'Enable',
      'Idle_Time',
      'SMTP_Extensions',
      'TLS_Key',
      'TLS_Certificate',
      'TLS_Client_CA',
      'TLS_Ciphers',
    ],
  )
})

test('spellings are those that the console prints', () => {
  const paths = ['suspend_delivery', 'logs/logfile', 'eventloop/concurrency', 'maintainer_pool']
  assert.equal(
    paths.map((path) => optionAt(path).display),
    ['Suspend_Delivery', 'logfile', 'concurrency', 'Maintainer_pool'],
  )
  assert.is(scopeAt('esmtp_listener').display, 'Esmtp_Listener')
})

test('names are found in any case', () => {
  const ids = (name: string) =>
    registry()
      .scopesNamed(name)
      .map(({ id }) => id)
  assert.equal(ids('SCHEME').sort(), ['alias/scheme', 'auth_ds/scheme'])
  assert.equal(ids('node').sort(), ['logs/manager/node', 'logs/node', 'msg_gen/node'])
  assert.equal(ids('script').sort(), ['scriptlet/script', 'sieve/script'])
  assert.equal(ids('nothing'), [])
  assert.equal(ids('global'), [], 'nobody can write it')
  const having = registry().scopesWithOption('Dir_Mode')
  assert.equal(
    having.map(({ id }) => id),
    ['logs'],
  )
  assert.equal(registry().scopesWithOption('no_such_option'), [])
})

test('each name is told once', () => {
  const options = [...registry().optionNames()]
  const scopes = [...registry().scopeNames()]
  assert.is(new Set(options).size, options.length)
  assert.is(new Set(scopes).size, scopes.length)
  assert.ok(options.includes('message_expiration') && scopes.includes('binding_group'))
  assert.ok([...options, ...scopes].every((name) => name === name.toLowerCase()))
})

test('which scopes have an option is what the scopes themselves say, in their order', () => {
  const all = [registry().global]
  for (const scope of all) all.push(...scope.scopes.values())
  const names = [...new Set(all.flatMap(({ options }) => [...options.keys()]))]
  assert.equal([...registry().optionNames()], names)
  // More names than are looked for one by one, and some of them twice.
  for (const name of [...names, ...names.slice(0, 3)]) {
    const having = all.filter(({ options }) => [...options.keys()].includes(name))
    assert.equal(
      registry()
        .scopesWithOption(name)
        .map(({ id }) => id),
      having.map(({ id }) => id),
      name,
    )
  }
  const withHooks = all.filter(({ options }) => options.has('hook:x'))
  assert.ok(withHooks.length > 100)
  assert.equal(registry().scopesWithOption('hook:x'), withHooks)
  for (const name of ['', ' ', 'tls 0', 'hook:', '\n']) {
    assert.equal(registry().scopesWithOption(name), [], JSON.stringify(name))
  }
})

test('a name is that of a secret when a secret option is the closest to it', () => {
  const names = [...registry().optionNames()]
  const secret = names.filter((name) =>
    registry()
      .scopesWithOption(name)
      .some(({ options }) => options.get(name)?.secret),
  )
  assert.is(secret.length, 9)
  for (const name of secret) {
    const slip = `${name.slice(0, 4)}${name.slice(5)}`
    assert.ok(isSecretOption(undefined, slip), slip)
  }
  assert.not(isSecretOption(undefined, 'Retry_Intervall'))
})

test('one name may have other facts in another scope', () => {
  const found = [
    'control_listener/file_mode',
    'logs/file_mode',
    'connect_timeout',
    'adaptive_backstore_riak/connect_timeout',
    'snmp/state',
    'snmp_traps/state',
    'max_outbound_connections',
    'host/max_outbound_connections',
  ].map((path) => optionAt(path).default)
  assert.equal(found, ['0660', undefined, '300', '5', 'true', 'false', '32', '-1'])
  assert.is(optionAt('threadpool/concurrency').nonDynamic, false)
  assert.is(optionAt('eventloop/concurrency').nonDynamic, true)
})

test('defaults are configuration text', () => {
  const paths = [
    'message_expiration',
    'blackhole',
    'security/user',
    'timestampformat',
    'spool_mode',
    'alias_schemes',
    'adaptive_sweep_rule/high_action',
    'bounces_inline_original',
  ]
  assert.equal(
    paths.map((path) => optionAt(path).default),
    [
      '86400',
      'false',
      '"ecuser"',
      '"[%a %d %b %Y %H:%M:%S] "',
      '0640',
      '()',
      '( "suspend" "4 hours" )',
      '"headers"',
    ],
  )
})

test('every default is a valid value of its option', () => {
  let count = 0
  const named = [...registry().scopeNames()].map((name) => registry().scopesNamed(name))
  for (const scopes of [[registry().global], ...named]) {
    for (const scope of scopes) {
      for (const option of scope.options.values()) {
        if (option.default === undefined) continue
        const assignment = parse(`x = ${option.default}`).root.items[0] as OptionView
        assert.ok(assignment.value, `${option.name} = ${option.default}`)
        assert.equal(validate(option, assignment.value), [], `${scope.id}: ${option.name}`)
        count++
      }
    }
  }
  assert.ok(count > 1000, `only ${count} defaults`)
})

test('types, shapes, units and words', () => {
  const facts = (path: string) => {
    const { type, element, shape, unit, words } = optionAt(path)
    return { type, element, shape, unit, words }
  }
  const scalar = { element: undefined, shape: 'scalar', words: undefined }
  assert.equal(facts('retry_interval'), { ...scalar, type: 'time_interval', unit: 'seconds' })
  assert.equal(facts('delivery_response_timeout').unit, 'milliseconds')
  assert.equal(facts('growbuf_size').unit, 'bytes')
  assert.equal(facts('datasource/uri'), {
    type: 'array',
    element: 'datasource_uri',
    shape: 'array',
    unit: undefined,
    words: undefined,
  })
  assert.equal(facts('msgc_server/peers'), {
    type: 'dictionary',
    element: 'ip_address',
    shape: 'dictionary',
    unit: undefined,
    words: undefined,
  })
  assert.is(facts('esmtp_listener/listen/duravip_preference').shape, 'either')
  assert.equal(facts('tls').words, ['no', 'ifavailable', 'required'])
  assert.equal(facts('blackhole').words, ['false', 'true', 'inline', 'internal'])
  assert.equal(facts('domain/xmpp_role').words, ['client', 'server'])
})

test('fallback is a matter of the scope', () => {
  const paths = [
    'message_expiration',
    'binding_group/binding/domain/message_expiration',
    'host/outbound_throttle_messages',
    'host/max_outbound_connections',
    'esmtp_listener/listen/peer/idle_time',
    'pathway_group/pathway/idle_time',
    'security/user',
    'dkim_sign/dk_domain/selector',
    'dkim_sign/selector',
  ]
  assert.equal(
    paths.map((path) => optionAt(path).fallback),
    ['none', 'outbound', 'outbound', 'none', 'listener', 'pathway', 'none', 'enclosing', 'none'],
  )
})

test('product lines', () => {
  assert.equal(optionAt('message_expiration').lines, { 3: { since: '3.0' }, 4: {} })
  assert.equal(optionAt('curfew/timezone').lines, { 4: { since: '5.3' } })
  assert.equal(Object.keys(optionAt('domain/outbound_throttle_messages').lines), ['3', '4'])
  assert.equal(Object.keys(optionAt('host/outbound_throttle_messages').lines), ['4'])
  assert.equal(scopeAt('msgc_server').lines, {
    3: { since: '3.4', clusterRelated: true, restart: false },
    4: { clusterRelated: true },
  })
})

test('engines inside antivirus have the options of both', () => {
  const { options } = scopeAt('antivirus/csapi')
  for (const name of ['enabled', 'action', 'update_interval']) assert.ok(options.has(name), name)
  assert.is(options.get('use_wire_rep')?.fallback, 'enclosing')
})

test('hook:NAME stands in modules and is in no list of names', () => {
  const { options } = scopeAt('sieve')
  assert.is(options.get('hook:core_final_validation')?.type, 'dictionary')
  assert.ok(options.has('hook:x'))
  assert.not.ok(
    options.has('hook') || options.has('hoox:x') || scopeAt('logs').options.has('hook:x'),
  )
  assert.not.ok([...registry().optionNames()].some((name) => name.includes(':')))
})

test('descriptions', () => {
  assert.is(
    optionAt('auth_ds/scheme/authenticate/password_column').description,
    'The column that holds the password; without it the first.',
  )
  assert.is(scopeAt('security').description, 'Which user the process runs as and what it may do.')
})

test('the implicit settings are a configuration', () => {
  const document = parse(implicitSettings())
  assert.equal(document.diagnostics, [])
  const seen: string[] = []
  for (const item of document.root.items) {
    if (item.type === 'option') seen.push(item.name)
    if (item.type === 'scope') seen.push(`${item.name} ${item.instance?.value ?? ''}`.trim())
    const options = item.type === 'scope' ? item.items : [item]
    const scope = item.type === 'scope' ? scopeAt(item.name.toLowerCase()) : registry().global
    for (const option of options as OptionView[]) {
      const type = scope.options.get(option.name.toLowerCase())
      assert.ok(type && option.value, option.name)
      assert.equal(validate(type, option.value), [], option.name)
    }
  }
  assert.equal(seen, [
    'TimeStampFormat',
    'Debug_Flags',
    'ThreadPool SwapOut',
    'ThreadPool SwapIn',
    'ThreadPool Unlink',
    'ThreadPool Batch_Unlink',
    'ThreadPool Close',
    'ThreadPool CPU',
    'ThreadPool IO',
    'ThreadPool SpoolIn',
  ])
  const flags = document.root.items[1] as ScopeView
  assert.is(flags.items.length, 6)
})

test.run()
