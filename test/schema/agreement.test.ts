import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { registry, toJson, validate } from '../../src/schema/index.js'
import type { Format } from '../../src/schema/values/format.js'
import { FORMATS } from '../../src/schema/values/index.js'
import { written } from './lookup.js'

const test = suite('validators and schemas')

const FOLDER = new URL('../../schemas/', import.meta.url)
const ajv = new Ajv2020({ strictTypes: false, allowUnionTypes: true })
ajv.addKeyword('x-ecconf')
for (const [name, check] of Object.entries(FORMATS)) {
  const format: Format = check
  ajv.addFormat(name, (text: string) => format(text, () => ({})) === undefined)
}
for (const path of readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })) {
  if (path.endsWith('.json')) ajv.addSchema(JSON.parse(readFileSync(new URL(path, FOLDER), 'utf8')))
}

const TEXTS = [
  'true',
  'OFF',
  '0',
  '1',
  '"-1"',
  '0640',
  '640',
  '0689',
  '0x1f',
  '1.5',
  '70000',
  '60/3',
  '"60/"',
  '14400,6',
  '""',
  'no',
  '"ALL"',
  'pass',
  '10s',
  '10.0.0.0/8',
  '10.0.0.0/40',
  '127.0.0.1:25',
  '"::1"',
  '"(a"',
  '"*"',
  '"a@b.example"',
  '( 10.0.0.0/40 )',
  '()',
  '( 20 80 )',
  '( 1 2 3 )',
  '( a "b c" )',
  '( "300,6" )',
  '( a ( b ) )',
  '( [ a = 1 ] )',
  '[]',
  '[ a = 1 ]',
  '[ uri = "x://" log_authentication = maybe ]',
  '[ a = ( b ) ]',
].map((text) => [text, written(text)] as const)

test('a value is valid when the schemas say so of its JSON, whatever the way to the answer', () => {
  const isConfiguration = ajv.getSchema('https://ecconf.example/schemas/configuration.json')
  assert.ok(isConfiguration)
  let valid = 0
  let invalid = 0
  for (const scope of [registry().global, ...registry().global.scopes.values()]) {
    if (scope.instance !== 'anonymous') continue
    for (const option of scope.options.values()) {
      for (const [text, value] of TEXTS) {
        const options = { [option.name]: toJson(option, value) }
        const accepted = isConfiguration(
          scope.id === 'global' ? options : { [scope.name]: options },
        )
        const isValid = validate(option, value).length === 0
        assert.is(isValid, accepted, `${scope.id}: ${option.name} = ${text}`)
        if (isValid) valid++
        else invalid++
      }
    }
  }
  assert.ok(valid > 5000 && invalid > 5000, `${valid} valid, ${invalid} not`)
})

test.run()
