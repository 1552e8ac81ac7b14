import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Configuration, LoadOptions, ReadOnlyReason } from '../../../src/config/index.js'
import { EnvironmentError, includeChain } from '../../../src/config/index.js'
import type { Diagnostic } from '../../../src/diagnostics/index.js'
import { loadFiles } from '../../tools/load-files.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'

const test = suite('load')

function names(configuration: Configuration): string[] {
  return configuration.files.map(({ name }) => name)
}

function value(configuration: Configuration, option: string): string | undefined {
  return configuration.get([], option)?.value.text
}

function reason(configuration: Configuration, name: string): ReadOnlyReason['kind'] | undefined {
  const file = configuration.files.find((each) => each.name === name)
  assert.ok(file, `${name} was not loaded`)
  return file.readOnly?.kind
}

/** A finding with the text it points at. */
function finding(configuration: Configuration, code: Diagnostic['code']) {
  const [only, ...others] = configuration.diagnostics.filter((each) => each.code === code)
  assert.ok(only, `no ${code}`)
  assert.is(others.length, 0, `several ${code}`)
  const file = configuration.files.find(({ name }) => name === only.file)
  return { ...only, at: file?.document.source.text.slice(only.start, only.end) }
}

async function rejection(promise: Promise<unknown>): Promise<EnvironmentError> {
  try {
    await promise
  } catch (error) {
    assert.instance(error, EnvironmentError)
    return error as EnvironmentError
  }
  throw new Error('it did not reject')
}

test('an include is read where it stands', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'A = 1\ninclude "x.conf"\nB = 1\n',
    '/c/x.conf': 'A = 2\nB = 2\n',
  })
  assert.is(value(configuration, 'a'), '2')
  assert.is(value(configuration, 'b'), '1')
  assert.equal(names(configuration), ['eccluster.conf', 'x.conf'])
  assert.equal(
    configuration.definitions([], 'A').map(({ inclusion }) => inclusion.file.name),
    ['eccluster.conf', 'x.conf'],
  )
  assert.equal(configuration.diagnostics, [])
})

test('what is included in a scope lands in that scope', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Domain "x" {\n  include "part"\n}\n',
    '/c/part': 'Gateway = "g"\nAdaptive_Sweep_Rule "r" { include "deep" }\n',
    '/c/deep': 'High_Threshold = 5\n',
  })
  const domain = { name: 'domain', instance: 'x' }
  const rule = { name: 'adaptive_sweep_rule', instance: 'r' }
  assert.is(configuration.get([domain], 'gateway')?.value.text, '"g"')
  assert.is(configuration.get([domain, rule], 'high_threshold')?.value.text, '5')
  assert.equal(
    configuration.inclusions.map(({ within }) => within),
    [
      [],
      [{ name: 'Domain', instance: 'x' }],
      [
        { name: 'Domain', instance: 'x' },
        { name: 'Adaptive_Sweep_Rule', instance: 'r' },
      ],
    ],
  )
})

test('the order of reading grows over all files', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'A = 1\ninclude "x"\nA = 4\nD { include "y" }\nA = 6\n',
    '/c/x': 'A = 2\ninclude "z"\n',
    '/c/y': 'B = 5\n',
    '/c/z': 'A = 3\n',
  })
  const inD = configuration.definitions([{ name: 'D' }], 'B')
  const definitions = [...configuration.definitions([], 'a'), ...inD].sort(
    (a, b) => a.order - b.order,
  )
  assert.equal(
    definitions.map((each) => each.value.text),
    ['1', '2', '3', '4', '5', '6'],
  )
})

test('a folder is read in byte order, without hidden files and sub-folders', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "d/"\n',
    '/c/d/b.conf': 'X = b',
    '/c/d/a.conf': 'X = a',
    '/c/d/B.conf': 'X = B',
    '/c/d/\u{1f600}.conf': 'X = smile',
    '/c/d/\uffee.conf': 'X = bmp',
    '/c/d/.hidden': 'X = hidden',
    '/c/d/sub/c.conf': 'X = sub',
  })
  assert.equal(names(configuration), [
    'eccluster.conf',
    'd/B.conf',
    'd/a.conf',
    'd/b.conf',
    'd/\uffee.conf',
    'd/\u{1f600}.conf',
  ])
})

test('an empty folder is fine', async () => {
  const configuration = await loadFiles(
    { '/c/eccluster.conf': 'include "d"\n' },
    { folders: ['/c/d'] },
  )
  assert.equal(names(configuration), ['eccluster.conf'])
  assert.equal(configuration.diagnostics, [])
})

