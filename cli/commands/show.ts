import type { Configuration, Scope, ScopePath } from '../../src/config/index.js'
import {
  contentsOf,
  displayScope,
  dumpJson,
  maskedValue,
  shownPath,
} from '../../src/config/index.js'
import {
  type RenderOptions,
  renderGet,
  renderShow,
  renderShowRecurse,
  resolveWords,
  wordsFromArguments,
} from '../../src/console/index.js'
import { toJson } from '../../src/schema/index.js'
import { Refusal } from '../failure.js'
import { readCommand } from './read.js'

/** `show`: what a scope holds, the scopes inside closed; with an option the same as `get`. */
export const showCommand = readCommand({
  name: 'show',
  describe: 'Print what a scope holds',
  words: 'Scopes, as on the console; none for Global',
  answer: (configuration, flags, render) => {
    const words = wordsFromArguments(flags.words)
    const { path, option } = resolveWords(configuration, words, 'either')
    if (option !== undefined) {
      const text = renderGet(configuration, path, option.name, render)
      return { text: () => text, json: () => scopeJson(configuration, path, render, option.name) }
    }
    return {
      text: () => renderShow(configuration, existing(configuration, path), render),
      json: () => scopeJson(configuration, path, render),
    }
  },
})

/** `showrecurse`: everything that a scope holds. */
export const showRecurseCommand = readCommand({
  name: 'showrecurse',
  describe: 'Print everything that a scope holds',
  words: 'Scopes, as on the console; none for the whole configuration',
  answer: (configuration, flags, render) => {
    const { path } = resolveWords(configuration, wordsFromArguments(flags.words), 'scope')
    return {
      text: () => renderShowRecurse(configuration, existing(configuration, path), render),
      json: () =>
        path.length === 0 ? dumpJson(configuration, render) : deep(configuration, path, render),
    }
  },
})

/** @throws Refusal when no file has a stanza for this scope */
function existing(configuration: Configuration, path: ScopePath): ScopePath {
  if (scopeOf(configuration, path) === undefined) {
    throw new Refusal(`There is no scope ${displayScope(path)} in this configuration.`)
  }
  return path
}

function scopeOf(configuration: Configuration, path: ScopePath): Scope | undefined {
  let scope: Scope | undefined = configuration.complete
  for (const { name, instance } of path) scope = scope?.child(name, instance)
  return scope
}

function scopeJson(
  configuration: Configuration,
  path: ScopePath,
  render: RenderOptions,
  only?: string,
) {
  const scope = scopeOf(configuration, existing(configuration, path)) as Scope
  const { scopes, options } = contentsOf(scope)
  return {
    scope: displayScope(path),
    scopes: only
      ? []
      : shownPath(
          scopes.map(({ name, instance }) => ({ name, instance })),
          render,
        ).map(({ name, instance }) => ({
          name,
          instance: instance ?? null,
        })),
    options: options
      .filter(({ name }) => only === undefined || name.toLowerCase() === only.toLowerCase())
      .map(({ name, type, definition }) => {
        const value = render.maskSecrets
          ? maskedValue({ name, type }, definition.value)
          : definition.value
        return { name, value: toJson(type, value), text: value.text }
      }),
  }
}

function deep(configuration: Configuration, path: ScopePath, render: RenderOptions): unknown {
  const scope = scopeOf(configuration, existing(configuration, path)) as Scope
  return {
    ...scopeJson(configuration, path, render),
    scopes: scope.scopes.map((child) => deep(configuration, child.path, render)),
  }
}
