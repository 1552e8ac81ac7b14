import { spawnSync } from 'node:child_process'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ROOT } from '../tools/program.js'
import { folderWith } from './folders.js'

const test = suite('the main file that no flag names')

const DEFAULT = 'opt/msys/ecelerity/etc/conf/default'
const NODE = `root/${DEFAULT}/ecelerity.conf`
const ENVIRONMENT = 'root/opt/msys/ecelerity/etc/environment'
const STRAY = 'Message_Expiration = 2\n'
/** What the search path of this machine may be is no matter of these tests. */
const env = { EC_CONF_SEARCH_PATH: undefined, EC_NODE_NAME: 'n1' }

const run = (cwd: string, ...words: string[]) => ecconf(words, { cwd, env })
const textOf = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

function product(name: string, cwd: string, ...words: string[]) {
  const program = join(ROOT, `dist/bin/${name}.cjs`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

for (const stray of ['ecelerity.conf', 'eccluster.conf']) {
  test(`a stray ${stray} in the working directory does not go before the sysroot`, () => {
    const folder = folderWith({ [NODE]: 'Message_Expiration = 1\n', [stray]: STRAY })
    const get = run(folder, 'get', 'message_expiration', '--sysroot', 'root')
    assert.equal(get, { status: 0, stdout: 'Message_Expiration = 1\n', stderr: '' })
    const set = run(folder, 'set', 'message_expiration', '3', '--sysroot', 'root', '--write')
    assert.is(set.status, 0)
    assert.is(set.stderr, `Main file: ${NODE}, found on the search path\nWritten: ${NODE}\n`)
    assert.is(textOf(folder, NODE), 'Message_Expiration = 3\n')
    assert.is(textOf(folder, stray), STRAY)
  })
}

test('validate_config and ec_dump_config read the file below the sysroot, and say which', () => {
  const folder = folderWith({ [NODE]: 'Mesage_Expiration = 1\n', 'ecelerity.conf': STRAY })
  assert.equal(product('validate_config', folder, '--sysroot', 'root'), {
    status: 1,
    stdout: '',
    stderr: '',
  })
  const verbose = product('validate_config', folder, '--verbose', '--sysroot', 'root')
  assert.is(verbose.status, 1)
  assert.is(verbose.stderr, `Main file: ${NODE}, found on the search path\n`)
  assert.match(verbose.stdout, 'Mesage_Expiration')
  const dump = product('ec_dump_config', folder, '--sysroot', 'root')
  assert.equal([dump.status, dump.stdout], [1, ''])
  const valid = folderWith({ [NODE]: 'Message_Expiration = 1\n', 'ecelerity.conf': STRAY })
  assert.equal(product('ec_dump_config', valid, '--sysroot', 'root', '-f', 'x.xml'), {
    status: 0,
    stdout: '',
    stderr: `Main file: ${NODE}, found on the search path\n`,
  })
  assert.match(textOf(valid, 'x.xml'), '1')
})

test('the working directory is no part of the search path without a sysroot either', () => {
  const folder = folderWith({ 'ecelerity.conf': STRAY, 'empty/x': '' })
  const words = ['get', 'message_expiration', '--search-path', join(folder, 'empty')]
  assert.equal(run(folder, ...words), {
    status: 2,
    stdout: '',
    stderr:
      'ecconf: No eccluster.conf or ecelerity.conf on the search path. Name the main file with -c: -c ecelerity.conf is the one in this folder.\n',
  })
  const named = run(folder, 'get', 'message_expiration', '-c', 'ecelerity.conf')
  assert.is(named.stdout, 'Message_Expiration = 2\n')
  const asked = run(folder, 'get', 'message_expiration', '--search-path', '.')
  assert.is(asked.stdout, 'Message_Expiration = 2\n')
})

test('a name in CONFFILE is looked for along the search path', () => {
  for (const name of ['site.conf', 'default/site.conf']) {
    const folder = folderWith({
      [`root/${DEFAULT}/site.conf`]: 'Message_Expiration = 1\n',
      [`root/${DEFAULT}/default/site.conf`]: 'Message_Expiration = 1\n',
      [ENVIRONMENT]: `CONFFILE=${name}\n`,
      [name]: STRAY,
    })
    const get = run(folder, 'get', 'message_expiration', '--sysroot', 'root')
    assert.is(get.stdout, 'Message_Expiration = 1\n')
    const set = run(folder, 'set', 'message_expiration', '3', '--sysroot', 'root', '--dry-run')
    assert.is(
      set.stderr,
      `Main file: root/${DEFAULT}/${name}, found as CONFFILE names in ${join(folder, ENVIRONMENT)}\n`,
    )
  }
})

test('a main file that the settings name is said, and has to lie in the sysroot of a flag', () => {
  const folder = folderWith({
    [NODE]: 'Message_Expiration = 1\n',
    'stray.conf': STRAY,
    'ecconf.json': '{ "main": ["stray.conf"] }\n',
  })
  const set = run(folder, 'set', 'message_expiration', '3', '--dry-run')
  assert.is(set.stderr, 'Main file: stray.conf, found as ecconf.json says\n')
  const fix = run(folder, 'lint', '--fix', '--write')
  assert.match(fix.stderr, /^Main file: stray\.conf, found as ecconf\.json says\n/)
  assert.is(
    run(folder, 'lint').stderr.includes('Main file'),
    false,
    'what writes nothing says nothing',
  )
  const checked = run(folder, 'lint', '--sysroot', 'root')
  assert.equal(checked, {
    status: 2,
    stdout: '',
    stderr:
      'ecconf: ecconf.json names stray.conf, which lies outside of --sysroot root: say with -c which main file is meant\n',
  })
  const below = run(folder, 'set', 'message_expiration', '3', '--sysroot', 'root', '--write')
  assert.equal(below, {
    status: 2,
    stdout: '',
    stderr:
      'ecconf: ecconf.json names stray.conf, which lies outside of --sysroot root: say with -c which main file is meant\n',
  })
  assert.is(textOf(folder, 'stray.conf'), STRAY)
})

test('a main file that is named is not said', () => {
  const folder = folderWith({ 'ecelerity.conf': STRAY })
  const words = ['set', 'message_expiration', '3', '-c', 'ecelerity.conf', '--write']
  assert.is(run(folder, ...words).stderr, 'Written: ecelerity.conf\n')
})

test('a main file that is a link out of the sysroot is read and never written', () => {
  const folder = folderWith({ [`root/${DEFAULT}/x`]: '', 'stray.conf': STRAY })
  symlinkSync(join(folder, 'stray.conf'), join(folder, NODE))
  const get = run(folder, 'get', 'message_expiration', '--sysroot', 'root')
  assert.is(get.stdout, 'Message_Expiration = 2\n')
  const set = run(folder, 'set', 'message_expiration', '3', '--sysroot', 'root', '--write')
  assert.is(set.status, 1)
  assert.match(set.stderr, 'which is read-only (it lies outside of the sysroot)')
  assert.is(textOf(folder, 'stray.conf'), STRAY)
})

test.run()
