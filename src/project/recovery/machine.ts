import { type Machine, THIS_MACHINE } from '../../node/index.js'
import type { Host } from '../host.js'
import { endAs, PATIENCE } from './end-as.js'
import { Patience } from './patience.js'

/**
 * The machine as a project writes on it. Root ends what other users have left in a process that has
 * the rights of those users, when the host says which program that process runs.
 */
export function machineOf({ program }: Host): Machine {
  if (program === undefined) return THIS_MACHINE
  const patience = new Patience(PATIENCE)
  return { ...THIS_MACHINE, endAs: (...of) => endAs(program(), ...of, patience) }
}
