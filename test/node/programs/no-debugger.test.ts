import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { plant } from '../../tools/planted.js'
import { ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, NOBODY, readableProgram } from '../../tools/second-user.js'

const test = suite('what a user can do to a process that root has started for that user')

/** A module that sends the signal as soon as a process has become a user, and says what came of it. */
function signalling(): string {
  const module = join(scratch(), 'signalling.cjs')
  writeFileSync(
    module,
    `const inspector = require('node:inspector')
const { setuid } = process
process.setuid = (uid) => {
  setuid.call(process, uid)
  process.kill(process.pid, 'SIGUSR1')
  const end = Date.now() + 500
  while (Date.now() < end && inspector.url() === undefined);
  require('node:fs').writeSync(2, 'As ' + process.getuid() + ': debugger ' + inspector.url() + '\\n')
}
`,
  )
  return module
}

const CLOSED = `As ${NOBODY.uid}: debugger undefined\n`

test('the signal USR1 opens no debugger in a process that ends what a user has left', () => {
  const folder = folderOf(NOBODY)
  const words = ['end-interrupted', `${NOBODY.uid}`, `${NOBODY.gid}`, folder]
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['-r', signalling(), readableProgram(), ...words],
    { input: '[]', encoding: 'utf8' },
  )
  assert.equal([stdout, stderr], ['[]', CLOSED])
})

test('nor does it in one that asks nodes with the rights of that user', () => {
  const main = join(folderOf(NOBODY), 'eccluster.conf')
  const security = 'Security { User = "nobody" Group = "nogroup" }\n'
  plant(main, `${security}Bus { url = ( "nats://127.0.0.1:9" ) }\n`, NOBODY)
  const words = ['drift', '-c', main, '--node-config', main, '--wait', '1']
  const { stderr } = spawnSync(
    process.execPath,
    ['-r', signalling(), readableProgram(), ...words],
    { encoding: 'utf8' },
  )
  assert.match(stderr, CLOSED)
})

test('a program is not in the session of the terminal, unless it gets a stream of it', () => {
  const script = join(scratch(), 'start.mts')
  const look = `['-c', 'test "$(ps -o sid= -p $$)" -eq $$ && echo own || echo shared']`
  writeFileSync(
    script,
    `import { runProgram, startProgram } from '${join(ROOT, 'src/node/programs/run-program.ts')}'
console.log('run', runProgram('sh', ${look}, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout.trim())
console.log('run', runProgram('sh', ${look}, { stdio: ['inherit', 'pipe', 'ignore'] }).stdout.trim())
startProgram('sh', ${look}, { stdio: ['ignore', 'pipe', 'ignore'] }).stdout
  .on('data', (text) => console.log('started', String(text).trim()))
`,
  )
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  assert.equal([stdout, stderr], ['run own\nrun shared\nstarted own\n', ''])
})

test('a process that ends what a user has left cannot open the terminal of root', () => {
  const folder = folderOf(NOBODY)
  chmodSync(folder, 0o755)
  const script = join(scratch(), 'end.mts')
  const [program, out] = [join(folder, 'program.cjs'), join(folder, 'said')]
  writeFileSync(
    program,
    `const fs = require('node:fs')
try { fs.openSync('/dev/tty', 'r+'); fs.writeFileSync('${out}', 'opened') }
catch ({ code }) { fs.writeFileSync('${out}', code) }
console.log('[]')
`,
  )
  writeFileSync(
    script,
    `import { openSync, readFileSync } from 'node:fs'
import { endAs } from '${join(ROOT, 'src/project/recovery/end-as.ts')}'
import { Patience } from '${join(ROOT, 'src/project/recovery/patience.ts')}'
openSync('/dev/tty', 'r+')
endAs(['${program}'], ${NOBODY.uid}, '${folder}', new Set(), new Patience(5000))
console.log('child:', readFileSync('${out}', 'utf8'))
`,
  )
  // `script` gives what it runs a terminal of its own.
  const line = `'${process.execPath}' --import tsx '${script}'`
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  assert.match(stdout, 'child: ENXIO')
})

test.run()
