import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { RegistryData } from '../../src/schema/data.js'
import { textLiteral, writeGenerated } from './generated.js'
import { fromRoot } from './paths.js'
import { SchemaDocuments } from './schemas/documents.js'
import { RegistryBuilder } from './schemas/registry.js'
import { ValidatorSet } from './schemas/validators.js'

/** The module that holds what the schemas say, by its path from the root. */
export const REGISTRY = 'src/schema/registry.generated.ts'

/**
 * Makes the registry and the validators of `src/schema/` from `schemas/`.
 *
 * @returns the texts that the registry consists of, by the names of the functions that give them
 * @throws BuildFailure when the schemas do not fit together
 */
export async function buildSchemas(): Promise<Readonly<Record<string, string>>> {
  const validators = new ValidatorSet()
  const builder = new RegistryBuilder(await SchemaDocuments.read(), validators)
  const { names, scopeNames, scopesByOption, ...tables } = builder.build()
  const texts = {
    names: names.join(' '),
    scopeNames: scopeNames.join(' '),
    scopesByOption: scopesByOptionText(scopesByOption),
    ...Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rowsText(rows)])),
    implicitSettings: await readFile(fromRoot('schemas/implicit-settings.conf'), 'utf8'),
  }
  await writeGenerated(
    REGISTRY,
    'schemas/',
    // As text, because parsing JSON is faster than running the same as a literal; behind functions,
    // because V8 loads the text of a function with its first call.
    Object.entries(texts)
      .map(([name, text]) => `export const ${name} = () => ${textLiteral(text)}\n`)
      .join(''),
  )
  await writeGenerated(
    'src/schema/validators.generated.ts',
    'schemas/',
    `// @ts-nocheck: what ajv writes has no types.\n${validators.code()}\n`,
  )
  return texts
}

/** A line for each name, with a blank before each scope; an empty line comes before the first. */
function scopesByOptionText(scopes: RegistryData['scopesByOption']): string {
  const lines = Array.from(scopes, ([name, indices]) => [name, ...indices].join(' '))
  return ['', ...lines, ''].join('\n')
}

/** A line of JSON for each row: `Rows` reads it. */
function rowsText(rows: readonly unknown[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSchemas()
