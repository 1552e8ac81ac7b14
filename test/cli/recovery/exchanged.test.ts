import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { inventory, plant } from '../../tools/planted.js'
import { ecconf, ecconfOnTerminal } from '../../tools/program.js'
import { folderOf, NOBODY, ROOT, runAs } from '../../tools/second-user.js'

const test = suite('what others exchange while root is asked')

/** Written so that `fmt` has something to do. */
const TEXT = 'Max_Retries=3\n'

interface Site {
  readonly theirs: string
  readonly roots: string
  /** The main file of the user. */
  readonly main: string
  readonly rootsTexts: () => readonly string[]
  /** Puts a link into the place of what the user has. */
  readonly exchange: (name: string) => void
}

/** A configuration of a user, and a folder of root that holds the same texts. */
function site(): Site {
  const theirs = folderOf(NOBODY)
  const roots = folderOf(ROOT)
  const files = {
    'ecelerity.conf': 'include "a.conf"\ninclude "sub/b.conf"\n',
    'a.conf': TEXT,
    'sub/b.conf': 'Message_Expiration=1\n',
    'over.conf': '# nothing\n',
  }
  for (const folder of [theirs, roots]) {
    runAs(folder === theirs ? NOBODY : ROOT, 'mkdir', [join(folder, 'sub')])
    for (const [name, text] of Object.entries(files)) {
      plant(join(folder, name), text, folder === theirs ? NOBODY : ROOT, 0o644)
    }
  }
  return {
    theirs,
    roots,
    main: join(theirs, 'ecelerity.conf'),
    rootsTexts: () => Object.keys(files).map((name) => readFileSync(join(roots, name), 'utf8')),
    exchange: (name) => {
      const script = 'mv "$1/$3" "$1/.was"; ln -s "$2/$3" "$1/$3"'
      const { status } = runAs(NOBODY, 'sh', ['-c', script, 'sh', theirs, roots, name])
      assert.is(status, 0)
    },
  }
}

interface Case {
  readonly words: (site: Site) => readonly string[]
  /** What is made a link, and the file that is written. */
  readonly exchanged: string
  readonly file: string
  /** Runs before the command that asks. */
  readonly first?: (site: Site) => void
  readonly asked?: RegExp
  readonly answer?: string
  /** What is said of a folder that is put in the place; by default that the file is another one. */
  readonly exchangedFolder?: string
}

const IN_ANOTHER_FOLDER = 'it lies in another folder now'

const EXPIRATION = ['message_expiration', '4']

