import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../../../src/lint/index.js'
import { loadFiles } from '../../../tools/load-files.js'
import { describe, found } from '../../findings.js'

const test = suite('include/local-changes')
const CODE = 'include/local-changes'

test('Local_Changes_Only without a file', async () => {
  assert.equal(await found(CODE, 'Local_Changes_Only = yes\n'), [
    {
      severity: 'warning',
      at: '1:1 Local_Changes_Only',
      summary: 'Local_Changes_Only is on, but no Local_Changes_File is set',
      detail:
        'Changes have nowhere to go. Name a file for them: ' +
        'Local_Changes_File = "/opt/msys/ecelerity/etc/local_changes.conf".',
    },
  ])
  assert.is((await found(CODE, 'Local_Changes_File = ""\nLocal_Changes_Only = 1\n')).length, 1)
  assert.equal(await found(CODE, 'Local_Changes_Only = false\n'), [])
})

test('a file that is not there yet, or can be written', async () => {
  const text = 'Local_Changes_File = "local.conf"\nLocal_Changes_Only = true\n'
  assert.equal(await found(CODE, text), [])
  assert.equal(await found(CODE, { 'eccluster.conf': text, 'local.conf': '' }), [])
})

test('a file that nobody can write', async () => {
  const main = 'Local_Changes_File = "local.conf"\n'
  const files = { '/c/eccluster.conf': main, '/c/local.conf': '' }
  const configuration = await loadFiles(files, { modes: { '/c/local.conf': 0o440 } })
  const findings = lint(configuration).filter(({ code }) => code === CODE)
  assert.equal(
    findings.map((finding) => describe(finding, configuration)),
    [
      {
        severity: 'warning',
        at: '1:22 "local.conf"',
        summary: 'Local changes file "local.conf" cannot be written',
        detail:
          'Its mode lets nobody write it, so changes cannot be saved there. ' +
          'Give the user of the product the right to.',
      },
    ],
  )
})

test('a file that is included too: one finding, and no other about the same', async () => {
  const files = {
    'eccluster.conf':
      'Local_Changes_File = "local.conf"\nLocal_Changes_Only = true\ninclude "local.conf"\n',
    'local.conf': '',
  }
  assert.equal(await found(CODE, files), [
    {
      severity: 'warning',
      at: '1:22 "local.conf"',
      summary: 'Local changes file "local.conf" is included too',
      detail:
        'That makes it read-only, so that no change can be written to it. ' +
        'It is read last anyway: take the include out.',
      related: ['3:1 included here'],
    },
  ])
  assert.equal(await found('include/twice', files), [])
})

test('the main file', async () => {
  const text = 'Local_Changes_Only = true\nLocal_Changes_File = "eccluster.conf"\n'
  assert.equal(
    (await found(CODE, { 'eccluster.conf': text })).map(({ at, summary }) => [at, summary]),
    [['2:22 "eccluster.conf"', 'Local_Changes_File names the main file "eccluster.conf"']],
  )
})

test.run()
