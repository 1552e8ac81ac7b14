import type { Document } from '../../../grammar/index.js'
import type { Configuration } from '../../config/index.js'
import { SecretSearch } from '../../lint/values/secrets.js'
import type { Showing } from '../layout/showing.js'
import type { ReportTexts } from './texts.js'

/** The texts of all files of some configurations, for reports. */
export function reportTexts(
  configurations: readonly Pick<Configuration, 'files'>[],
  showing: Pick<Showing, 'maskSecrets'>,
): ReportTexts {
  const files = configurations.flatMap((configuration) => configuration.files)
  return documentTexts(
    files.map((file) => [file.name, file.document]),
    showing,
  )
}

/**
 * Texts for reports, by file name. The secrets of a text are searched for when a finding in it is
 * shown.
 * @param named of several documents with the same name the first one counts
 */
export function documentTexts(
  named: readonly (readonly [name: string, document: Document])[],
  { maskSecrets }: Pick<Showing, 'maskSecrets'>,
): ReportTexts {
  const documents = new Map(named.toReversed())
  const source = (name: string) => documents.get(name)?.source
  if (!maskSecrets) return { source }
  const known = new Map<string, SecretSearch>()
  return {
    source,
    secrets: (name, lines) => {
      const document = documents.get(name)
      if (document === undefined) return []
      const search = known.get(name) ?? new SecretSearch(document)
      known.set(name, search)
      return lines === undefined ? search.all() : search.within(lines)
    },
  }
}
