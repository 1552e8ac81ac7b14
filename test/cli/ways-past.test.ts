import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'

/** What knowledge about the product is against, and the ways past it, for every command that checks. */
const test = suite('ways past what ecconf knows')

const UNKNOWN = "'our_batch' is not a valid option name in scope 'msg_gen::'\n"
const FORCE = '  --force goes on all the same.\n'
const LOWERED = '{ "rules": { "schema/unknown-option": "warning" } }\n'

interface Place {
  readonly folder: string
  readonly run: (...words: string[]) => ReturnType<typeof ecconf>
  readonly text: (name: string) => string
}

function place(files: Readonly<Record<string, string>>): Place {
  const folder = folderWith({ 'ecelerity.conf': 'Max_Retries = 3\n', ...files })
  return {
    folder,
    run: (...words) => ecconf(words, { cwd: folder }),
    text: (name) => readFileSync(join(folder, name), 'utf8'),
  }
}

test('set: an unknown option is refused, and the refusal names the way', () => {
  const { run, text } = place({})
  const { status, stderr } = run(
    'set',
    'msg_gen',
    'our_batch',
    '10',
    '-c',
    'ecelerity.conf',
    '--write',
  )
  assert.equal([status, stderr], [1, UNKNOWN + FORCE])
  assert.is(text('ecelerity.conf'), 'Max_Retries = 3\n')
})

for (const [words, hint] of [
  ['outbound_throttle_messages 100/minute', 'Did you mean "100/60"?'],
  ['outbound_throttle_messages 100/0', 'The number of seconds must be 1 or more.'],
  ['message_expiration 7d', 'Did you mean 604800?'],
  ['msg_gen gen_cont 4', 'Did you mean "gen_count"?'],
] as const) {
  test(`set and plan say what may have been meant: ${words}`, () => {
    const cwd = folderWith({ 'ecelerity.conf': 'Max_Retries = 3\n', lines: `set ${words}\n` })
    const set = ecconf(['set', ...words.split(' '), '-c', 'ecelerity.conf'], { cwd })
    assert.match(set.stderr, `\n  ${hint} --force goes on all the same.\n`)
    const { stderr } = ecconf(['plan', '-c', 'ecelerity.conf', 'lines'], { cwd })
    assert.match(stderr, `. ${hint}\n  --force goes on all the same.\n`)
  })
}

test('set: with --force it is written, and the preview says what is against it', () => {
  const { run, text } = place({})
  const words = ['set', 'msg_gen', 'our_batch', '10', '-c', 'ecelerity.conf', '--force', '--write']
  const { status, stdout } = run(...words)
  assert.is(status, 0)
  assert.match(
    stdout,
    '  error Unknown option "our_batch" in scope msg_gen: The product has no option of this name.\n',
  )
  assert.is(text('ecelerity.conf'), 'Max_Retries = 3\n\nmsg_gen {\n  our_batch = 10\n}\n')
})

test('set: --force is no way past what is no name and no value', () => {
  const { run } = place({})
  const set = (...words: string[]) => run('set', ...words, '-c', 'ecelerity.conf', '--force')
  assert.is(set('a', 'b', 'c', 'd', 'e').status, 1)
  assert.is(set('our-{', '10').stderr, "'our-{' is not a valid option name in scope 'Global'\n")
})

for (const [what, files] of [
  ['settings', { 'ecconf.json': LOWERED }],
  [
    'a suppression',
    { 'ecelerity.conf': '# ecconf-disable-file schema/unknown-option -- ours\nMax_Retries = 3\n' },
  ],
] as const) {
  test(`set, unset, plan and apply: ${what} that make less of it refuse nothing`, () => {
    const { run, text, folder } = place(files)
    const set = run('set', 'msg_gen', 'our_batch', '10', '-c', 'ecelerity.conf', '--write')
    assert.equal([set.status, set.stderr], [0, 'Written: ecelerity.conf\n'])
    assert.match(text('ecelerity.conf'), 'msg_gen {\n  our_batch = 10\n}\n')
    const lines = 'config set msg_gen our_other 20\n'
    const plan = ecconf(['plan', '-o', 'p.json', '-c', 'ecelerity.conf'], {
      cwd: folder,
      input: lines,
    })
    assert.is(plan.status, 0)
    assert.is(run('apply', 'p.json', '--write').status, 0)
    assert.match(text('ecelerity.conf'), '  our_other = 20\n')
    assert.is(run('unset', 'msg_gen', 'our_other', '-c', 'ecelerity.conf', '--write').status, 0)
  })
}

