import type { IncludeView } from '../../../syntax/index.js'
import type { FileSnapshot } from '../../workspace/snapshot.js'
import type { FoundPlace } from './found-places.js'

/** The beginnings of the files that an include statement takes in. */
export function includedFiles(
  within: FileSnapshot['within'],
  { index }: IncludeView,
): FoundPlace[] {
  return within.flatMap(({ target, file }) =>
    target.configuration.inclusions
      .filter(({ parent, statement }) => parent?.file === file && statement?.index === index)
      .map(({ file: included }) => ({ file: included, start: 0, end: 0 })),
  )
}

/** The statements that take in any of some files, by real path, in all these configurations. */
export function includesOf(
  within: FileSnapshot['within'],
  realPaths: ReadonlySet<string>,
): FoundPlace[] {
  return within.flatMap(({ target }) =>
    target.configuration.inclusions.flatMap(({ file, parent, statement, localChanges }) => {
      const at = statement?.target ?? localChanges?.value
      if (parent === undefined || at === undefined || !realPaths.has(file.realPath)) return []
      return [{ file: parent.file, start: at.start, end: at.end }]
    }),
  )
}