test('a backup in an included folder', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "d/"\n',
    '/c/d/x.conf': '',
    '/c/d/x.conf~': '',
  })
  const { summary, detail, at, severity } = finding(configuration, 'include/backup-file')
  assert.is(summary, '"x.conf~" looks like a backup, but is read with the folder "d/"')
  assert.is(
    detail,
    'Every file of an included folder counts unless its name starts with a dot. Move it elsewhere.',
  )
  assert.is(at, '"d/"')
  assert.is(severity, 'warning')
  assert.ok(names(configuration).includes('d/x.conf~'))
})

test('the folder of the including file comes before the search path', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "sub/x.conf"\n',
    '/c/sub/x.conf': 'include "y.conf"\n',
    '/c/y.conf': 'WHO = main',
    '/c/sub/y.conf': 'WHO = sub',
    '/opt/msys/ecelerity/etc/y.conf': 'WHO = path',
  })
  assert.is(value(configuration, 'who'), 'sub')
})

test('the default search path', async () => {
  const files: Record<string, string> = { '/c/eccluster.conf': 'include "y.conf"\n' }
  const folders = ['etc/conf/default', 'etc/conf/mta1', 'etc/conf/global', 'etc']
  for (const folder of folders) {
    files[`/opt/msys/ecelerity/${folder}/y.conf`] = `WHO = ${folder.replaceAll('/', '_')}`
    const configuration = await loadFiles(files)
    assert.is(value(configuration, 'who'), folder.replaceAll('/', '_'))
  }
})

test('EC_CONF_SEARCH_PATH replaces it, and the option that', async () => {
  const files = {
    '/c/eccluster.conf': 'include "y.conf"\n',
    '/opt/msys/ecelerity/etc/y.conf': 'WHO = default',
    '/env/mta1/east/y.conf': 'WHO = env',
    '/flag/y.conf': 'WHO = flag',
  }
  const variables = {
    EC_CONF_SEARCH_PATH: '/none:/env/{NODENAME}/{SUBCLUSTER}',
    EC_SUB_CLUSTER: 'east',
  }
  assert.is(value(await loadFiles(files, { variables }), 'who'), 'env')
  assert.is(value(await loadFiles(files, { variables }, { searchPath: '/flag' }), 'who'), 'flag')
  const none = await loadFiles(files, { variables }, { searchPath: '/none' })
  assert.is(value(none, 'who'), undefined)
})

test('the working directory is not searched', async () => {
  const configuration = await loadFiles(
    { '/c/eccluster.conf': 'include "y.conf"\n', '/w/y.conf': '' },
    { workingDirectory: '/w' },
    {},
    '/c/eccluster.conf',
  )
  assert.equal(names(configuration), ['/c/eccluster.conf'])
})

test('{NODENAME}: the flag, the option, the environment, the host', async () => {
  const files = (cluster: string) => ({
    '/c/eccluster.conf': `${cluster}\ninclude "y.conf"\n`,
    '/c/cluster.conf': 'Cluster { NodeName = "included" }\n',
    ...Object.fromEntries(
      ['flag', 'option', 'included', 'variable', 'host'].map((name) => [
        `/path/${name}/y.conf`,
        `WHO = ${name}`,
      ]),
    ),
  })
  const path: Partial<LoadOptions> = { searchPath: '/path/{NODENAME}' }
  const hostName = 'host.example.com'
  const variables = { EC_NODE_NAME: 'variable' }
  const cluster = 'cluster { nodename = option }'
  const who = async (...parameters: Parameters<typeof loadFiles>) =>
    value(await loadFiles(...parameters), 'who')
  assert.is(await who(files(''), { hostName }, path), 'host')
  assert.is(await who(files(''), { hostName, variables }, path), 'variable')
  assert.is(await who(files(cluster), { hostName, variables }, path), 'option')
  assert.is(await who(files('include "cluster.conf"'), { variables }, path), 'included')
  assert.is(await who(files(cluster), { variables }, { ...path, nodeName: 'flag' }), 'flag')
})

test('a bare main name is looked for along the search path', async () => {
  const path = '/opt/msys/ecelerity/etc/conf/default/eccluster.conf'
  const configuration = await loadFiles(
    { [path]: 'A = 1' },
    { workingDirectory: '/w' },
    {},
    'eccluster.conf',
  )
  assert.is(configuration.main.path, path)
  assert.is(configuration.main.name, path)
  assert.is(configuration.role, 'manager')
  const beside = await loadFiles(
    { [path]: 'A = 1', '/w/eccluster.conf': '' },
    { workingDirectory: '/w' },
    {},
    'eccluster.conf',
  )
  assert.is(beside.main.name, 'eccluster.conf')
  assert.is(beside.main.path, '/w/eccluster.conf')
})

