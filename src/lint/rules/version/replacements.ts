/** What took the place of an option or a module that went away, by its lower-case name. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  bounce_classifier: 'the module "bounce_classifier_override"',
  dkim: '"opendkim_sign"',
  mbus_daemon: 'the modules "msgc_server" and "msgc_client"',
  spamc: 'the module "spamassassin"',
}

export function replacementOf(name: string): string | undefined {
  return Object.hasOwn(REPLACEMENTS, name) ? REPLACEMENTS[name] : undefined
}
