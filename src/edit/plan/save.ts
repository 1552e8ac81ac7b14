import { sysrootOf } from '../../config/environment/main-file.js'
import { isAbsolute, resolvePath } from '../../config/environment/paths.js'
import type { Configuration } from '../../config/index.js'
import type { ChangeSet } from '../change/change-set.js'
import { hashOf } from '../change/hash.js'
import { resultTexts } from '../change/result-texts.js'
import { inFiles } from './diagnostics.js'
import { PlanNames } from './plan-names.js'
import { PLAN_VERSION, type PlannedConfiguration, type SavedPlan } from './saved-plan.js'

/**
 * A change set as a plan that can be kept.
 * @param changeSet without refusals
 * @param configuration the configuration it was made for
 */
export async function savedPlan(
  changeSet: ChangeSet,
  configuration: Configuration,
): Promise<SavedPlan> {
  const { message, base, changes, placements, effects = [], edits, diagnostics, notes } = changeSet
  const names = new PlanNames(configuration)
  const results = resultTexts(changeSet, configuration)
  const paths = new Map([...base, ...edits].map(({ name, path }) => [name, path]))
  const nameOf = (name: string) => {
    const path = paths.get(name)
    return path === undefined ? name : names.nameOf(path)
  }
  return {
    format: 'ecconf plan',
    version: PLAN_VERSION,
    configuration: plannedConfiguration(configuration),
    ...(message !== undefined && { message }),
    files: base.map(({ path, hash }) => ({ file: names.nameOf(path), sha256: hash })),
    changes,
    placements: placements.map(({ change, path, ...placement }) => ({
      ...(change !== undefined && { change: changes.indexOf(change) }),
      ...placement,
      file: names.nameOf(path),
    })),
    effects,
    edits: await Promise.all(
      edits.map(async ({ path, create, edits }) => ({
        file: names.nameOf(path),
        create,
        edits,
        sha256: await hashOf(results.get(path)?.after as Uint8Array),
      })),
    ),
    diagnostics: inFiles(diagnostics, nameOf),
    notes,
  }
}

/** How to load the same configuration again, from any working directory. */
function plannedConfiguration({ main, options }: Configuration): PlannedConfiguration {
  const { sysroot, searchPath, nodeName, role, environment } = options
  const absolute = (path: string) => resolvePath(environment.workingDirectory, path)
  const productPath = (entry: string) =>
    entry === '' || isAbsolute(entry) ? entry : sysrootOf(options).productPath(absolute(entry))
  return {
    main: main.path,
    ...(sysroot && { sysroot: absolute(sysroot) }),
    ...(searchPath && { searchPath: searchPath.split(':').map(productPath).join(':') }),
    ...(nodeName && { node: nodeName }),
    ...(role && { role }),
  }
}
