import type { ConfigFile, Configuration } from '../src/config/index.js'
import { secretsIn } from '../src/lint/index.js'
import type { ReportTexts } from '../src/report/index.js'
import type { Source } from '../src/syntax/index.js'

/** The texts of the files of some configurations, for reports. */
export function reportTexts(
  configurations: readonly Configuration[],
  { maskSecrets }: { readonly maskSecrets: boolean },
): ReportTexts {
  const known = new Map<string, ConfigFile>()
  for (const configuration of configurations) {
    for (const file of configuration.files) {
      if (!known.has(file.name)) known.set(file.name, file)
    }
  }
  const source = (name: string): Source | undefined => known.get(name)?.document.source
  if (!maskSecrets) return { source }
  const secrets = (name: string) => {
    const found = known.get(name)
    return found === undefined ? [] : secretsIn(found.document)
  }
  return { source, secrets: remembered(secrets) }
}

function remembered<T>(ask: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>()
  return (name) => {
    const known = answers.get(name)
    if (known !== undefined) return known
    const answer = ask(name)
    answers.set(name, answer)
    return answer
  }
}
