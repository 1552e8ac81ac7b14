import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dumpJson } from '../../src/config/index.js'
import { lint } from '../../src/lint/index.js'
import { checkSiteSchemas, loadSiteValidators } from '../../src/lint/site/index.js'
import { type JsonObject, registry } from '../../src/schema/index.js'
import { withSiteScopes } from '../../src/schema/site/index.js'
import { loadFiles } from '../tools/load-files.js'

const test = suite('schemas of a site')

const validators = await loadSiteValidators()

async function findings(schema: JsonObject, files: Record<string, string>) {
  const schemas = [{ name: 'site.json', schema }]
  const known = withSiteScopes(registry(), schemas, validators(schemas))
  const configuration = await loadFiles(files, {}, { registry: known })
  const found = await checkSiteSchemas(configuration, schemas)
  return found.map(({ code, severity, file, start, end, summary, detail }) => {
    const text = configuration.files.find(({ name }) => name === file)?.document.source.text ?? ''
    return { code, severity, file, at: text.slice(start, end), summary, detail }
  })
}

const rule = { code: 'schema/site-rule', severity: 'error', file: 'eccluster.conf' }

test('a bound on an option, at the definition that counts', async () => {
  const schema = {
    properties: {
      domain: { items: { properties: { max_outbound_connections: { maximum: 50 } } } },
    },
  }
  const found = await findings(schema, {
    '/c/eccluster.conf': 'Domain "a.example" { Max_Outbound_Connections = 20 }\ninclude "b.conf"\n',
    '/c/b.conf': 'Domain "a.example" { Max_Outbound_Connections = 90 }\n',
  })
  assert.equal(found, [
    {
      ...rule,
      file: 'b.conf',
      at: '90',
      summary: 'Option "Max_Outbound_Connections" of Domain "a.example" must be at most 50',
      detail:
        'site.json asks for it (#/properties/domain/items/properties/max_outbound_connections/maximum).',
    },
  ])
})

test('a message and a severity of its own', async () => {
  const schema = {
    properties: {
      blackhole: {
        const: false,
        'x-ecconf': { message: 'Blackhole stays off in production', severity: 'warning' },
      },
    },
  }
  const found = await findings(schema, { '/c/eccluster.conf': 'Blackhole = true\n' })
  assert.equal(
    found.map(({ severity, at, summary }) => [severity, at, summary]),
    [['warning', 'true', 'Blackhole stays off in production']],
  )
})

test('what must be there, what must not, elements and keys', async () => {
  const schema = {
    required: ['pidfile'],
    properties: {
      esmtp_listener: {
        required: ['banner_hostname'],
        properties: { open_relay: false },
      },
      relay_hosts: { items: { pattern: '^10\\.' } },
      ds_core: { minItems: 2 },
    },
  }
  const found = await findings(schema, {
    '/c/eccluster.conf':
      'ESMTP_Listener { Open_Relay = true }\nRelay_Hosts = ( "10.0.0.1" "192.0.2.1" )\n',
  })
  assert.equal(
    found.map(({ at, summary }) => [at, summary]),
    [
      ['', 'Global lacks "pidfile"'],
      ['ESMTP_Listener', 'Esmtp_Listener lacks "banner_hostname"'],
      ['true', 'Option "Open_Relay" of Esmtp_Listener is not allowed here'],
      ['"192.0.2.1"', 'Option "Relay_Hosts" must match ^10\\.'],
    ],
  )
})

test('a choice gives one finding', async () => {
  const schema = {
    properties: { message_expiration: { anyOf: [{ const: 3600 }, { const: 86400 }] } },
  }
  const found = await findings(schema, { '/c/eccluster.conf': 'Message_Expiration = 5\n' })
  assert.is(found.length, 1)
})

const module: JsonObject = {
  properties: {
    our_router: {
      type: 'array',
      items: {
        title: 'Our_Router',
        type: 'object',
        additionalProperties: false,
        properties: {
          $name: { type: 'string' },
          enabled: { type: 'boolean' },
          weight: { title: 'Weight', type: 'integer', minimum: 1 },
          targets: { type: 'array', items: { type: 'string' } },
          path: {
            type: 'object',
            properties: { cost: { type: 'integer' } },
            'x-ecconf': { instance: 'anonymous' },
          },
        },
        'x-ecconf': { instance: 'named' },
      },
    },
  },
}

