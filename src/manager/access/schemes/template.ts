/** What a `map` can take from a login (runtime spec 2.3, step 1). */
export type TemplateValues = Readonly<
  Record<'crypt' | 'username' | 'uri' | 'password' | 'nonce' | 'realm' | 'digest-uri', string>
>

/** The values of a login that has nothing but a user and a realm. */
export const NO_VALUES: TemplateValues = {
  crypt: '',
  username: '',
  uri: '',
  password: '',
  nonce: '',
  realm: '',
  'digest-uri': '',
}

/**
 * Fills in the templates of a `map`: `%{username}`, several in a text, everything else as it is.
 * @throws Error that names what no login has
 */
export function filled(
  map: ReadonlyMap<string, string>,
  values: TemplateValues,
): ReadonlyMap<string, string> {
  return new Map([...map].map(([name, template]) => [name, fill(template, values)]))
}

function fill(template: string, values: TemplateValues): string {
  return template.replace(/%\{([^{}]*)\}/g, (_, name: string) => {
    const key = name.trim().toLowerCase()
    if (Object.hasOwn(values, key)) return values[key as keyof TemplateValues]
    throw new Error(`the map has %{${name}}, which a login does not have`)
  })
}
