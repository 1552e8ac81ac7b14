import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { EnvironmentError, load } from '../../../src/config/index.js'
import {
  type ChangeSet,
  editedBytes,
  planOverlayApply,
  planOverlayRemove,
} from '../../../src/edit/index.js'
import { Source } from '../../../src/syntax/index.js'
import { decodeUtf8, encodeUtf8 } from '../../../src/syntax/utf8.js'
import { MemoryEnvironment, type MemoryEnvironmentOptions } from '../../tools/memory-environment.js'

const test = suite('overlay apply and remove')

type Files = Record<string, string | Uint8Array>
type Options = MemoryEnvironmentOptions & { sysroot?: string; force?: boolean }

const OVERLAY = 'Datasource "ecdb" {\n  uri = ( "pgsql:host=db1" )\n}\n'
const STUB = 'Datasource "ecdb" {\n  uri = ( "stub" )\n  cache_life = 5\n}\n'

function optionsOf(files: Files, options: Options) {
  const environment = new MemoryEnvironment(files, { workingDirectory: '/c', ...options })
  const { sysroot, force } = options
  return { environment, sysroot, force: force ?? false }
}

function apply(files: Files, options: Options = {}, base = 'base.conf', overlay = 'ovl.conf') {
  return planOverlayApply(base, [overlay], optionsOf(files, options))
}

function remove(files: Files, options: Options = {}, base = 'base.conf', overlay = 'ovl.conf') {
  return planOverlayRemove(base, [overlay], optionsOf(files, options))
}

/** The base after the change; undefined when it is not edited. */
function baseAfter({ edits: [edits] }: ChangeSet, base: string | Uint8Array): string | undefined {
  const source = typeof base === 'string' ? new Source(base) : Source.fromBytes(base)
  return edits && decodeUtf8(editedBytes(source, edits))
}

const LINE = 'readonly_include "/c/ovl.conf"'

/** Each: a base, and what it is with the overlay. */
const BASES: Readonly<Record<string, readonly [base: string, after: string]>> = {
  'a base with a final newline': [STUB, `${STUB}${LINE}\n`],
  'a base without one': [STUB.trimEnd(), `${STUB.trimEnd()}\n${LINE}`],
  'a base with CRLF': ['a = 1\r\nb = 2\r\n', `a = 1\r\nb = 2\r\n${LINE}\r\n`],
  'a base with CRLF, without a final one': ['a = 1\r\nb = 2', `a = 1\r\nb = 2\r\n${LINE}`],
  'an empty base': ['', `${LINE}\n`],
  'a byte order mark': ['\ufeff', `\ufeff${LINE}\n`],
  'a base with a byte order mark': ['\ufeffa = 1\n', `\ufeffa = 1\n${LINE}\n`],
  'blank lines at the end': ['a = 1\n\n\n', `a = 1\n\n\n${LINE}\n`],
  'comments at the end': ['a = 1\n# the end', `a = 1\n# the end\n${LINE}`],
  'blanks at the end': ['a = 1\n  ', `a = 1\n  \n${LINE}`],
  'a lone CR at the end': ['a = 1\r', `a = 1\r\r\n${LINE}`],
  'a lone CR at the end of LF lines': ['b = 2\na = 1\r', `b = 2\na = 1\r\n${LINE}`],
  'another overlay at the end': [
    'readonly_include "/c/other.conf"\n',
    `readonly_include "/c/other.conf"\n${LINE}\n`,
  ],
}

for (const [name, [base, after]] of Object.entries(BASES)) {
  const files = { '/c/ovl.conf': OVERLAY, '/c/other.conf': 'x = 1\n' }
  test(`${name}: apply`, async () => {
    const changeSet = await apply({ ...files, '/c/base.conf': base })
    assert.equal(changeSet.refusals, [])
    assert.is(baseAfter(changeSet, base), after)
  })

  test(`${name}: apply again`, async () => {
    const changeSet = await apply({ ...files, '/c/base.conf': after })
    assert.equal(changeSet.edits, [])
    assert.equal(changeSet.refusals, [])
    const line = after.split('\n').findIndex((each) => each.includes('ovl.conf')) + 1
    assert.equal(changeSet.notes, [`base.conf:${line} takes ovl.conf in already, as the last line`])
  })

  test(`${name}: remove`, async () => {
    const changeSet = await remove({ ...files, '/c/base.conf': after })
    assert.equal(changeSet.refusals, [])
    assert.is(baseAfter(changeSet, after), base)
  })
}

