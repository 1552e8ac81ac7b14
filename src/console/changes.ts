import { type Change, type Configuration, locatePath, parseValue } from '../config/index.js'
import { validate } from '../schema/index.js'
import { ConsoleError } from './error.js'
import { notSet } from './get.js'
import { resolveWords } from './resolve.js'
import { valueOfWords, type Word } from './words.js'

/**
 * The change that `config set [scope...] option [=] value` asks for. A scope that does not exist is
 * created by it.
 * @throws ConsoleError when the words name no option, or the value is not one for it
 */
export function setChange(
  configuration: Configuration,
  words: readonly Word[],
): Extract<Change, { kind: 'set' }> {
  const { path, option, value: valueWords } = resolveWords(configuration, words, 'value')
  if (option === undefined) throw new ConsoleError('An option name is missing.')
  const text = valueOfWords(valueWords)
  const value = parseValue(text)
  if (value === undefined) {
    const why = 'it is not one value; put it in double quotes'
    throw new ConsoleError(`Invalid value '${text}' for option '${option.name}': ${why}`)
  }
  const [problem] = option.type === undefined ? [] : validate(option.type, value)
  if (problem !== undefined) {
    const why = `expected ${problem.expected}`
    throw new ConsoleError(`Invalid value '${problem.given}' for option '${option.name}': ${why}`)
  }
  return {
    kind: 'set',
    path,
    option: option.name,
    value: value.text,
    words: words.map((word) => word.text),
  }
}

/**
 * The change that `config unset [scope...] [option]` asks for.
 * @throws ConsoleError when there is nothing to unset, or all of it would be
 */
export function unsetChange(
  configuration: Configuration,
  words: readonly Word[],
): Extract<Change, { kind: 'unset' }> {
  const { path, option, scope } = resolveWords(configuration, words, 'either')
  const typed = words.map((word) => word.text)
  if (option !== undefined) {
    if (configuration.get(path, option.name) === undefined) throw notSet(path, option.name)
    return { kind: 'unset', path, option: option.name, words: typed }
  }
  if (path.length === 0) throw new ConsoleError('Unsetting the global scope is not supported.')
  if (scope === undefined) throw new ConsoleError(`Scope "${locatePath(path)}" does not exist.`)
  return { kind: 'unset', path, words: typed }
}
