import { basename } from './paths.js'

/** Which program reads a configuration. Rules about programs are silent when it is unknown. */
export type Role = 'manager' | 'node' | 'unknown'

/** The program that a main file of this name belongs to. */
export function roleOf(path: string): Role {
  const name = basename(path)
  if (name === 'eccluster.conf') return 'manager'
  return name === 'ecelerity.conf' ? 'node' : 'unknown'
}
