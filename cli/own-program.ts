import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * What Node is to run for a command of ecconf in another process: also where this one runs under the
 * name of a program of the product.
 */
export function ownProgram(): readonly string[] {
  const [, started = ''] = process.argv
  const file = realpathSync(started)
  const main = join(dirname(file), 'ecconf.cjs')
  const isOther = basename(file) !== 'ecconf.cjs' && existsSync(main)
  return [...process.execArgv, isOther ? main : file]
}
