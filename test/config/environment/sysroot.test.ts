import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration } from '../../../src/config/index.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('sysroot')

const MAIN = '/repo/root/opt/msys/ecelerity/etc/conf/default/eccluster.conf'

function load(
  files: Record<string, string>,
  more: { links?: Record<string, string>; main?: string; sysroot?: string } = {},
): Promise<Configuration> {
  const { main = MAIN, sysroot = 'root', links = {} } = more
  return loadFiles(files, { workingDirectory: '/repo', links }, { sysroot }, main)
}

function describe(configuration: Configuration): unknown[] {
  return configuration.files.map(({ name, productPath, readOnly }) => [
    name,
    productPath,
    readOnly?.kind,
  ])
}

test('absolute includes lie below it', async () => {
  const configuration = await load({
    [MAIN]: 'include "webui.conf"\nreadonly_include "/opt/msys/etc/ecdb.conf"\n',
    '/repo/root/opt/msys/ecelerity/etc/conf/default/webui.conf': '',
    '/repo/root/opt/msys/etc/ecdb.conf': '',
    '/opt/msys/etc/ecdb.conf': '',
  })
  const folder = 'opt/msys/ecelerity/etc/conf/default'
  assert.equal(describe(configuration), [
    [`root/${folder}/eccluster.conf`, `/${folder}/eccluster.conf`, undefined],
    [`root/${folder}/webui.conf`, `/${folder}/webui.conf`, undefined],
    ['root/opt/msys/etc/ecdb.conf', '/opt/msys/etc/ecdb.conf', 'readonly_include'],
  ])
})

test('what is found only outside is read but never written', async () => {
  const configuration = await load({
    [MAIN]: 'include "/etc/site.conf"\n',
    '/etc/site.conf': 'X = 1\n',
  })
  assert.equal(describe(configuration)[1], ['/etc/site.conf', '/etc/site.conf', 'outside sysroot'])
  assert.is(configuration.get([], 'x')?.value.text, '1')
})

test('a relative include: beside, then the search path, all inside, before anything outside', async () => {
  const beside = '/opt/msys/ecelerity/etc/conf/default/x.conf'
  const global = '/opt/msys/ecelerity/etc/conf/global/x.conf'
  const all: Record<string, string> = {
    [MAIN]: 'include "x.conf"\n',
    [`/repo/root${beside}`]: '',
    [`/repo/root${global}`]: '',
    [beside]: '',
    [global]: '',
  }
  for (const expected of [`/repo/root${beside}`, `/repo/root${global}`, beside, global]) {
    const configuration = await load(all)
    assert.is(configuration.files[1]?.path, expected)
    assert.is(
      configuration.files[1]?.readOnly?.kind,
      expected.startsWith('/repo') ? undefined : 'outside sysroot',
    )
    delete all[expected]
  }
  const [missing] = (await load(all)).diagnostics
  assert.is(missing?.code, 'include/missing')
  assert.match(
    missing?.detail ?? '',
    /^There is no root\/opt\/msys\/ecelerity\/etc\/conf\/default\/x\.conf, no root\//,
  )
})

test('dots never lead out of it', async () => {
  const configuration = await load({
    [MAIN]: 'include "../../../../../../../../etc/x"\ninclude "/../etc/y"\n',
    '/repo/root/etc/x': '',
    '/repo/root/etc/y': '',
    '/repo/etc/x': '',
  })
  assert.equal(
    configuration.files.map(({ path }) => path),
    [MAIN, '/repo/root/etc/x', '/repo/root/etc/y'],
  )
})

test('a link that leads out of it leads outside', async () => {
  const configuration = await load(
    { [MAIN]: 'include "/a"\ninclude "/b"\n', '/repo/secret': '', '/repo/root/inside': '' },
    { links: { '/repo/root/a': '/repo/secret', '/repo/root/b': 'inside' } },
  )
  assert.equal(describe(configuration).slice(1), [
    ['root/a', '/a', 'outside sysroot'],
    ['root/b', '/b', undefined],
  ])
})

test('a sysroot that is itself a link', async () => {
  const configuration = await load(
    { '/real/etc/m.conf': 'include "/etc/x"\n', '/real/etc/x': '' },
    { links: { '/repo/root': '/real' }, main: 'root/etc/m.conf' },
  )
  assert.equal(describe(configuration), [
    ['root/etc/m.conf', '/etc/m.conf', undefined],
    ['root/etc/x', '/etc/x', undefined],
  ])
})

test('a main file outside of it is the main file all the same', async () => {
  const configuration = await load(
    {
      '/repo/m.conf': 'include "beside"\ninclude "/x"\n',
      '/repo/beside': '',
      '/repo/root/x': '',
    },
    { main: '/repo/m.conf' },
  )
  assert.equal(describe(configuration), [
    ['m.conf', '/repo/m.conf', undefined],
    ['beside', '/repo/beside', 'outside sysroot'],
    ['root/x', '/x', undefined],
  ])
})

test('a bare main name is looked for below it', async () => {
  const configuration = await load({ [MAIN]: '' }, { main: 'eccluster.conf' })
  assert.is(configuration.main.path, MAIN)
})

test('a search path: absolute below it, relative below the working directory', async () => {
  const files = {
    [MAIN]: 'include "x"\ninclude "y"\ninclude "z"\n',
    '/repo/root/abs/x': '',
    '/repo/root/rel/y': '',
    '/repo/other/z': '',
  }
  const searchPath = '/abs:root/rel:other'
  const sysroot = 'root'
  const configuration = await loadFiles(
    files,
    { workingDirectory: '/repo' },
    { sysroot, searchPath },
    MAIN,
  )
  assert.equal(describe(configuration).slice(1), [
    ['root/abs/x', '/abs/x', undefined],
    ['root/rel/y', '/rel/y', undefined],
    ['other/z', '/repo/other/z', 'outside sysroot'],
  ])
})

test('the root of this machine is no other root', async () => {
  const configuration = await load(
    { '/etc/m.conf': 'include "/etc/x"\n', '/etc/x': '' },
    { sysroot: '/', main: '/etc/m.conf' },
  )
  assert.equal(describe(configuration), [
    ['/etc/m.conf', '/etc/m.conf', undefined],
    ['/etc/x', '/etc/x', undefined],
  ])
})

test.run()
