import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { flagName } from '../../../cli/arguments/command.js'
import { loadCommands } from '../../../cli/commands.js'
import { exitStatuses, HELPS } from '../../../cli/help/helps.js'
import { mdocLiteral, mdocText, mdocWords } from '../../../cli/man/mdoc.js'
import { manPages } from '../../../cli/man/pages.js'
import { productProgram, productProgramNames } from '../../../cli/product-programs.js'
import { ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('the manual pages')

const commands = await loadCommands()
const known = await Promise.all(productProgramNames.map((name) => productProgram(name)))
const programs = known.flatMap((program) => program ?? [])
const pages = manPages(commands, programs, { ec_console: "Usage: .x 'y\\z\n.Sh no macro" })

/** Whether mandoc is there: CI says by a variable that it must be. */
const hasMandoc = spawnSync('mandoc', ['-V']).error === undefined

/** What a reader sees of a page. */
function shown(text: string): string {
  const folder = mkdtempSync(join(scratch(), 'man-'))
  writeFileSync(join(folder, 'page.1'), text)
  const { stdout } = spawnSync('mandoc', ['-Tascii', '-Owidth=100', 'page.1'], { cwd: folder })
  return String(stdout).replace(/.\x08/g, '')
}

test('every program and every command has one', () => {
  assert.equal(
    pages.map(({ file }) => file),
    [
      'ecconf.1',
      ...commands.map(({ name }) => `ecconf-${name.replace(' ', '-')}.1`),
      ...productProgramNames.map((name) => `${name}.${name === 'eccmgr' ? 8 : 1}`),
    ],
  )
})

test('the package has those that the build has made, and names them to npm', () => {
  const { man } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const files = pages.map(({ file }) => file).sort()
  assert.equal(readdirSync(join(ROOT, 'dist/man')).sort(), files)
  assert.equal(
    [...man].sort(),
    files.map((file) => `./dist/man/${file}`),
  )
})

test('no text is an instruction', () => {
  assert.equal(mdocText('.Sh x \\fB'), ['\\&.Sh x \\efB'])
  assert.equal(mdocText("'so x"), ["\\&'so x"])
  assert.is(mdocLiteral('.x --y'), '\\&.x \\-\\-y')
  assert.is(mdocWords('an Ar of "x" . \u00f6'), 'an \\&Ar of \\(dqx\\(dq \\&. \\[u00F6]')
})

if (!hasMandoc) {
  assert.is(process.env.ECCONF_NEEDS_MANDOC, undefined, 'mandoc is not installed')
  console.error('mandoc is not installed: the manual pages are not checked')
} else {
  test('mandoc has nothing against any of them', () => {
    const folder = scratch()
    for (const { file, text } of pages) writeFileSync(join(folder, file), text)
    const files = pages.map(({ file }) => file)
    const { status, stdout } = spawnSync('mandoc', ['-Tlint', ...files], { cwd: folder })
    assert.equal([String(stdout), status], ['', 0])
  })

  test('a page has every flag, exit status and example of its command', () => {
    for (const command of [...commands, ...programs]) {
      const name = productProgramNames.includes(command.name)
        ? command.name
        : `ecconf-${command.name.replace(' ', '-')}`
      const page = pages.find(({ file }) => file.startsWith(`${name}.`))
      const text = shown(page?.text ?? '')
      for (const [flag, { describe }] of Object.entries(command.flags)) {
        assert.match(text, new RegExp(`--(?:no-)?${flagName(flag)}\\b`), `${name} ${flag}`)
        assert.match(text.replace(/\s+/g, ' '), describe.split(' ').slice(0, 4).join(' '))
      }
      for (const [line] of HELPS[command.name]?.examples ?? []) assert.match(text, line, name)
      for (const [status] of exitStatuses(command.name)) {
        assert.match(text, new RegExp(`^ {5}${status} `, 'm'), name)
      }
    }
  })

  test('the words of a program that has its own stand as they are', () => {
    const page = pages.find(({ file }) => file === 'ec_console.1')
    assert.match(shown(page?.text ?? ''), "     Usage: .x 'y\\z\n     .Sh no macro\n")
  })
}

test.run()
