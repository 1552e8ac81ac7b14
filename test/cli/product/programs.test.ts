import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ROOT, type Run, type RunOptions } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
import { readXml } from '../../tools/xml.js'
import { cluster, MAIN } from '../cluster.js'

const test = suite('programs of the product')

/** Runs a program as the package installs it: by a link of its name. */
function run(name: string, args: readonly string[], options: RunOptions = {}): Run {
  const link = join(scratch(), name)
  symlinkSync(join(ROOT, 'dist/bin', `${name}.cjs`), link)
  const env = { ...process.env, EC_NODE_NAME: undefined, ...options.env }
  const { status, stdout, stderr, error } = spawnSync(link, args, {
    cwd: options.cwd ?? ROOT,
    env,
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, stdout, stderr }
}

/** A root with a node's main file, and more files. */
function root(text: string, files: Record<string, string> = {}): string {
  const folder = scratch()
  const conf = 'opt/msys/ecelerity/etc/conf/default/ecelerity.conf'
  for (const [path, content] of Object.entries({ [conf]: text, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

test('validate_config: valid', () => {
  const { root } = cluster()
  assert.equal(run('validate_config', ['--sysroot', root]), {
    status: 0,
    stdout: 'Configuration valid\n',
    stderr: '',
  })
})

test('validate_config: nothing to check', () => {
  const folder = scratch()
  const none = { status: 2, stdout: 'No configuration found\n' }
  assert.equal(run('validate_config', ['--sysroot', folder]), { ...none, stderr: '' })
  assert.equal(run('validate_config', ['--verbose', '--sysroot', folder]), {
    ...none,
    stderr: 'No eccluster.conf or ecelerity.conf on the search path. Name the main file with -c.\n',
  })
})

test('validate_config: not a word when it is invalid, unless it is asked', () => {
  const folder = root('# ecconf-disable-next-line schema/unknown-option -- no reason\nfiel = 1\n')
  assert.equal(run('validate_config', ['--sysroot', folder]), { status: 1, stdout: '', stderr: '' })
  const { status, stdout } = run('validate_config', ['--verbose', '--sysroot', '.'], {
    cwd: folder,
  })
  assert.is(status, 1)
  assert.match(
    stdout,
    /^error {2}Unknown option "fiel" in scope Global .* schema\/unknown-option\n/,
  )
})

test('validate_config: settings make nothing right, but schemas tell of modules of the site', () => {
  const text = 'our_module {\n  weight = 1\n}\n'
  const settings = (more: object) => ({
    'ecconf.json': JSON.stringify({ rules: { 'schema/*': 'off' }, ...more }),
    'site.json': JSON.stringify({
      properties: {
        our_module: {
          properties: { weight: { type: 'integer' } },
          'x-ecconf': { instance: 'anonymous' },
        },
      },
    }),
  })
  const status = (more: object) => {
    const folder = root(text, settings(more))
    const words = ['--settings', join(folder, 'ecconf.json'), '--sysroot', folder]
    return run('validate_config', words).status
  }
  assert.is(status({}), 1)
  assert.is(status({ schemas: ['site.json'] }), 0)
})

test('validate_config: what is only advice is valid', () => {
  const folder = root('Message_Expiration=5\nMessage_Expiration=6\n')
  assert.is(run('validate_config', ['--sysroot', folder]).stdout, 'Configuration valid\n')
})

test('validate_config: the node is the one that cluster.boot names, unless the environment does', () => {
  const folder = root('include "node-local.conf"\n', {
    'opt/msys/ecelerity/etc/cluster.boot': 'node_name = mta1.example.net\n',
    'opt/msys/ecelerity/etc/conf/mta1.example.net/node-local.conf': 'Message_Expiration = 5\n',
  })
  assert.is(run('validate_config', ['--sysroot', folder]).status, 0)
  const env = { EC_NODE_NAME: 'mta2' }
  assert.is(run('validate_config', ['--sysroot', folder], { env }).status, 1)
})

test('ec_dump_config: XML on standard output, without secrets', () => {
  const { root } = cluster()
  const { status, stdout, stderr } = run('ec_dump_config', ['-c', MAIN, '--sysroot', '.'], {
    cwd: root,
  })
  assert.equal([status, stderr], [0, ''])
  assert.is(readXml(stdout).name, 'config')
  assert.match(stdout, 'password=****')
  assert.is(
    stdout,
    ecconf(['dump', '--format', 'xml', '-c', MAIN, '--sysroot', '.'], { cwd: root }).stdout,
  )
})

test('ec_dump_config: -f names a file, -e is taken', () => {
  const { root } = cluster()
  const args = ['-e', '/opt/msys/ecelerity/libexec', '-c', MAIN, '--sysroot', '.']
  const { stdout } = run('ec_dump_config', args, { cwd: root })
  assert.equal(run('ec_dump_config', [...args, '-f', 'out.xml'], { cwd: root }), {
    status: 0,
    stdout: '',
    stderr: '',
  })
  assert.is(readFileSync(join(root, 'out.xml'), 'utf8'), stdout)
  assert.is(statSync(join(root, 'out.xml')).mode & 0o007, 0)
  const { status, stderr } = run('ec_dump_config', [...args, '-f', 'no/out.xml'], { cwd: root })
  assert.equal(
    [status, stderr],
    [2, 'ecconf: no/out.xml: cannot be written: no such file or directory\n'],
  )
})

test('ec_dump_config: the words of the product for an invalid configuration', () => {
  const folder = root('# 1\n\n\ninvalid_option = "\u001b[31m"\n')
  const { status, stdout, stderr } = run('ec_dump_config', ['--sysroot', folder, '-f', 'x.xml'], {
    cwd: folder,
  })
  assert.equal([status, stdout, existsSync(join(folder, 'x.xml'))], [1, '', false])
  const time = '\\[\\w{3} \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d\\]'
  const [first = '', second = '', ...lines] = stderr.split('\n')
  const reason = "No module provides capability 'config.Global:invalid_option'."
  assert.ok(new RegExp(`^${time} `).test(first))
  assert.is(first.replace(/^\[.*?\] /, ''), reason)
  assert.is(second.replace(/^\[.*?\] /, ''), `CFG-07961 ${reason}`)
  assert.equal(lines, [
    "Syntax error in /opt/msys/ecelerity/etc/conf/default/ecelerity.conf at line 4 near 'invalid_option'",
    "'invalid_option' is not a valid scope name in scope 'Global'",
    'Reconfigure failed.',
    'Global configuration error.',
    '',
  ])
})

test('ec_dump_config: nothing in a file reaches the terminal as a command', () => {
  const { stderr } = run('ec_dump_config', ['--sysroot', root('"\u001b[31m" { x = 1 }\n')])
  assert.not.match(stderr, '\u001b')
})

for (const name of ['validate_config', 'ec_dump_config']) {
  test(`${name}: a wrong command line, and help`, () => {
    const { status, stdout, stderr } = run(name, ['--bogus'])
    assert.equal([status, stdout], [2, ''])
    assert.is(stderr, `ecconf: Unknown argument: bogus. See ${name} --help.\n`)
    assert.match(ecconf([name, '--help']).stdout, new RegExp(`^${name}\\n`))
    assert.not.match(ecconf(['--help']).stdout, name)
  })
}

test.run()
