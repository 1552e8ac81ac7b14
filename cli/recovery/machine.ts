import { type Machine, THIS_MACHINE } from '../../src/node/index.js'
import { endAs } from './end-as.js'

/** The machine as the programs write on it: root ends what other users have left, as those users. */
export const MACHINE: Machine = { ...THIS_MACHINE, endAs }
