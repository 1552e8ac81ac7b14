import type { Diagnostic } from './diagnostic.js'

/**
 * Whether a finding stands against a change: every check that can refuse asks here. The severity is
 * that of the settings (`LoadOptions.rules`), and a suppressed finding does not come here.
 * @param force go on where only what ecconf knows about the product is against it
 */
export function isObstacle(finding: Pick<Diagnostic, 'severity' | 'code'>, force = false): boolean {
  return finding.severity === 'error' && !(force && isKnowledge(finding))
}

/**
 * Whether a finding comes from what is known about the product, and not from the texts themselves:
 * the product may know more, so `--force` goes on.
 */
export function isKnowledge({ code }: Pick<Diagnostic, 'code'>): boolean {
  return !/^(?:syntax|include)\//.test(code)
}

/**
 * What leads past knowledge about the product on a console and between nodes, where there are no
 * flags.
 */
export const SETTINGS_LEAD_PAST =
  'Settings beside the main file (ecconf.json) can give a finding another severity, or name a schema that describes the option.'
