/** How bad a finding is. An `error` makes `ecconf lint` exit 1. */
export type Severity = 'error' | 'warning' | 'info'

/**
 * Every code there is, with the severity it has by default. The prefixes are closed: `syntax/` is
 * what the parser finds and nothing else does.
 */
export const CODES = {
  // The parser's. One mistake gives one of these.
  'syntax/binary-file': 'error',
  'syntax/colon': 'error',
  'syntax/control-character': 'error',
  'syntax/encoding': 'error',
  'syntax/extra-brace': 'error',
  'syntax/extra-words': 'error',
  'syntax/foreign-text': 'error',
  'syntax/include-operand': 'error',
  'syntax/invisible-character': 'error',
  'syntax/merge-conflict': 'error',
  'syntax/mismatched-bracket': 'error',
  'syntax/missing-brace': 'error',
  'syntax/missing-equals': 'error',
  'syntax/missing-name': 'error',
  'syntax/missing-value': 'error',
  'syntax/print-mark': 'error',
  'syntax/semicolon': 'error',
  'syntax/single-quotes': 'error',
  'syntax/too-deep': 'error',
  'syntax/typographic-quotes': 'error',
  'syntax/unclosed-array': 'error',
  'syntax/unclosed-comment': 'error',
  'syntax/unclosed-dictionary': 'error',
  'syntax/unclosed-scope': 'error',
  'syntax/unclosed-string': 'error',
  'syntax/unexpected': 'error',

  // The parser's, in the files beside the configuration: mbus.conf, the environment file and such.
  'syntax/invalid-hash': 'error',
  'syntax/missing-field': 'error',
  'syntax/not-evaluated': 'warning',
  'syntax/subcluster-marker': 'warning',

  // Accepted, but not as the documents write it (B1 to B19 of the language spec).
  'style/array-comma': 'info',
  'style/brace-spacing': 'info',
  'style/dictionary-key': 'info',
  'style/equals-before-scope': 'info',
  'style/glued-comment': 'info',
  'style/missing-equals': 'info',
  'style/option-name': 'info',
  'style/scalar-for-array': 'info',
  'style/unquoted-include': 'info',
  'style/unquoted-instance': 'info',
  'style/unquoted-special': 'info',
  'style/unquoted-value': 'info',
  'style/unusual-blank': 'info',
  'style/value-on-next-line': 'info',

  'include/backup-file': 'warning',
  'include/cycle': 'error',
  'include/local-changes': 'warning',
  'include/missing': 'error',
  'include/too-many': 'error',
  'include/twice': 'info',
  'include/unreadable': 'error',
  'include/unsupported-scheme': 'error',

  'schema/conflict': 'warning',
  'schema/duplicate-key': 'warning',
  'schema/duplicate-option': 'warning',
  'schema/host-bits': 'warning',
  'schema/missing-instance': 'error',
  'schema/mode-without-zero': 'info',
  'schema/needs-restart': 'info',
  'schema/no-effect': 'info',
  'schema/out-of-range': 'info',
  'schema/site-rule': 'error',
  'schema/unexpected-instance': 'error',
  'schema/unknown-option': 'error',
  'schema/unknown-scope': 'error',
  'schema/unmatched-pattern': 'info',
  'schema/wrong-program': 'info',
  'schema/wrong-scope': 'error',
  'schema/wrong-type': 'error',

  'reference/hidden-domain': 'warning',
  'reference/missing-file': 'warning',
  'reference/same-address': 'warning',
  'reference/undefined': 'warning',
  'reference/unused': 'info',

  'overlay/merge-conflict': 'error',
  'overlay/not-last': 'error',
  'overlay/shadowed': 'info',

  'version/default-changed': 'info',
  'version/deprecated': 'warning',
  'version/not-yet': 'error',
  'version/removed': 'error',

  'security/digest-unsupported': 'warning',
  'security/no-authentication': 'warning',
  'security/no-roles': 'warning',
  'security/open-relay': 'warning',
  'security/readable-secret': 'warning',
  'security/slow-expression': 'warning',
  'security/unanchored-pattern': 'warning',

  // About what tells the linter what to do: suppression comments, ecconf.json, baselines.
  'settings/expired-suppression': 'warning',
  'settings/invalid-suppression': 'warning',
  'settings/unused-suppression': 'warning',
} as const satisfies Record<string, Severity>

export type DiagnosticCode = keyof typeof CODES