test('a folder of that name is no file of that name', async () => {
  const path = '/opt/msys/ecelerity/etc/eccluster.conf'
  const files = { [path]: '', '/w/eccluster.conf/x': '' }
  const configuration = await loadFiles(files, { workingDirectory: '/w' }, {}, 'eccluster.conf')
  assert.is(configuration.main.path, path)
})

test('the role comes from the name of the main file, unless it is said', async () => {
  const files = { '/c/ecelerity.conf': '', '/c/x.conf': '' }
  assert.is((await loadFiles(files, {}, {}, '/c/ecelerity.conf')).role, 'node')
  assert.is((await loadFiles(files, {}, {}, '/c/x.conf')).role, 'unknown')
  assert.is((await loadFiles(files, {}, { role: 'manager' }, '/c/x.conf')).role, 'manager')
})

test('names are relative to the working directory where they lie under it', async () => {
  const files = {
    '/w/a/m.conf': 'include "/w/b/x"\ninclude "/other/y"\n',
    '/w/b/x': '',
    '/other/y': '',
  }
  const configuration = await loadFiles(files, { workingDirectory: '/w' }, {}, './a/../a/m.conf')
  assert.equal(names(configuration), ['a/m.conf', 'b/x', '/other/y'])
  const above = await loadFiles(files, { workingDirectory: '/w/b' }, {}, '../a/m.conf')
  assert.equal(names(above), ['../a/m.conf', 'x', '/other/y'])
})

test('a main file that cannot be read', async () => {
  const missing = await rejection(loadFiles({}, {}, {}, '/c/eccluster.conf'))
  assert.is(missing.message, '/c/eccluster.conf: no such file or directory')
  const folder = await rejection(loadFiles({ '/c/x': '' }, {}, {}, '/c'))
  assert.is(folder.message, '/c: is a directory')
  const denied = await rejection(
    loadFiles({ '/c/eccluster.conf': '' }, { unreadable: ['/c/eccluster.conf'] }),
  )
  assert.is(denied.message, '/c/eccluster.conf: permission denied')
  assert.is(denied.code, 'EACCES')
})

test('an include that is missing', async () => {
  const configuration = await loadFiles(
    { '/c/eccluster.conf': 'include "x.conf"\nA = 1\n' },
    {},
    { searchPath: '/p:/q' },
  )
  const { summary, detail, at, severity } = finding(configuration, 'include/missing')
  assert.is(severity, 'error')
  assert.is(summary, 'Included file "x.conf" was not found')
  assert.is(detail, 'There is no x.conf, no /p/x.conf and no /q/x.conf.')
  assert.is(at, '"x.conf"')
  assert.is(value(configuration, 'a'), '1', 'the rest is loaded')
})

test('a finding in an included file names the chain', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': '\n\ninclude "a.conf"\n',
    '/c/a.conf': '\nreadonly_include "b.conf"\n',
    '/c/b.conf': 'include "/none"\n',
  })
  const { file, related = [], detail } = finding(configuration, 'include/missing')
  assert.is(file, 'b.conf')
  assert.is(detail, 'There is no /none.')
  assert.equal(
    related.map(({ note }) => note),
    ['included from a.conf:2', 'included from eccluster.conf:3'],
  )
  assert.equal(related[0], { file: 'a.conf', start: 1, end: 26, note: 'included from a.conf:2' })
  const inclusion = configuration.inclusions[2]
  assert.ok(inclusion)
  assert.equal(includeChain(inclusion), related)
})

test('an include that cannot be read', async () => {
  const files = { '/c/eccluster.conf': 'include "x.conf"\n', '/c/x.conf': '' }
  const configuration = await loadFiles(files, { unreadable: ['/c/x.conf'] })
  const { summary, detail } = finding(configuration, 'include/unreadable')
  assert.is(summary, 'Included file "x.conf" cannot be read: permission denied')
  assert.is(detail, 'It was looked for as x.conf.')
})

