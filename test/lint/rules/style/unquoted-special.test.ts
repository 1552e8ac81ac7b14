import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/unquoted-special')
const CODE = 'style/unquoted-special'

const DETAIL = 'Put values in quotes that hold blanks or any of # / " \' = { } [ ] ( ).'

test('B2: a path', async () => {
  assert.equal(await found(CODE, 'SpoolBase = /var/spool/ecelerity\n'), [
    {
      severity: 'info',
      at: '1:13 /var/spool/ecelerity',
      summary: 'A value of "SpoolBase" is not in quotes',
      detail: DETAIL,
      fix: ['safe: Put it in quotes', 'SpoolBase = "/var/spool/ecelerity"\n'],
    },
  ])
})

test('B1: a URI in a dictionary', async () => {
  const [finding] = await found(
    CODE,
    'Control_Listener {\n  AuthDigestMD5Parameters = [ uri = digest:///etc/passwd ]\n}\n',
  )
  assert.is(finding?.at, '2:37 digest:///etc/passwd')
  assert.equal(finding?.fix, [
    'safe: Put it in quotes',
    'Control_Listener {\n  AuthDigestMD5Parameters = [ uri = "digest:///etc/passwd" ]\n}\n',
  ])
})

test('B5: several networks in an array are one finding and one fix', async () => {
  const findings = await found(CODE, 'Relay_Hosts = ( 127.0.0.0/8 "10.0.0.0/8" 10.10.0.0/16 )\n')
  assert.equal(
    findings.map(({ at, fix }) => [at, fix?.[1]]),
    [['1:17 127.0.0.0/8', 'Relay_Hosts = ( "127.0.0.0/8" "10.0.0.0/8" "10.10.0.0/16" )\n']],
  )
})

test('letters beyond ASCII and a backslash before the closing quote', async () => {
  const findings = await found(CODE, 'Banner = größe\nMailerDaemon = /x\\\n')
  assert.equal(
    findings.map(({ fix }) => fix?.[1]),
    ['Banner = "größe"\nMailerDaemon = /x\\\n', 'Banner = größe\nMailerDaemon = "/x\\\\"\n'],
  )
})

test('quoted values, plain words and broken options are not reported', async () => {
  assert.equal(await found(CODE, 'SpoolBase = "/a"\nTLS = no\nPidFile = /a /b\n'), [])
})

test.run()
