import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lint } from '../../../src/lint/index.js'
import { configurationOf } from '../findings.js'

const test = suite('a file that is hardly in this language gets no fixes')

async function fixes(text: string): Promise<number> {
  const found = lint(await configurationOf(text))
  assert.ok(found.length > 1)
  return found.filter(({ fixes }) => fixes !== undefined).length
}

test('where each of the first statements is broken', async () => {
  assert.is(await fixes('ServerRoot "/opt/x"\nListen 2027\nServerName mgr.example.com\n'), 0)
  assert.is(await fixes('Hostname "x"\nMax_Retries 5\n'), 0)
})

test('where the first statements are YAML', async () => {
  assert.is(await fixes('key: value\nlist:\n - a\n'), 0)
  assert.is(await fixes('Hostname: x\nMax_Retries: 5\n'), 2)
})

test('where nobody knows the first three names', async () => {
  assert.is(await fixes('AdaptiveX=enabled\nBounceY=disabled\nOtherZ=1\n'), 0)
})

test('one sound statement among the first, and there are fixes again', async () => {
  assert.is(await fixes('Hostname "x"\nMax_Retries = 5\nListen 2027\n'), 2)
  assert.is(await fixes('AdaptiveX=enabled\nMax_Retries=5\nOtherZ=1\n'), 3)
})

test('names that are nearly those of the product are slips', async () => {
  assert.is(await fixes('Max_Retris=3\nMesage_Expiration = 3\nHostnam = "x"\n'), 4)
})

test('quotes of another language are wrong where the name is unknown too', async () => {
  assert.is(await fixes("listen_addresses = 'x'\nfoo_bar = 'y'\nbaz_qux=1\n"), 0)
  assert.is(await fixes("Hostname = 'x'\nLog_Hires_Timestamp = 'true'\n"), 2)
})

test.run()
