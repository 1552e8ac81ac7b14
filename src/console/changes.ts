import {
  type Change,
  type Configuration,
  displayScope,
  locatePath,
  type NamedOption,
  parseValue,
  type ScopePath,
  shownPartOfTyped,
} from '../config/index.js'
import { validate } from '../schema/index.js'
import { sentence, siteProblem } from '../schema/site/index.js'
import { meantBy } from '../schema/suggest/meant.js'
import type { OptionType } from '../schema/types.js'
import { encodeString, type ValueView } from '../syntax/index.js'
import { ConsoleError, DoubtfulCommand, type Leeway } from './error.js'
import { notSet } from './get.js'
import { resolveWords } from './resolve.js'
import { valueOfWords, type Word, wordsFromArguments } from './words.js'

/**
 * The change requested by `config set [scope...] option [=] value`; it also makes a missing scope
 * (runtime spec 3.2).
 * @throws ConsoleError when the words name no option, or the value is not valid for it
 */
export function setChange(
  configuration: Configuration,
  words: readonly Word[],
  leeway: Leeway = 'known',
): Extract<Change, { kind: 'set' }> {
  const { path, option, value: valueWords } = resolveWords(configuration, words, 'value', leeway)
  if (option === undefined) throw new ConsoleError('An option name is missing.')
  const text = valueOfWords(valueWords)
  const value = parseValue(text)
  if (value === undefined) {
    throw invalid(text, option, 'it is not one value; put it in double quotes')
  }
  if (leeway === 'known') refuseWrong(option, value, text)
  return {
    kind: 'set',
    path,
    option: option.name,
    value: value.text,
    words: words.map((word) => word.text),
  }
}

/**
 * The changes that add the words after an option: each word as an element to an array, or a key
 * with its value (`key=value`, `key = value`) to a dictionary.
 * @throws ConsoleError when the words name no option, or one with a single value
 */
export function addChanges(
  configuration: Configuration,
  words: readonly Word[],
  leeway: Leeway = 'known',
): Change[] {
  const list = resolveList(configuration, words, leeway)
  const { path, option, isDictionary } = list
  const target = { path, option: option.name, words: list.typed }
  if (!isDictionary) {
    return elementsIn(list, leeway).map((value) => ({ ...target, kind: 'add-element', value }))
  }
  return entriesIn(list, leeway).map(({ key, value }) => ({
    ...target,
    kind: 'set-key',
    key,
    value,
  }))
}

/**
 * The changes that remove the words after an option: elements from an array, or keys from a
 * dictionary.
 * @throws ConsoleError when the words name no option, or one with a single value
 */
export function removeChanges(configuration: Configuration, words: readonly Word[]): Change[] {
  const list = resolveList(configuration, words)
  const { path, option, isDictionary } = list
  const target = { path, option: option.name, words: list.typed }
  return isDictionary
    ? list.value.map(({ value }) => ({ ...target, kind: 'unset-key', key: value }))
    : elementsIn(list, 'any').map((value) => ({
        ...target,
        kind: 'remove-element',
        value,
      }))
}

interface ListWords {
  readonly path: ScopePath
  readonly option: { readonly name: string; readonly type: OptionType | undefined }
  /** Whether the option has keys; otherwise it has elements. */
  readonly isDictionary: boolean
  readonly value: readonly Word[]
  /** All words as typed. */
  readonly typed: readonly string[]
}

function resolveList(
  configuration: Configuration,
  words: readonly Word[],
  leeway: Leeway = 'known',
): ListWords {
  const { path, option, value } = resolveWords(configuration, words, 'value', leeway)
  if (option === undefined) throw new ConsoleError('An option name is missing.')
  const current = configuration.get(path, option.name)?.value
  // An option that a site describes has no shape, but a rule by which its value is read.
  const { shape = option.type?.rule?.entry && 'dictionary' } = option.type ?? {}
  if (shape === 'scalar' && current?.type !== 'array' && current?.type !== 'dictionary') {
    throw new ConsoleError(`Option '${option.name}' has one value; it is no list.`)
  }
  const isDictionary = (current?.type ?? shape) === 'dictionary'
  return { path, option, isDictionary, value, typed: words.map(({ text }) => text) }
}

/** The elements that words name: each word is one, and an array stands for its elements. */
function elementsIn({ option, value }: ListWords, leeway: Leeway): string[] {
  return value.flatMap((word) => {
    const text = valueOfWords([word])
    const parsed = parseValue(text)
    if (parsed === undefined) throw invalid(text, option, 'it is not one value')
    const elements = parsed.type === 'array' ? parsed.elements : [parsed]
    for (const element of leeway === 'known' ? elements : []) {
      const array = parseValue(`( ${element.text} )`)
      if (array !== undefined) refuseWrong(option, array, text, { parts: true })
    }
    return elements.map((element) => element.text)
  })
}