const OVERLAY = { 'site.conf': 'msg_gen { our_batch = 10 }\n' }

test('overlay apply: what the settings call a warning refuses nothing, and --force is named', () => {
  const apply = ['overlay', 'apply', 'ecelerity.conf', 'site.conf', '--write']
  const strict = place(OVERLAY).run(...apply)
  assert.equal(
    [strict.status, strict.stderr],
    [
      1,
      'Overlay site.conf is not applied: site.conf:1: Unknown option "our_batch" in scope msg_gen\n' +
        '  "ecconf lint site.conf" shows what is wrong. Mend it and apply it again. --force goes on all the same.\n',
    ],
  )
  assert.is(place(OVERLAY).run(...apply, '--force').status, 0)
  const lowered = place({ ...OVERLAY, 'ecconf.json': LOWERED })
  assert.is(lowered.run(...apply).status, 0)
  assert.match(
    lowered.text('ecelerity.conf'),
    /^Max_Retries = 3\nreadonly_include ".*site\.conf"\n$/,
  )
})

test('overlay apply: no way leads past a syntax error', () => {
  const files = {
    'site.conf': 'msg_gen { our_batch = = 10 }\n',
    'ecconf.json': '{ "rules": { "schema/*": "off", "include/*": "off" } }\n',
  }
  const { status, stderr } = place(files).run(
    ...['overlay', 'apply', 'ecelerity.conf', 'site.conf', '--write', '--force'],
  )
  assert.is(status, 1)
  assert.match(stderr, 'Overlay site.conf is not applied: site.conf:1: One "=" too many\n')
  assert.not.match(stderr, '--force')
})

test('plan: the lines that knowledge is against are told of together, and --force goes on', () => {
  const { folder, run } = place({})
  const lines = 'config set max_retries abc\nset msg_gen our_batch 5\n'
  const words = ['plan', '-c', 'ecelerity.conf', '-o', 'p.json']
  const { status, stderr } = ecconf(words, { cwd: folder, input: lines })
  assert.is(status, 1)
  assert.is(
    stderr,
    `line 1: Invalid value 'abc' for option 'Max_Retries': expected an integer such as 100, "auto" or "none"\nline 2: ${UNKNOWN}${FORCE}`,
  )
  assert.is(ecconf([...words, '--force'], { cwd: folder, input: lines }).status, 0)
  const applied = run('apply', 'p.json', '--write')
  assert.is(applied.status, 1)
  assert.match(
    applied.stderr,
    'The product has no option of this name. --force goes on all the same.\n',
  )
  assert.is(run('apply', 'p.json', '--write', '--force').status, 0)
})

const SCHEMA = JSON.stringify({
  properties: {
    msg_gen: {
      properties: {
        our_batch: { type: 'integer', minimum: 1 },
        our_switch: { type: 'boolean' },
        our_mode: { enum: ['slow', 'fast'] },
      },
    },
    domain: { items: { properties: { our_weight: { type: 'integer' } } } },
    our_global: { type: 'array', items: { type: 'string' } },
  },
})

test('an option that a schema of the site describes is known in a scope of the product', () => {
  const text = `msg_gen {
  our_batch = 10
  our_switch = true
  our_mode = fast
}
Domain "x.example" {
  our_weight = 5
}
our_global = ( "a" )
`
  const { run } = place({ 'ecelerity.conf': text, 'site.json': SCHEMA })
  const { status, stdout } = run(
    'lint',
    'ecelerity.conf',
    '--schema',
    'site.json',
    '--format',
    'compact',
  )
  assert.equal([status, stdout], [0, ''])
})

