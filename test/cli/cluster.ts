import { join } from 'node:path'
import { scratch } from '../tools/scratch.js'

/** A copy of the manager's files in a folder of its own, and the paths in it. */
export interface Cluster {
  /** The folder: working directory and sysroot at once. */
  readonly root: string
  readonly main: string
  readonly webui: string
  readonly overlay: string
  /** The flags that say which configuration is meant. */
  readonly flags: readonly string[]
}

export const MAIN = 'opt/msys/ecelerity/etc/conf/default/eccluster.conf'
export const WEBUI = 'opt/msys/ecelerity/etc/conf/default/webui-common.conf'
export const OVERLAY = 'opt/msys/etc/installer/eccmgr.d/ecdb.conf'

export function cluster(): Cluster {
  const root = scratch('corpus/cluster')
  return {
    root,
    main: join(root, MAIN),
    webui: join(root, WEBUI),
    overlay: join(root, OVERLAY),
    flags: ['-c', MAIN, '--sysroot', '.'],
  }
}
