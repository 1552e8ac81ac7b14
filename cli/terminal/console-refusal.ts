import type { ConsoleError } from '../../src/console/index.js'
import { Refusal } from '../../src/project/failure.js'

/** What the console refuses, with what may have been meant in a line of its own. */
export function consoleRefusal({ message, hint }: ConsoleError): Refusal {
  return new Refusal(hint === undefined ? message : `${message}\n${hint}`)
}
