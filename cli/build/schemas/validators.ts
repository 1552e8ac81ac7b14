import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { BuildFailure } from '../failure.js'

/** The validators of a build: one for each distinct schema, whatever uses it. */
export class ValidatorSet {
  private readonly names = new Map<string, string>()

  /**
   * @param allErrors whether the validators find every error, and not only the first: of what may come
   *   from anybody there can be millions
   */
  constructor(private readonly allErrors = true) {}

  /** The name of the validator for a schema. */
  add(schema: object): string {
    const key = JSON.stringify(schema)
    const name = this.names.get(key) ?? `v${this.names.size}`
    this.names.set(key, name)
    return name
  }

  /**
   * The validators as an ES module: under each name a function that makes the validator, so that a
   * run loads those that it uses. ajv's own texts are left out: nobody sees them.
   */
  code(): string {
    const ajv = new Ajv2020({
      allErrors: this.allErrors,
      allowUnionTypes: true,
      code: { source: true, esm: true, optimize: 2 },
      inlineRefs: false,
      messages: false,
      // Schemas of values have enumerations over several types and bounds behind a reference.
      strictTypes: false,
    })
    const makers = [...this.names].map(([schema, name]) => {
      const validator = ajv.compile({ ...JSON.parse(schema), $id: name })
      return `${name}: () => {\n${body(standalone.default(ajv, validator))}\n},\n`
    })
    return `export const validators = {\n${makers.join('')}}\n`
  }
}

/** What ajv writes as a module, as the body of a function that returns what the module exports. */
function body(code: string): string {
  const found = /^"use strict";export const validate = (\w+);export default \1;/.exec(code)
  if (!found) throw new BuildFailure('ajv writes its code in another way than it did')
  return `${code.slice(found[0].length)}return ${found[1]}`
}
