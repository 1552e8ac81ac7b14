import type { LoadOptions } from '../../src/config/index.js'
import { nodeEnvironment } from '../../src/node/index.js'

/** Load options without a sysroot: paths of the configuration are those of this machine. */
export function ownRoot(): LoadOptions {
  return { environment: nodeEnvironment(), role: 'manager' }
}