test('and its values have the type that the schema says', () => {
  const text = 'msg_gen {\n  our_batch = 0\n  our_switch = maybe\n  our_mode = "off"\n}\n'
  const { run } = place({ 'ecelerity.conf': text, 'site.json': SCHEMA })
  const { stdout } = run('lint', 'ecelerity.conf', '--schema', 'site.json', '--format', 'compact')
  assert.equal(
    [...stdout.matchAll(/Option .*?(?=\. site\.json)/g)].map(([found]) => found),
    [
      'Option "our_batch" of msg_gen must be at least 1',
      'Option "our_switch" of msg_gen must be a boolean',
      'Option "our_mode" of msg_gen must be one of "slow" and "fast"',
    ],
  )
})

test('set, plan and overlay know it from the settings', () => {
  const files = { ...OVERLAY, 'site.json': SCHEMA, 'ecconf.json': '{ "schemas": ["site.json"] }\n' }
  const { run, text, folder } = place(files)
  const set = run('set', 'msg_gen', 'our_batch', '20', '-c', 'ecelerity.conf', '--write')
  assert.equal([set.status, set.stderr], [0, 'Written: ecelerity.conf\n'])
  assert.match(text('ecelerity.conf'), 'msg_gen {\n  our_batch = 20\n}\n')
  assert.is(run('overlay', 'apply', 'ecelerity.conf', 'site.conf', '--dry-run').status, 0)
  const plan = ecconf(['plan', '-c', 'ecelerity.conf'], {
    cwd: folder,
    input: 'config set domain x.example our_weight 7\n',
  })
  assert.is(plan.status, 0)
})

const SITE = { 'site.json': SCHEMA, 'ecconf.json': '{ "schemas": ["site.json"] }\n' }
const WRONG =
  "Invalid value 'maybe' for option 'our_switch': it must be a boolean\n" +
  '  --force goes on all the same.\n'

test('set refuses a multiple of another number, and an element twice, as a schema of the site asks', () => {
  const properties = {
    our_batch: { type: 'integer', multipleOf: 5 },
    our_hosts: { type: 'array', items: { type: 'string' }, uniqueItems: true },
  }
  const { run } = place({
    ...SITE,
    'site.json': JSON.stringify({ properties: { msg_gen: { properties } } }),
  })
  const first = (option: string, value: string) => {
    const { status, stderr } = run('set', 'msg_gen', option, value, '-c', 'ecelerity.conf')
    return [status, stderr.split('\n')[0]]
  }
  assert.equal(first('our_batch', '7'), [
    1,
    "Invalid value '7' for option 'our_batch': it must be a multiple of 5",
  ])
  assert.is(first('our_batch', '10')[0], 0)
  assert.equal(first('our_hosts', '( a b a )'), [
    1,
    "Invalid value '( a b a )' for option 'our_hosts': it has the same element twice",
  ])
})

test('set and plan refuse a value against the type that a schema of the site gives', () => {
  const { run, text, folder } = place(SITE)
  const words = ['set', 'msg_gen', 'our_switch', 'maybe', '-c', 'ecelerity.conf', '--write']
  const set = run(...words)
  assert.equal([set.status, set.stderr], [1, WRONG])
  assert.is(text('ecelerity.conf'), 'Max_Retries = 3\n')
  const input = 'config set msg_gen our_switch maybe\nconfig set our_global 5\n'
  const plan = ecconf(['plan', '-o', 'p.json', '-c', 'ecelerity.conf'], { cwd: folder, input })
  assert.equal([plan.status, plan.stderr], [1, `line 1: ${WRONG}`])
  const forced = run(...words, '--force')
  assert.is(forced.status, 0)
  assert.match(
    forced.stdout,
    '  error Option "our_switch" must be a boolean: site.json asks for it (#/properties/msg_gen/properties/our_switch/type).\n',
  )
  assert.match(text('ecelerity.conf'), '  our_switch = maybe\n')
})

test('a plan that was made with --force is applied only with --force', () => {
  const { run, text, folder } = place(SITE)
  const made = ecconf(['plan', '-o', 'p.json', '-c', 'ecelerity.conf', '--force'], {
    cwd: folder,
    input: 'config set msg_gen our_batch 0\n',
  })
  assert.is(made.status, 0)
  const applied = run('apply', 'p.json', '--write')
  assert.is(applied.status, 1)
  assert.match(applied.stderr, 'Option "our_batch" must be at least 1')
  assert.match(applied.stderr, '--force goes on all the same.')
  assert.is(text('ecelerity.conf'), 'Max_Retries = 3\n')
  assert.is(run('apply', 'p.json', '--write', '--force').status, 0)
})

