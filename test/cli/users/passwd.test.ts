import { createHash } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { RunningManager, stopAll } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, NOBODY, ROOT as ROOT_USER, SECOND_USER } from '../../tools/second-user.js'

const test = suite('ecconf passwd, ec_md5passwd')

test.after(stopAll)

const folder = scratch()
const at = { cwd: folder, env: { EC_DIGEST_REALM: undefined } }
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const mode = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8)
const line = (user: string, realm: string, password: string) =>
  `${user}:${realm}:${createHash('md5').update(`${user}:${realm}:${password}`).digest('hex')}`

/** What is said and the exit status of a run with a password on standard input. */
function passwd(words: readonly string[], input = 's3cret\n'): readonly unknown[] {
  const { status, stdout, stderr } = ecconf(words, { ...at, input })
  return [status, stdout, stderr]
}

test('without a file the line is the answer', () => {
  assert.equal(passwd(['passwd', 'joe']), [0, `${line('joe', 'Momentum Console', 's3cret')}\n`, ''])
  assert.equal(passwd(['passwd', 'joe', '-r', 'Ours'], 'a b'), [
    0,
    `${line('joe', 'Ours', 'a b')}\n`,
    '',
  ])
  const { stdout } = ecconf(['passwd', 'joe'], {
    ...at,
    env: { EC_DIGEST_REALM: 'Theirs' },
    input: 'pw\r\n',
  })
  assert.is(stdout, `${line('joe', 'Theirs', 'pw')}\n`)
})

test('a new file is for its owner alone; an old one keeps its mode', () => {
  assert.equal(passwd(['passwd', '-f', 'digest', 'joe']), [
    0,
    '',
    'Added joe in the realm "Momentum Console": digest, a new file\n',
  ])
  assert.equal(
    [mode('digest'), read('digest')],
    ['600', `${line('joe', 'Momentum Console', 's3cret')}\n`],
  )
  chmodSync(join(folder, 'digest'), 0o640)
  assert.equal(passwd(['passwd', '-f', 'digest', 'ann'], 'x'), [
    0,
    '',
    'Added ann in the realm "Momentum Console": digest\n',
  ])
  assert.equal(passwd(['passwd', '-f', 'digest', 'joe'], 'other'), [
    0,
    '',
    'Changed joe in the realm "Momentum Console": digest\n',
  ])
  assert.equal(
    [mode('digest'), read('digest')],
    [
      '640',
      `${line('joe', 'Momentum Console', 'other')}\n${line('ann', 'Momentum Console', 'x')}\n`,
    ],
  )
  chmodSync(join(folder, 'digest'), 0o644)
  assert.equal(passwd(['passwd', '-f', 'digest', 'joe']), [
    0,
    '',
    'Changed joe in the realm "Momentum Console": digest\ndigest: everybody on this machine can read it. chmod o-r digest\n',
  ])
  assert.is(mode('digest'), '644')
  assert.equal(passwd(['passwd', '--plain', '-f', 'plain', 'joe']), [
    0,
    '',
    'Added joe: plain, a new file\n',
  ])
  assert.equal([mode('plain'), read('plain')], ['600', 'joe:s3cret\n'])
})

