import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { GitIgnorePatterns } from '../../../src/project/gitignore/patterns.js'
import { git } from '../../tools/repository.js'
import { scratch } from '../../tools/scratch.js'
import { countSteps } from '../../tools/steps.js'

const test = suite('the lines of a .gitignore file')

const FILES = [
  'a.conf',
  'ab.conf',
  'b.conf',
  'B.conf',
  '#a.conf',
  '!a.conf',
  'a b.conf',
  'end .conf',
  'x]y.conf',
  'größe.conf',
  'a-c.conf',
  'sub/a.conf',
  'sub/b.conf',
  'sub/deep/a.conf',
  'sub/deep/er/a.conf',
  'build/a.conf',
  'build/keep.conf',
  'x/build/a.conf',
  'x/sub/a.conf',
]

/** Each is a .gitignore file. */
const TEXTS = [
  'a.conf',
  '/a.conf',
  'sub/a.conf',
  '/sub',
  'sub/',
  'a.conf/',
  '*.conf\n!b.conf',
  '!a.conf\n*.conf',
  'build/\n!build/keep.conf',
  'build/*\n!build/keep.conf',
  '**/deep',
  'sub/**',
  'sub/**/a.conf',
  '**/a.conf',
  'sub/*/a.conf',
  'sub**',
  'sub/***/a.conf',
  '?.conf',
  '??.conf',
  'gr??e.conf',
  'gr?e.conf',
  '[ab].conf',
  '[!a].conf',
  '[^a].conf',
  '[a-z].conf',
  '[[:upper:]].conf',
  'x[]]y.conf',
  'x[!]]y.conf',
  'a[-]c.conf',
  'a[\\-b]c.conf',
  'sub[/]a.conf',
  '[a.conf',
  '# a.conf\n\n   \n',
  '\\#a.conf',
  '\\!a.conf',
  '#a.conf',
  '!a.conf',
  'a b.conf   ',
  'a\\ b.conf',
  'end\\ .conf',
  'a.conf\\',
  '\\a.conf',
  'a.conf\r\nb.conf\r',
  '/',
  '**',
  '*',
  '*/',
  '/*\n!/sub\n/sub/*\n!/sub/deep',
  '{a,b}.conf',
  'a.(conf|b)',
  '+.conf',
]

/** The files that git passes over. */
function byGit(text: string): string[] {
  const folder = scratch()
  git(folder, 'init', '-q')
  for (const file of FILES) {
    mkdirSync(join(folder, dirname(file)), { recursive: true })
    writeFileSync(join(folder, file), '')
  }
  writeFileSync(join(folder, '.gitignore'), text)
  const { stdout } = spawnSync('git', ['check-ignore', '-z', '--no-index', '--stdin'], {
    cwd: folder,
    input: FILES.join('\0'),
    encoding: 'utf8',
  })
  return stdout.split('\0').filter((name) => name !== '')
}

/** The files that are passed over when folders are searched from the top. */
function here(text: string): string[] {
  const patterns = new GitIgnorePatterns(text)
  return FILES.filter((file) => {
    const folders = file.split('/').slice(0, -1)
    const above = folders.map((_, at) => folders.slice(0, at + 1).join('/'))
    return (
      above.some((folder) => patterns.ignores(folder, true) === true) ||
      patterns.ignores(file, false) === true
    )
  })
}

for (const text of TEXTS) {
  test(`${JSON.stringify(text)}: as git reads it`, () => {
    assert.equal(here(text), byGit(text))
  })
}

test('a name that is twice as long takes twice as long, however many stars there are', async () => {
  const patterns = new GitIgnorePatterns(`${'*a'.repeat(12)}b`)
  const steps = (length: number) =>
    countSteps(() => {
      patterns.ignores('a'.repeat(length), false)
    })
  await steps(100)
  assert.ok((await steps(4000)) < 3 * (await steps(2000)))
})

test.run()
