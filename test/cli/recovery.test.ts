import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Site } from '../tools/crash/site.js'
import { bundleProcess } from '../tools/crash-test.js'
import { ecconf } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'

const test = suite('a command after one that was killed')

const MAIN = 'opt/msys/ecelerity/etc/conf/default/eccluster.conf'

const program = await bundleProcess(scratch())
const site = await Site.make('apply of a plan over 3 files')
const root = site.folder
const files = site.prepared.files.map(({ path }) => relative(root, path))

process.on('exit', () => site.remove())

/** The call to the system at which it is killed: looked for once. */
let point = 60

/** Kills `apply` between the first file and the second. */
function killInTheMiddle(): void {
  for (; ; point++) {
    site.reset()
    const words = [program, site.write, 'before', String(point)]
    const { signal } = spawnSync(process.execPath, words)
    assert.is(signal, 'SIGKILL', `call ${point}: no such point`)
    const isNew = /File_Mode = 0600/.test(readFileSync(join(root, MAIN), 'utf8'))
    if (isNew && namesBeside(MAIN).includes('.eccluster.conf.ecconf-lock')) return
  }
}

function namesBeside(name: string): string[] {
  return readdirSync(dirname(join(root, name)))
}

for (const words of [
  ['lint', '--sysroot', '.', MAIN],
  ['get', '--sysroot', '.', '-c', MAIN, 'logs', 'file_mode'],
]) {
  test(`ecconf ${words[0]} ends it first, and says so`, () => {
    killInTheMiddle()
    const { status, stdout, stderr } = ecconf(words, { cwd: root })
    assert.is(status, 0)
    assert.match(
      stderr,
      /^ecconf: An interrupted "apply" \(\w+, process \d+, [-\d]+ [:\d]+ UTC\) is finished: [^\n]+\n$/,
    )
    for (const file of files) assert.ok(stderr.includes(file), file)
    if (words[0] === 'get') assert.match(stdout, /0600/)
    assert.equal(namesBeside(MAIN).sort(), ['.ecconf', 'eccluster.conf', 'webui-common.conf'])
    for (const file of files) {
      assert.equal(
        namesBeside(file).filter((name) => name.includes('.ecconf-')),
        [],
      )
    }
    assert.is(ecconf(words, { cwd: root }).stderr, '')
  })
}

test.run()
