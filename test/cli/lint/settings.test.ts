import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ROOT } from '../../tools/program.js'
import { folderWith } from '../folders.js'

const test = suite('ecconf.json')

const json = (text: string) => JSON.parse(text)

/** The codes with their files and severities. */
function found(cwd: string, ...words: string[]): string[] {
  const { stdout } = ecconf(['lint', '--format', 'json', ...words], { cwd })
  return json(stdout).diagnostics.map(
    (each: Record<string, string>) => `${each.file} ${each.severity} ${each.code}`,
  )
}

const settings = (fields: object) => ({ 'ecconf.json': JSON.stringify(fields) })

test('the nearest file from the folder of the main file upwards', () => {
  const cwd = folderWith({
    ...settings({ rules: { 'schema/unknown-option': 'warning' } }),
    'a/conf/ecelerity.conf': 'Bad = 1\n',
    'b/ecconf.json': '{ "rules": { "schema/*": "info" } }',
    'b/conf/ecelerity.conf': 'Bad = 1\ninclude "part.conf"\n',
    'b/conf/part.conf': 'Worse = 1\n',
  })
  assert.equal(found(cwd, '.'), [
    'a/conf/ecelerity.conf warning schema/unknown-option',
    'b/conf/ecelerity.conf info schema/unknown-option',
    'b/conf/part.conf info schema/unknown-option',
  ])
  assert.equal(found(cwd, 'b/conf/part.conf'), ['b/conf/part.conf info schema/unknown-option'])
  assert.equal(found(join(cwd, 'b/conf'), '-c', '../../a/conf/ecelerity.conf'), [
    '../../a/conf/ecelerity.conf warning schema/unknown-option',
  ])
  assert.equal(found(cwd, '--settings', 'b/ecconf.json', 'a/conf/ecelerity.conf'), [
    'a/conf/ecelerity.conf info schema/unknown-option',
  ])
})

test('rules: a code goes before its prefix, a flag before both', () => {
  const cwd = folderWith({
    ...settings({ rules: { 'schema/unknown-option': 'warning', 'schema/*': 'off' } }),
    'ecelerity.conf': 'Bad = 1\nMessage_Expiration = "soon"\n',
  })
  const file = 'ecelerity.conf'
  assert.equal(found(cwd, file), ['ecelerity.conf warning schema/unknown-option'])
  assert.equal(found(cwd, '--rule', 'schema/*=info', file), [
    'ecelerity.conf info schema/unknown-option',
    'ecelerity.conf info schema/wrong-type',
  ])
  assert.equal(
    found(cwd, '--rule', 'schema/unknown-option=off', '--rule', 'schema/wrong-type=error', file),
    ['ecelerity.conf error schema/wrong-type'],
  )
})

test('main: without words, for files that they include, and for other commands', () => {
  const cwd = folderWith({
    ...settings({ main: ['sites/*/start.conf'], role: 'node' }),
    'sites/eu/start.conf': 'include "part.conf"\nMessage_Expiration = 3600\n',
    'sites/eu/part.conf': 'Domain "x" {\n  Bad = 1\n}\n',
    'sites/loose.conf': 'Listen ":25" {\n}\n',
  })
  assert.equal(found(cwd), ['sites/eu/part.conf error schema/unknown-option'])
  assert.equal(found(cwd, 'sites/eu/part.conf'), ['sites/eu/part.conf error schema/unknown-option'])
  const { configurations } = json(ecconf(['lint', '--format', 'json', '.'], { cwd }).stdout)
  assert.equal(configurations, [
    {
      main: 'sites/eu/start.conf',
      role: 'node',
      files: ['sites/eu/start.conf', 'sites/eu/part.conf'],
    },
  ])
  const got = ecconf(['get', 'message_expiration'], { cwd: join(cwd, 'sites') })
  assert.equal([got.status, got.stdout], [0, 'Message_Expiration = 3600\n'])
})

test('main: several, or none, where one is needed', () => {
  const files = { 'a/start.conf': '', 'b/start.conf': '' }
  const several = folderWith({ ...settings({ main: ['*/start.conf'] }), ...files })
  const { status, stderr } = ecconf(['get', 'x'], { cwd: several })
  assert.is(status, 2)
  assert.is(
    stderr,
    'ecconf: ecconf.json names 2 main files: say with -c which one is meant (a/start.conf, b/start.conf)\n',
  )
  const none = folderWith({ ...settings({ main: ['a/b/start.conf'] }), ...files })
  assert.is(
    ecconf(['get', 'x'], { cwd: none }).stderr,
    'ecconf: ecconf.json: no file is there that "main" names\n',
  )
})

test('sysroot and search path are relative to the file; a flag goes before them', () => {
  const cwd = folderWith({
    ...settings({ sysroot: 'root', searchPath: 'shared:/etc/more' }),
    'conf/ecelerity.conf': 'include "one.conf"\ninclude "two.conf"\ninclude "/etc/three.conf"\n',
    'shared/one.conf': 'One = 1\n',
    'root/etc/more/two.conf': 'Two = 1\n',
    'root/etc/three.conf': 'Three = 1\n',
    'other/etc/three.conf': 'Four = 1\n',
  })
  const names = (...words: string[]) =>
    json(ecconf(['files', '--format', 'json', ...words], { cwd }).stdout).files.map(
      ({ file }: { file: string }) => file,
    )
  assert.equal(names('-c', 'conf/ecelerity.conf'), [
    'conf/ecelerity.conf',
    'shared/one.conf',
    'root/etc/more/two.conf',
    'root/etc/three.conf',
  ])
  assert.equal(
    names('-c', 'conf/ecelerity.conf', '--sysroot', 'other', '--search-path', 'shared'),
    ['conf/ecelerity.conf', 'shared/one.conf', 'other/etc/three.conf'],
  )
})