test('what cannot be done: one line, exit 2, and nothing changes', () => {
  const before = readdirSync(folder).sort()
  const digest = read('digest')
  symlinkSync('nowhere', join(folder, 'leads-nowhere'))
  mkdirSync(join(folder, 'a-folder'))
  const refused: readonly (readonly [words: string[], input: string, said: string])[] = [
    [
      ['joe', 's3cret'],
      '',
      'One user at a time, and no password on the command line, where everybody can see it',
    ],
    [[], 'x', 'Whose password? There is no terminal to ask at.'],
    [['joe'], '', 'standard input: no password came'],
    [['joe'], '\n', 'The password is empty'],
    [['joe'], 'a\na\n', 'standard input: a password is one line'],
    [['joe'], 'x'.repeat(5000), 'standard input: is larger than 4 KiB'],
    [['a:b'], 'x', 'The name of a user cannot hold a ":"'],
    [['--plain', 'joe'], 'x', '--plain needs the file: --plain -f FILE'],
    [['--plain', '-f', 'plain', '-r', 'R', 'joe'], 'x', '--realm: a plain file has no realms'],
    [['-f', 'no/digest', 'joe'], 'x', 'no/digest: cannot be written: no such file or directory'],
    [['-f', 'a-folder', 'joe'], 'x', 'a-folder: is a directory'],
    [
      ['-f', 'plain', 'joe'],
      'x',
      'plain: it has lines of user:password, and none of user:realm:hash; --plain is for such a file',
    ],
    [
      ['--plain', '-f', 'digest', 'joe'],
      'x',
      'digest: all its lines are user:realm:hash, and --plain is for user:password',
    ],
    [
      ['-f', 'leads-nowhere', 'joe'],
      'x',
      'leads-nowhere is a link to a file that is not there: name that file itself',
    ],
  ]
  for (const [words, input, said] of refused) {
    assert.equal(passwd(['passwd', ...words], input), [2, '', `ecconf: ${said}\n`])
  }
  const binary = ecconf(['passwd', 'joe'], { ...at, input: Buffer.of(0x61, 0xff) })
  assert.is(binary.stderr, 'ecconf: standard input: the password is no UTF-8\n')
  assert.equal(readdirSync(folder).sort(), [...before, 'a-folder', 'leads-nowhere'].sort())
  assert.is(read('digest'), digest)
})

test('at a terminal everything is asked for, and no password is seen', async () => {
  const { status, screen } = await ecconfOnTerminal(
    ['passwd', '-f', 'asked'],
    [
      { when: /Username: /, type: 'sue\r' },
      { when: /password for sue\r?\nPassword: /, type: 'geheim\r' },
      { when: /again\r?\nPassword: /, type: 'geheim\r' },
    ],
    at,
  )
  assert.is(
    screen,
    'Username: sue\nPlease enter password for sue\nPassword: \n' +
      'Please enter the password again\nPassword: \n' +
      'Added sue in the realm "Momentum Console": asked, a new file\n',
  )
  assert.is(status, 0)
  assert.is(read('asked'), `${line('sue', 'Momentum Console', 'geheim')}\n`)
})

test('two passwords that differ, and Ctrl-C, change nothing', async () => {
  const different = await ecconfOnTerminal(
    ['passwd', '-f', 'asked', 'sue'],
    [
      { when: /password for sue\r?\nPassword: /, type: 'one\r' },
      { when: /again\r?\nPassword: /, type: 'two\r' },
    ],
    at,
  )
  assert.match(
    different.screen,
    /ecconf: The two passwords are not the same; nothing was changed\n$/,
  )
  assert.is(different.status, 2)
  const left = await ecconfOnTerminal(
    ['passwd', '-f', 'asked', 'sue'],
    [{ when: /Password: /, type: 'on\x03' }],
    at,
  )
  assert.match(left.screen, /ecconf: No password was given\.\n$/)
  assert.is(left.status, 2)
  assert.is(read('asked'), `${line('sue', 'Momentum Console', 'geheim')}\n`)
})

test("ec_md5passwd speaks the product's words", () => {
  assert.equal(passwd(['ec_md5passwd', 'joe']), [
    0,
    `Password updated.\nPlace or replace this line in your password file:\n${line('joe', 'Momentum Console', 's3cret')}\n`,
    '',
  ])
  assert.equal(passwd(['ec_md5passwd', '-f', 'by-product', '-r', 'R', 'joe']), [
    0,
    'Password updated.\n',
    '',
  ])
  assert.is(read('by-product'), `${line('joe', 'R', 's3cret')}\n`)
  assert.equal(passwd(['ec_md5passwd', 'joe', 's3cret']), [
    2,
    '',
    'ecconf: A password on the command line can be seen by everybody: leave it out, and it is asked for, or read from standard input\n',
  ])
  assert.match(ecconf(['ec_md5passwd', '-h']).stdout, '-f, --file ')
})

