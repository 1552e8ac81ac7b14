import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { load } from '../../src/node.js'
import { Failure } from '../../src/project/failure.js'
import { SiteSchemas } from '../../src/project/site-schemas.js'
import { folderWith } from '../cli/folders.js'
import { listener } from './host.js'

const test = suite('the schemas of a site')

test('what they ask for is found, and each is read once', async () => {
  const folder = folderWith({
    'site.json': '{ "required": ["message_expiration"] }',
    'ecelerity.conf': 'Debug_Level = 1\n',
  })
  const { host, told } = listener()
  const schemas = await SiteSchemas.prepare(host)
  const path = join(folder, 'site.json')
  const registry = schemas.registry([path])
  const configuration = await load(join(folder, 'ecelerity.conf'), { registry })
  const [finding, ...others] = await schemas.findings(configuration, [path])
  assert.is(finding?.code, 'schema/site-rule')
  assert.is(others.length, 0)
  assert.equal(told, [`${path} holds a schema`])
})

test('a schema that is none is a failure with its name', async () => {
  const folder = folderWith({ 'list.json': '[]', 'broken.json': '{\n  "type": }' })
  const schemas = await SiteSchemas.prepare(listener().host)
  const messageOf = (name: string): string => {
    try {
      schemas.registry([join(folder, name)])
      return 'no error'
    } catch (error) {
      assert.instance(error, Failure)
      return (error as Failure).message.replace(`${folder}/`, '')
    }
  }
  assert.is(messageOf('list.json'), 'list.json: a schema is a JSON object')
  assert.is(
    messageOf('broken.json'),
    'broken.json:2:11: a value is missing here, such as a text in double quotes',
  )
  assert.is(messageOf('none.json'), 'none.json: no such file or directory')
})

test('schemas with more values than are parsed are not parsed', async () => {
  const many = (values: number) => `{ "enum": [${'0,'.repeat(values)}0] }`
  const folder = folderWith({ 'a.json': many(200_000), 'b.json': many(100_000) })
  const [a, b] = ['a.json', 'b.json'].map((name) => join(folder, name)) as [string, string]
  const schemas = await SiteSchemas.prepare(listener().host)
  let parsed = 0
  const { parse } = JSON
  JSON.parse = (...of: Parameters<typeof parse>) => {
    parsed += 1
    return parse(...of)
  }
  try {
    schemas.readNamed([a])
    assert.throws(
      () => schemas.readNamed([b]),
      (error: unknown) =>
        error instanceof Failure &&
        error.message.endsWith('b.json: the schemas have more than 262144 values together'),
    )
  } finally {
    JSON.parse = parse
  }
  assert.is(parsed, 1)
})

test.run()
