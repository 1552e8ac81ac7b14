import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  optionMeanings,
  optionPage,
  PLAIN,
  scopeMeanings,
  scopePage,
} from '../../src/report/index.js'
import { registry } from '../../src/schema/index.js'
import { residentEcconf as ecconf } from '../tools/resident.js'
import { scratch } from '../tools/scratch.js'

const test = suite('option')

const run = (...words: string[]) => ecconf(['option', ...words])

/** The page that a name gives; the name in any case. */
function page(name: string): string {
  const { status, stdout, stderr } = run(name)
  assert.equal([status, stderr], [0, ''], name)
  return stdout
}

test('an option with a default for each product, a unit, and a fallback', () => {
  assert.is(
    page('message_expiration'),
    `Message_Expiration  option
  For how long delivery of a message is tried.

  type        time interval
  value       a time in seconds such as 300
  default     86400
  shipped as  604800
  scopes      Global, Binding, Binding_Group, Domain
  versions    3.x since 3.0, 4.x
  fallback    Binding_Group > Binding > Domain → Binding > Domain →
              Binding_Group > Domain → Binding_Group > Binding → Binding →
              Binding_Group → Domain → Global
  restart     not needed
`,
  )
})

test('defaults and versions that are others in some scopes', () => {
  const text = page('heartbeat')
  assert.match(text, '\n  default   60; in custom_bounce_logger: none\n')
  assert.match(text, '\n  versions  3.x, 4.x; in xmpp_logger: 3.x\n')
})

test('a default by product line, and one that changed', () => {
  assert.match(
    page('data_store'),
    `
  default   "/var/log/ecelerity/adaptive.db" in 3.x, ( "http://127.0.0.1:8098" )
            in 4.x
`,
  )
  assert.match(page('smpp_sms_segment_size'), '  default      140, 160 since 3.3.3\n')
})

test('a name with two meanings has two pages', () => {
  const pages = page('file_mode').split(/^(?=\w)/m)
  assert.is(pages.length, 2)
  assert.match(pages[0] as string, '\n  default   0660\n')
  assert.match(pages[1] as string, '\n  scopes    Logs\n')
})

test('an option and a scope of the same name', () => {
  const text = page('pathway')
  assert.match(text, /^Pathway {2}option\n/)
  assert.match(text, '\n  refers to  Pathway, by its name\n')
  assert.match(text, '\n\nPathway  scope\n')
  assert.match(text, '\n  stands in  Global, Pathway_Group\n  written    Pathway "NAME" { ... }\n')
})

test('the words of an enumeration, the numbers that mean the same', () => {
  const text = page('rfc2822_date_header')
  assert.match(text, '"ignore", "pedantic", "ifneeded" or 2\n')
  assert.match(text, '\n  numbers   2 for ifneeded\n')
})

test('several listeners have one order of fallback', () => {
  assert.match(
    page('idle_time'),
    `
  fallback    Listener > Listen > Peer → Listener > Listen → Listener > Peer →
              Listener → Pathway_Group > Pathway → Pathway → Pathway_Group
`,
  )
})

test('two orders of fallback', () => {
  assert.match(
    page('tls_ciphers'),
    `
            Binding_Group → Domain → Global
  or        Listener > Listen > Peer → Listener > Listen → Listener > Peer →
            Listener → Pathway_Group > Pathway → Pathway → Pathway_Group →
            Global
`,
  )
})

test('what is marked: secrets, restarts, what is deprecated, editions', () => {
  const password = page('mm7_http_auth_password')
  assert.match(password, '\n  versions  3.x (deprecated since 3.5.6, Mobile Momentum only)\n')
  assert.match(password, '\n  secret    yes: it is shown as ****\n')
  assert.match(page('event_loop'), 'needed for a change to take effect\n')
  assert.match(page('watchdog_interval'), '\n  versions  3.x since 3.0 (deprecated since 3.5)\n')
})

