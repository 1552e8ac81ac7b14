import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { dataOf, dataText, pageWith } from '../page/made-page.js'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'
import { SOUND, WORD } from './secrets/every-command.js'

const test = suite('ecconf page')

test('the page is one file, the same for the same files, and says where it is', () => {
  const made = pageWith({ 'ecelerity.conf': 'Max_Retries = 5\nIdle_Tiem = 3\n' })
  assert.equal([made.status, made.stdout, made.stderr], [0, '', `Written: ${made.file}\n`])
  const again = ecconf(['page', 'ecelerity.conf', '-o', '-'], { cwd: made.folder })
  assert.is(again.stdout, made.html)
  // Nothing is asked of a network.
  assert.not.match(
    made.html.replace(/"http:\/\/www\.w3\.org\/[^"]*"/g, ''),
    /(?:src|href)="?https?:/,
  )
  const { configuration } = dataOf(made.html)
  assert.is(configuration.findings[0]?.code, 'schema/unknown-option')
  assert.ok(made.html.length - dataText(made.html).length < 300_000)
})

test('a configuration with errors has a page, one that cannot be read has none', () => {
  const broken = pageWith({ 'ecelerity.conf': 'Domain "x {\n' })
  assert.is(broken.status, 0)
  assert.match(broken.stderr, /^ecconf: ecelerity\.conf:1:\d+: /)
  const { status, stderr } = pageWith({ 'x.conf': '' }, ['gone.conf'])
  assert.equal([status, stderr], [2, 'ecconf: gone.conf: no such file or directory\n'])
})

test('flags that do not go together', () => {
  const folder = folderWith({ 'a.conf': '', 'b.conf': '' })
  for (const [words, said] of [
    [['a.conf'], '-o FILE says where the page goes'],
    [['a.conf', 'b.conf', 'a.conf', '-o', 'x'], 'One main file, or two to compare'],
    [['a.conf', '-c', 'b.conf', '-o', 'x'], 'Either --config or the main file by itself'],
    [['a.conf', 'b.conf', '--plan', 'p', '-o', 'x'], 'Either two main files or --plan'],
    [
      ['a.conf', '--sysroot-a', '.', '-o', 'x'],
      '--sysroot-a and --sysroot-b are for two main files',
    ],
    [['a.conf', '-o', 'a.conf'], 'a.conf: is a file of the configuration, and no place for a page'],
  ] as const) {
    const { status, stderr } = ecconf(['page', ...words], { cwd: folder })
    assert.is(status, 2, said)
    assert.match(stderr, said)
  }
  assert.is(readFileSync(join(folder, 'a.conf'), 'utf8'), '')
})

test('a plan that does not fit has no page', () => {
  const folder = folderWith({
    'ecelerity.conf': 'Max_Retries = 5\n',
    lines: 'config set max_retries 6\n',
  })
  ecconf(['plan', 'lines', '-o', 'plan.json', '-c', 'ecelerity.conf'], { cwd: folder })
  const stale = folderWith({ 'ecelerity.conf': 'Max_Retries = 4\n' })
  const words = [
    '--plan',
    join(folder, 'plan.json'),
    '-c',
    join(stale, 'ecelerity.conf'),
    '-o',
    'page.html',
  ]
  const { status, stderr } = ecconf(['page', ...words], { cwd: folder })
  assert.is(status, 1)
  assert.match(stderr, 'ecelerity.conf')
  assert.not(existsSync(join(folder, 'page.html')))
})

test('no secret is in the page, compressed or not', () => {
  const changed = SOUND.replace('"one"', '"four"').replaceAll('host=db', 'host=other')
  const files = {
    'ecelerity.conf': SOUND,
    'b/ecelerity.conf': changed,
    'big.conf': `${SOUND}${'# x\n'.repeat(10)}`,
  }
  for (const words of [['ecelerity.conf'], ['ecelerity.conf', 'b/ecelerity.conf'], ['big.conf']]) {
    const { html, status } = pageWith(files, words)
    assert.is(status, 0)
    for (const text of [html, dataText(html)]) {
      for (let at = 0; at + 6 <= WORD.length; at++) assert.not.match(text, WORD.slice(at, at + 6))
    }
  }
})

test.run()