test('a module of the site is known, its values are checked by its schema', async () => {
  const text =
    'Our_Router "r1" {\n  Enabled = on\n  Weight = 0\n  Targets = ( a b )\n  Path { Cost = many }\n}\n'
  const schemas = [{ name: 'site.json', schema: module }]
  const configuration = await loadFiles(
    { '/c/eccluster.conf': text },
    {},
    { registry: withSiteScopes(registry(), schemas, validators(schemas)) },
  )
  const isError = ({ severity }: { severity: string }) => severity === 'error'
  assert.equal(lint(configuration).filter(isError), [])
  assert.equal(JSON.parse(JSON.stringify(dumpJson(configuration, { maskSecrets: true }))), {
    our_router: [
      { $name: 'r1', enabled: true, weight: 0, targets: ['a', 'b'], path: { cost: 'many' } },
    ],
  })
  const found = await checkSiteSchemas(configuration, schemas)
  assert.equal(
    found.map(({ start, end, summary }) => [text.slice(start, end), summary]),
    [
      ['0', 'Option "Weight" of Our_Router "r1" must be at least 1'],
      ['many', 'Option "Cost" of path must be an integer'],
    ],
  )
})

test('a misspelt option of a module of the site is an unknown option, with a suggestion', async () => {
  const schemas = [{ name: 'site.json', schema: module }]
  const configuration = await loadFiles(
    { '/c/eccluster.conf': 'Our_Router "r1" { Wieght = 1 }\n' },
    {},
    { registry: withSiteScopes(registry(), schemas, validators(schemas)) },
  )
  const [found] = lint(configuration)
  assert.is(found?.summary, 'Unknown option "Wieght" in scope Our_Router')
  assert.is(found?.detail, 'Did you mean "Weight"?')
})

test('a schema that is none, or refers to nothing, is named', async () => {
  for (const schema of [{ type: 'boolaen' }, { $ref: 'https://x.example/none.json' }]) {
    let message = ''
    await findings(schema, { '/c/eccluster.conf': '' }).catch((error: Error) => {
      message = error.message
    })
    assert.match(message, /^site\.json: no schema that can be used: /)
  }
})

test('names of properties are matched without case, wherever they stand', async () => {
  const schema = {
    required: ['Pidfile'],
    properties: {
      Blackhole: { const: false },
      Domain: {
        items: {
          required: ['Gateway'],
          properties: { Max_Outbound_Connections: { $ref: '#/$defs/Few' } },
        },
      },
      Our_Router: { $ref: '#/$defs/Router' },
      Relay_Hosts: { $ref: '#/properties/Prohibited_Hosts' },
      Prohibited_Hosts: { maxItems: 1 },
    },
    allOf: [{ properties: { MAX_RETRIES: { minimum: 5 } } }],
    dependentRequired: { Max_Retries: ['Retry_Interval'] },
    $defs: {
      Few: { maximum: 50 },
      Router: {
        items: {
          properties: {
            Weight: { type: 'integer' },
            Codes: { properties: { Big: { const: '1' } } },
          },
          'x-ecconf': { instance: 'named' },
        },
      },
    },
  }
  const found = await findings(schema, {
    '/c/eccluster.conf':
      'Blackhole = true\nDomain "a.example" { Max_Outbound_Connections = 90 }\nMax_Retries = 1\n' +
      'Our_Router "r" { Weight = many  Codes = [ Big = 2 ] }\nRelay_Hosts = ( "10.0.0.1" "10.0.0.2" )\n',
  })
  assert.equal(found.map(({ summary }) => summary).sort(), [
    'Domain "a.example" lacks "gateway"',
    'Global lacks "pidfile"',
    'Global lacks "retry_interval", which must stand beside "max_retries"',
    'Option "Blackhole" must be false',
    'Option "Codes" of Our_Router "r" must be "1"',
    'Option "Max_Outbound_Connections" of Domain "a.example" must be at most 50',
    'Option "Max_Retries" must be at least 5',
    'Option "Relay_Hosts" must have at most 1 of them',
    'Option "Weight" of Our_Router "r" must be an integer',
  ])
})

test.run()