test('elements are looked at one by one, and unset has nothing against it', () => {
  const { run, text } = place(SITE)
  const add = run('set', '--add', 'our_global', '"a"', '-c', 'ecelerity.conf', '--write')
  assert.equal([add.status, add.stderr], [0, 'Written: ecelerity.conf\n'])
  assert.is(run('unset', 'our_global', '-c', 'ecelerity.conf', '--write').status, 0)
  assert.is(text('ecelerity.conf'), 'Max_Retries = 3\n')
})

test('what is said about one value by conditions and references counts before it is written', () => {
  const our_batch = { type: 'integer', not: { const: 7 }, allOf: [{ $ref: '#/$defs/few' }] }
  const schema = {
    $defs: { few: { maximum: 9, description: 'Nine at most.' } },
    properties: { msg_gen: { properties: { our_batch } } },
  }
  const { run } = place({ ...SITE, 'site.json': JSON.stringify(schema) })
  const first = (value: string) =>
    run('set', 'msg_gen', 'our_batch', value, '-c', 'ecelerity.conf').stderr.split('\n')[0]
  assert.is(first('7'), "Invalid value '7' for option 'our_batch': it is not allowed here")
  assert.is(first('10'), "Invalid value '10' for option 'our_batch': it must be at most 9")
  assert.is(first('8'), 'Nothing was written: --write writes.')
})

test('an entry is added to a dictionary that only a site describes, and checked alone', () => {
  const our_limits = { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 2 }
  const schema = { properties: { msg_gen: { properties: { our_limits } } } }
  const { run } = place({ ...SITE, 'site.json': JSON.stringify(schema) })
  const add = (...words: string[]) =>
    run('set', '--add', 'msg_gen', 'our_limits', ...words, '-c', 'ecelerity.conf')
  assert.match(add('day=3', '--force').stdout, '+  our_limits = [ day = 3 ]\n')
  const { status, stderr } = add('day=x')
  assert.is(status, 1)
  assert.match(stderr, 'must be an integer')
})

test('overlay apply refuses such a value too', () => {
  const { run } = place({ ...SITE, 'site.conf': 'msg_gen { our_batch = 0 }\n' })
  const apply = ['overlay', 'apply', 'ecelerity.conf', 'site.conf', '--dry-run']
  const { status, stderr } = run(...apply)
  assert.is(status, 1)
  assert.match(
    stderr,
    'Overlay site.conf is not applied: site.conf:1: Option "our_batch" must be at least 1\n',
  )
  assert.is(run(...apply, '--force').status, 0)
})

test('what a schema asks of an option of the product counts as well, with its message and severity', () => {
  const asks = (severity?: string) =>
    JSON.stringify({
      properties: {
        Max_Retries: {
          maximum: 50,
          'x-ecconf': { message: 'Nobody tries as often', ...(severity && { severity }) },
        },
      },
    })
  const files = { ...SITE, 'site.json': asks() }
  const words = ['set', 'max_retries', '90', '-c', 'ecelerity.conf', '--write']
  const { status, stderr } = place(files).run(...words)
  assert.equal(
    [status, stderr],
    [1, `Invalid value '90' for option 'Max_Retries': Nobody tries as often\n${FORCE}`],
  )
  const warned = place({ ...files, 'site.json': asks('warning') }).run(...words)
  assert.is(warned.status, 0)
  assert.match(warned.stdout, '  warning Nobody tries as often')
})

for (const [what, files] of [
  [
    'settings',
    { 'ecconf.json': '{ "schemas": ["site.json"], "rules": { "schema/site-rule": "info" } }\n' },
  ],
  [
    'a suppression',
    { 'ecelerity.conf': '# ecconf-disable-file schema/site-rule -- ours\nMax_Retries = 3\n' },
  ],
] as const) {
  test(`${what} that make less of it refuse nothing`, () => {
    const { run } = place({ ...SITE, ...files })
    const set = run('set', 'msg_gen', 'our_switch', 'maybe', '-c', 'ecelerity.conf', '--write')
    assert.equal([set.status, set.stderr], [0, 'Written: ecelerity.conf\n'])
  })
}

test.run()
