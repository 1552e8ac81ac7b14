import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { writeGenerated } from './generated.js'
import { fromRoot } from './paths.js'
import { ValidatorSet } from './schemas/validators.js'

/** Makes the validator of `ecconf.json` from its schema. */
export async function buildSettings(): Promise<void> {
  const validators = new ValidatorSet()
  const name = validators.add(JSON.parse(await readFile(fromRoot('schemas/settings.json'), 'utf8')))
  await writeGenerated(
    'src/project/settings/validator.generated.ts',
    'schemas/settings.json',
    `// @ts-nocheck: what ajv writes has no types.\n${validators.code()}
export const settingsValidator = () => validators.${name}()\n`,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildSettings()
