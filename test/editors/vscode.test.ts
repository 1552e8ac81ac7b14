import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { folderWith } from '../cli/folders.js'
import { builtProgram, ROOT } from '../tools/program.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'
import { filesOfZip } from './vsix.js'

const test = suite('the extension of VS Code')

const SOURCES = join(ROOT, 'editors/vscode')

const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

/** Runs a script of the extension's project, without a network. */
function script(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', ['run', ...words], {
    cwd: SOURCES,
    env: { ...process.env, npm_config_offline: 'true' },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`npm run ${words.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

if (!existsSync(join(SOURCES, 'node_modules'))) {
  assert.is(process.env.ECCONF_NEEDS_EDITORS, undefined, 'no `npm ci` in editors/vscode')
  console.error('skipped: there was no `npm ci` in editors/vscode, and the extension is not made')
} else {
  test('the colours are those of the language', () => {
    assert.match(script('test'), /statements\.conf run success/)
  })

  const vsix = join(scratch(), 'ecconf.vsix')
  script('package', '--', '--out', vsix)
  const files = filesOfZip(readFileSync(vsix))

  test('the package has what it needs and nothing else', () => {
    assert.equal([...files.keys()].sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/dist/extension.js',
      'extension/language-configuration.json',
      'extension/package.json',
      'extension/readme.md',
      'extension/syntaxes/ecconf.tmLanguage.json',
      'extension/syntaxes/markdown-fence.tmLanguage.json',
    ])
    const { main, contributes } = JSON.parse(String(files.get('extension/package.json')))
    const named = [
      main,
      ...contributes.grammars.map(({ path }: { path: string }) => path),
      ...contributes.languages.map(({ configuration }: { configuration: string }) => configuration),
    ]
    for (const name of named) assert.ok(files.has(join('extension', name)), name)
    const { length } = readFileSync(vsix)
    assert.ok(length < 200_000, `${length} bytes`)
  })

  test('its version and licence are those of the project', () => {
    const { version, license } = json('package.json')
    const own = json('editors/vscode/package.json')
    assert.equal([own.version, own.license], [version, license])
    assert.equal(files.get('extension/LICENSE.txt'), readFileSync(join(ROOT, 'LICENSE')))
  })

  test('it starts the program, asks it, and ends it', async () => {
    const { extension, stand } = unpacked()
    const folder = folderWith({ 'ecelerity.conf': 'Max_Retries = 5\n' })
    stand.document = textDocument(join(folder, 'ecelerity.conf'), 'Max_Retries = 5\n')
    const program = join(folder, 'ecconf')
    const log = join(folder, 'log')
    const words = [process.execPath, builtProgram()].map((word) => `'${word}'`).join(' ')
    writeFileSync(program, `#!/bin/sh\necho "$$ $@" >> '${log}'\nexec ${words} "$@"\n`)
    chmodSync(program, 0o755)
    stand.settings = { path: program }
    await extension.activate({ subscriptions: [] })
    assert.equal(stand.said, [])
    const [, id, said] = /^(\d+) (.*)\n$/.exec(readFileSync(log, 'utf8')) ?? []
    assert.is(said, 'lsp')
    await stand.commands['ecconf.openEffective']?.()
    const uri = String(pathToFileURL(join(folder, 'ecelerity.conf')))
    assert.equal(stand.said, [])
    assert.equal(stand.shown, [`ecconf ${uri.replace(/^file/, 'ecconf-effective')}`])
    stand.document = textDocument(join(folder, 'none.conf'), '')
    await stand.commands['ecconf.openEffective']?.()
    assert.equal(stand.said, ['No configuration is known at this address.'])
    await extension.deactivate()
    await until(() => !isRunning(Number(id)))
  })

  test('a .conf below a main file is a configuration, and others are left alone', async () => {
    const folder = folderWith({ 'conf/eccluster.conf': '', 'conf/d/a.conf': '', 'b.conf': '' })
    for (const [name, language, isTaken] of [
      ['conf/d/a.conf', 'properties', true],
      ['conf/d/a.conf', 'nginx', false],
      ['conf/d/a.ini', 'properties', false],
      ['b.conf', 'properties', false],
    ] as const) {
      const { extension, stand } = unpacked()
      stand.settings = { path: '/nowhere/ecconf' }
      stand.document = { ...textDocument(join(folder, name), ''), languageId: language }
      await extension.activate({ subscriptions: [] })
      assert.equal(stand.taken, isTaken ? [stand.document] : [], `${name} ${language}`)
    }
  })

  test('a program that is not there is said in words', async () => {
    const { extension, stand } = unpacked()
    stand.settings = { path: '/nowhere/ecconf' }
    await extension.activate({ subscriptions: [] })
    assert.equal(stand.said, [
      'The program "/nowhere/ecconf" is not there. Install ecconf, or set "ecconf.path" to where it is.',
    ])
    assert.is(await extension.deactivate(), undefined)
  })

  interface Extension {
    activate(context: { subscriptions: unknown[] }): Promise<void>
    deactivate(): Promise<void> | undefined
  }

  interface Stand {
    settings: Record<string, unknown>
    readonly said: string[]
    readonly shown: string[]
    readonly taken: unknown[]
    readonly commands: Readonly<Record<string, () => Promise<void>>>
    document: unknown
  }

  /** The packed extension in a folder of its own, where the stand-in is its VS Code. */
  function unpacked(): { extension: Extension; stand: Stand } {
    const folder = scratch()
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    const place = join(folder, 'node_modules/vscode')
    mkdirSync(place, { recursive: true })
    const standIn = readFileSync(join(ROOT, 'test/editors/vscode-stand-in.cjs'))
    writeFileSync(join(place, 'index.js'), standIn)
    const require = createRequire(import.meta.url)
    const extension = require(join(folder, 'extension/dist/extension.js'))
    return { extension, stand: require(place).stand }
  }
}

function textDocument(path: string, text: string) {
  const uri = { scheme: 'file', fsPath: path, toString: () => String(pathToFileURL(path)) }
  return { uri, languageId: 'ecconf', version: 1, isClosed: false, getText: () => text }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}

test.run()
