import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseGroupsFile } from '../../../../grammar/index.js'

const test = suite('groups files')

/** The groups of a text that has nothing wrong in it, with their members. */
function groups(text: string): [string, string[]][] {
  const { root, diagnostics } = parseGroupsFile(text)
  assert.equal(diagnostics, [])
  return root.groups.map(({ name, members }) => [name, members])
}

test('two, three and four fields: the last one holds the users', () => {
  assert.equal(groups('a:x,y\nb:pw:x,y\nc::x\nd:x:10:x,y\ne:::x\n'), [
    ['a', ['x', 'y']],
    ['b', ['x', 'y']],
    ['c', ['x']],
    ['d', ['x', 'y']],
    ['e', ['x']],
  ])
})

test('blanks between users, as in htgroup files, and both', () => {
  assert.equal(groups('a: x y\tz \nb:x, y ,z\nc : x\n'), [
    ['a', ['x', 'y', 'z']],
    ['b', ['x', 'y', 'z']],
    ['c ', ['x']],
  ])
})

test('groups without users', () => {
  assert.equal(groups('a:\nb:x:\nc:x:1:\n# d:x\n\n'), [
    ['a', []],
    ['b', []],
    ['c', []],
  ])
})

test('the groups of a user, each once', () => {
  const { root } = parseGroupsFile('a:x,y\nb:y\na:x\nc:X\n')
  assert.equal(root.groupsOf('x'), ['a'])
  assert.equal(root.groupsOf('y'), ['a', 'b'])
  assert.equal(root.groupsOf('z'), [])
})

test('the field of the password is in no message', () => {
  const { diagnostics } = parseGroupsFile('a:hunter2:1:2:x\nb:hunter2:,x\n')
  assert.is(diagnostics.length, 2)
  for (const { summary, detail } of diagnostics) assert.not.match(`${summary} ${detail}`, 'hunter2')
})

test('one broken line gives one finding, and the good ones around it are read', () => {
  for (const line of [
    'x',
    'x y',
    'x = y',
    ':',
    ':x',
    'x:,',
    'x:a,,b',
    'x:1:2:3:4',
    'x:1:2:3:4:5',
  ]) {
    const { root, diagnostics } = parseGroupsFile(`a:u\n${line}\nb:u\n`)
    assert.is(diagnostics.length, 1, `${line}: ${JSON.stringify(diagnostics)}`)
    assert.equal(root.groupsOf('u'), ['a', 'b'], line)
  }
})

test.run()
