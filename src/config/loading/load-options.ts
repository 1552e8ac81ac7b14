import type { Registry } from '../../schema/types.js'
import type { Environment } from '../environment/environment.js'

/** What a configuration is loaded from, and how. */
export interface LoadOptions {
  readonly environment: Environment
  /**
   * The root of the file system that the configuration speaks of: every absolute path that it
   * names lies below this folder. An include found only outside of it is read but never written.
   */
  readonly sysroot?: string | undefined
  /**
   * Where files without a folder are looked for: colon-separated, `{NODENAME}` and `{SUBCLUSTER}`
   * are replaced. Instead of `EC_CONF_SEARCH_PATH`.
   */
  readonly searchPath?: string | undefined
  /** The node's name; beats the option `nodename` of the scope `cluster` and the environment. */
  readonly nodeName?: string | undefined
  readonly subcluster?: string | undefined
  /** The program that reads the configuration; by default the main file's name says it. */
  readonly role?: 'manager' | 'node' | undefined
  readonly registry?: Registry | undefined
  /** Whether includes and the local changes file are followed; they are by default. */
  readonly includes?: boolean | undefined
}
