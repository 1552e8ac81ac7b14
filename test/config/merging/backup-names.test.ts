import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { isBackupName } from '../../../src/config/merging/backup-names.js'

const test = suite('names of backups')

test('what editors, package managers and people leave behind', () => {
  const names = [
    ...['a.conf~', 'a.conf.~1~', '#a.conf#', 'a.swp', 'a.conf.SWO'],
    ...[
      'a.conf.bak',
      'a.bak2',
      'a.conf.bak-2024-03-04',
      'a.conf.old',
      'a.conf.orig',
      'a.conf.save',
    ],
    ...[
      'a.conf.rpmsave',
      'a.conf.rpmsave.1',
      'a.conf.rpmnew',
      'a.conf.dpkg-old',
      'a.conf.ucf-dist',
    ],
    ...['a.conf.1', 'a.conf.20240304', 'a.conf-2024-03-04', 'a.conf_2'],
  ]
  for (const name of names) assert.ok(isBackupName(name), name)
})

test('other names', () => {
  const names = [
    'a.conf',
    'a',
    '10-a.conf',
    'a.1.conf',
    'bak',
    'old.conf',
    'orig.d',
    'a2.conf',
    'swp',
  ]
  for (const name of names) assert.not(isBackupName(name), name)
})

test.run()
