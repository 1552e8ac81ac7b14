import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { environmentFileVariable, mainFileOfEnvironment } from '../../../src/config/index.js'
import { MemoryEnvironment, type MemoryEnvironmentOptions } from '../../tools/memory-environment.js'

const test = suite('the main file that the environment file names')

const FILE = '/opt/msys/ecelerity/etc/environment'

async function named(text: string, options: MemoryEnvironmentOptions & { root?: string } = {}) {
  const { root = '' } = options
  const environment = new MemoryEnvironment({ [`${root}${FILE}`]: text }, options)
  return mainFileOfEnvironment({ environment, ...(root && { sysroot: root }) })
}

test('CONFFILE as a shell would read it', async () => {
  assert.equal(await named('CONFFILE=/etc/a.conf\n'), {
    main: '/etc/a.conf',
    environmentFile: FILE,
  })
  const text = `BASE='/srv/ec'\nexport CONFFILE="$BASE/main.conf" # ours\n`
  assert.is((await named(text))?.main, '/srv/ec/main.conf')
})

test('variables of the process', async () => {
  const variables = { HERE: '/x' }
  assert.is((await named('CONFFILE=$HERE/y.conf', { variables }))?.main, '/x/y.conf')
})

test('below the sysroot', async () => {
  assert.equal(await named('CONFFILE=/etc/a.conf', { root: '/image' }), {
    main: '/image/etc/a.conf',
    environmentFile: `/image${FILE}`,
  })
})

test('a name without a folder stays one: it is looked for along the search path', async () => {
  assert.is((await named('CONFFILE=main.conf', { root: '/image' }))?.main, 'main.conf')
})

test('what only a run could tell names nothing', async () => {
  for (const text of ['', 'CONFFILE=', 'CONFFILE=$(find / -name x.conf)', 'conffile=/a.conf']) {
    assert.is(await named(text), undefined)
  }
})

test('an address gets nothing of the environment that could be a secret', async () => {
  const variables = { TOKEN: 'sunny-Harbour-41', HOSTNAME: 'mgr1', EC_PORT: '2025' }
  const text = 'WHO=joe\nCONTROL="$WHO$TOKEN@$HOSTNAME:$EC_PORT"\n'
  const environment = new MemoryEnvironment({ [FILE]: text }, { variables })
  assert.is(await environmentFileVariable('CONTROL', { environment }), 'joe@mgr1:2025')
})

test('no environment file', async () => {
  assert.is(await mainFileOfEnvironment({ environment: new MemoryEnvironment({}) }), undefined)
})

test('an environment file that cannot be read is no silent absence', async () => {
  let message = ''
  await named('CONFFILE=/a', { unreadable: [FILE] }).catch((error: Error) => {
    message = `${error.name}: ${error.message}`
  })
  assert.match(message, /^EnvironmentError: .*environment/)
})

test.run()
