import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { plant } from '../../tools/planted.js'
import type { Run } from '../../tools/program.js'
import { ecconfAs, ecconfAsRoot, folderOf, NOBODY, ROOT } from '../../tools/second-user.js'

const test = suite('files of root to which somebody else has led')

/** In want of formatting. */
const TEXT = 'Message_Expiration =    1\n'

/** In want of a fix. */
const MISTAKE = 'Max_Retries 1\n'

interface Site {
  /** That of the user. */
  readonly folder: string
  /** The file of root, elsewhere. */
  readonly own: string
}

function site(main: (own: string) => string, mode = 0o644): Site {
  const own = join(folderOf(ROOT), 'own.conf')
  writeFileSync(own, TEXT, { mode })
  const folder = folderOf(NOBODY)
  plant(join(folder, 'ecelerity.conf'), main(own), NOBODY)
  return { folder, own }
}

/** The user has put a link to the file of root into the folder. */
function linked(): Site {
  const made = site(() => 'include "x.conf"\n')
  symlinkSync(made.own, join(made.folder, 'x.conf'))
  return made
}

const included = () => site((own) => `include "${own}"\n`)

const WAY_ON = '; nothing was written\n  --force writes it all the same\n'

/** Names are relative to the working directory, which is `/`. */
function shown(path: string): string {
  return path.slice(1)
}

function byLink({ folder, own }: Site, name = shown(join(folder, 'x.conf'))): string {
  return `ecconf: ${name} leads to ${own} by a link that user 65534 can exchange, who could not write that file${WAY_ON}`
}

function byInclude({ folder, own }: Site): string {
  return `ecconf: ${shown(own)} is included by ${folder}/ecelerity.conf, and user 65534, who can change that, could not write it${WAY_ON}`
}

function isRefused({ status, stderr }: Run, why: string, { own }: Site, text = TEXT): void {
  assert.is(status, 2)
  assert.ok(stderr.endsWith(why), stderr)
  assert.is(readFileSync(own, 'utf8'), text)
}

test('what is done to all files of a folder is not done where a link of its owner leads', () => {
  const given = linked()
  isRefused(ecconfAsRoot(['fmt', given.folder, '--write']), byLink(given), given)
  const link = join(given.folder, 'x.conf')
  isRefused(ecconfAsRoot(['fmt', link, '--write']), byLink(given), given)
  writeFileSync(given.own, MISTAKE)
  const fixing = ecconfAsRoot(['lint', given.folder, '--fix', '--write'])
  isRefused(fixing, byLink(given), given, MISTAKE)
})

test('nor is it done to a file that a file of another user includes', () => {
  const given = included()
  const main = join(given.folder, 'ecelerity.conf')
  isRefused(ecconfAsRoot(['fmt', '-c', main, '--write']), byInclude(given), given)
  writeFileSync(given.own, MISTAKE)
  const fixing = ecconfAsRoot(['lint', main, '--fix', '--write'])
  isRefused(fixing, byInclude(given), given, MISTAKE)
})

test('the file itself, what everybody led there could write, and what --force says, is written', () => {
  const given = linked()
  const { status } = ecconfAsRoot(['fmt', given.own, '--write'])
  assert.is(status, 0)
  const formatted = TEXT.replace(/ {4}/, ' ')
  assert.is(readFileSync(given.own, 'utf8'), formatted)
  writeFileSync(given.own, TEXT)
  assert.is(ecconfAsRoot(['fmt', given.folder, '--write', '--force']).status, 0)
  assert.is(readFileSync(given.own, 'utf8'), formatted)
  // A file of root in the folder of the user, who could put another one in its place.
  const inside = join(given.folder, 'inside.conf')
  writeFileSync(inside, TEXT)
  plant(join(given.folder, 'ecelerity.conf'), 'include "inside.conf"\n', NOBODY)
  assert.is(ecconfAsRoot(['fmt', inside, '--write']).status, 0)
  assert.is(readFileSync(inside, 'utf8'), formatted)
})

