import { locatePath, shownInstance } from '../../src/config/index.js'
import { renderLocate } from '../../src/console/index.js'
import { Failure } from '../../src/project/failure.js'
import { readCommand } from './read.js'

/** `locate`: where scopes of a name stand; exit 1 when there are none. */
export const locateCommand = readCommand({
  name: 'locate',
  describe: 'Find the scopes of a name, by a regular expression on their instances',
  words: 'The name of a scope, and a regular expression',
  answer: (configuration, { words }) => {
    const [name, pattern, ...others] = words
    if (name === undefined || others.length > 0) {
      throw new Failure('locate takes the name of a scope and at most one regular expression')
    }
    const text = renderLocate(configuration, name, pattern)
    return {
      text: () => text,
      json: () =>
        configuration.locate(name, pattern).map((scope) => ({
          name: scope.name,
          instance: shownInstance(scope, { maskSecrets: true }) ?? null,
          path: locatePath(scope.path),
          stanzas: scope.stanzas.map(({ inclusion, node }) => ({
            file: inclusion.file.name,
            ...inclusion.file.document.source.position(node.start),
          })),
        })),
    }
  },
})
