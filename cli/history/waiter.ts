import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import process from 'node:process'
import { WAITER } from './waiter-name.js'

/**
 * Starts a process that takes a change back when its time is over. It goes on when this one ends, and
 * when the terminal goes away; what it does is found in the history.
 * @param folder that of the main file, absolute
 * @returns whether it was started
 */
export function startWaiter(folder: string, entry: number): boolean {
  const [node, program] = process.argv
  if (node === undefined || program === undefined) return false
  const words = [...process.execArgv, resolve(program), WAITER, folder, String(entry)]
  // Not in the working directory: that could not be unmounted as long.
  const waiter = spawn(process.execPath, words, { cwd: '/', detached: true, stdio: 'ignore' })
  // Without a number there is no process, which the caller is told.
  waiter.on('error', () => undefined)
  waiter.unref()
  return waiter.pid !== undefined
}
