import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bundleProcess } from '../tools/crash-test.js'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('a command after one that was killed')

const FOLDER = 'opt/msys/ecelerity/etc/conf/default'
const FILES = ['eccluster.conf', 'webui-common.conf', 'local.conf'].map(
  (name) => `${FOLDER}/${name}`,
)
const program = await bundleProcess(scratch())

/** The call to the system at which it is killed: looked for once. */
let point = 60

/** A configuration in which `apply` was killed between the first file and the second. */
function killedInTheMiddle(): string {
  for (; ; point++) {
    const root = scratch('corpus/cluster')
    const { signal } = spawnSync(process.execPath, [
      program,
      'apply of a plan over 3 files',
      root,
      'before',
      String(point),
    ])
    assert.is(signal, 'SIGKILL', `call ${point}: no such point`)
    const isNew = /File_Mode = 0600/.test(readFileSync(join(root, FILES[0] as string), 'utf8'))
    const isLeft = readdirSync(join(root, FOLDER)).includes('.eccluster.conf.ecconf-lock')
    if (isNew && isLeft) return root
  }
}

for (const words of [
  ['lint', '--sysroot', '.', `${FOLDER}/eccluster.conf`],
  ['get', '--sysroot', '.', '-c', `${FOLDER}/eccluster.conf`, 'logs', 'file_mode'],
]) {
  test(`ecconf ${words[0]} ends it first, and says so`, () => {
    const root = killedInTheMiddle()
    const { status, stdout, stderr } = ecconf(words, { cwd: root })
    assert.is(status, 0)
    assert.match(
      stderr,
      /^ecconf: An interrupted "apply" \(\w+, process \d+, [-\d]+ [:\d]+ UTC\) is finished: [^\n]+\n$/,
    )
    for (const file of FILES) assert.ok(stderr.includes(file), file)
    if (words[0] === 'get') assert.match(stdout, /0600/)
    assert.equal(readdirSync(join(root, FOLDER)).sort(), [
      '.ecconf',
      'eccluster.conf',
      'local.conf',
      'webui-common.conf',
    ])
    assert.is(ecconf(words, { cwd: root }).stderr, '')
  })
}

test.run()
