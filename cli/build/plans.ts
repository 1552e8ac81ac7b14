import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { writeGenerated } from './generated.js'
import { fromRoot } from './paths.js'
import { ValidatorSet } from './schemas/validators.js'

/** Makes the validator of plans from their schema. */
export async function buildPlans(): Promise<void> {
  const validators = new ValidatorSet(false)
  const name = validators.add(JSON.parse(await readFile(fromRoot('schemas/plan.json'), 'utf8')))
  await writeGenerated(
    'cli/plan/validator.generated.ts',
    'schemas/plan.json',
    `// @ts-nocheck: what ajv writes has no types.\n${validators.code()}
export const planValidator = () => validators.${name}()\n`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildPlans()