test('bytes that are no UTF-8 stay', async () => {
  const base = Uint8Array.from('# caf\xe9\r\na = 1', (character) => character.charCodeAt(0))
  const files = { '/c/ovl.conf': OVERLAY, '/c/base.conf': base }
  const changeSet = await apply(files)
  const after = editedBytes(Source.fromBytes(base), changeSet.edits[0] ?? { edits: [] })
  const line = encodeUtf8(`\r\n${LINE}`)
  assert.equal(after, Uint8Array.from([...base, ...line]))
  const back = await remove({ ...files, '/c/base.conf': after })
  assert.equal(editedBytes(Source.fromBytes(after), back.edits[0] ?? { edits: [] }), base)
})

test('what the change set says', async () => {
  const changeSet = await apply({ '/c/ovl.conf': OVERLAY, '/c/base.conf': STUB })
  assert.equal(changeSet.changes, [])
  assert.equal(changeSet.placements, [
    {
      action: 'insert',
      file: 'base.conf',
      path: '/c/base.conf',
      line: 5,
      column: 1,
      newLineAfter: 4,
      reason: 'an overlay is the last line, so that it wins over everything before it',
      after: LINE,
    },
  ])
  assert.equal(
    changeSet.base.map(({ name, path }) => [name, path]),
    [
      ['base.conf', '/c/base.conf'],
      ['ovl.conf', '/c/ovl.conf'],
    ],
  )
  assert.equal(
    changeSet.diagnostics.map(({ code, severity, file }) => [code, severity, file]),
    [['overlay/shadowed', 'info', 'base.conf']],
  )
  assert.equal(changeSet.notes, [])
  assert.equal(JSON.parse(JSON.stringify(changeSet)), changeSet)
})

test('what remove says', async () => {
  const base = `${STUB}\n  ${LINE}  # the real one\n# end\n`
  const changeSet = await remove({ '/c/ovl.conf': OVERLAY, '/c/base.conf': base })
  assert.is(baseAfter(changeSet, base), `${STUB}\n# end\n`)
  assert.equal(changeSet.placements, [
    {
      action: 'delete',
      file: 'base.conf',
      path: '/c/base.conf',
      line: 6,
      column: 3,
      reason: 'the line that takes the overlay in',
      before: LINE,
    },
  ])
})

test('the path is the one that the running product sees', async () => {
  const files = {
    '/srv/root/opt/base.conf': 'a = 1\n',
    '/srv/root/opt/etc/ovl.conf': OVERLAY,
  }
  const line = 'readonly_include "/opt/etc/ovl.conf"\n'
  const spellings: readonly (readonly [string, string, string])[] = [
    ['/srv/root', '/srv/root/opt/base.conf', '/srv/root/opt/etc/ovl.conf'],
    ['/srv/root/', '/srv/root/opt/base.conf', '/srv/./root/opt//etc/../etc/ovl.conf'],
    ['root', 'root/opt/base.conf', 'root/opt/etc/ovl.conf'],
    ['/srv/link', 'root/opt/base.conf', 'root/opt/etc/ovl.conf'],
    ['root', 'root/opt/base.conf', 'link/opt/etc/ovl.conf'],
  ]
  for (const [sysroot, base, overlay] of spellings) {
    const options = { sysroot, workingDirectory: '/srv', links: { '/srv/link': 'root' } }
    const changeSet = await apply(files, options, base, overlay)
    assert.equal(changeSet.refusals, [])
    assert.is(baseAfter(changeSet, 'a = 1\n'), `a = 1\n${line}`, `${sysroot} ${overlay}`)
  }
})

