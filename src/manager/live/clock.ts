import type { Timing } from '../../cluster/timing.js'

/** What time it is, and being told when some of it has passed. Tests bring their own. */
export type Clock = Pick<Timing, 'now' | 'after'>