/** The keys and values in the words: `key=value`, or `key = value`. */
function entriesIn({ option, value }: ListWords, leeway: Leeway): { key: string; value: string }[] {
  const entries: { key: string; value: string }[] = []
  for (let at = 0; at < value.length; at++) {
    const word = value[at] as Word
    const isApart = value[at + 1]?.kind === 'equals' && value[at + 2] !== undefined
    const equals = word.value.indexOf('=')
    if (!isApart && equals < 1) {
      throw new ConsoleError(`Option '${option.name}' has keys: say KEY=VALUE.`)
    }
    const key = isApart ? word.value : word.value.slice(0, equals)
    const text = isApart
      ? valueOfWords([value[at + 2] as Word])
      : valueOfWords(wordsFromArguments([word.value.slice(equals + 1)]))
    const dictionary = parseValue(`[ ${encodeString(key)} = ${text} ]`)
    if (dictionary === undefined) throw invalid(text, option, 'it is not one value')
    if (leeway === 'known') refuseWrong(option, dictionary, dictionary.text, { parts: true })
    entries.push({ key, value: text })
    if (isApart) at += 2
  }
  return entries
}

/**
 * Refuses a value that the option does not take: by what is known of the product, or by a site's own
 * schemas.
 * @param typed the value as it was typed
 * @param of whether the value is only a part of the whole one
 */
function refuseWrong(
  { type, name }: NamedOption,
  value: ValueView,
  typed: string,
  of: { readonly parts?: boolean } = {},
): void {
  if (type === undefined) return
  const refused = (given: string, why: string, hint?: string) =>
    new DoubtfulCommand(invalid(given, { type, name }, why, typed).message, hint)
  const [problem] = validate(type, value)
  if (problem !== undefined) {
    const { given, expected, reason } = problem
    const isSecret = shownPartOfTyped({ type, name }, typed, given) !== given
    const hint = [reason, meantBy(problem, isSecret)].flatMap((each) => each ?? []).join(' ')
    throw refused(given, `expected ${expected}`, hint || undefined)
  }
  const asked = siteProblem(type, value, of)
  if (asked === undefined || (asked.annotation.severity ?? 'error') !== 'error') return
  const { message } = asked.annotation
  const given = value.tree.source.text.slice(asked.start, asked.end)
  throw refused(given, message ?? sentence('it', asked))
}

/** @param whole the value with the wrong part, which tells whether that part is a secret */
function invalid(given: string, option: NamedOption, why: string, whole = given): ConsoleError {
  const shown = shownPartOfTyped(option, whole, given)
  return new ConsoleError(`Invalid value '${shown}' for option '${option.name}': ${why}`)
}

/** The error for unsetting an implicit setting, which can only be changed (runtime spec 3.2). */
function implicit(what: string): ConsoleError {
  return new ConsoleError(`'${what}' is an implicit setting and cannot be unset.`)
}

/**
 * The change requested by `config unset [scope...] [option]`.
 * @throws ConsoleError when there is nothing to unset, or everything would be unset
 */
export function unsetChange(
  configuration: Configuration,
  words: readonly Word[],
): Extract<Change, { kind: 'unset' }> {
  const { path, option, scope } = resolveWords(configuration, words, 'either')
  const typed = words.map((word) => word.text)
  if (option !== undefined) {
    if (configuration.written(path, option.name) === undefined) {
      const isImplicit = configuration.get(path, option.name) !== undefined
      throw isImplicit ? implicit(option.name) : notSet(path, option.name)
    }
    return { kind: 'unset', path, option: option.name, words: typed }
  }
  if (path.length === 0) throw new ConsoleError('Unsetting the global scope is not supported.')
  if (scope === undefined) throw new ConsoleError(`Scope "${locatePath(path)}" does not exist.`)
  if (configuration.scope(path) === undefined) {
    throw implicit(displayScope(path))
  }
  return { kind: 'unset', path, words: typed }
}

/**
 * The change of `config unset` for another configuration, which may have what this one has not.
 * @returns undefined for what this configuration has, and for Global, which nobody can unset
 * @throws ConsoleError when the words name nothing that can stand in a configuration
 */
export function unsetElsewhere(
  configuration: Configuration,
  words: readonly Word[],
): Extract<Change, { kind: 'unset' }> | undefined {
  const { path, option } = resolveWords(configuration, words, 'either')
  const isHere =
    option === undefined
      ? configuration.scope(path) !== undefined
      : configuration.get(path, option.name) !== undefined
  if (isHere || (path.length === 0 && option === undefined)) return undefined
  const typed = words.map((word) => word.text)
  return { kind: 'unset', path, ...(option && { option: option.name }), words: typed }
}
