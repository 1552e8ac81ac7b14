import { readdir, readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import type { OptionFacts } from '../../../src/schema/option-facts.js'
import type { OptionType, ProductLines, ScopeType } from '../../../src/schema/types.js'
import { BuildFailure } from '../failure.js'
import { fromRoot } from '../paths.js'

/** A JSON Schema, as far as the schemas of the project use it. */
export interface Schema {
  /** The file from `schemas/` and the pointer in it, whatever form the file itself has it in. */
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly (string | boolean | number)[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly pattern?: string
  /** What JSON Schema cannot say of a text: a function of `src/schema/values/`. */
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema
  readonly examples?: readonly string[]
  readonly default?: unknown
  readonly 'x-ecconf'?: Annotations
}

/** `schemas/annotations.json` says what each is for. */
export interface Annotations extends OptionFacts {
  readonly expected?: string
  readonly instance?: ScopeType['instance']
  readonly module?: true
  readonly macrosLike?: string
  readonly fallback?: OptionType['fallback']
  readonly aliasOf?: string
  readonly lines?: ProductLines
  readonly optionsUnknown?: true
  readonly restart?: boolean
  readonly secret?: true
  readonly unit?: string
}

/** All JSON files under `schemas/`. */
export class SchemaDocuments {
  private constructor(private readonly files: ReadonlyMap<string, Schema>) {}

  /** @throws BuildFailure when a file is no JSON */
  static async read(): Promise<SchemaDocuments> {
    const entries = await readdir(fromRoot('schemas'), { recursive: true })
    const names = entries.map((name) => name.replaceAll('\\', '/')).sort()
    const files = new Map<string, Schema>()
    for (const name of names.filter((name) => name.endsWith('.json'))) {
      const text = await readFile(fromRoot(`schemas/${name}`), 'utf8')
      try {
        files.set(name, JSON.parse(text, absoluteReferences(name)))
      } catch (error) {
        throw new BuildFailure(`schemas/${name} is no JSON: ${(error as Error).message}`)
      }
    }
    return new SchemaDocuments(files)
  }

  /**
   * The schema that a reference leads to.
   *
   * @param reference a file from `schemas/`, with or without a pointer
   * @throws BuildFailure when it leads nowhere
   */
  resolve(reference: string): Schema {
    const [file = '', pointer = ''] = reference.split('#')
    let schema: unknown = this.files.get(file)
    for (const step of pointer.split('/').slice(1)) {
      schema = (schema as Readonly<Record<string, unknown>> | undefined)?.[step]
    }
    if (schema === undefined) {
      throw new BuildFailure(`schemas/ refers to ${reference}, which is not there`)
    }
    return schema as Schema
  }
}

/** For `JSON.parse`: what `$ref` leads to, told from `schemas/` instead of from the file. */
function absoluteReferences(file: string) {
  return (key: string, value: unknown): unknown => {
    if (key !== '$ref' || typeof value !== 'string') return value
    return value.startsWith('#') ? file + value : posix.join(posix.dirname(file), value)
  }
}
