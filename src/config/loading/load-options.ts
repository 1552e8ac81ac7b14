import type { Severities } from '../../diagnostics/index.js'
import type { Registry } from '../../schema/types.js'
import type { Environment } from '../environment/environment.js'

/** Options for loading a configuration. */
export interface LoadOptions {
  readonly environment: Environment
  /**
   * The root of the file system that the configuration is written for: absolute paths in it are
   * below this folder. An include found only outside the folder is read but never written.
   */
  readonly sysroot?: string | undefined
  /**
   * Where files without a folder are searched for, instead of `EC_CONF_SEARCH_PATH`:
   * colon-separated, with `{NODENAME}` and `{SUBCLUSTER}` replaced.
   */
  readonly searchPath?: string | undefined
  /**
   * The name of the node; overrides the option `nodename` of the scope `cluster` and the
   * environment.
   */
  readonly nodeName?: string | undefined
  readonly subcluster?: string | undefined
  /** The program that reads the configuration; by default taken from the main file's name. */
  readonly role?: 'manager' | 'node' | undefined
  readonly registry?: Registry | undefined
  /**
   * The severities that a site gives to findings: whoever checks this configuration, or what changes
   * make of it, counts them so. Errors of syntax stay what they are: what stands behind one is read by
   * guess.
   */
  readonly rules?: Severities | undefined
  /** Whether to follow includes and the local changes file; true by default. */
  readonly includes?: boolean | undefined
}
