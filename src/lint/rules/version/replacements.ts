import type { ProductLine, Registry } from '../../../schema/types.js'
import { quoted } from '../../names/words.js'

/** What took the place of options of which the registry only knows that they ended. */
const OTHERS: Readonly<Record<string, string>> = {
  dkim: '"opendkim_sign"',
  mbus_daemon: 'the modules "msgc_server" and "msgc_client"',
}

/** What has taken the place of an option, a scope or a module; undefined when nobody says. */
export function replacementOf(
  name: string,
  line: ProductLine | undefined,
  known: Registry,
): string | undefined {
  const { replacedBy } = line ?? {}
  if (replacedBy === undefined) return Object.hasOwn(OTHERS, name) ? OTHERS[name] : undefined
  return [replacedBy]
    .flat()
    .map((each) => inWords(each, known))
    .join(' and ')
}

function inWords(name: string, known: Registry): string {
  const [scope, option] = name.split('.')
  if (option !== undefined) return `${quoted(option)} in the scope ${quoted(scope as string)}`
  if (/^[A-Z_]+$/.test(name)) return `the environment variable ${name}`
  if (known.scopesWithOption(name).length > 0) return quoted(name)
  const [type] = known.scopesNamed(name)
  if (type === undefined) return quoted(name)
  return `the ${type.module ? 'module' : 'scope'} ${quoted(type.display)}`
}
