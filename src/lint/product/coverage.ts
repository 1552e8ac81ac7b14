import type { DiagnosticCode } from '../../diagnostics/index.js'

/**
 * The rules of the documentation that an earlier rule of the linter finds, or that nothing is made
 * of, by their names. A rule in neither list has a code of its own: `schema/NAME`.
 */
export const FOUND_BY: Readonly<Record<string, readonly DiagnosticCode[]>> = {
  'adaptive-binding-colon': ['schema/binding-name'],
  'alias-schemes-module': ['reference/undefined'],
  'authz-parameters': ['security/no-roles', 'schema/authz-enable'],
  'binding-group-nesting': ['schema/wrong-scope'],
  'chunk-logger-one': ['schema/wrong-type'],
  'cluster-as-logger': ['schema/wrong-program'],
  'cluster-balance': ['schema/out-of-range'],
  'cluster-ecelerity-cluster-logs': ['schema/cluster-logs'],
  'curves-list-version': ['version/not-yet'],
  'custom-logger-namespace': ['schema/tls-macros-module'],
  'datasource-name': ['schema/missing-instance'],
  'ds-core-pool': ['reference/undefined'],
  'duravip-aliases': ['schema/out-of-range'],
  'duravip-follow-listener': ['schema/wrong-scope'],
  'eventloop-name': ['reference/undefined'],
  'host-throttle-version': ['version/not-yet'],
  'ipv6-brackets': ['schema/wrong-type'],
  'listen-ipv6-quotes': ['style/unquoted-instance', 'schema/wrong-type'],
  'listener-enable-word': ['schema/wrong-scope'],
  'listener-pool': ['reference/undefined'],
  'local-changes-file': ['include/local-changes'],
  'local-changes-only': ['include/local-changes'],
  'match-cache-zero': ['schema/out-of-range'],
  'msgc-port': ['schema/conflict'],
  'opendkim-base-domain': ['schema/wrong-scope'],
  'option-needs-stanza': ['schema/wrong-scope'],
  quotes: ['style/unquoted-value', 'style/unquoted-special'],
  'singleton-name': ['schema/unexpected-instance'],
  'spamassassin-once': ['schema/unexpected-instance'],
  'sweep-rule-hours': ['schema/sweep-rule-hours'],
  'sweep-rule-thresholds': ['schema/sweep-rule-thresholds'],
  'tls-verify-needs-tls': ['schema/no-effect'],
}

/** Rules of which no finding is made, with the reason. */
export const NOT_FOUND: Readonly<Record<string, string>> = {
  'authz-auth-ds': 'the module is loaded by itself',
  'brightmail-lua': 'whether a script scans is not in the configuration',
  'cluster-node-fallback': 'it takes the files of several nodes at once',
  'duravip-preference-conflict': 'it takes the files of two nodes at once',
  'inbound-audit-monitors': 'only outputs of the console lack something, and nothing is wrong',
  'include-last-local': 'the rule says that the place makes no difference',
  'keep-dicts-routing-domain': 'what scripts set is not in the configuration',
  'response-transcode-module': 'the module comes by itself, so that nothing can be missing',
}
