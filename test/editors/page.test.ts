import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ROOT } from '../tools/program.js'
import { blockOf, blocksOf } from './blocks.js'

const test = suite('docs/editors.md')

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

test('the settings in it can be read, and start the program', () => {
  const helix = parse(blockOf('Helix', 'toml')) as {
    'language-server': { ecconf: { command: string; args: string[] } }
  }
  const { command, args } = helix['language-server'].ecconf
  const kate = JSON.parse(blockOf('Kate', 'json')).servers.ecconf.command
  const sublime = JSON.parse(blockOf('Sublime Text', 'json')).clients.ecconf.command
  for (const words of [[command, ...args], kate, sublime]) assert.equal(words, ['ecconf', 'lsp'])
})

test('the plugin of Neovim has the settings of the page, and the files of the extension of VS Code', () => {
  const own = read('editors/nvim/lsp/ecconf.lua').replace(/^--.*\n/gm, '')
  const blocks = blocksOf('Neovim', 'lua').map((each) => each.replace(/\s+/g, ' '))
  const settings = own.replace(/^return \{|\}\n$/g, '').replace(/\s+/g, ' ')
  assert.ok(blocks.some((each) => each.includes(settings)))
  const [extension] = JSON.parse(read('editors/vscode/package.json')).contributes.languages
  const [, list = ''] = /pattern = \{([^}]*)\}/.exec(read('editors/nvim/ftdetect/ecconf.lua')) ?? []
  const names = [...list.matchAll(/'([^']*)'/g)].map(([, name = '']) => name)
  const patterns = extension.filenamePatterns.map((each: string) =>
    each.replace('**/', '*/').replace('/**/', '/'),
  )
  assert.equal(names, [...extension.filenames, ...patterns])
})

test('the kind of file that Kate asks the server for is the one of its colours', () => {
  const [, name = ''] = /<language name="([^"]*)"/.exec(read('editors/kate/ecconf.xml')) ?? []
  const { highlightingModeRegex } = JSON.parse(blockOf('Kate', 'json')).servers.ecconf
  assert.match(name, new RegExp(highlightingModeRegex))
})

test.run()
