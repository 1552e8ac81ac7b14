import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type LintOptions, lint } from '../../../../src/lint/index.js'
import { registry } from '../../../../src/schema/index.js'
import { loadFiles } from '../../../tools/load-files.js'
import { describe, type Found } from '../../findings.js'

const test = suite('security/readable-secret')

const DATABASE = 'Datasource "a" {\n  uri = ( "pgsql:host=b;password=pA-1" )\n}\n'

async function found(
  text: string,
  mode = 0o644,
  load: { sysroot?: string } = {},
  options: LintOptions = {},
): Promise<Found[]> {
  const main = '/c/eccluster.conf'
  const configuration = await loadFiles({ [main]: text }, { modes: { [main]: mode } }, load, main)
  return lint(configuration, options)
    .filter(({ code }) => code === 'security/readable-secret')
    .map((finding) => describe(finding, configuration))
}

test('a password in a file that everybody can read', async () => {
  assert.equal(await found(DATABASE), [
    {
      severity: 'warning',
      at: '2:3 uri',
      summary: '"eccluster.conf" holds a secret, and everybody on the machine can read it',
      detail:
        'Its mode is 0644: chmod 640 eccluster.conf shuts others out. Its owner or group must be that of the product.',
    },
  ])
})

test('by the mode of each file', async () => {
  const modes = { '/c/eccluster.conf': 0o644, '/c/d/a.conf': 0o604, '/c/d/b.conf': 0o640 }
  const files = {
    '/c/eccluster.conf': 'include "d"\nSpoolBase = "/a"\n',
    '/c/d/a.conf': DATABASE,
    '/c/d/b.conf': DATABASE,
  }
  const findings = lint(await loadFiles(files, { modes })).filter(
    ({ code }) => code === 'security/readable-secret',
  )
  assert.equal(
    findings.map(({ file, detail }) => [file, detail?.replace(/ shuts.*/, '')]),
    [['d/a.conf', 'Its mode is 0604: chmod 600 d/a.conf']],
  )
  for (const mode of [0o640, 0o600, 0o660, 0o642]) assert.equal(await found(DATABASE, mode), [])
})

test('one finding a file, at the first secret; one that is commented out is still one', async () => {
  const text = `# password = "pA-2"\n${DATABASE}`
  assert.equal(
    (await found(text)).map(({ at }) => at),
    ['1:1 # password = "'],
  )
  const block = '/* old:\n   xmpp_dialback_secret = pA-3 */\n'
  assert.equal(
    (await found(block)).map(({ at }) => at),
    ['2:4 xmpp_dialback_secret ='],
  )
})

test('the secret is never shown', async () => {
  for (const finding of await found(DATABASE)) assert.not.match(JSON.stringify(finding), 'pA-1')
})

test('placeholders and what is no secret', async () => {
  const values = ['', 'changeme', 'CHANGE_ME', 'password', 'xxxx', '****', '<password>', '@PW@']
  for (const value of [...values, '$PW', '%{password}', '{{ pw }}', 'your-password', '[pw]']) {
    assert.equal(await found(DATABASE.replace('pA-1', value)), [], value)
  }
  assert.equal(await found('Datasource "a" {\n  uri = ( "pgsql:dbname=b;user=c" )\n}\n'), [])
  assert.equal(await found('SNMP {\n  Community = "public"\n}\n'), [])
  assert.is((await found('SNMP {\n  Community = "pA-4"\n}\n')).length, 1)
})

test('every option that is a secret is looked for', async () => {
  const everything = registry()
  const isSecret = (name: string) =>
    everything.scopesWithOption(name).some(({ options }) => options.get(name)?.secret)
  const secrets = [...everything.optionNames()].filter(isSecret)
  assert.ok(secrets.length > 5)
  for (const name of secrets) assert.is((await found(`${name} = "pA-5:x"\n`)).length, 1, name)
  assert.is((await found('Gateway = "smtp://a:pA-6@b.example.com"\n')).length, 1)
})

test('a copy below a sysroot says nothing about the mode that the file will have', async () => {
  assert.equal(await found(DATABASE, 0o644, { sysroot: '/c' }), [])
})

test('a fragment is looked at with what it belongs to', async () => {
  assert.equal(await found(DATABASE, 0o644, {}, { fragment: true }), [])
})

test.run()