test('a folder that cannot be read, a device, a link that leads nowhere', async () => {
  const folder = await loadFiles(
    { '/c/eccluster.conf': 'include "d"\n', '/c/d/x': '' },
    { unreadable: ['/c/d'] },
  )
  assert.is(
    finding(folder, 'include/unreadable').summary,
    'Included file "d" cannot be read: permission denied',
  )
  const device = await loadFiles(
    { '/c/eccluster.conf': 'include "/dev/zero"\n' },
    { devices: ['/dev/zero'] },
  )
  assert.is(
    finding(device, 'include/unreadable').summary,
    'Included file "/dev/zero" cannot be read: it is no regular file',
  )
  const link = await loadFiles(
    { '/c/eccluster.conf': 'include "d"\n', '/c/d/x': '' },
    { links: { '/c/d/y.conf': '/nowhere' } },
  )
  assert.is(finding(link, 'include/missing').detail, 'There is no d/y.conf.')
  const loop = await loadFiles({ '/c/eccluster.conf': 'include "l"\n' }, { links: { '/c/l': 'l' } })
  assert.is(
    finding(loop, 'include/unreadable').summary,
    'Included file "l" cannot be read: too many symbolic links',
  )
})

test('names that no file can have', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include ""\n',
    '/c/x': '',
  })
  assert.is(finding(configuration, 'include/missing').detail, 'Name a file or a folder.')
  const behind = await loadFiles({ '/c/eccluster.conf': 'include "x/y"\n', '/c/x': '' })
  assert.is(finding(behind, 'include/missing').detail?.startsWith('There is no x/y,'), true)
})

test('URIs', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf':
      'include "FILE:///c/f.conf"\ninclude "persist:///c/p.conf"\ninclude "file://localhost/c/g.conf"\n',
    '/c/f.conf': 'F = 1',
    '/c/g.conf': 'G = 1',
    '/c/p.conf': 'P = 1',
  })
  assert.equal(names(configuration), ['eccluster.conf', 'f.conf', 'p.conf', 'g.conf'])
  assert.is(reason(configuration, 'f.conf'), undefined)
  assert.equal(configuration.files[2]?.readOnly, { kind: 'uri', scheme: 'persist' })
  for (const uri of ['http://h/x', 'persist://http://h/x']) {
    const remote = await loadFiles({ '/c/eccluster.conf': `include "${uri}"\n` })
    const { summary, detail, severity } = finding(remote, 'include/unsupported-scheme')
    assert.is(severity, 'error')
    assert.is(summary, 'Files from "http://" cannot be included here')
    assert.is(detail, 'Only files of this machine are read. Keep a copy of it and include that.')
  }
})

test('read-only: by readonly_include, and only what it takes in itself', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'ReadOnly_Include "foo.conf"\nreadonly_include "d"\n',
    '/c/foo.conf': 'include "bar.conf"\n',
    '/c/bar.conf': '',
    '/c/d/x': '',
  })
  assert.is(reason(configuration, 'foo.conf'), 'readonly_include')
  assert.is(reason(configuration, 'bar.conf'), undefined)
  assert.is(reason(configuration, 'd/x'), 'readonly_include')
  assert.is(reason(configuration, 'eccluster.conf'), undefined)
})

test('read-only: included twice, under whatever name', async () => {
  const configuration = await loadFiles(
    {
      '/c/eccluster.conf': 'include "a"\nDomain "x" { include "b" }\n',
      '/c/a': '',
      '/c/b': 'include "link"\n',
    },
    { links: { '/c/link': 'a' } },
  )
  assert.equal(names(configuration), ['eccluster.conf', 'a', 'b'])
  const [, a] = configuration.files
  assert.is(a?.readOnly?.kind, 'included twice')
  assert.is(a?.inclusions.length, 2)
  assert.is(reason(configuration, 'b'), undefined)
  const {
    summary,
    detail,
    file,
    at,
    severity,
    related = [],
  } = finding(configuration, 'include/twice')
  assert.is(severity, 'info')
  assert.is(summary, '"a" is included more than once')
  assert.is(detail, 'That makes it read-only everywhere: no change can be written to it.')
  assert.is(file, 'b')
  assert.is(at, '"link"')
  assert.equal(related, [
    { file: 'eccluster.conf', start: 0, end: 11, note: 'first included here' },
    { file: 'eccluster.conf', start: 25, end: 36, note: 'included from eccluster.conf:2' },
  ])
})

test('what a file takes in that is included twice is included twice, and is told once', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "a"\ninclude "a"\n',
    '/c/a': 'include "b"\ninclude "gone"\n',
    '/c/b': 'X = 1\n',
  })
  assert.is(reason(configuration, 'a'), 'included twice')
  assert.is(reason(configuration, 'b'), 'included twice')
  assert.is(finding(configuration, 'include/twice').summary, '"a" is included more than once')
  assert.is(finding(configuration, 'include/missing').at, '"gone"')
  assert.is(configuration.definitions([], 'x').length, 2)
  assert.is(configuration.inclusions.length, 5)
})

