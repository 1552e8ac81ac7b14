import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parseDigestFile, parsePasswordFile } from '../../../../grammar/index.js'

const test = suite('digest and password files')

const HASH = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'

test('a digest file: user, realm and hash', () => {
  const { root, diagnostics } = parseDigestFile(
    `# c\r\nadmin:Momentum Console:${HASH}\r\n\r\njoe doe:r:${HASH}  \n`,
  )
  assert.equal(diagnostics, [])
  assert.equal(
    root.users.map(({ user, realm, hash }) => [user, realm, hash]),
    [
      ['admin', 'Momentum Console', HASH],
      ['joe doe', 'r', HASH],
    ],
  )
})

test('a user is found by name and realm', () => {
  const { root } = parseDigestFile(`joe:a:${HASH}\njoe:b:${HASH}\njoe::${HASH}\n`)
  assert.is(root.find('joe', 'b')?.start, root.users[1]?.start)
  assert.is(root.find('joe', 'c'), undefined)
  assert.is(root.find('Joe', 'a'), undefined)
})

test('a "#" begins a comment only at the beginning of a line', () => {
  const { root } = parseDigestFile(`a#b:r#:${HASH}\n#c:r:${HASH}\n`)
  assert.equal(
    root.users.map(({ user, realm }) => [user, realm]),
    [['a#b', 'r#']],
  )
})

test('a password file: the password goes from the first colon to the end of the line', () => {
  const { root, diagnostics } = parsePasswordFile('# c\nadmin:a:b #c \r\njoe: x\n')
  assert.equal(diagnostics, [])
  assert.equal(
    root.users.map(({ user, password }) => [user, password]),
    [
      ['admin', 'a:b #c '],
      ['joe', ' x'],
    ],
  )
  assert.is(root.find('joe')?.password, ' x')
  assert.is(root.find('ann'), undefined)
})

test('secrets are in no message', () => {
  const field = fc.constantFrom('hunter2', HASH, HASH.toUpperCase(), '', ' ', 'r\u00a0')
  fc.assert(
    fc.property(fc.array(field, { maxLength: 5 }), fc.boolean(), (fields, named) => {
      const line = [...(named ? ['joe'] : []), ...fields].join(':')
      for (const { diagnostics } of [parseDigestFile(line), parsePasswordFile(line)]) {
        for (const { summary, detail, fixes } of diagnostics) {
          const message = `${summary} ${detail} ${JSON.stringify(fixes)}`
          const shown = named || fields.length < 2 ? /hunter2|[\da-f]{16}/i : /[\da-f]{16}/i
          assert.not.match(message, shown)
        }
      }
    }),
    { numRuns: 2000 },
  )
})

test('one broken line gives one finding, and the good ones around it are read', () => {
  const broken = [
    'x',
    ':',
    '::',
    ':::',
    'x:',
    'x:y',
    'x::',
    'x:y:',
    'x:y:z',
    `x:y:${HASH}:`,
    `:y:${HASH}`,
  ]
  for (const line of broken) {
    const { root, diagnostics } = parseDigestFile(`a:r:${HASH}\n${line}\nb:r:${HASH}\n`)
    assert.is(diagnostics.length, 1, `${line}: ${JSON.stringify(diagnostics)}`)
    assert.is(root.find('a', 'r')?.hash, HASH, line)
    assert.is(root.find('b', 'r')?.hash, HASH, line)
  }
})

test.run()
