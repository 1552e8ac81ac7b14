import type { Diagnostic } from '../../src/diagnostics/index.js'
import { Baselines } from '../../src/project/baselines/baselines.js'
import { ChosenSchemas } from '../../src/project/targets/chosen-schemas.js'
import { findingsOf } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import { HOST } from '../host.js'
import { targetVersion } from '../target-version.js'

/**
 * What `lint` says about a configuration, with its settings, the schemas of its site and its baseline.
 * @param version the product version to check against
 * @throws Failure
 */
export async function findingsFor(
  target: LintTarget,
  version: string | undefined,
): Promise<readonly Diagnostic[]> {
  const site = new ChosenSchemas([], HOST)
  await site.prepare(target.settings)
  const findings = await findingsOf(target, {
    rules: {},
    target: await targetVersion(version),
    includes: true,
    more: (each) => site.findings(each),
  })
  const { settings } = target
  if (settings?.baseline === undefined) return findings.diagnostics
  return Baselines.read(undefined, [target], HOST).without(findings).diagnostics
}
