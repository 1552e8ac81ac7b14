import { basename } from './paths.js'

/**
 * The program that reads a configuration. Rules about one program do not run when it is unknown.
 */
export type Role = 'manager' | 'node' | 'unknown'

/** The program whose main file has this name. */
export function roleOf(path: string): Role {
  const name = basename(path)
  if (name === 'eccluster.conf') return 'manager'
  return name === 'ecelerity.conf' ? 'node' : 'unknown'
}