test('a main file of root that includes files of others is written', () => {
  const folder = folderOf(ROOT)
  const main = join(folder, 'ecelerity.conf')
  const theirs = join(folderOf(NOBODY), 'theirs.conf')
  plant(theirs, 'Max_Retries =  1\n', NOBODY)
  writeFileSync(main, `include "${theirs}"\nMessage_Expiration =  1\n`)
  assert.is(ecconfAsRoot(['fmt', '-c', main, '--write']).status, 0)
  assert.match(readFileSync(main, 'utf8'), 'Message_Expiration = 1\n')
  assert.match(readFileSync(theirs, 'utf8'), 'Max_Retries = 1\n')
})

test('a change of an option or of a plan does not go there when nobody is asked', () => {
  const given = included()
  const main = join(given.folder, 'ecelerity.conf')
  const words = ['set', '-c', main, 'Message_Expiration', '7']
  isRefused(ecconfAsRoot([...words, '--write']), byInclude(given), given)
  const lines = join(given.folder, 'lines')
  plant(lines, 'set Message_Expiration 8\n', NOBODY)
  const plan = join(given.folder, 'plan.json')
  assert.is(ecconfAs(NOBODY, ['plan', lines, '-c', main, '-o', plan]).status, 0)
  isRefused(ecconfAsRoot(['apply', plan, '--again', '--yes']), byInclude(given), given)
  const { status } = ecconfAsRoot([...words, '--write', '--force'])
  assert.is(status, 0)
  assert.match(readFileSync(given.own, 'utf8'), /^Message_Expiration = +7\n/)
})

test('merge --in-place does not write the texts of a user into a file that a link of that user leads to', () => {
  const given = site(() => '')
  const name = (word: string) => join(given.folder, word)
  symlinkSync(given.own, name('ours.conf'))
  plant(name('base.conf'), TEXT, NOBODY)
  plant(name('theirs.conf'), TEXT.replaceAll('1', '2'), NOBODY)
  const sides = ['base.conf', 'ours.conf', 'theirs.conf'].map(name)
  isRefused(
    ecconfAsRoot(['merge', '--in-place', ...sides]),
    byLink(given, name('ours.conf')),
    given,
  )
})

test('edit --write does not write there either', () => {
  const given = linked()
  const { status, stderr } = ecconfAsRoot(['edit', join(given.folder, 'x.conf'), '--write'], {
    env: { EDITOR: "sed -i 's/1/3/'" },
  })
  assert.is(status, 2)
  assert.match(stderr, 'by a link that user 65534 can exchange, who could not write that file')
  assert.is(readFileSync(given.own, 'utf8'), TEXT)
})

test('what a flag names is not written where a link of another user leads', () => {
  const { folder, own } = site(() => TEXT, 0o600)
  const main = join(folder, 'ecelerity.conf')
  const ofRoot = folderOf(ROOT)
  const lines = join(folderOf(ROOT), 'lines')
  writeFileSync(lines, 'config set max_retries 4\n')
  const out = join(folder, 'out')
  const away = join(folder, 'away')
  symlinkSync(own, out)
  symlinkSync(ofRoot, away)
  const commands = (file: string) => [
    ['lint', '--format', 'json', '-o', file, main],
    ['lint', '--write-baseline', file, main],
    ['page', '-o', file, main],
    ['plan', lines, '-c', main, '-o', file],
  ]
  const who = 'by a link that user 65534 can exchange, who could not write that file'
  for (const words of commands(out)) {
    const { stderr, status } = ecconfAsRoot(words)
    assert.is(status, 2, stderr)
    assert.match(stderr, `ecconf: ${out} leads to ${own} ${who}: name that one itself\n`)
    assert.is(readFileSync(own, 'utf8'), TEXT)
    assert.is(statSync(own).mode & 0o777, 0o600)
  }
  const made = join(away, 'new')
  for (const words of commands(made)) {
    const { stderr, status } = ecconfAsRoot(words)
    assert.is(status, 2, stderr)
    assert.match(stderr, `ecconf: ${made} leads to ${ofRoot} ${who}: name that one itself\n`)
    assert.equal(readdirSync(ofRoot), [])
  }
  // A link of that user to a file of that user is nobody else's choice.
  const theirs = join(folder, 'theirs')
  plant(theirs, '', NOBODY)
  symlinkSync(theirs, join(folder, 'link'))
  const { stderr } = ecconfAsRoot(['lint', '--format', 'json', '-o', join(folder, 'link'), main])
  assert.match(stderr, 'Written: ')
  assert.match(readFileSync(theirs, 'utf8'), '"version": 1')
})

test.run()
