import type { Configuration, ScopePath } from '../../config/index.js'
import {
  ConsoleError,
  type Expected,
  type Resolved,
  resolveWords,
  splitWords,
} from '../../console/index.js'
import type { OptionType } from '../../schema/types.js'
import { MESSAGES } from '../messages.js'
import type { SessionContext } from './session-context.js'

/** What a session sees: its transaction, if it is in one, else what runs. */
export function viewOf({ transaction, live }: SessionContext): Configuration {
  return transaction?.view ?? live.current
}

/** Whether secrets are masked: they are shown only to who sits at the machine (runtime spec, trap 18). */
export function showingOf({ where }: Pick<SessionContext, 'where'>) {
  return { maskSecrets: where !== 'unix' }
}

/** What the words behind a command name. @throws ConsoleError */
export function resolve(view: Configuration, operands: string, expected: Expected): Resolved {
  return resolveWords(view, splitWords(operands), expected)
}

/** An option that the words behind a command name. @throws ConsoleError */
export function resolveOption(
  view: Configuration,
  operands: string,
): {
  readonly path: ScopePath
  readonly option: { readonly name: string; readonly type: OptionType | undefined }
} {
  const { path, option } = resolve(view, operands, 'option')
  if (option === undefined) throw new ConsoleError('An option name is missing.')
  return { path, option }
}

/** The one absolute path behind a command; undefined when there is nothing. @throws ConsoleError */
export function pathIn(operands: string, usage: readonly string[]): string | undefined {
  const [word, ...others] = splitWords(operands)
  if (others.length > 0) throw new ConsoleError(MESSAGES.usage(usage))
  if (word === undefined) return undefined
  if (!word.value.startsWith('/')) throw new ConsoleError(MESSAGES.notAbsolute(word.value))
  return word.value
}

/** @throws ConsoleError when something stands behind a command that takes nothing */
export function takesNothing(operands: string, usage: readonly string[]): void {
  if (operands !== '') throw new ConsoleError(MESSAGES.usage(usage))
}
