import {
  chmodSync,
  chownSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { plant } from '../tools/planted.js'
import { scratch } from '../tools/scratch.js'
import {
  ecconfAs,
  ecconfAsRoot,
  folderOf,
  NOBODY,
  ROOT,
  SECOND_USER,
  type User,
} from '../tools/second-user.js'

const test = suite('text that comes from one file into another')

/** A user of a group that files of others can be given to. */
const THEIR_GROUP: User = { uid: 0, gid: SECOND_USER.gid }

/** A group of an account, and two owners who are not in it. */
const NOBODYS_GROUP: User = { uid: 0, gid: NOBODY.gid }
const SECOND_IN_NOBODYS_GROUP: User = { uid: SECOND_USER.uid, gid: NOBODY.gid }
const NOBODY_IN_ROOTS_GROUP: User = { uid: NOBODY.uid, gid: 0 }

const SECRET = 'Sommer-2026-xq'
const WITH_SECRET = `Datasource "d" {\n  uri = ( "pgsql:host=db1;user=u;password=${SECRET}" )\n}\n`
const WITHOUT = 'Relay_Domains = ( "a.com" "b.com" )\n'

const ADD_URI = ['set', 'datasource', 'd', 'uri', '--add', 'pgsql:host=db2;user=u']
const ADD_DOMAIN = ['set', 'relay_domains', '--add', 'c.com']

interface Site {
  /** Whose the folder is, and its mode. */
  readonly owner?: User
  readonly mode?: number
  readonly source: { readonly text: string; readonly owner?: User; readonly mode: number }
  /** The local changes file; absent when it is to be made. */
  readonly target?: { readonly owner?: User; readonly mode: number }
  /** The mode of a folder of its own in which the source lies. */
  readonly apart?: number
  readonly mainMode?: number
}

/** A configuration of which every change goes into the local changes file. */
function site({ owner = ROOT, mode = 0o755, source, target, apart, mainMode = 0o644 }: Site) {
  const folder = folderOf(owner, mode)
  const other = apart === undefined ? folder : join(folder, 'private')
  if (apart !== undefined) mkdirSync(other, { mode: apart })
  const path = join(other, 'source.conf')
  plant(path, source.text, source.owner ?? ROOT, source.mode)
  chmodSync(path, source.mode)
  const main = join(folder, 'ecelerity.conf')
  const lines = [
    `include "${path}"`,
    'Local_Changes_File = "local.conf"',
    'Local_Changes_Only = true',
  ]
  plant(main, `${lines.join('\n')}\n`, owner, mainMode)
  chmodSync(main, mainMode)
  const local = join(folder, 'local.conf')
  if (target !== undefined) {
    plant(local, '', target.owner ?? ROOT, target.mode)
    chmodSync(local, target.mode)
  }
  const name = (path: string) => path.slice(1)
  return { folder, main, local, path, nameOfLocal: name(local), nameOfSource: name(path) }
}

function access(path: string): string {
  const { uid, gid, mode } = statSync(path)
  return `${uid}:${gid} ${(mode & 0o7777).toString(8)}`
}

function run(words: readonly string[], { main }: { main: string }, ...more: string[]) {
  return ecconfAsRoot([...words, '-c', main, ...more])
}

test("root's secret does not come into a new file of the user whose folder it is", () => {
  const files = site({ owner: SECOND_USER, source: { text: WITH_SECRET, mode: 0o600 } })
  const { status, stdout } = run(ADD_URI, files, '--write')
  assert.is(status, 0)
  assert.match(
    stdout,
    `${files.nameOfLocal} takes a secret from ${files.nameOfSource}, and is made for root with mode 0600, so that nobody reads it who cannot read that\n`,
  )
  assert.match(readFileSync(files.local, 'utf8'), SECRET)
  assert.is(access(files.local), '0:0 600')
})

test('nor by taking an element out, nor where the file itself has no secret by its shape', () => {
  for (const [words, text] of [
    [['set', 'datasource', 'd', 'uri', '--remove', 'x'], WITH_SECRET.replace('( "', '( "x" "')],
    [ADD_DOMAIN, WITHOUT],
  ] as const) {
    const files = site({ owner: SECOND_USER, source: { text, mode: 0o600 } })
    assert.is(run(words, files, '--write').status, 0)
    assert.is(access(files.local), '0:0 600')
  }
})

test('nor into a new file of an owner who is not in its group', () => {
  for (const [owner, mode] of [
    [NOBODY_IN_ROOTS_GROUP, 0o755],
    [SECOND_IN_NOBODYS_GROUP, 0o2755],
  ] as const) {
    const source = { text: WITH_SECRET, owner: { uid: 0, gid: owner.gid }, mode: 0o640 }
    const files = site({ owner, mode, source })
    const { status, stdout } = run(ADD_URI, files, '--write')
    assert.is(status, 0)
    assert.match(stdout, `${files.nameOfLocal} takes a secret from ${files.nameOfSource}, and is`)
    assert.match(readFileSync(files.local, 'utf8'), SECRET)
    assert.is(access(files.local), `0:${owner.gid} 600`)
  }
})

test('in a file that is there more people would read it: that takes --force', () => {
  const source = { text: WITH_SECRET, mode: 0o600 }
  const files = site({ owner: SECOND_USER, source, target: { owner: SECOND_USER, mode: 0o644 } })
  const why = `${files.nameOfLocal} takes a secret from ${files.nameOfSource}, which fewer people can read`
  const shown = run(ADD_URI, files, '--dry-run')
  assert.is(shown.status, 0)
  assert.ok(shown.stdout.includes(`\n${why}: only --force writes it\n`), shown.stdout)
  const refused = run(ADD_URI, files, '--write')
  assert.is(refused.status, 2)
  assert.is(
    refused.stderr,
    `ecconf: ${why.replace('conf takes', 'conf: takes')}; nothing was written\n  --force writes it all the same\n`,
  )
  assert.is(readFileSync(files.local, 'utf8'), '')
  const forced = run(ADD_URI, files, '--write', '--force')
  assert.is(forced.status, 0)
  assert.ok(forced.stdout.includes(`\n${why}\n`), forced.stdout)
  assert.match(readFileSync(files.local, 'utf8'), SECRET)
  assert.is(access(files.local), `${SECOND_USER.uid}:${SECOND_USER.gid} 644`)
})

const REFUSED: Readonly<Record<string, Site>> = {
  'of root, from 0600 to 0644': {
    source: { text: WITH_SECRET, mode: 0o600 },
    target: { mode: 0o644 },
  },
  'of root, from 0600 to a group': {
    source: { text: WITH_SECRET, mode: 0o600 },
    target: { mode: 0o640 },
  },
  'from one group to another': {
    source: { text: WITH_SECRET, mode: 0o640 },
    target: { owner: THEIR_GROUP, mode: 0o640 },
  },
  'from one group to everybody': {
    source: { text: WITH_SECRET, mode: 0o640 },
    target: { mode: 0o644 },
  },
  'from a folder that nobody else can enter': {
    source: { text: WITH_SECRET, mode: 0o644 },
    target: { mode: 0o644 },
    apart: 0o700,
  },
  'to another user, all else alike': {
    source: { text: WITH_SECRET, mode: 0o600 },
    target: { owner: SECOND_USER, mode: 0o600 },
  },
  'to an owner with an account who is not in the group of both files': {
    source: { text: WITH_SECRET, mode: 0o640 },
    target: { owner: NOBODY_IN_ROOTS_GROUP, mode: 0o640 },
  },
  'to an owner without an account who is not in the group of both files': {
    source: { text: WITH_SECRET, owner: NOBODYS_GROUP, mode: 0o640 },
    target: { owner: SECOND_IN_NOBODYS_GROUP, mode: 0o640 },
  },
  'without a secret that anybody knows of, to an owner who is not in the group': {
    source: { text: WITHOUT, mode: 0o640 },
    target: { owner: NOBODY_IN_ROOTS_GROUP, mode: 0o640 },
  },
  'without a secret that anybody knows of, from a group to everybody': {
    source: { text: WITHOUT, mode: 0o640 },
    target: { mode: 0o644 },
  },
  'without a secret that anybody knows of, from root to everybody': {
    source: { text: WITHOUT, mode: 0o600 },
    target: { mode: 0o644 },
  },
}

for (const [what, given] of Object.entries(REFUSED)) {
  test(`refused: ${what}`, () => {
    const files = site(given)
    const words = given.source.text === WITHOUT ? ADD_DOMAIN : ADD_URI
    const { status, stderr } = run(words, files, '--write')
    assert.is(status, 2, stderr)
    assert.match(stderr, /which fewer people can read; nothing was written/)
    assert.is(readFileSync(files.local, 'utf8'), '')
  })
}

const ALLOWED: Readonly<Record<string, Site>> = {
  'the same owner and mode': {
    source: { text: WITH_SECRET, mode: 0o600 },
    target: { mode: 0o600 },
  },
  'a narrower mode': { source: { text: WITH_SECRET, mode: 0o644 }, target: { mode: 0o640 } },
  'to an owner who is in the group of the source': {
    source: { text: WITH_SECRET, owner: NOBODYS_GROUP, mode: 0o640 },
    target: { owner: NOBODY, mode: 0o640 },
  },
  'to an owner who is in the group of the source, though not by the group of the target': {
    source: { text: WITH_SECRET, owner: NOBODYS_GROUP, mode: 0o640 },
    target: { owner: NOBODY_IN_ROOTS_GROUP, mode: 0o600 },
  },
  'everybody can read both': {
    owner: SECOND_USER,
    source: { text: WITH_SECRET, mode: 0o644 },
    target: { owner: SECOND_USER, mode: 0o644 },
  },
  'both in a folder that nobody else can enter': {
    mode: 0o700,
    source: { text: WITH_SECRET, mode: 0o600 },
    target: { mode: 0o644 },
  },
  'both in a folder of a group': {
    owner: THEIR_GROUP,
    mode: 0o750,
    source: { text: WITH_SECRET, owner: THEIR_GROUP, mode: 0o640 },
    target: { owner: THEIR_GROUP, mode: 0o644 },
  },
  'no secret, and the same group can read it': {
    source: { text: WITHOUT, mode: 0o640 },
    target: { mode: 0o640 },
  },
}

for (const [what, given] of Object.entries(ALLOWED)) {
  test(`written as ever: ${what}`, () => {
    const files = site(given)
    const words = given.source.text === WITHOUT ? ADD_DOMAIN : ADD_URI
    const { status, stdout, stderr } = run(words, files, '--write')
    assert.is(status, 0, stderr)
    assert.not.match(stdout, 'fewer people')
    assert.not.match(stdout, 'is made for')
  })
}

test('what is typed is not taken from a file', () => {
  const files = site({ source: { text: WITH_SECRET, mode: 0o600 }, target: { mode: 0o644 } })
  const words = ['set', 'datasource', 'd', 'uri', `( "pgsql:host=x;password=${SECRET}" )`]
  assert.is(run(words, files, '--write').status, 0)
})

test('a user who reads a file by its group keeps others away from it too', () => {
  const files = site({
    owner: SECOND_USER,
    source: { text: WITH_SECRET, owner: THEIR_GROUP, mode: 0o640 },
    target: { owner: SECOND_USER, mode: 0o644 },
  })
  const words = [...ADD_URI, '-c', files.main, '--write']
  const { status, stderr } = ecconfAs(SECOND_USER, words)
  assert.is(status, 2)
  assert.match(stderr, /takes a secret from .*source\.conf, which fewer people can read/)
  chmodSync(files.local, 0o640)
  assert.is(ecconfAs(SECOND_USER, words).status, 0)
})

test('a file that was removed comes back for those alone who could read it', () => {
  const folder = folderOf(ROOT)
  const main = join(folder, 'ecelerity.conf')
  const local = join(folder, 'local.conf')
  writeFileSync(main, 'Local_Changes_File = "local.conf"\nMax_Retries = 1\n')
  const set = ['set', 'datasource', 'd', 'uri', `( "pgsql:password=${SECRET}" )`]
  assert.is(ecconfAsRoot([...set, '-c', main, '--write']).status, 0)
  assert.is(access(local), '0:0 644')
  chmodSync(local, 0o600)
  assert.is(ecconfAsRoot(['rollback', '1', '-c', main, '--write']).status, 0)
  assert.is(ecconfAsRoot(['rollback', '2', '-c', main, '--write']).status, 0)
  assert.is(access(local), '0:0 600')
})

test('a secret comes back only where no more people can read the file by now', () => {
  const folder = folderOf(ROOT)
  const main = join(folder, 'ecelerity.conf')
  plant(main, WITH_SECRET, ROOT, 0o600)
  const unset = ['unset', 'datasource', 'd', 'uri', '-c', main, '--write']
  assert.is(ecconfAsRoot(unset).status, 0)
  chmodSync(main, 0o644)
  const back = ['rollback', '1', '-c', main, '--write']
  const { status, stderr } = ecconfAsRoot(back)
  assert.is(status, 2)
  const name = main.slice(1)
  assert.is(
    stderr,
    `ecconf: ${name}: takes a secret from ${name} as it was, which fewer people can read; nothing was written\n  --force writes it all the same\n`,
  )
  assert.is(ecconfAsRoot([...back, '--force']).status, 0)
  assert.is(readFileSync(main, 'utf8'), WITH_SECRET)
})

test('merge --in-place brings no secret into a file that more people can read', () => {
  const folder = folderOf(ROOT)
  const [base, ours, theirs] = ['base', 'ours', 'theirs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  writeFileSync(base, 'Max_Retries = 1\n')
  writeFileSync(ours, 'Max_Retries = 1\n')
  plant(theirs, `Max_Retries = 1\n${WITH_SECRET}`, ROOT, 0o600)
  const words = ['merge', base, ours, theirs, '--in-place']
  const { status, stderr } = ecconfAsRoot(words)
  assert.is(status, 2)
  assert.match(stderr, `takes a secret from ${theirs}, which fewer people can read`)
  assert.is(readFileSync(ours, 'utf8'), 'Max_Retries = 1\n')
  chownSync(ours, 0, 0)
  assert.is(ecconfAsRoot([...words, '--force']).status, 0)
  assert.match(readFileSync(ours, 'utf8'), SECRET)
})

/** Two files that anybody can read, and what was changed in a third one that only root can read. */
function sidesOf(theirText: string, owner = ROOT) {
  const folder = folderOf(owner)
  const [base, ours, theirs] = ['base', 'ours', 'theirs'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [base, ours]) {
    plant(path, 'Max_Retries = 1\n', owner, 0o644)
    chmodSync(path, 0o644)
  }
  plant(theirs, `Max_Retries = 1\n${theirText}`, ROOT, 0o600)
  return { ours, theirs, words: ['merge', base, ours, theirs, '--in-place'] }
}

test('nor text in which no secret is known', () => {
  const { ours, theirs, words } = sidesOf(WITHOUT)
  const { status, stderr } = ecconfAsRoot(words)
  assert.is(status, 2)
  assert.is(
    stderr,
    `ecconf: ${ours}: takes text from ${theirs}, which fewer people can read; nothing was written\n  --force writes it all the same\n`,
  )
  assert.is(readFileSync(ours, 'utf8'), 'Max_Retries = 1\n')
  chmodSync(ours, 0o600)
  assert.is(ecconfAsRoot(words).status, 0)
  assert.is(readFileSync(ours, 'utf8'), `Max_Retries = 1\n${WITHOUT}`)
})

test('nor where another file is put in the place of theirs once that is read', () => {
  const { ours, theirs, words } = sidesOf(WITH_SECRET, SECOND_USER)
  const hook = join(scratch(), 'hook.cjs')
  // A file is closed once when it was found, and once when it was read.
  const lines = [
    "const fs = require('node:fs')",
    'const close = fs.closeSync',
    `const theirs = ${JSON.stringify(theirs)}`,
    'let times = 0',
    'fs.closeSync = (file) => {',
    "  const path = fs.readlinkSync('/proc/self/fd/' + file)",
    '  close(file)',
    '  if (path !== theirs || ++times !== 2) return',
    "  fs.renameSync(theirs, theirs + '.old')",
    "  fs.writeFileSync(theirs, '')",
    `  fs.chownSync(theirs, ${SECOND_USER.uid}, ${SECOND_USER.gid})`,
    '}',
  ]
  writeFileSync(hook, `${lines.join('\n')}\n`)
  const { status, stderr } = ecconfAsRoot(words, { env: { NODE_OPTIONS: `--require ${hook}` } })
  assert.is(stderr, `${theirs}: was changed by someone else meanwhile; nothing was written\n`)
  assert.is(status, 1)
  assert.is(readFileSync(ours, 'utf8'), 'Max_Retries = 1\n')
  assert.is(readFileSync(theirs, 'utf8'), '')
})

test('overlay apply --inline brings no secret into a file that more people can read', () => {
  const folder = scratch()
  chmodSync(folder, 0o755)
  const [main, overlay] = ['ecelerity.conf', 'o.conf'].map((name) => join(folder, name)) as [
    string,
    string,
  ]
  writeFileSync(main, 'Max_Retries = 1\n')
  plant(overlay, WITH_SECRET, ROOT, 0o600)
  const words = ['overlay', 'apply', main, overlay, '--inline', '--write']
  const { status, stderr } = ecconfAsRoot(words)
  assert.is(status, 2)
  assert.match(stderr, /takes a secret from .*o\.conf, which fewer people can read/)
  chmodSync(main, 0o600)
  assert.is(ecconfAsRoot(words).status, 0)
  assert.match(readFileSync(main, 'utf8'), SECRET)
  for (const path of [main, overlay]) chmodSync(path, 0o644)
  writeFileSync(overlay, 'Max_Retries = 2\n')
  assert.is(ecconfAsRoot(words).status, 0)
  assert.match(readFileSync(main, 'utf8'), /^Max_Retries = 2$/m)
})

/**
 * A configuration whose included file only root can read, and an edit of that file which was not finished.
 * @param within a folder of root's, in which that file lies and which keeps others from it in its place
 */
function keptEdit(change: string, within?: string) {
  const folder = folderOf(SECOND_USER)
  const name = join(within ?? '', 'part.conf')
  const [main, part] = [join(folder, 'ecelerity.conf'), join(folder, name)]
  plant(main, `include "${name}"\n`, SECOND_USER, 0o644)
  mkdirSync(dirname(part), { recursive: true, mode: 0o700 })
  plant(part, `${WITH_SECRET}Max_Retries = 1\n`, ROOT, 0o600)
  if (within !== undefined) chmodSync(part, 0o644)
  const [editor, failing] = ['editor.sh', 'failing.sh'].map((name) => join(scratch(), name)) as [
    string,
    string,
  ]
  writeFileSync(editor, `#!/bin/sh\nsed -i '${change}' "$1"\n`, { mode: 0o755 })
  writeFileSync(failing, `#!/bin/sh\n${editor} "$1"\nexit 1\n`, { mode: 0o755 })
  const edit = (program: string, ...more: string[]) =>
    ecconfAsRoot(['edit', part, '-c', main, ...more], {
      env: { EDITOR: program, VISUAL: undefined },
    })
  assert.is(edit(failing).status, 2)
  return { folder, main, part, edit }
}

test('a copy of an earlier edit is not installed in a file that somebody else has put there', () => {
  const { part, edit } = keptEdit('s/^Max_Retries = 1/Max_Retries = 2/')
  renameSync(part, `${part}.old`)
  plant(part, '# mine\nMax_Retries = 1\n', SECOND_USER, 0o644)
  chmodSync(part, 0o644)
  const why = `takes text from ${part.slice(1)} as it was, which fewer people can read`
  // What was brought together is known to the next one that goes on with it as well.
  for (let time = 1; time <= 2; time++) {
    const { status, stdout, stderr } = edit('false', '--continue', '--write')
    assert.is(status, 2, stderr)
    assert.ok(stdout.includes(`${part.slice(1)} ${why}: only --force writes it\n`), stdout)
    assert.ok(stderr.includes(`${part.slice(1)}: ${why}; nothing was written\n`), stderr)
    assert.is(readFileSync(part, 'utf8'), '# mine\nMax_Retries = 1\n')
  }
  assert.is(edit('false', '--continue', '--write', '--force').status, 0)
  assert.match(readFileSync(part, 'utf8'), /^Max_Retries = 2$/m)
})

/** Puts a file of the same text in the place of one. */
const exchangeScript = (part: string, { uid }: User, mode: string) => [
  `mv ${part} ${part}.old`,
  `cp ${part}.old ${part}`,
  `chown ${uid} ${part}`,
  `chmod ${mode} ${part}`,
]

for (const [what, owner, mode] of [
  ['of the user', SECOND_USER, '644'],
  ['that only root can read', ROOT, '600'],
] as const) {
  test(`an edit is bound to the file that was opened: another one ${what}, with the same text`, () => {
    const { part, edit } = keptEdit('s/^Max_Retries = 1/Max_Retries = 2/')
    const text = readFileSync(part, 'utf8')
    const name = part.slice(1)
    const exchange = exchangeScript(part, owner, mode)
    const editor = join(scratch(), 'exchanging.sh')
    const lines = ['#!/bin/sh', ...exchange, 'echo "Max_Retries = 3" >> "$1"']
    writeFileSync(editor, `${lines.join('\n')}\n`, { mode: 0o755 })
    const during = edit(editor, '--afresh', '--write')
    assert.is(during.status, 1, during.stderr)
    const changed = `${name}: was changed by someone else meanwhile; nothing was written\n`
    assert.ok(during.stderr.startsWith(changed), during.stderr)
    const later = edit('false', '--continue', '--write')
    const exchanged = `${name}: was exchanged since: another file with the same text lies there now`
    assert.is(later.status, 1, later.stderr)
    assert.ok(
      later.stderr.startsWith(
        `${exchanged}; nothing was written\n  --force goes on with it all the same\n`,
      ),
      later.stderr,
    )
    assert.is(readFileSync(part, 'utf8'), text)
    const forced = edit('false', '--continue', '--write', '--force')
    assert.is(forced.status, 0, forced.stderr)
    assert.ok(forced.stderr.includes(`${exchanged}.\n`), forced.stderr)
    const note = `${name} takes text from ${name} as it was, which fewer people can read\n`
    assert.is(forced.stdout.includes(note), owner === SECOND_USER, forced.stdout)
    assert.is(readFileSync(part, 'utf8'), `${text}Max_Retries = 3\n`)
  })
}

test('nor one that only a folder kept from others, where another folder lies in its place', () => {
  const { part, edit } = keptEdit('s/^Max_Retries = 1/Max_Retries = 2/', 'roots')
  const folder = dirname(part)
  renameSync(folder, `${folder}.old`)
  mkdirSync(folder)
  chownSync(folder, SECOND_USER.uid, SECOND_USER.gid)
  plant(part, '# mine\nMax_Retries = 1\n', SECOND_USER, 0o644)
  chmodSync(part, 0o644)
  const { status, stderr } = edit('false', '--continue', '--write')
  assert.is(status, 2, stderr)
  const name = part.slice(1)
  assert.ok(stderr.includes(`${name}: takes text from ${name} as it was, which fewer`), stderr)
  assert.is(readFileSync(part, 'utf8'), '# mine\nMax_Retries = 1\n')
})

test('rollback brings nothing back into such a folder either', () => {
  const { folder, main } = keptEdit('s/^Max_Retries = 1/Max_Retries = 2/', 'roots')
  const part = join(folder, 'roots/part.conf')
  const unset = ['unset', 'datasource', 'd', 'uri', '-c', main, '--write']
  assert.is(ecconfAsRoot(unset).status, 0)
  renameSync(dirname(part), `${dirname(part)}.old`)
  mkdirSync(dirname(part))
  const text = readFileSync(join(`${dirname(part)}.old`, 'part.conf'))
  plant(part, text.toString(), SECOND_USER, 0o644)
  chmodSync(part, 0o644)
  const { status, stderr } = ecconfAsRoot(['rollback', '1', '-c', main, '--write'])
  assert.is(status, 2, stderr)
  const name = part.slice(1)
  assert.ok(stderr.includes(`${name}: takes a secret from ${name} as it was, which fewer`), stderr)
  assert.not.match(readFileSync(part, 'utf8'), SECRET)
})

test('nor one with a secret that was changed, in a text beside which it stands', () => {
  const { part, edit } = keptEdit(
    '$a Datasource "e" {\\n  uri = ( "pgsql:password=Herbst-2026-xq" )\\n}',
  )
  renameSync(part, `${part}.old`)
  plant(part, '# mine\nMax_Retries = 1\n', SECOND_USER, 0o644)
  const { status, stderr } = edit('false', '--continue', '--write')
  assert.is(status, 2, stderr)
  const name = part.slice(1)
  assert.ok(stderr.includes(`${name}: takes a secret from ${name} as it was, which fewer`), stderr)
  assert.is(readFileSync(part, 'utf8'), '# mine\nMax_Retries = 1\n')
})

test('it is installed where the file was changed, and nobody else can read it', () => {
  const { part, edit } = keptEdit('s/^Max_Retries = 1/Max_Retries = 2/')
  writeFileSync(part, `# more\n${WITH_SECRET}Max_Retries = 1\n`)
  const { status, stdout, stderr } = edit('false', '--continue', '--write')
  assert.is(status, 0, stderr)
  assert.not.match(stdout, 'fewer people')
  assert.is(readFileSync(part, 'utf8'), `# more\n${WITH_SECRET}Max_Retries = 2\n`)
})

test.run()
