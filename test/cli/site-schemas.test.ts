import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('schemas of a site, on the command line')

const SCHEMA = {
  properties: {
    blackhole: {
      const: false,
      'x-ecconf': { message: 'Blackhole stays off', severity: 'warning' },
    },
    our_router: {
      type: 'array',
      items: {
        title: 'Our_Router',
        properties: { weight: { title: 'Weight', type: 'integer', minimum: 1 } },
        'x-ecconf': { instance: 'named' },
      },
    },
  },
}

function site(settings?: object): string {
  const folder = scratch()
  writeFileSync(join(folder, 'site.json'), JSON.stringify(SCHEMA))
  writeFileSync(join(folder, 'ecelerity.conf'), 'Blackhole = true\nOur_Router "r" { Weight = 0 }\n')
  if (settings) writeFileSync(join(folder, 'ecconf.json'), JSON.stringify(settings))
  return folder
}

function findings(folder: string, ...flags: string[]): string[] {
  const args = ['lint', '--format', 'compact', ...flags, 'ecelerity.conf']
  return ecconf(args, { cwd: folder }).stdout.trim().split('\n')
}

const FOUND = [
  'ecelerity.conf:1:13: warning schema/site-rule: Blackhole stays off. site.json asks for it (#/properties/blackhole/const).',
  'ecelerity.conf:2:27: error schema/site-rule: Option "Weight" of Our_Router "r" must be at least 1. site.json asks for it (#/properties/our_router/items/properties/weight/minimum).',
]

test('by a flag', () => {
  assert.equal(findings(site(), '--schema', 'site.json'), FOUND)
})

test('by the settings, and for the other commands too', () => {
  const folder = site({ schemas: ['site.json'] })
  assert.equal(findings(folder), FOUND)
  const { stdout } = ecconf(['dump', '--format', 'json', '-c', 'ecelerity.conf'], { cwd: folder })
  assert.equal(JSON.parse(stdout).our_router, [{ $name: 'r', weight: 0 }])
})

test('without it, the module is unknown', () => {
  const [found] = findings(site())
  assert.match(found ?? '', 'schema/unknown-scope: Unknown scope "Our_Router"')
})

test('the severity of a rule of the site can be set as that of any other', () => {
  const found = findings(site(), '--schema', 'site.json', '--rule', 'schema/site-rule=info')
  assert.equal(
    found.map((line) => line.split(' ')[1]),
    ['info', 'info'],
  )
})

test('rules of the site do not run on fragments', () => {
  const folder = site({ schemas: ['site.json'] })
  mkdirSync(join(folder, 'parts'))
  writeFileSync(join(folder, 'parts/a.conf'), 'Blackhole = true\n')
  const { stdout } = ecconf(['lint', 'parts/a.conf'], { cwd: folder })
  assert.match(stdout, 'no findings')
})

test('a schema that cannot be read, is no JSON, or is no schema: one line, exit 2', () => {
  const folder = site()
  writeFileSync(join(folder, 'bad.json'), '{ "a": 1,, }')
  writeFileSync(join(folder, 'list.json'), '[]')
  writeFileSync(join(folder, 'odd.json'), '{ "type": "boolaen" }')
  const said = ['none.json', 'bad.json', 'list.json', 'odd.json'].map((name) => {
    const { status, stderr } = ecconf(['lint', '--schema', name, 'ecelerity.conf'], { cwd: folder })
    assert.is(status, 2)
    return stderr
  })
  assert.equal(said.slice(0, 3), [
    'ecconf: none.json: no such file or directory\n',
    'ecconf: bad.json:1:10: a name in double quotes is missing\n',
    'ecconf: list.json: a schema is a JSON object\n',
  ])
  assert.match(said[3] ?? '', /^ecconf: odd\.json: no schema that can be used: .*\n$/)
})

test.run()
