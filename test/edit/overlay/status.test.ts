import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Definition, displayScope } from '../../../src/config/index.js'
import { type OverlayStatus, overlayStatus } from '../../../src/edit/index.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'
import { ROOT } from '../../tools/program.js'

const test = suite('overlay status')

function statusIn(files: Record<string, string>, overlay = 'ovl.conf'): Promise<OverlayStatus> {
  const environment = new MemoryEnvironment(files, { workingDirectory: '/c' })
  return overlayStatus('base.conf', [overlay], { environment })
}

function place(definition: Definition | undefined): string | undefined {
  if (definition === undefined) return undefined
  const { file } = definition.inclusion
  const { line } = file.document.source.position(definition.node.start)
  return `${definition.value.text} ${file.name.slice(file.name.lastIndexOf('/') + 1)}:${line}`
}

/** Each effect: the option, what counts without the overlay, and what counts with it. */
function effects(status: OverlayStatus): (string | undefined)[][] {
  return status.effects.map(({ path, option, before, after, inEffect }) => [
    `${displayScope(path)} ${option}`,
    place(before),
    place(after),
    ...(inEffect ? [] : ['not in effect']),
  ])
}

const BASE = 'Security {\n  User = "a"\n}\nLogs {\n  file_mode = 0640\n}\n'
const OVERLAY =
  'logs {\n  FILE_MODE = 0600\n  dir_mode = 0700\n}\nSecurity { user = a }\nMax_Retries = 5\n'

test('what it overrides, and what it adds, in its own order', async () => {
  const files = { '/c/base.conf': `${BASE}readonly_include "ovl.conf"\n`, '/c/ovl.conf': OVERLAY }
  const status = await statusIn(files)
  assert.is(status.state, 'in effect')
  assert.is(status.overlays[0]?.isLast, true)
  assert.is(status.overlays[0]?.statement?.text, 'readonly_include "ovl.conf"')
  assert.is(status.base.name, 'base.conf')
  assert.is(status.overlays[0]?.overlay.target.name, 'ovl.conf')
  assert.equal(effects(status), [
    ['Logs file_mode', '0640 base.conf:5', '0600 ovl.conf:2'],
    ['Logs dir_mode', undefined, '0700 ovl.conf:3'],
    ['Security User', '"a" base.conf:2', 'a ovl.conf:5'],
    ['Global Max_Retries', undefined, '5 ovl.conf:6'],
  ])
})

test('what it would do where it is absent', async () => {
  const status = await statusIn({ '/c/base.conf': BASE, '/c/ovl.conf': OVERLAY })
  assert.is(status.state, 'absent')
  assert.is(status.overlays[0]?.statement, undefined)
  assert.is(status.overlays[0]?.inclusion, undefined)
  assert.is(status.overlays[0]?.isLast, false)
  assert.equal(effects(status).slice(0, 2), [
    ['Logs file_mode', '0640 base.conf:5', '0600 ovl.conf:2'],
    ['Logs dir_mode', undefined, '0700 ovl.conf:3'],
  ])
})

test('something that is read later wins', async () => {
  const files = { '/c/base.conf': `readonly_include "ovl.conf"\n${BASE}`, '/c/ovl.conf': OVERLAY }
  const status = await statusIn(files)
  assert.is(status.state, 'shadowed')
  assert.is(status.overlays[0]?.isLast, false)
  assert.equal(effects(status).slice(0, 3), [
    ['Logs file_mode', '0640 base.conf:6', '0640 base.conf:6', 'not in effect'],
    ['Logs dir_mode', undefined, '0700 ovl.conf:3'],
    ['Security User', '"a" base.conf:3', '"a" base.conf:3', 'not in effect'],
  ])
})

test('what stands behind it and sets something else is harmless', async () => {
  const files = {
    '/c/base.conf': `${BASE}readonly_include "ovl.conf"\nBlackhole = true\n`,
    '/c/ovl.conf': OVERLAY,
  }
  const status = await statusIn(files)
  assert.is(status.state, 'in effect')
  assert.is(status.overlays[0]?.isLast, false)
})

test('what the overlay includes belongs to it', async () => {
  const files = {
    '/c/base.conf': `${BASE}readonly_include "ovl.conf"\n`,
    '/c/ovl.conf': 'include "more.conf"\n',
    '/c/more.conf': 'Logs { file_mode = 0600 }\n',
  }
  const status = await statusIn(files)
  assert.is(status.state, 'in effect')
  assert.equal(effects(status), [['Logs file_mode', '0640 base.conf:5', '0600 more.conf:1']])
})

test('scopes that it brings without an option', async () => {
  const files = {
    '/c/base.conf': BASE,
    '/c/ovl.conf': 'Logs { }\nESMTP_Listener { Listen ":587" { } }\n',
  }
  const status = await statusIn(files)
  assert.equal(status.effects, [])
  assert.equal(status.newScopes.map(displayScope), ['Esmtp_Listener > Listen ":587"'])
})

test('an overlay without text is in effect when it is taken in', async () => {
  const files = { '/c/base.conf': 'readonly_include "ovl.conf"', '/c/ovl.conf': '' }
  assert.is((await statusIn(files)).state, 'in effect')
  assert.is((await statusIn({ ...files, '/c/base.conf': '' })).state, 'absent')
})

test('the manager of the corpus and its database', async () => {
  const sysroot = join(ROOT, 'corpus/cluster')
  const base = join(sysroot, 'opt/msys/ecelerity/etc/conf/default/eccluster.conf')
  const overlay = join(sysroot, 'opt/msys/etc/installer/eccmgr.d/ecdb.conf')
  const status = await overlayStatus(base, [overlay], { environment: nodeEnvironment(), sysroot })
  assert.is(status.state, 'in effect')
  assert.is(status.overlays[0]?.isLast, true)
  assert.equal(
    status.effects.map(({ path, option, before, after }) => [
      displayScope(path),
      option,
      before?.value.text,
      after?.inclusion.file.productPath,
    ]),
    [
      [
        'Datasource "ecdb"',
        'uri',
        '( "pgsql:dbname=ecelerity;user=ecuser" )',
        '/opt/msys/etc/installer/eccmgr.d/ecdb.conf',
      ],
    ],
  )
})

test.run()