test('root is not led elsewhere by a link of somebody else', () => {
  const theirs = folderOf(SECOND_USER)
  const target = join(scratch(), 'users')
  writeFileSync(target, 'root:x\n')
  const link = join(theirs, 'users')
  symlinkSync(target, link)
  const { status, stderr } = ecconf(['passwd', '--plain', '-f', link, 'joe'], { input: 'x' })
  assert.is(status, 2)
  assert.is(
    stderr,
    `ecconf: ${link} leads to ${target}, which is not of user ${SECOND_USER.uid}: name that file itself\n`,
  )
  assert.is(readFileSync(target, 'utf8'), 'root:x\n')
})

test('a file that root makes belongs to the owner of the folder, for the manager to read', () => {
  const theirs = folderOf(NOBODY)
  assert.is(ecconf(['passwd', '-f', join(theirs, 'users'), 'joe'], { input: 'x' }).status, 0)
  const { uid, mode } = statSync(join(theirs, 'users'))
  assert.equal([uid, mode & 0o777], [NOBODY.uid, 0o600])
})

test('the manager lets in whom they have made, by every mechanism', async () => {
  const made = scratch()
  for (const [file, ...words] of [
    ['digest', 'passwd'],
    ['digest-of-product', 'ec_md5passwd'],
    ['plain', 'passwd', '--plain'],
  ]) {
    const path = join(made, file as string)
    for (const [user, password] of [
      ['joe', 'grün\u00a0 s3cret'],
      ['ann', 'x'],
    ]) {
      assert.is(
        ecconf([...words, '-f', path, user as string], { ...at, input: `${password}\n` }).status,
        0,
      )
    }
  }
  const files = Object.fromEntries(
    readdirSync(made).map((name) => [`etc/${name}`, readFileSync(join(made, name), 'utf8')]),
  )
  const manager = await RunningManager.start(
    `Control_Listener {
      Listen "127.0.0.1:0" { AuthDigestMD5Parameters = [ uri = "digest:///etc/digest" ] }
      Listen "127.0.0.2:0" { AuthDigestMD5Parameters = [ uri = "digest:///etc/digest-of-product" ] }
      Listen "127.0.0.3:0" { AuthDigestMD5Parameters = [ uri = "file:///etc/plain" ] }
      Listen "127.0.0.4:0" { AuthLoginParameters = [ uri = "file:///etc/plain" ] }
      Listen "127.0.0.5:0" { AuthLoginParameters = [ uri = "digest:///etc/digest" ] }
    }`,
    {},
    files,
  )
  for (let index = 0; index < 5; index++) {
    for (const [user, password] of [
      ['joe', 'grün\u00a0 s3cret'],
      ['ann', 'x'],
    ] as const) {
      const client = await manager.connect(manager.tcp(index), { user, password })
      assert.match(await client.ok('authz id'), `username="${user}"`, `${index}`)
    }
  }
})

test('root makes no file in a folder that a link of somebody else leads to', () => {
  const theirs = folderOf(SECOND_USER)
  const roots = folderOf(ROOT_USER)
  symlinkSync(roots, join(theirs, 'conf'))
  const path = join(theirs, 'conf/users')
  const { status, stderr } = ecconf(['passwd', '--plain', '-f', path, 'joe'], { input: 'x' })
  assert.is(status, 2)
  assert.is(
    stderr,
    `ecconf: ${path} leads to ${join(roots, 'users')}, which is not of user ${SECOND_USER.uid}: name that file itself\n`,
  )
  assert.equal(readdirSync(roots), [])
})

test.run()
