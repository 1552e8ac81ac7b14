/** The replacements of removed options and modules, by lower-case name. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  bounce_classifier: 'the module "bounce_classifier_override"',
  dkim: '"opendkim_sign"',
  mbus_daemon: 'the modules "msgc_server" and "msgc_client"',
  spamc: 'the module "spamassassin"',
}

export function replacementOf(name: string): string | undefined {
  return Object.hasOwn(REPLACEMENTS, name) ? REPLACEMENTS[name] : undefined
}
