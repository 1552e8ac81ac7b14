import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type FileStatus, load } from '../../../src/config/index.js'
import { MemoryEnvironment } from '../../tools/memory-environment.js'

const test = suite('how much text a configuration may have')

const MEBIBYTE = 1024 * 1024

/** A text of one comment. */
function comment(size: number): Uint8Array {
  return new Uint8Array(size).fill(0x23)
}

const TOO_MUCH =
  'cannot be read: the files of the configuration would have more than 64 MiB together'

async function findings(environment: MemoryEnvironment): Promise<string[]> {
  const { diagnostics } = await load('/c/ecelerity.conf', { environment })
  return diagnostics.map(({ summary }) => summary)
}

test('an include that would be too much is a finding, and a smaller one behind it is read', async () => {
  const environment = new MemoryEnvironment({
    '/c/ecelerity.conf': 'include "a"\ninclude "b"\ninclude "c"\ninclude "d"\n',
    '/c/a': comment(40 * MEBIBYTE),
    '/c/b': comment(25 * MEBIBYTE),
    '/c/c': comment(23 * MEBIBYTE),
    '/c/d': comment(MEBIBYTE),
  })
  assert.equal(await findings(environment), [
    `Included file "b" ${TOO_MUCH}`,
    `Included file "d" ${TOO_MUCH}`,
  ])
  assert.equal(environment.reads, ['/c/ecelerity.conf', '/c/a', '/c/c'])
})

/** Files whose size is that of the moment before: they grow while they are read. */
class Growing extends MemoryEnvironment {
  override status(path: string): FileStatus | undefined {
    const status = super.status(path)
    return status && { ...status, size: 0 }
  }
}

test('of files that grow while they are read one is read, and no more', async () => {
  const environment = new Growing({
    '/c/ecelerity.conf': 'include "d"\n',
    '/c/d/1': comment(65 * MEBIBYTE),
    '/c/d/2': comment(65 * MEBIBYTE),
    '/c/d/3': comment(1),
  })
  assert.equal(
    await findings(environment),
    [1, 2, 3].map(() => `Included file "d" ${TOO_MUCH}`),
  )
})

test('the bound is given to whoever reads', async () => {
  const bounds: (number | undefined)[] = []
  class Watched extends MemoryEnvironment {
    override readFile(path: string, _named?: boolean, most?: number): Uint8Array {
      bounds.push(most)
      return super.readFile(path)
    }
  }
  const environment = new Watched({
    '/c/ecelerity.conf': 'include "a"\n',
    '/c/a': comment(MEBIBYTE),
  })
  assert.equal(await findings(environment), [])
  assert.equal(bounds, [64 * MEBIBYTE, 64 * MEBIBYTE - 12])
})

test('a main file that is too large by itself cannot be read', async () => {
  const environment = new MemoryEnvironment({ '/c/ecelerity.conf': comment(65 * MEBIBYTE) })
  await load('/c/ecelerity.conf', { environment }).then(
    () => assert.unreachable(),
    ({ reason }) =>
      assert.is(reason, 'the files of the configuration would have more than 64 MiB together'),
  )
})

test.run()
