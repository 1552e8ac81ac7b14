import type { Command } from './arguments/command.js'
import { WAITER } from './history/waiter-name.js'
import { productProgram } from './product-programs.js'
import { END_AS } from './recovery/end-as-name.js'

/**
 * A command that no help speaks of: a program of the product under its own name, or what ecconf
 * starts by itself. Undefined when there is none.
 */
export async function hiddenCommand(name: string | undefined): Promise<Command | undefined> {
  if (name === WAITER) return (await import('./history/waiter-command.js')).waiterCommand
  if (name === END_AS) return (await import('./recovery/end-as-command.js')).endAsCommand
  return productProgram(name)
}
