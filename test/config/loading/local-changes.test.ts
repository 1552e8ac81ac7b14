import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('local changes file')

test('it is read last, wherever the option stands', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Local_Changes_File = "/var/local.conf"\nX = 1\ninclude "a"\n',
    '/c/a': 'X = 2\n',
    '/var/local.conf': 'X = 3\ninclude "b"\n',
    '/var/b': 'Y = 1\n',
  })
  assert.is(configuration.get([], 'x')?.value.text, '3')
  assert.is(configuration.get([], 'y')?.value.text, '1')
  const { localChanges } = configuration
  assert.is(localChanges?.path, '/var/local.conf')
  assert.is(localChanges?.file?.readOnly, undefined)
  assert.is(localChanges?.file?.inclusions[0]?.localChanges, localChanges?.definition)
  assert.equal(
    configuration.files.map(({ name }) => name),
    ['eccluster.conf', 'a', '/var/local.conf', '/var/b'],
  )
  assert.equal(configuration.diagnostics, [])
})

test('the last definition counts, and one of an included file too', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Local_Changes_File = "one"\ninclude "d/a"\n',
    '/c/d/a': 'local_changes_file = "two"\n',
    '/c/one': 'X = 1\n',
    '/c/d/two': 'X = 2\nLocal_Changes_File = "/c/one"\n',
  })
  assert.is(configuration.get([], 'x')?.value.text, '2')
  assert.is(configuration.localChanges?.path, '/c/d/two', 'relative to the file that says so')
  assert.equal(
    configuration.files.map(({ name }) => name),
    ['eccluster.conf', 'd/a', 'd/two'],
  )
})

test('that it is not there yet is no mistake', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Local_Changes_File = "new"\n' })
  assert.equal(configuration.diagnostics, [])
  assert.is(configuration.localChanges?.file, undefined)
  assert.is(configuration.localChanges?.path, '/c/new')
  assert.is(configuration.localChanges?.name, 'new')
})

test('below the sysroot', async () => {
  const files = {
    '/r/etc/eccluster.conf': 'Local_Changes_File = "/var/local.conf"\n',
    '/r/var/local.conf': '',
    '/var/local.conf': '',
  }
  const main = '/r/etc/eccluster.conf'
  const inside = await loadFiles(files, {}, { sysroot: '/r' }, main)
  assert.is(inside.localChanges?.file?.path, '/r/var/local.conf')
  assert.is(inside.localChanges?.productPath, '/var/local.conf')
  const { '/r/var/local.conf': _, ...without } = files
  const outside = await loadFiles(without, {}, { sysroot: '/r' }, main)
  assert.is(outside.localChanges?.file?.readOnly?.kind, 'outside sysroot')
})

test('one that cannot be read, and one that is a folder', async () => {
  const files = { '/c/eccluster.conf': 'Local_Changes_File = "x"\nX = 1\n', '/c/x': '' }
  const denied = await loadFiles(files, { unreadable: ['/c/x'] })
  assert.equal(
    denied.diagnostics.map(({ code, summary, start, end }) => [code, summary, start, end]),
    [['include/unreadable', 'Local changes file "x" cannot be read: permission denied', 21, 24]],
  )
  assert.is(denied.localChanges?.file, undefined)
  const { '/c/x': _, ...main } = files
  const folder = await loadFiles({ ...main, '/c/x/y': '' })
  assert.equal(
    folder.diagnostics.map(({ summary }) => summary),
    ['Local changes file "x" cannot be read: it is no regular file'],
  )
})

test('the main file cannot be it', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'Local_Changes_File = "eccluster.conf"\n',
  })
  assert.equal(
    configuration.diagnostics.map(({ code, summary, detail }) => [code, summary, detail]),
    [
      [
        'include/local-changes',
        'Local_Changes_File names the main file "eccluster.conf"',
        'Changes that belong to no other file need one of their own. Name another file.',
      ],
    ],
  )
  assert.is(configuration.localChanges, undefined)
  assert.is(configuration.main.readOnly, undefined)
})

test('a file that is included is not free to take changes', async () => {
  const configuration = await loadFiles({
    '/c/eccluster.conf': 'include "x"\nLocal_Changes_File = "x"\n',
    '/c/x': 'X = 1\n',
  })
  assert.is(configuration.localChanges?.file?.readOnly?.kind, 'included twice')
  assert.equal(
    configuration.diagnostics.map(({ code, file, start, end }) => [code, file, start, end]),
    [['include/local-changes', 'eccluster.conf', 33, 36]],
  )
  const [finding] = configuration.diagnostics
  assert.is(finding?.summary, 'Local changes file "x" is included too')
  assert.is(
    finding?.detail,
    'That makes it read-only, so that no change can be written to it. It is read last anyway: take the include out.',
  )
  assert.equal(
    finding?.related?.map(({ start, end, note }) => [start, end, note]),
    [[0, 11, 'included here']],
  )
})

test.run()