test('a link keeps its name, and two names are one overlay', async () => {
  const files = { '/c/base.conf': '', '/c/v2/ovl.conf': OVERLAY }
  const options = { links: { '/c/current': 'v2' } }
  const line = 'readonly_include "/c/current/ovl.conf"\n'
  const changeSet = await apply(files, options, 'base.conf', 'current/ovl.conf')
  assert.is(baseAfter(changeSet, ''), line)
  const applied = { ...files, '/c/base.conf': line }
  const again = await apply(applied, options, 'base.conf', 'v2/ovl.conf')
  assert.equal(again.notes, ['base.conf:1 takes v2/ovl.conf in already, as the last line'])
  const gone = await remove(applied, options, 'base.conf', 'v2/ovl.conf')
  assert.is(baseAfter(gone, line), '')
})

test('a relative include is the same overlay too', async () => {
  const base = 'readonly_include "ovl.conf"\n'
  const files = { '/c/base.conf': base, '/c/ovl.conf': OVERLAY }
  assert.equal((await apply(files)).edits, [])
  assert.is(baseAfter(await remove(files), base), '')
})

test('quotes and backslashes in a path', async () => {
  const files = { '/c/base.conf': '', '/c/a "b\\': OVERLAY }
  const changeSet = await apply(files, {}, 'base.conf', 'a "b\\')
  assert.equal(changeSet.refusals, [])
  assert.is(baseAfter(changeSet, ''), 'readonly_include "/c/a \\"b\\\\"\n')
})

const WRONG: Readonly<Record<string, readonly [files: Files, summary: string]>> = {
  'a syntax error': [
    { '/c/ovl.conf': 'a = 1\nLogs {\n  File_Mode = "0640\n}\n' },
    'Overlay ovl.conf is not applied: ovl.conf:3: String is not closed',
  ],
  'a missing include': [
    { '/c/ovl.conf': '\ninclude "none"\n' },
    'Overlay ovl.conf is not applied: ovl.conf:2: Included file "none" was not found',
  ],
  'a syntax error in an included file': [
    { '/c/ovl.conf': 'include "more"\n', '/c/more': 'a = \n' },
    'Overlay ovl.conf is not applied: more:1: The value of "a" is missing',
  ],
  'an option that nobody knows': [
    { '/c/ovl.conf': 'Logs {\n  File_Mod = 0640\n}\n' },
    'Overlay ovl.conf is not applied: ovl.conf:2: Unknown option "File_Mod" in scope Logs',
  ],
}

for (const [name, [files, summary]] of Object.entries(WRONG)) {
  const force = summary.includes('Unknown option') ? ' --force goes on all the same.' : ''
  test(`an overlay with ${name} is refused, whatever the base is`, async () => {
    for (const base of ['a = 1\n', `a = 1\n${LINE}\n`, 'Logs {\n']) {
      const changeSet = await apply({ ...files, '/c/base.conf': base })
      assert.equal(changeSet.edits, [])
      assert.equal(
        changeSet.refusals.map((refusal) => [refusal.code, refusal.summary, refusal.detail]),
        [
          [
            'invalid',
            summary,
            `"ecconf lint ovl.conf" shows what is wrong. Mend it and apply it again.${force}`,
          ],
        ],
      )
      assert.ok(changeSet.diagnostics.some(({ severity }) => severity === 'error'))
    }
  })
}

test('what only the product’s knowledge is against can be forced', async () => {
  const unknown = { '/c/base.conf': '', '/c/ovl.conf': 'Logs {\n  File_Mod = 0640\n}\n' }
  const forced = await apply(unknown, { force: true })
  assert.equal(forced.refusals, [])
  assert.is(baseAfter(forced, ''), `${LINE}\n`)
  const broken = await apply({ '/c/base.conf': '', '/c/ovl.conf': 'a = \n' }, { force: true })
  assert.is(broken.refusals.length, 1)
})

async function onlyRefusal(plan: Promise<ChangeSet>): Promise<[string, string, string]> {
  const { edits, refusals } = await plan
  assert.equal(edits, [])
  assert.is(refusals.length, 1)
  const { code, summary, detail } = refusals[0] ?? ({} as never)
  return [code, summary, detail]
}