test('a restart is claimed only where a document speaks of it', () => {
  const restart = (name: string) =>
    [...page(name).matchAll(/^ {2}restart +(.+)$/gm)].map((m) => m[1])
  const needed = 'needed for a change to take effect'
  for (const name of ['log_hires_timestamp', 'dns_rate_limit_max_queue', 'scheduled_send']) {
    assert.equal(restart(name), [needed], name)
  }
  assert.equal(restart('gen_count'), [needed, needed])
  assert.equal(restart('adaptive_cache_size'), [`${needed}: when it gets smaller`])
  assert.equal(restart('hot_domains'), [
    'not needed in 3.x, needed for a change to take effect in 4.x',
  ])
  assert.equal(restart('gateway'), ['not needed'])
  for (const name of [
    'header_name',
    'max_extract_time',
    'external_hostname',
    'smpp_sms_segment_size',
  ]) {
    assert.equal(
      restart(name).filter((text) => text !== needed),
      [],
      name,
    )
  }
  assert.equal(restart('max_extract_time'), [])
  assert.equal(restart('fbl'), [needed])
  assert.equal(restart('msgc_server'), [])
})

test('a version is that of its product line', () => {
  assert.match(page('hot_domains'), '\n  versions  3.x since 3.6, 4.x\n')
  assert.match(page('curfew'), '\n  versions   5.x since 5.3\n')
  assert.match(page('dns_max_udp_queries_per_port'), '\n  versions     4.x since 4.8.6 and 5.2\n')
  assert.match(page('dnsbuf'), ', 4.x since 4.2 up to 4.7 (deprecated since 4.8)\n')
  assert.match(page('ssl_lock_method'), '(deprecated since 5.3, no effect since 5.3)')
  assert.match(
    page('cloudmark'),
    '\n  versions   3.x since 3.0 (without a name since 3.4), 4.x (without a name)\n',
  )
  assert.match(page('external_hostname'), '\n  versions  4.x since 4.2.31 (not certain)\n')
})

test('what the documents allow, what it means, and what may stand in a format', () => {
  const cache = page('match_cache_size')
  assert.match(cache, '\n  note      0 makes the product behave unpredictably\n')
  assert.match(cache, '\n  range     1 or more\n')
  assert.match(page('delayed_binding_domain_fuzz'), '\n  range     2 or more, a power of two\n')
  assert.match(
    page('max_retries'),
    '\n  special   auto (follows the expiration), none (no limit)\n',
  )
  assert.match(page('xmpp_logger'), '\n  macros     %H %af %ai %at %ay %so %sr %st %t\n')
  assert.match(page('smpp_bounce_logger'), '\n  macros     %B %H %S %T %b %d ')
})

test('a module of which no document lists the options', () => {
  assert.match(page('spamc'), '\n  options    Enabled, Debug_Level; no document lists them\n')
})

test('another name of the same thing', () => {
  assert.match(page('watch_variable'), '\n  same as   Watch_Variables\n')
})

test('a syntax of its own', () => {
  assert.match(
    page('routes'),
    '\n  syntax    [SCHEME://]HOST[:PORT][/PATH][?pref=P&ttl=T&port=O&type=mx|a]\n',
  )
})

test('a module', () => {
  assert.match(
    page('AUTH_DS'),
    /^auth_ds {2}module\n(?: {2}.+\n)+\n {2}stands in {2}Global\n {2}written {4}auth_ds \{ \.\.\. \}\n {2}loaded {5}by itself, also without a stanza\n {2}versions {3}3\.x.*, 4\.x\n {2}options {4}Enabled, Debug_Level\n {2}scopes {5}Scheme\n$/,
  )
  const { stdout } = run('msgc_server')
  assert.match(stdout, '\n  kind       for clusters\n  loaded     by its stanza\n')
})

test('the outermost scope', () => {
  const text = page('global')
  assert.ok(text.startsWith('Global  scope\n  What stands outside of all stanzas.\n\n'))
  assert.match(text, ' Message_Expiration,')
})

