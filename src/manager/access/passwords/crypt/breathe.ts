import { setImmediate } from 'node:timers/promises'

/** Rounds of a hash between two breaths: some milliseconds of work. */
const ROUNDS = 500

/** Lets others have the loop now and then: long hashing must hold up no session. */
export async function breatheAt(round: number): Promise<void> {
  if (round % ROUNDS === ROUNDS - 1) await setImmediate()
}