test('a base with a syntax error is left alone', async () => {
  const files = { '/c/ovl.conf': OVERLAY, '/c/base.conf': '\nLogs {\n' }
  const refusal = [
    'syntax',
    'base.conf is not changed while it has syntax errors. Line 2: Stanza "Logs" is not closed',
    'Mend it first; "ecconf lint" shows each of them.',
  ]
  assert.equal(await onlyRefusal(apply(files)), refusal)
  assert.equal(await onlyRefusal(remove({ ...files, '/c/base.conf': `${LINE}\nLogs {\n` })), [
    ...refusal,
  ])
})

test('a base that cannot be written', async () => {
  const files = { '/c/ovl.conf': OVERLAY, '/c/base.conf': 'a = 1\n' }
  assert.equal(await onlyRefusal(apply(files, { readOnly: ['/c/base.conf'] })), [
    'read-only',
    'base.conf would have to change, and cannot: no permission to write it',
    'No file that it reads could take the overlay so that it wins. Make base.conf writable, or name the main file that the product reads.',
  ])
})

test('an overlay outside of the sysroot', async () => {
  const files = { '/c/ovl.conf': OVERLAY, '/root/base.conf': 'a = 1\n' }
  const options = { sysroot: '/root' }
  assert.equal(await onlyRefusal(apply(files, options, '/root/base.conf')), [
    'no-place',
    'Overlay ovl.conf lies outside of the sysroot /root, where the running product does not see it',
    'Put it below the sysroot and apply it from there.',
  ])
})

test('a path that is no single line', async () => {
  const files = { '/c/a\nb': OVERLAY, '/c/base.conf': '' }
  assert.equal(await onlyRefusal(apply(files, {}, 'base.conf', 'a\nb')), [
    'invalid',
    'The path of overlay "a\\nb" cannot be written on one line',
    'Give the file another name.',
  ])
})

test('a file over itself, and round about', async () => {
  const files = { '/c/base.conf': OVERLAY, '/c/ovl.conf': 'include "base.conf"\n' }
  assert.equal(await onlyRefusal(apply(files, {}, 'base.conf', './base.conf')), [
    'invalid',
    'base.conf cannot be its own overlay',
    'Name the file to change first, and the file to lay over it second.',
  ])
  const [code, summary] = await onlyRefusal(apply(files))
  assert.is(code, 'invalid')
  assert.is(summary, '"base.conf" is included while it is being read')
})

test('taken in with a plain include, or inside of a stanza', async () => {
  const plain = { '/c/ovl.conf': OVERLAY, '/c/base.conf': '\ninclude "ovl.conf"\n' }
  assert.equal(await onlyRefusal(apply(plain)), [
    'unsupported',
    'ovl.conf is taken in already by base.conf:2 with a plain include',
    'Take it out there and apply the overlay again.',
  ])
  const detail =
    'Only a readonly_include of the file or folder itself, at the top level of the base, is an overlay. Take it out by hand.'
  assert.equal(await onlyRefusal(remove(plain)), [
    'unsupported',
    'ovl.conf is taken in by base.conf:2 with a plain include',
    detail,
  ])
  const inside = {
    '/c/ovl.conf': 'Max_Retries = 5\n',
    '/c/base.conf': 'Domain "x" {\n  readonly_include "ovl.conf"\n}\n',
  }
  assert.equal(await onlyRefusal(apply(inside)), [
    'unsupported',
    'ovl.conf is taken in already by base.conf:2, inside of Domain "x"',
    'Take it out there and apply the overlay again.',
  ])
  assert.equal(await onlyRefusal(remove(inside)), [
    'unsupported',
    'ovl.conf is taken in by base.conf:2, inside of Domain "x"',
    detail,
  ])
})

