import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { NotVerified, verifyAuditFile } from '../../src/manager/records/audit-file.js'
import { readBounded, UnreadableFile } from '../../src/project/read-bounded.js'
import { scratch } from '../tools/scratch.js'

const test = suite('files that the manager reads whole')

const folder = scratch()

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: Error) => {
      assert.ok(error instanceof UnreadableFile || error instanceof NotVerified, String(error))
      return error.message
    },
  )
}

test('a file comes whole, up to its bound', async () => {
  const path = join(folder, 'file')
  const bytes = Buffer.alloc(600_000, 'x')
  writeFileSync(path, bytes)
  assert.equal(Buffer.from(await readBounded(path, 600_000)), bytes)
  assert.is(await refusal(readBounded(path, 599_999)), `${path}: it is larger than 599999 bytes`)
})

test('what the kernel makes up while it is read is no file: it may have no end', async () => {
  const link = join(folder, 'link')
  symlinkSync('/proc/self/status', link)
  assert.is(await refusal(readBounded(link)), `${link}: it is no regular file`)
  assert.is(await refusal(verifyAuditFile(link)), 'is no regular file')
})

test('a folder and a device are no files', async () => {
  for (const path of [folder, '/dev/null']) {
    assert.is(await refusal(readBounded(path)), `${path}: it is no regular file`)
    assert.is(await refusal(verifyAuditFile(path)), 'is no regular file')
  }
})

test.run()
