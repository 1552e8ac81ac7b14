import { parseVersion } from '../src/lint/index.js'
import { Failure } from '../src/project/failure.js'

/** The version that `--target` names. @throws Failure when it is none */
export async function targetVersion(target: string | undefined): Promise<string | undefined> {
  if (target === undefined || parseVersion(target) !== undefined) return target
  const { versionProblem } = await import('../src/project/settings/problems.js')
  throw new Failure(`--target: ${versionProblem(target)}`)
}
