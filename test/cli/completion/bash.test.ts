import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadCommands } from '../../../cli/commands.js'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('completion in bash')

const script = ecconf(['completion', 'bash']).stdout
const folder = scratch()
writeFileSync(join(folder, 'completion.bash'), script)
for (const file of ['a.conf', 'b c.conf']) writeFileSync(join(folder, file), '')
mkdirSync(join(folder, 'conf'))

function bash(program: string): string {
  const args = ['--noprofile', '--norc', '-euc', `source ./completion.bash\n${program}`]
  const { stdout, stderr } = spawnSync('bash', args, { cwd: folder, encoding: 'utf8' })
  assert.is(stderr, '')
  return stdout
}

/**
 * What bash offers behind these words; the last one is the one that is being typed. As bash itself
 * does, at "=" a word is taken apart.
 */
function offered(...words: string[]): string[] {
  const quoted = ['ecconf', ...words].map((word) => `'${word}'`).join(' ')
  const output = bash(`COMP_WORDS=(${quoted}) COMP_CWORD=${words.length}
    _ecconf ecconf
    printf '%s\\n' "\${COMPREPLY[@]-}"`)
  return output.split('\n').filter((line) => line !== '')
}

test('the function is registered', () => {
  assert.is(bash('complete -p ecconf'), 'complete -F _ecconf ecconf\n')
})

test('the first word: every command, a group as one', async () => {
  const names = (await loadCommands()).map(({ name }) => name.split(' ')[0] as string)
  assert.equal(offered(''), [...new Set(names), '--help', '--version'])
  assert.equal(offered('li'), ['lint'])
  assert.equal(offered('overlay', ''), ['apply', 'show', 'check', 'remove'])
  assert.equal(offered('overlay', 's'), ['show'])
  assert.equal(offered('nothing', ''), [])
})

test('the flags of the command, and their choices', () => {
  assert.equal(offered('dump', '--sh'), ['--show-secrets'])
  assert.equal(offered('overlay', 'check', '--sy'), ['--sysroot'])
  assert.equal(offered('overlay', 'remove', '--format'), [])
  assert.equal(offered('dump', '--format', ''), ['conf', 'json', 'xml'])
  assert.equal(offered('lint', '--format', 'g'), ['github', 'gitlab'])
  assert.equal(offered('lint', '--format', '=', 'g'), ['github', 'gitlab'])
  assert.equal(offered('dump', '--role', '='), ['manager', 'node'])
  assert.equal(offered('dump', '--node', ''), [])
})

test('words and files', () => {
  assert.equal(offered('completion', ''), ['bash', 'zsh', 'fish'])
  assert.equal(offered('explain', 'version/re'), ['version/removed'])
  assert.equal(offered('lint', 'b'), ['b c.conf'])
  assert.equal(offered('dump', '-c', 'a'), ['a.conf'])
  assert.equal(offered('dump', '--sysroot', ''), ['conf'])
  assert.equal(offered('get', ''), [])
})

test('behind -- nothing is a flag', () => {
  assert.equal(offered('lint', '--', '--for'), [])
  assert.equal(offered('lint', '--', 'a'), ['a.conf'])
})

/** Types into a shell with a terminal. @returns all that came on the screen */
function typed(keys: string): Promise<string> {
  const shell = `exec bash --noprofile --norc -i`
  const child = spawn('script', ['-qefc', shell, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, TERM: 'dumb', PS1: '> ', INPUTRC: '/dev/null', HISTFILE: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  child.stdin.write(`source ./completion.bash; ecconf() { printf '<%s>' "$@"; }\n${keys}\nexit\n`)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => resolve(screen))
  })
}

test('a person at the keyboard: commands, choices, and names of files with blanks', async () => {
  assert.match(await typed('ecconf dum\t--form\tx\t'), '<dump><--format><xml>')
  assert.match(await typed('ecconf lint b\t'), '<lint><b c.conf>')
  assert.match(await typed('ecconf overlay sh\t--sysroot c\t'), '<overlay><show><--sysroot><conf/>')
  assert.match(await typed('ecconf lint --format=gitl\t'), '<lint><--format=gitlab>')
})

test('a shell that has none', () => {
  const { status, stdout, stderr } = ecconf(['completion', 'tcsh'])
  assert.equal(
    [status, stdout, stderr],
    [2, '', 'ecconf: There is no completion for "tcsh". There is one for bash, zsh, fish.\n'],
  )
})

test.run()