test('read-only: a file that we must not write', async () => {
  const configuration = await loadFiles(
    { '/c/eccluster.conf': 'include "a"\n', '/c/a': '' },
    { readOnly: ['/c/a', '/c/eccluster.conf'] },
  )
  assert.is(reason(configuration, 'a'), 'not writable')
  assert.is(reason(configuration, 'eccluster.conf'), 'not writable')
})

test('a cycle', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "a"\nX = 1\n',
    '/c/a': 'include "b"\n',
    '/c/b': '\ninclude "a"\nY = 1\n',
  })
  const { summary, detail, at, file, related = [] } = finding(configuration, 'include/cycle')
  assert.is(summary, '"a" is included while it is being read')
  assert.is(detail, 'The includes go round: a → b → a. Take one of them out.')
  assert.is(`${file} ${at}`, 'b "a"')
  assert.equal(
    related.map(({ note }) => note),
    ['included from a:1', 'included from eccluster.conf:1'],
  )
  assert.is(value(configuration, 'x'), '1')
  assert.is(value(configuration, 'y'), '1')
  assert.is(reason(configuration, 'a'), undefined)
})

test('a file that includes itself, and a folder that holds the file that includes it', async () => {
  const self = await loadFiles({ '/c/eccluster.conf': 'include "./eccluster.conf"\n' })
  const { summary, detail } = finding(self, 'include/cycle')
  assert.is(summary, '"eccluster.conf" includes itself')
  assert.is(detail, 'The includes go round: eccluster.conf → eccluster.conf. Take one of them out.')
  const folder = await loadFiles({ '/c/eccluster.conf': 'include "../c"\n', '/c/x': 'X = 1' })
  assert.is(finding(folder, 'include/cycle').at, '"../c"')
  assert.is(value(folder, 'x'), '1')
})

test('includes that double at each level come to an end', async () => {
  const files: Record<string, string> = { '/c/eccluster.conf': 'include "f1"\ninclude "f1"\nX = 1' }
  for (let level = 1; level < 30; level++) {
    files[`/c/f${level}`] = `include "f${level + 1}"\ninclude "f${level + 1}"\n`
  }
  files['/c/f30'] = 'Y = 1\n'
  const configuration = await loadFiles(files)
  assert.is(configuration.inclusions.length, 10_000)
  const { summary, detail, severity } = finding(configuration, 'include/too-many')
  assert.is(severity, 'error')
  assert.is(summary, 'Too many includes: more than 10,000 inclusions')
  assert.is(detail, 'This file was passed over. Look for files that are included again and again.')
  assert.is(value(configuration, 'x'), '1')
})

test('a long file that is included again and again', async () => {
  const files = {
    '/c/eccluster.conf': 'include "long"\n'.repeat(100),
    '/c/long': `# ${'x'.repeat(1 << 20)}\n`,
  }
  const configuration = await loadFiles(files)
  assert.is(configuration.inclusions.length, 65)
  assert.is(
    finding(configuration, 'include/too-many').summary,
    'Too many includes: the same text again and again',
  )
})

test('includes inside each other, and stanzas around them, have a limit', async () => {
  const files: Record<string, string> = { '/c/eccluster.conf': 'include "f1"\n' }
  for (let level = 1; level < 300; level++) files[`/c/f${level}`] = `include "f${level + 1}"\n`
  files['/c/f300'] = 'X = 1\n'
  const deep = await loadFiles(files)
  assert.is(
    finding(deep, 'include/too-many').summary,
    'Too many includes: more than 256 inside each other',
  )
  assert.is(deep.inclusions.length, 257)
  for (let level = 1; level < 300; level++) {
    files[`/c/f${level}`] = `${'a {'.repeat(100)} include "f${level + 1}" ${'}'.repeat(100)}\n`
  }
  const scopes = await loadFiles(files)
  assert.is(scopes.inclusions.length, 4)
})

test('an include statement that is broken does not stop the rest', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include\nA = 1\ninclude "x" \nB = 1\n',
    '/c/x': 'X = 1',
  })
  assert.is(value(configuration, 'a'), '1')
  assert.is(value(configuration, 'x'), '1')
  assert.is(value(configuration, 'b'), '1')
})

test('each file is read once', async () => {
  const environment = new MemoryEnvironment({
    '/c/eccluster.conf': 'include "a"\ninclude "a"\n',
    '/c/a': '',
  })
  await loadFiles(environment)
  assert.equal(environment.reads, ['/c/eccluster.conf', '/c/a'])
})

test.run()