test('ignore: findings are not reported, the files are read', () => {
  const cwd = folderWith({
    ...settings({ ignore: ['gen/**'] }),
    'ecelerity.conf': 'include "gen/part.conf"\n',
    'gen/part.conf': 'Bad = 1\n',
    'gen/loose.conf': 'Zork\n',
  })
  assert.equal(found(cwd, '.'), [])
  const { status, stdout, stderr } = ecconf(['lint', 'gen/part.conf'], { cwd })
  assert.equal(
    [status, stdout, stderr],
    [0, '', 'ecconf: gen/part.conf: passed over, as ecconf.json says\n'],
  )
  const got = ecconf(['get', 'bad', '-c', 'ecelerity.conf'], { cwd })
  assert.is(got.stdout, 'Bad = 1\n')
})

test('target and role', () => {
  const cwd = folderWith({
    ...settings({ target: '3.4', role: 'manager' }),
    'start.conf': '# ecconf-disable-next-line version/removed -- why\nMessage_Expiration = 1\n',
  })
  // A role is that of main files: this one is a fragment.
  assert.equal(found(cwd, 'start.conf'), [])
  assert.equal(
    found(cwd, '-c', 'start.conf').at(0),
    'start.conf warning settings/unused-suppression',
  )
  const { configurations } = json(
    ecconf(['lint', '--format', 'json', '-c', 'start.conf'], { cwd }).stdout,
  )
  assert.is(configurations[0].role, 'manager')
})

test('what is wrong, with its place: exit 2, nothing on standard output', () => {
  const cases: readonly (readonly [text: string, ...lines: string[]])[] = [
    ['{ "rule": {} }', '1:3: Unknown setting "rule". Did you mean "rules"?'],
    [
      '{\n  "rules": { "style/x": "off", "schema/*": "no" },\n  "main": "a.conf" }',
      '2:14: Unknown code "style/x". Did you mean "style/*"?',
      '2:44: The severity must be one of off, info, warning, error',
      '3:11: "main" is no such value as it takes, for example ["conf/*/ecelerity.conf"]',
    ],
    [
      '{ "rules": { "syntax/*": "off" } }',
      '1:14: "syntax/*" is always an error: what follows it is read by guess',
    ],
    [
      '{ "target": "4.x", "ignore": [3] }',
      '1:13: "target" is no such value as it takes, for example "4.2.28"',
      '1:31: This part of "ignore" is no such value as it takes, for example ["generated/**"]',
    ],
    ['[]', '1:1: The settings must stand in { }'],
    ['{ "main": [], }', '1:13: This is no JSON: there is a comma too many'],
  ]
  for (const [text, ...lines] of cases) {
    const cwd = folderWith({ 'ecconf.json': text, 'ecelerity.conf': '' })
    for (const words of [
      ['lint', 'ecelerity.conf'],
      ['get', 'x', '-c', 'ecelerity.conf'],
    ]) {
      const { status, stdout, stderr } = ecconf(words, { cwd })
      assert.equal([status, stdout], [2, ''])
      assert.is(stderr, lines.map((line) => `ecconf: ecconf.json:${line}\n`).join(''), text)
    }
  }
  const { status, stderr } = ecconf(['lint', '--settings', 'no.json', '.'], { cwd: folderWith({}) })
  assert.equal([status, stderr], [2, 'ecconf: no.json: no such file\n'])
})

test('the schema takes its own examples, and says what each field is for', () => {
  const schema = json(readFileSync(join(ROOT, 'schemas/settings.json'), 'utf8'))
  const validate = new Ajv2020().compile(schema)
  for (const [field, { description, examples }] of Object.entries<{
    description: string
    examples: unknown[]
  }>(schema.properties)) {
    assert.match(description, /\.$/)
    assert.ok(validate({ [field]: examples[0] }), field)
  }
})

test('a file beside a symbolic link to the main file counts, not one beside its target', () => {
  const cwd = folderWith({
    'here/ecconf.json': '{ "rules": { "schema/*": "warning" } }',
    'there/ecconf.json': '{ "rules": { "schema/*": "off" } }',
    'there/ecelerity.conf': 'Bad = 1\n',
  })
  symlinkSync('../there/ecelerity.conf', join(cwd, 'here/ecelerity.conf'))
  assert.equal(found(cwd, 'here/ecelerity.conf'), [
    'here/ecelerity.conf warning schema/unknown-option',
  ])
})

test('files in another language are passed over as settings say', () => {
  const cwd = folderWith({
    'ecconf.json': '{ "ignore": ["gen"] }',
    'gen/mbus.conf': 'a b {\n',
    'ecelerity.conf': 'Hostname = "a.example"\n',
  })
  assert.equal(found(cwd, '.'), [])
  const { status, stdout, stderr } = ecconf(['lint', 'gen/mbus.conf'], { cwd })
  assert.equal(
    [status, stdout, stderr],
    [0, '', 'ecconf: gen/mbus.conf: passed over, as ecconf.json says\n'],
  )
})

test.run()
