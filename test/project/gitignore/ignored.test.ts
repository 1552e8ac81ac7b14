import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { GitIgnored } from '../../../src/project/gitignore/ignored.js'
import { configurationFiles } from '../../../src/project/main-files/configuration-files.js'
import { folderWith } from '../../cli/folders.js'
import { repository } from '../../tools/repository.js'

const test = suite('what git passes over when a folder is searched')

/** The configuration files below a folder that are left. */
function found(root: string, below = '.'): string[] {
  const folder = join(root, below)
  const ignored = new GitIgnored(folder)
  const skips = (path: string, isFolder: boolean) => ignored.ignores(path, isFolder)
  return configurationFiles(folder, skips).files.map((path) => path.slice(root.length + 1))
}

const FILES = {
  '.gitignore': 'build/\n*.local.conf\n!keep.local.conf\n',
  'a.conf': '',
  'a.local.conf': '',
  'keep.local.conf': '',
  'build/a.conf': '',
  'sub/.gitignore': 'own.conf\n!again.local.conf\n/a.conf\n',
  'sub/own.conf': '',
  'sub/a.conf': '',
  'sub/deep/a.conf': '',
  'sub/again.local.conf': '',
  'sub/b.local.conf': '',
}

test('the files of the folder, of those above it and of those below', () => {
  const root = repository(FILES)
  assert.equal(found(root), [
    'a.conf',
    'keep.local.conf',
    'sub/again.local.conf',
    'sub/deep/a.conf',
  ])
  assert.equal(found(root, 'sub'), ['sub/again.local.conf', 'sub/deep/a.conf'])
})

test('a folder that is passed over itself is searched when it is named', () => {
  const root = repository({ ...FILES, 'build/x/.gitignore': 'c.conf', 'build/x/c.conf': '' })
  assert.equal(found(root, 'build'), ['build/a.conf'])
})

test('outside of a checkout nothing is passed over', () => {
  const root = folderWith(FILES)
  assert.ok(found(root).includes('build/a.conf'))
  assert.ok(found(root).includes('a.local.conf'))
})

test('a checkout in the checkout has files of its own', () => {
  const root = repository({ '.gitignore': 'x.conf\n', 'inner/x.conf': '', 'x.conf': '' })
  mkdirSync(join(root, 'inner/.git'))
  assert.equal(found(root), ['inner/x.conf'])
})

test('what is only for this clone counts too', () => {
  const root = repository({ 'mine.conf': '', 'a.conf': '' })
  mkdirSync(join(root, '.git/info'), { recursive: true })
  writeFileSync(join(root, '.git/info/exclude'), 'mine.conf\n')
  assert.equal(found(root), ['a.conf'])
})

test('a file of patterns that others can write hides nothing', () => {
  const root = repository({ '.gitignore': 'a.conf\n', 'a.conf': '' })
  assert.equal(found(root), [])
  chmodSync(join(root, '.gitignore'), 0o666)
  assert.equal(found(root), ['a.conf'])
})

test('nor does one that is too large, or no file', () => {
  const root = repository({ '.gitignore': `a.conf\n${'# \n'.repeat(100_000)}`, 'a.conf': '' })
  assert.equal(found(root), ['a.conf'])
  const other = repository({ 'a.conf': '' })
  mkdirSync(join(other, '.gitignore'))
  assert.equal(found(other), ['a.conf'])
})

test.run()
