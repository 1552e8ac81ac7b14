import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'

/** The validators of a build: one for each distinct schema, whatever uses it. */
export class ValidatorSet {
  private readonly names = new Map<string, string>()

  /** The name of the validator for a schema. */
  add(schema: object): string {
    const key = JSON.stringify(schema)
    const name = this.names.get(key) ?? `v${this.names.size}`
    this.names.set(key, name)
    return name
  }

  /**
   * The validators as an ES module that exports each under its name. ajv's own texts are left out:
   * nobody sees them.
   */
  code(): string {
    const ajv = new Ajv2020({
      allErrors: true,
      allowUnionTypes: true,
      code: { source: true, esm: true, optimize: 2 },
      inlineRefs: false,
      messages: false,
      // Schemas of values have enumerations over several types and bounds behind a reference.
      strictTypes: false,
    })
    const exported: Record<string, string> = {}
    for (const [schema, name] of this.names) {
      ajv.addSchema({ ...JSON.parse(schema), $id: name })
      exported[name] = name
    }
    return standalone.default(ajv, exported)
  }
}
