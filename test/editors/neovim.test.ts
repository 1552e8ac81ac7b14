import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../cli/folders.js'
import { ROOT } from '../tools/program.js'
import { scratch } from '../tools/scratch.js'
import { blockOf, blocksOf } from './blocks.js'
import { askNeovim, NEOVIM } from './in-neovim.js'
import { folderOfPrograms } from './programs.js'

const test = suite('Neovim')

const FILES = {
  'ecelerity.conf': '# main\nRetry_Intervall = 3\ninclude "listeners.conf"\nMax_Retries = 5\n',
  'listeners.conf': 'Esmtp_Listener {\n  Listen ":25" {}\n}\n',
}

const FINDING = {
  line: 1,
  column: 0,
  code: 'schema/unknown-option',
  severity: 1,
  source: 'ecconf',
  message: 'Unknown option "Retry_Intervall" in scope Global\nDid you mean "Retry_Interval"?',
}

if (NEOVIM !== undefined) {
  const neovim = NEOVIM
  const programs = folderOfPrograms()

  test('the plugin, put where docs/editors.md says', async () => {
    const home = scratch()
    const { status, stderr } = spawnSync('sh', ['-ec', blockOf('Neovim', 'sh')], {
      cwd: ROOT,
      env: { ...process.env, HOME: home },
      encoding: 'utf8',
    })
    assert.equal([status, stderr], [0, ''])
    const seen = await askNeovim(folderWith(FILES), { home, programs }, 'all')
    assert.is(seen.missing, undefined)
    assert.equal([seen.filetype, seen.commentstring], ['ecconf', '# %s'])
    assert.equal(seen.findings, [FINDING])
    assert.equal(seen.colours, ['Comment', 'Identifier', 'Constant', 'PreProc', 'Identifier'])
    assert.match(
      seen.hover?.value ?? '',
      'ecelerity.conf:4:1  ✔  5\n     wins: the only definition',
    )
    assert.equal(seen.effective, [
      '# What counts of ecelerity.conf and all that it includes; secrets are masked.',
      '',
      'Max_Retries = 5  # ecelerity.conf:4',
      'Retry_Intervall = 3  # ecelerity.conf:2',
      '',
      'Esmtp_Listener {  # listeners.conf:1',
      '  Listen ":25" {  # listeners.conf:2',
      '  }',
      '}',
    ])
    assert.equal(seen.source, ['ecelerity.conf', 4])
    assert.is(seen.source_filetype, 'ecconf')
    assert.is(seen.other_filetype, 'ecconf')
  })

  test('without the plugin, as docs/editors.md says for 0.7', async () => {
    const home = scratch()
    mkdirSync(join(home, '.config/nvim'), { recursive: true })
    const code = blocksOf('Neovim', 'lua').find((each) => each.includes('start_client'))
    writeFileSync(join(home, '.config/nvim/init.lua'), code ?? '')
    const seen = await askNeovim(folderWith(FILES), { home, programs }, 'findings')
    assert.is(seen.missing, undefined)
    assert.equal(seen.findings, [FINDING])
  })

  test('a program that is not there is said once, and the file is open all the same', () => {
    const folder = folderWith(FILES)
    const words = ['--headless', '-n', '-i', 'NONE', '--cmd', `set rtp^=${ROOT}editors/nvim`]
    const { status, stderr } = spawnSync(
      neovim,
      [...words, 'ecelerity.conf', '-c', 'edit!', '-c', 'qall!'],
      { cwd: folder, env: { PATH: '/nowhere', HOME: scratch() }, encoding: 'utf8' },
    )
    assert.equal([status, stderr.trim()], [0, 'ecconf: the program "ecconf" is not there'])
  })

  test('from 0.11 on the server is one of the editor’s own configurations', () => {
    const answers = join(scratch(), 'answers')
    const stub = 'lua vim.lsp.enable = function(name) enabled = name end'
    const write = `lua vim.fn.writefile({ enabled, vim.fn.json_encode(dofile(vim.api.nvim_get_runtime_file("lsp/ecconf.lua", false)[1])) }, "${answers}")`
    const words = ['--headless', '-n', '-i', 'NONE', '--cmd', `set rtp^=${ROOT}editors/nvim`]
    const { stderr } = spawnSync(neovim, [...words, '--cmd', stub, '-c', write, '-c', 'qall!'], {
      env: { PATH: process.env.PATH, HOME: scratch() },
      encoding: 'utf8',
    })
    assert.is(stderr, '')
    const [name, settings = ''] = readFileSync(answers, 'utf8').split('\n')
    assert.is(name, 'ecconf')
    assert.equal(JSON.parse(settings), {
      cmd: ['ecconf', 'lsp'],
      filetypes: ['ecconf'],
      root_markers: ['ecconf.json', '.git'],
    })
  })
}

test.run()
