import { WAITER } from '../../src/project/past/waiter-name.js'
import { END_AS } from '../../src/project/recovery/end-as-name.js'
import type { Command } from '../arguments/command.js'
import { productProgram } from '../product-programs.js'

/**
 * A command that no help speaks of: a program of the product under its own name, or what ecconf
 * starts by itself. Undefined when there is none.
 */
export async function hiddenCommand(name: string | undefined): Promise<Command | undefined> {
  if (name === WAITER) return (await import('./wait-for-confirmation.js')).waiterCommand
  if (name === END_AS) return (await import('./end-interrupted.js')).endInterruptedCommand
  return productProgram(name)
}