test('every name that the product knows has a page, within 80 columns', () => {
  const known = registry()
  const names = [...new Set([...known.optionNames(), ...known.scopeNames()])]
  assert.ok(names.length > 900)
  for (const name of names) {
    const pages = [
      ...optionMeanings(known, name).map((meaning) => optionPage(meaning, known, PLAIN)),
      ...scopeMeanings(known, name).map((meaning) => scopePage(meaning, known, PLAIN)),
    ]
    assert.ok(pages.length > 0, name)
    const lines = pages.join('\n').split('\n')
    // A value without a blank, such as a URL, may be longer by itself.
    const broken = lines.filter((line) => [...line].length > 80 && !/^ +(?:\w+ +)?\S+$/.test(line))
    assert.equal(broken, [], name)
    for (const line of lines) assert.not.match(line, /undefined|\[object|\bnull\b|[ ]$/)
  }
})

test('an unknown name: exit 1 with what may be meant', () => {
  assert.equal(run('enabld'), {
    status: 1,
    stdout: '',
    stderr: 'No option, scope or module is named "enabld". Did you mean "Enable" or "Enabled"?\n',
  })
  assert.is(
    run('Gobal').stderr,
    'No option, scope or module is named "Gobal". Did you mean "Global"?\n',
  )
})

test('nothing comes near by its letters: names that hold the word', () => {
  assert.match(run('password').stderr, 'Did you mean "password_column" or "returns_password"')
})

test('nothing comes near at all', () => {
  assert.is(run('wibble').stderr, 'No option, scope or module is named "wibble".\n')
})

test('--format json', () => {
  const { version, options, scopes } = JSON.parse(run('gateway', '--format', 'json').stdout)
  assert.is(version, 1)
  assert.equal(scopes, [])
  assert.is(options.length, 1)
  const [{ description, scopes: places, ...others }] = options
  assert.type(description, 'string')
  assert.equal(others, {
    name: 'gateway',
    display: 'Gateway',
    type: 'host_address',
    element: null,
    shape: 'scalar',
    expected: 'a host such as "relay.example.com"',
    words: null,
    unit: null,
    restart: false,
    secret: false,
    aliasOf: null,
    facts: {},
    fallback: [
      [
        'Binding_Group > Binding > Domain',
        'Binding > Domain',
        'Binding_Group > Domain',
        'Binding_Group > Binding',
        'Binding',
        'Binding_Group',
        'Domain',
        'Global',
      ],
    ],
  })
  assert.equal(places.map(({ scope }: { scope: string }) => scope).sort(), [
    'Binding',
    'Binding > Domain',
    'Binding_Group',
    'Binding_Group > Binding',
    'Binding_Group > Binding > Domain',
    'Binding_Group > Domain',
    'Domain',
    'Global',
  ])
  assert.equal(places[0].lines, { 3: { since: '3.0', sinceByForm: { ipv6: '3.4' } }, 4: {} })
})

test('--format json of a scope', () => {
  const { options, scopes } = JSON.parse(run('peer', '--format', 'json').stdout)
  assert.equal(options, [])
  const [peer] = scopes
  assert.equal(
    [peer.name, peer.display, peer.instance, peer.module],
    ['peer', 'Peer', 'named', false],
  )
  assert.ok(
    peer.places.some(({ scope }: { scope: string }) => scope === 'Esmtp_Listener > Listen > Peer'),
  )
  assert.ok(peer.options.includes('Always_Deny'))
})

test('a hook, by the name of any', () => {
  assert.is(page('hook:validate_data_spool'), page('hook:NAME'))
  assert.match(
    page('hook:validate_data_spool'),
    'hook:NAME  option\n  What a module does at a hook',
  )
  assert.is(
    run('hook:').stderr,
    'No option, scope or module is named "hook:". Did you mean "hook"?\n',
  )
})

test('what the schema of a site teaches and asks', () => {
  const cwd = scratch()
  const our_batch = { type: 'integer', minimum: 1, description: 'How many.' }
  const msg_gen = { properties: { our_batch } }
  const schema = { properties: { msg_gen, Max_Retries: { maximum: 10 } } }
  writeFileSync(join(cwd, 'site.json'), JSON.stringify(schema))
  const taught = `our_batch  option
  How many.

  type    integer
  scopes  msg_gen
  site    site.json asks for type "integer", minimum 1
`
  const at = (...words: string[]) => ecconf(['option', ...words], { cwd }).stdout
  assert.is(at('our_batch', '--schema', 'site.json'), taught)
  assert.match(at('max_retries', '--schema', 'site.json'), 'site.json asks for maximum 10')
  writeFileSync(join(cwd, 'ecconf.json'), '{ "schemas": ["site.json"] }')
  assert.is(at('our_batch'), taught)
  assert.match(ecconf(['option', 'our_bach'], { cwd }).stderr, 'Did you mean "our_batch"?')
})

test.run()
