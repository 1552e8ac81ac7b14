import {
  type Configuration,
  displayScope,
  dumpJson,
  type Scope,
  type ScopePath,
} from '../../src/config/index.js'
import {
  renderGet,
  renderShow,
  renderShowRecurse,
  resolveWords,
  wordsFromArguments,
} from '../../src/console/index.js'
import { Refusal } from '../../src/project/failure.js'
import { contentsJson, wholeContentsJson } from '../../src/report/index.js'
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
      return {
        text: () => text,
        json: () => contentsJson(existing(configuration, path), path, render, option.name),
      }
    }
    const scope = existing(configuration, path)
    return {
      text: () => renderShow(configuration, path, render),
      json: () => contentsJson(scope, path, render),
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
    const scope = existing(configuration, path)
    return {
      text: () => renderShowRecurse(configuration, path, render),
      json: () =>
        path.length === 0
          ? dumpJson(configuration, render)
          : wholeContentsJson(scope, path, render),
    }
  },
})

/** @throws Refusal when no file has a stanza for this scope */
function existing(configuration: Configuration, path: ScopePath): Scope {
  let scope: Scope | undefined = configuration.complete
  for (const { name, instance } of path) scope = scope?.child(name, instance)
  if (scope !== undefined) return scope
  throw new Refusal(`There is no scope ${displayScope(path)} in this configuration.`)
}
