import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  basename,
  dirname,
  normalize,
  pathBelow,
  resolvePath,
} from '../../../src/config/environment/paths.js'

const test = suite('paths')

test('normalize takes out dots and doubled slashes', () => {
  assert.is(normalize('/a//b/./c/../d/'), '/a/b/d')
  assert.is(normalize('/../..'), '/')
  assert.is(normalize('a/../../b'), '../b')
  assert.is(normalize('./'), '.')
  assert.is(normalize(''), '.')
})

test('resolvePath sees a path from a folder', () => {
  assert.is(resolvePath('/etc/conf', 'x.conf'), '/etc/conf/x.conf')
  assert.is(resolvePath('/etc/conf', '../x.conf'), '/etc/x.conf')
  assert.is(resolvePath('/etc/conf', '/x//y'), '/x/y')
  assert.is(resolvePath('/', 'x'), '/x')
})

test('dirname and basename split at the last slash', () => {
  assert.is(dirname('/a/b'), '/a')
  assert.is(dirname('/a'), '/')
  assert.is(dirname('a'), '.')
  assert.is(basename('/a/b.conf'), 'b.conf')
  assert.is(basename('b.conf'), 'b.conf')
})

test('pathBelow compares whole names', () => {
  assert.is(pathBelow('/a/b', '/a/b/c/d'), 'c/d')
  assert.is(pathBelow('/a/b', '/a/b'), '')
  assert.is(pathBelow('/a/b', '/a/bc'), undefined)
  assert.is(pathBelow('/', '/a'), 'a')
})

test.run()
