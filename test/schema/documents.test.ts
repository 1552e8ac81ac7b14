import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'

const test = suite('schema files')

interface Definition {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly default?: unknown
  readonly properties?: Readonly<Record<string, Definition>>
  readonly $defs?: Readonly<Record<string, Definition>>
  readonly 'x-ecconf'?: { readonly instance?: string; readonly lines?: object }
}
interface SchemaFile extends Definition {
  readonly $schema: string
  readonly $id: string
}

const FOLDER = new URL('../../schemas/', import.meta.url)
const BASE = 'https://ecconf.example/schemas/'
const paths = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.json'))
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
const files = new Map(
  paths.map((path) => {
    const schema: SchemaFile = JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8'))
    return [path, schema]
  }),
)

/** With all schemas, as a tool of somebody else would read them. */
function ajv(): Ajv2020 {
  const tool = new Ajv2020({
    strictTypes: false,
    validateFormats: false,
    allowUnionTypes: true,
    allErrors: true,
  })
  tool.addKeyword('x-ecconf')
  for (const schema of files.values()) tool.addSchema(schema)
  return tool
}
const tool = ajv()

function compiled(reference: string): ValidateFunction {
  const validate = tool.getSchema(BASE + reference)
  if (validate === undefined) throw new Error(`no schema ${reference}`)
  return validate
}

/** Every schema inside another that has a name of its own, with a reference to it. */
function* definitions(): Generator<[reference: string, definition: Definition]> {
  for (const [path, schema] of files) {
    for (const [key, definition] of Object.entries(schema.$defs ?? {})) {
      yield [`${path}#/$defs/${key}`, definition]
    }
  }
}

/** What is wrong with the description of an option or a scope; undefined when nothing is. */
function flawOf({ title = '', description = '' }: Definition): string | undefined {
  // A full stop in code, as in `...`, ends no sentence.
  const sentences = description.replace(/`[^`]*`/g, '').match(/[.!?](?=\s|$)/g) ?? []
  const firstWord = /^[\w:]*/.exec(description)?.[0].toLowerCase()
  if (description === '') return 'has no description'
  if (!description.endsWith('.')) return 'does not end with a full stop'
  if (sentences.length > 2) return `has ${sentences.length} sentences`
  if (description.length > 200) return `has ${description.length} characters`
  if (firstWord === title.toLowerCase()) return 'begins with its own name'
  return undefined
}

test('each says what it is, where it stands', () => {
  for (const [path, schema] of files) {
    assert.is(schema.$schema, 'https://json-schema.org/draft/2020-12/schema', path)
    assert.is(schema.$id, BASE + path)
    assert.ok(schema.title, `${path} has no title`)
  }
})

test('each is valid JSON Schema 2020-12, and every reference leads somewhere', () => {
  for (const path of paths) compiled(path)
  for (const [reference] of definitions()) compiled(reference)
})

test('every annotation is one of those that are described', () => {
  const validate = compiled('annotations.json')
  const walk = (node: unknown, place: string): void => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'x-ecconf' && !validate(value)) {
        assert.unreachable(`${place}: ${tool.errorsText(validate.errors)}`)
      }
      walk(value, `${place}/${key}`)
    }
  }
  for (const [path, schema] of files) walk(schema, path)
})

test('every default is valid where it stands', () => {
  let count = 0
  for (const [reference, definition] of definitions()) {
    if (definition.default === undefined) continue
    const validate = compiled(reference)
    assert.ok(validate(definition.default), `${reference}: ${tool.errorsText(validate.errors)}`)
    count++
  }
  assert.ok(count > 500, `only ${count} defaults`)
})

test('an option of the core is defined once', () => {
  const places = new Map<string, string>()
  for (const [path, schema] of files) {
    if (!path.startsWith('options/')) continue
    for (const [key, definition] of Object.entries(schema.$defs ?? {})) {
      assert.is(places.get(key), undefined, `${key} in ${path}`)
      places.set(key, path)
      // What follows a dot tells one definition of a name from another.
      const name = key.split('.')[0] as string
      assert.is(definition.title?.split(':')[0]?.toLowerCase(), name, `the title of ${key}`)
    }
  }
})

test('nothing is defined that nothing refers to', () => {
  const used = new Set<string>()
  for (const path of paths) {
    const text = readFileSync(new URL(path, FOLDER), 'utf8')
    for (const [, reference = ''] of text.matchAll(/"\$ref": "([^"]+)"/g)) {
      used.add(new URL(reference, BASE + path).href)
    }
  }
  for (const [reference] of definitions()) {
    assert.ok(used.has(BASE + reference), `${reference} is never used`)
  }
  for (const path of paths) {
    if (!/^(scopes|modules)\//.test(path)) continue
    assert.ok(used.has(BASE + path), `${path} is never used`)
  }
})

test('every option and scope is described in one or two short sentences', () => {
  const scopes = [...files].filter(([, { 'x-ecconf': facts }]) => facts?.instance !== undefined)
  const described = [...definitions()].filter(([, { 'x-ecconf': facts }]) => facts?.lines)
  const flaws = [...scopes, ...described].flatMap(([reference, definition]) => {
    const flaw = flawOf(definition)
    return flaw === undefined ? [] : [`${reference} ${flaw}`]
  })
  assert.equal(flaws, [])
  assert.ok(scopes.length > 100, `only ${scopes.length} files of scopes`)
  assert.ok(described.length > 1000, `only ${described.length} definitions`)
})

test('a configuration as JSON is an instance', () => {
  const validate = compiled('configuration.json')
  const configuration = {
    security: { user: 'ecuser' },
    logs: {
      file_mode: '0640',
      manager: [{ $name: 'm1', node: [{ $name: 'n1', subscriber: [] }] }],
    },
    control_listener: {
      authdigestmd5parameters: { uri: 'ecauth://', log_authentication: true },
      listen: [{ $name: '/tmp/2025', enable_authentication: false }],
    },
    datasource: [{ $name: 'ecdb', uri: ['pgsql:dbname=ecelerity'] }],
    blackhole: false,
    clamav: {},
  }
  assert.ok(validate(configuration), tool.errorsText(validate.errors))
  for (const [wrong, path] of [
    [{ logs: { file_mode: 416 } }, '/logs/file_mode'],
    [{ datasource: [{ uri: [] }] }, '/datasource/0'],
    [
      { control_listener: { listen: [{ $name: ':1', timeout: '60' }] } },
      '/control_listener/listen/0/timeout',
    ],
    [{ blackhole: 'never' }, '/blackhole'],
  ] as const) {
    assert.not.ok(validate(wrong))
    assert.equal([...new Set(validate.errors?.map(({ instancePath }) => instancePath))], [path])
  }
})

test.run()