test('taken in with a whole folder', async () => {
  const files = {
    '/c/base.conf': `${STUB}readonly_include "d/"\n`,
    '/c/d/ovl.conf': OVERLAY,
    '/c/d/zzz.conf': 'Blackhole = true\n',
  }
  const changeSet = await apply(files, {}, 'base.conf', 'd/ovl.conf')
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.notes, [
    'base.conf:5 takes d/ovl.conf in already, and nothing behind that line sets what it sets',
  ])
  assert.equal(
    (await onlyRefusal(remove(files, {}, 'base.conf', 'd/ovl.conf')))[1],
    'd/ovl.conf is taken in by base.conf:5, which is another file or names a whole folder',
  )
})

test('something was added behind the overlay: harmless, or not', async () => {
  const harmless = {
    '/c/ovl.conf': OVERLAY,
    '/c/base.conf': `${STUB}${LINE}\nBlackhole = true\n`,
  }
  const changeSet = await apply(harmless)
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.notes, [
    'base.conf:5 takes ovl.conf in already, and nothing behind that line sets what it sets',
  ])
  const harmful = { ...harmless, '/c/base.conf': `${LINE}\n${STUB}` }
  assert.equal(await onlyRefusal(apply(harmful)), [
    'shadowed',
    'base.conf:1 takes ovl.conf in, but base.conf:3 is read later and sets Datasource "ecdb" uri again',
    '--fix-order moves the overlay\'s line to the end. Or take Datasource "ecdb" uri out of base.conf:3.',
  ])
  const removed = await remove(harmful)
  assert.is(baseAfter(removed, `${LINE}\n${STUB}`), STUB, 'remove and apply mend it')
})

test('the local changes file wins all the same', async () => {
  const files = {
    '/c/base.conf': 'Local_Changes_File = "local"\n',
    '/c/local': '\nBlackhole = true\n',
    '/c/ovl.conf': 'Blackhole = false\n',
  }
  const changeSet = await apply(files)
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, [
    'Blackhole stays as local:2 sets it, which is read later and wins',
  ])
})

test('nothing to remove', async () => {
  const files = { '/c/ovl.conf': OVERLAY, '/c/base.conf': STUB }
  const changeSet = await remove(files)
  assert.equal(changeSet.edits, [])
  assert.equal(changeSet.refusals, [])
  assert.equal(changeSet.notes, ['base.conf does not take ovl.conf in'])
})

test('an overlay that is gone can still be taken out', async () => {
  const base = `a = 1\n${LINE}\n`
  const changeSet = await remove({ '/c/base.conf': base })
  assert.is(baseAfter(changeSet, base), 'a = 1\n')
})

test('a line that stands twice goes twice', async () => {
  const base = `${LINE}\na = 1\nreadonly_include "ovl.conf"\n`
  const changeSet = await remove({ '/c/ovl.conf': OVERLAY, '/c/base.conf': base })
  assert.is(baseAfter(changeSet, base), 'a = 1\n')
  assert.is(changeSet.placements.length, 2)
})

test('a file that is not there, or a base that is a folder', async () => {
  const files = { '/c/ovl.conf': OVERLAY, '/c/base.conf': '', '/c/d/x': '' }
  const reasonOf = async (plan: Promise<ChangeSet>) => {
    try {
      await plan
    } catch (error) {
      if (error instanceof EnvironmentError) return `${error.path}: ${error.reason}`
      throw error
    }
    return 'no error'
  }
  const missing = 'no such file or directory'
  assert.is(await reasonOf(apply(files, {}, 'none')), `/c/none: ${missing}`)
  assert.is(await reasonOf(apply(files, {}, 'base.conf', 'none')), `/c/none: ${missing}`)
  assert.is(await reasonOf(apply(files, {}, 'd')), '/c/d: is a directory')
  assert.is(await reasonOf(remove(files, {}, 'none')), `/c/none: ${missing}`)
})

test('what was applied is in effect', async () => {
  const environment = new MemoryEnvironment({
    '/c/base.conf': `${STUB}${LINE}`,
    '/c/ovl.conf': OVERLAY,
  })
  const configuration = await load('/c/base.conf', { environment })
  const path = [{ name: 'datasource', instance: 'ecdb' }]
  assert.is(configuration.get(path, 'uri')?.value.text, '( "pgsql:host=db1" )')
  assert.is(configuration.get(path, 'cache_life')?.value.text, '5')
})

test.run()
