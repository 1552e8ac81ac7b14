import { sysrootOf } from '../../config/environment/main-file.js'
import type { LoadOptions } from '../../config/index.js'
import { readBounded, UnreadableFile } from '../../project/read-bounded.js'
import { type Expectation, expectedInMbus, NOTHING_EXPECTED } from '../membership/expected-nodes.js'

/** Where the product keeps the file of its message bus (language spec 10.1). */
const MBUS_FILE = '/opt/msys/ecelerity/etc/mbus.conf'

/** The largest one that is read, in bytes. */
const LARGEST = 8 * 1024 * 1024

/**
 * Reads the nodes that the mbus.conf of the product names.
 * @param before what it said when it was read last, which holds while it cannot be read
 * @returns also what is wrong with it, in one line
 */
export async function readMbusFile(
  load: LoadOptions,
  before: Expectation,
): Promise<{ readonly expectation: Expectation; readonly mistake: string | undefined }> {
  const { path, productPath } = sysrootOf(load).inside(MBUS_FILE)
  try {
    const bytes = await readBounded(path, LARGEST)
    const { mistake, ...expectation } = expectedInMbus(bytes, productPath)
    return { expectation, mistake }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    if (error.isMissing) return { expectation: NOTHING_EXPECTED, mistake: undefined }
    return { expectation: before, mistake: `${productPath}: ${error.reason}` }
  }
}
