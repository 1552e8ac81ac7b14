import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { EnvironmentError } from '../../../src/config/index.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('nodeEnvironment')
const environment = nodeEnvironment()

/** What the environment says about what it cannot do. */
async function refusal(ask: () => unknown): Promise<readonly [string, string, string]> {
  try {
    await ask()
  } catch (error) {
    assert.instance(error, EnvironmentError)
    const { code, path, reason } = error as EnvironmentError
    return [code, path, reason]
  }
  throw new Error('nothing was refused')
}

test('files, folders and links', async () => {
  const folder = scratch()
  writeFileSync(join(folder, 'a'), Uint8Array.of(0xe9, 0, 1))
  chmodSync(join(folder, 'a'), 0o640)
  mkdirSync(join(folder, 'd'))
  symlinkSync('../a', join(folder, 'd/link'))
  assert.equal([...(await environment.readFile(join(folder, 'd/link')))], [0xe9, 0, 1])
  assert.is(await environment.realPath(join(folder, 'd/link')), join(folder, 'a'))
  assert.equal((await environment.readDirectory(folder)).sort(), ['a', 'd'])
  const status = await environment.status(join(folder, 'd/link'))
  assert.is(status?.kind, 'file')
  assert.is(status?.mode, 0o640)
  assert.is(status?.size, 3)
  assert.is(status?.writable, true)
  assert.is((await environment.status(folder))?.kind, 'directory')
  assert.is((await environment.status('/dev/null'))?.kind, 'other')
  assert.is(await environment.status(join(folder, 'none')), undefined)
})

test('what the system refuses is said in its words', async () => {
  const folder = scratch()
  const file = join(folder, 'a')
  writeFileSync(file, '')
  symlinkSync('loop', join(folder, 'loop'))
  const none = join(folder, 'none')
  const nothing = ['ENOENT', none, 'no such file or directory']
  assert.equal(await refusal(() => environment.readFile(none)), nothing)
  assert.equal(await refusal(() => environment.realPath(none)), nothing)
  assert.equal(await refusal(() => environment.readDirectory(none)), nothing)
  assert.equal(await refusal(() => environment.readFile(folder)), [
    'EISDIR',
    folder,
    'is a directory',
  ])
  assert.equal(await refusal(() => environment.readDirectory(file)), [
    'ENOTDIR',
    file,
    'not a directory',
  ])
  const loop = join(folder, 'loop')
  assert.equal(await refusal(() => environment.status(loop)), [
    'ELOOP',
    loop,
    'too many symbolic links encountered',
  ])
  assert.equal(await refusal(() => environment.readFile('a\0b')), [
    'ERR_INVALID_ARG_VALUE',
    'a\0b',
    'is no valid path',
  ])
})

test('the process and its machine', () => {
  assert.is(environment.workingDirectory, process.cwd())
  assert.is(environment.hostName(), hostname())
  assert.is(environment.variable('PATH'), process.env.PATH)
  assert.is(environment.variable('NO_SUCH_VARIABLE_HERE'), undefined)
  assert.ok(Math.abs(environment.now().getTime() - Date.now()) < 60_000)
})

test.run()
