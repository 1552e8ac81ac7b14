import { load } from '../../src/config/index.js'
import type { Example } from '../../src/diagnostics/explanations/index.js'
import { lint } from '../../src/lint/index.js'
import { namedFiles } from '../../src/lint/references/named-files.js'
import { checkSiteSchemas, loadSiteValidators } from '../../src/lint/site/index.js'
import { dialectOf } from '../../src/project/dialects/other-languages.js'
import { parseInDialect } from '../../src/project/dialects/parse.js'
import { type ExampleFindings, reportTexts, schemaNames } from '../../src/report/index.js'
import { registry } from '../../src/schema/index.js'
import { type SiteSchema, withSiteScopes } from '../../src/schema/site/index.js'
import { ExampleEnvironment } from './example-environment.js'

/**
 * Lints the main file of an example, the first one, as `ecconf lint` does: as a configuration when
 * it has the name of a main file, else as a fragment.
 */
export async function lintExample(example: Example): Promise<ExampleFindings> {
  const [name = '', text = ''] = Object.entries(example.files)[0] ?? []
  const dialect = dialectOf(name)
  if (dialect !== undefined) {
    const { source, diagnostics } = parseInDialect(dialect, text, name)
    return { findings: diagnostics, texts: { source: () => source }, isDialect: true }
  }
  const schemas = schemaNames(example).map((name) => ({
    name,
    schema: JSON.parse(example.files[name] as string) as SiteSchema['schema'],
  }))
  const configuration = await load(name, {
    environment: new ExampleEnvironment(example),
    registry: withSiteScopes(registry(), schemas, (await loadSiteValidators())(schemas)),
  })
  const findings = lint(configuration, {
    fragment: configuration.role === 'unknown',
    more: [
      ...(await checkSiteSchemas(configuration, schemas)),
      ...(example.checkFiles ? await namedFiles(configuration) : []),
    ],
    ...(example.target && { target: example.target }),
  })
  const texts = reportTexts([configuration], { maskSecrets: true })
  return { findings, texts, isDialect: false }
}
