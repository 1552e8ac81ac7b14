import { Refusal } from '../../src/project/failure.js'
import { ChosenSchemas } from '../../src/project/targets/chosen-schemas.js'
import {
  optionJson,
  optionMeanings,
  optionPage,
  scopeJson,
  scopeMeanings,
  scopePage,
} from '../../src/report/index.js'
import { registry } from '../../src/schema/index.js'
import { closestFew, didYouMean } from '../../src/schema/suggest/closest.js'
import type { Registry } from '../../src/schema/types.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, SCHEMA, textOrJson } from '../arguments/flags.js'
import { settingsFor } from '../configuration.js'
import { HOST } from '../host.js'
import { looksOf, palette, printJson, printText } from '../terminal/terminal.js'

/** `option NAME`: what the product knows about an option, a scope or a module. */
export const optionCommand = command({
  name: 'option',
  describe: 'Explain an option, a scope or a module',
  positionals: [{ name: 'name', describe: 'Its name', count: 'one' }],
  flags: {
    settings: CONFIGURATION.settings,
    schema: SCHEMA,
    format: textOrJson(),
  },
  run: async ({ words: [name = ''], settings, schema, format, color }) => {
    const known = await knownHere(settings, schema)
    const options = optionMeanings(known, name)
    const scopes = scopeMeanings(known, name)
    if (options.length === 0 && scopes.length === 0) throw new Refusal(unknownText(known, name))
    if (format === 'json') {
      const data = {
        version: 1,
        options: options.map((meaning) => optionJson(meaning, known)),
        scopes: scopes.map((meaning) => scopeJson(meaning, known)),
      }
      return printJson(data)
    }
    const colours = palette(looksOf({ color }))
    const pages = [
      ...options.map((meaning) => optionPage(meaning, known, colours)),
      ...scopes.map((meaning) => scopePage(meaning, known, colours)),
    ]
    printText(pages.join('\n'))
  },
})

/** What the product knows, and what the site's schemas teach that are named or lie nearest. @throws Failure */
async function knownHere(named: string | undefined, schema: readonly string[]): Promise<Registry> {
  const site = new ChosenSchemas(schema, HOST)
  const settings = await settingsFor({ config: undefined, settings: named })
  await site.prepare(settings)
  return site.registry(settings) ?? registry()
}

function unknownText(known: Registry, name: string): string {
  const near = closestFew(name, [known.global.name, ...known.optionNames(), ...known.scopeNames()])
  const hint =
    near.length === 0 ? '' : ` ${didYouMean(...near.map((each) => displayName(known, each)))}`
  return `No option, scope or module is named "${name}".${hint}`
}

/** A name of the registry as it is written. */
function displayName(known: Registry, name: string): string {
  if (name === known.global.name) return known.global.display
  const [scope] = known.scopesWithOption(name)
  return scope?.options.get(name)?.display ?? known.scopesNamed(name)[0]?.display ?? name
}