const cases: Readonly<Record<string, Case>> = {
  'set, of a file': {
    words: ({ main }) => ['set', 'max_retries', '4', '-c', main],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  'set, of a folder': {
    words: ({ main }) => ['set', ...EXPIRATION, '-c', main],
    exchanged: 'sub',
    file: 'sub/b.conf',
  },
  'set, of a file that it does not write': {
    words: ({ main }) => ['set', ...EXPIRATION, '-c', main],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  'set, of the folder of a file that it makes': {
    first: ({ main }) =>
      writeFileSync(main, 'Local_Changes_File = "sub/local.conf"\nLocal_Changes_Only = true\n'),
    words: ({ main }) => ['set', ...EXPIRATION, '-c', main],
    exchanged: 'sub',
    file: 'sub/local.conf',
  },
  unset: {
    words: ({ main }) => ['unset', 'max_retries', '-c', main],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  apply: {
    first: ({ main, theirs }) => {
      const input = 'config set max_retries 4\n'
      const plan = join(theirs, 'a.plan')
      assert.is(ecconf(['plan', '-c', main, '-o', plan], { input }).status, 0)
    },
    words: ({ theirs }) => ['apply', join(theirs, 'a.plan')],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  fmt: {
    words: ({ theirs }) => ['fmt', join(theirs, 'a.conf')],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  'lint --fix': {
    first: ({ theirs, roots }) => {
      for (const folder of [theirs, roots]) {
        writeFileSync(join(folder, 'sub/b.conf'), 'Message_Expiration = 1;\n')
      }
    },
    words: ({ main }) => ['lint', '--fix', main],
    exchanged: 'sub',
    file: 'sub/b.conf',
  },
  'overlay apply': {
    words: ({ main, theirs }) => ['overlay', 'apply', main, join(theirs, 'over.conf')],
    exchanged: 'ecelerity.conf',
    file: 'ecelerity.conf',
  },
  rollback: {
    first: ({ main, roots }) => {
      const set = ['set', 'max_retries', '4', '-c', main, '--write']
      assert.is(ecconf(set).status, 0)
      writeFileSync(join(roots, 'a.conf'), TEXT.replace('3', '4'))
    },
    words: ({ main }) => ['rollback', '1', '-c', main],
    exchanged: 'a.conf',
    file: 'a.conf',
  },
  edit: {
    words: ({ main, theirs }) => ['edit', join(theirs, 'a.conf'), '-c', main],
    exchanged: 'a.conf',
    file: 'a.conf',
    asked: /Install it\?/,
    answer: 'i\r',
    // The folder of the file is open as long as that is locked.
    exchangedFolder: IN_ANOTHER_FOLDER,
  },
}

for (const [name, { words, exchanged, file, first, asked, answer }] of Object.entries(cases)) {
  test(`${name}: a link that is put in the place is not followed`, async () => {
    const there = site()
    first?.(there)
    const before = there.rootsTexts()
    const names = readdirSync(join(there.roots, 'sub'))
    const { status, screen } = await ecconfOnTerminal(
      [...words(there), '--no-color'],
      [
        {
          when: asked ?? /Write it\?/,
          before: () => there.exchange(exchanged),
          type: answer ?? 'y\r',
        },
      ],
      { env: { EDITOR: 'sed -i s/3/4/', VISUAL: undefined } },
    )
    const said = `${file}: was changed by someone else meanwhile and leads to ${join(there.roots, file)} now; nothing was written`
    assert.ok(screen.includes(said), screen)
    assert.is(status, 1)
    assert.equal(there.rootsTexts(), before)
    assert.equal(readdirSync(join(there.roots, 'sub')), names)
  })
}

/** Every text of the user in a folder of root's that nobody else may enter, beside that of the user. */
function copyForRoot(theirs: string): { readonly roots: string; readonly exchange: () => void } {
  const roots = `${theirs}.root`
  runAs(ROOT, 'cp', ['-r', theirs, roots])
  runAs(ROOT, 'chmod', ['-R', 'go=', roots])
  const exchange = () => {
    const script = 'mv "$1" "$1.was" && mv "$1.root" "$1"'
    assert.is(runAs(NOBODY, 'sh', ['-c', script, 'sh', theirs]).status, 0)
  }
  return { roots, exchange }
}

for (const [name, { words, first, asked, answer, ...more }] of Object.entries(cases)) {
  test(`${name}: a folder with the same texts that is put in the place is left alone`, async () => {
    const there = site()
    const theirs = join(folderOf(NOBODY), 'etc')
    const main = join(theirs, 'ecelerity.conf')
    runAs(NOBODY, 'cp', ['-r', there.theirs, theirs])
    const moved = { ...there, theirs, main }
    first?.(moved)
    const { exchange } = copyForRoot(theirs)
    let before: string[] = []
    const { status, screen } = await ecconfOnTerminal(
      [...words(moved), '--no-color'],
      [
        {
          when: asked ?? /Write it\?/,
          before: () => {
            exchange()
            before = inventory(theirs)
          },
          type: answer ?? 'y\r',
        },
      ],
      { env: { EDITOR: 'sed -i s/3/4/', VISUAL: undefined } },
    )
    const { exchangedFolder = 'it is another file with the same text now' } = more
    const said = `: was exchanged by someone else meanwhile: ${exchangedFolder}; nothing was written`
    assert.ok(screen.includes(said), screen)
    assert.is(status, 1)
    assert.equal(inventory(theirs), before)
  })
}

test('an inode that was given to a file of somebody else meanwhile is not the file that was shown', async () => {
  const folder = folderOf(NOBODY)
  const main = join(folder, 'ecelerity.conf')
  const secret = join(folder, 'secret.conf')
  plant(main, 'include "secret.conf"\n', NOBODY, 0o644)
  plant(secret, TEXT, ROOT, 0o600)
  const { status, screen } = await ecconfOnTerminal(
    ['set', 'max_retries', '4', '-c', main, '--no-color'],
    [
      {
        when: /Write it\?/,
        // A file system gives the number of a removed file to the next one: here it stays for certain.
        before: () => {
          chownSync(secret, NOBODY.uid, NOBODY.gid)
          chmodSync(secret, 0o644)
        },
        type: 'y\r',
      },
    ],
  )
  const said =
    'secret.conf: was exchanged by someone else meanwhile: it is another file with the same text now; nothing was written'
  assert.ok(screen.includes(said), screen)
  assert.is(status, 1)
  assert.is(readFileSync(secret, 'utf8'), TEXT)
})

test('a file is made in no other folder than the one that was shown', async () => {
  const { theirs, main } = site()
  writeFileSync(main, 'Local_Changes_File = "sub/local.conf"\nLocal_Changes_Only = true\n')
  const { exchange } = copyForRoot(join(theirs, 'sub'))
  const { status, screen } = await ecconfOnTerminal(
    ['set', ...EXPIRATION, '-c', main, '--no-color'],
    [{ when: /Write it\?/, before: exchange, type: 'y\r' }],
  )
  const said =
    'sub/local.conf: was exchanged by someone else meanwhile: it lies in another folder now; nothing was written'
  assert.ok(screen.includes(said), screen)
  assert.is(status, 1)
  assert.equal(readdirSync(join(theirs, 'sub')), ['b.conf'])
})

/** What some commands need to find. */
const TEXTS: Readonly<Record<string, string>> = { 'lint --fix': 'Max_Retries = 3;\n' }

test('every preview says where a link leads that others can exchange', () => {
  const roots = folderOf(ROOT)
  mkdirSync(join(roots, 'sub'))
  const real = join(roots, 'sub/a.conf')
  const write = (text: string) => plant(real, text, ROOT, 0o644)
  const ways = {
    'which is not of user 65534': (() => {
      const folder = folderOf(NOBODY)
      symlinkSync(roots, join(folder, 'l'))
      return join(folder, 'l/sub/a.conf')
    })(),
    'and group 65534 can change that': (() => {
      const folder = folderOf({ uid: 0, gid: NOBODY.gid }, 0o2775)
      symlinkSync(real, join(folder, 'a.conf'))
      return join(folder, 'a.conf')
    })(),
    'and others can change that': (() => {
      const folder = folderOf(ROOT, 0o777)
      symlinkSync(real, join(folder, 'b.conf'))
      // A link of root's leads to that of the others.
      const first = folderOf(ROOT)
      symlinkSync(join(folder, 'b.conf'), join(first, 'a.conf'))
      return join(first, 'a.conf')
    })(),
  }
  const base = join(roots, 'base.conf')
  writeFileSync(base, 'Max_Retries = 3\n')
  const theirs = join(roots, 'theirs.conf')
  writeFileSync(theirs, 'Max_Retries = 5\n')
  for (const [whose, path] of Object.entries(ways)) {
    const note = `${path.slice(1)} leads to ${real}, ${whose}\n`
    const commands = {
      set: ['set', 'max_retries', '4', '-c', path],
      edit: ['edit', path],
      fmt: ['fmt', path, '--write'],
      'lint --fix': ['lint', '--fix', path],
      merge: ['merge', '--in-place', base, path, theirs],
      'merge of git': ['merge', '--in-place', '--name', path.slice(1), base, path, theirs],
    }
    for (const [name, words] of Object.entries(commands)) {
      write(TEXTS[name] ?? 'Max_Retries=3\n')
      const { stdout, stderr } = ecconf(words, {
        cwd: '/',
        env: { EDITOR: 'sed -i s/3/4/', VISUAL: undefined },
      })
      assert.ok((stdout + stderr).includes(note), `${name}, ${whose}:\n${stdout}${stderr}`)
    }
    write('Max_Retries = 3\n')
    const { stdout } = ecconf([...commands.set, '--format', 'json'], { cwd: '/' })
    assert.equal(JSON.parse(stdout).notes, [note.trimEnd()])
    const input = 'config set max_retries 4\n'
    assert.ok(ecconf(['plan', '-c', path], { cwd: '/', input }).stdout.includes(note))
  }
})

test('nothing is said of links that only root, or the owner of the file, can exchange', () => {
  const theirs = folderOf(NOBODY)
  plant(join(theirs, 'real.conf'), 'Max_Retries = 3\n', NOBODY)
  symlinkSync(join(theirs, 'real.conf'), join(theirs, 'own.conf'))
  const roots = folderOf(ROOT)
  symlinkSync(join(theirs, 'own.conf'), join(roots, 'a.conf'))
  for (const path of [join(theirs, 'own.conf'), join(roots, 'a.conf')]) {
    const { status, stdout } = ecconf(['set', 'max_retries', '4', '-c', path, '--dry-run'])
    assert.is(status, 0)
    assert.not.match(stdout, 'leads to')
  }
})

test.run()
