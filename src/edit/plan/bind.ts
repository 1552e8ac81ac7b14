import { type Configuration, EnvironmentError } from '../../config/index.js'
import { pathBelow } from '../../config/paths.js'
import { invertEdits, Source } from '../../syntax/index.js'
import type { ChangeSet, FileEdits, FileHash, Placement } from '../change-set.js'
import { describeReadOnly } from '../describe.js'
import { hashFiles, hashOf } from '../hash.js'
import { editedBytes } from '../result-texts.js'
import { inFiles } from './diagnostics.js'
import { PlanNames } from './plan-names.js'
import type { PlannedEdits, SavedPlan } from './saved-plan.js'

/** What a plan is to the configuration as it is now. */
export type BoundPlan =
  | { readonly kind: 'fits'; readonly changeSet: ChangeSet }
  /** Every file is as the plan leaves it. */
  | { readonly kind: 'applied' }
  /** Never empty. */
  | { readonly kind: 'stale'; readonly files: readonly StaleFile[] }
  /** A file that it edits must not be written here, though it is as it was; with the reason. */
  | { readonly kind: 'read-only'; readonly file: string; readonly reason: string }
  /** Its edits of a file do not make what it says that they make. */
  | { readonly kind: 'damaged'; readonly file: string }

/** A file that is not as it was when the plan was made. */
export interface StaleFile {
  /** As the plan names it. */
  readonly file: string
  readonly state: 'changed' | 'gone' | 'new'
  /** Whether the plan edits it. */
  readonly isEdited: boolean
  /** SHA-256, lower-case hexadecimal; absent for a file that the plan does not know. */
  readonly planned?: string
  /** The same of what is there now; absent for a file that is gone. */
  readonly found?: string
}

/** Finds out whether a plan fits a configuration, and makes a change set of it if it does. */
export async function bindPlan(plan: SavedPlan, configuration: Configuration): Promise<BoundPlan> {
  const names = new PlanNames(configuration)
  const base = await hashFiles(configuration.files)
  const found = new Map(base.map(({ path, hash }) => [names.nameOf(path), hash]))
  const planned = new Map(plan.files.map(({ file, sha256 }) => [file, sha256]))
  const stale = differing(plan, planned, found)
  if (stale.length === 0) return changeSetOf(plan, configuration, names, base)
  const isApplied = await isDone(plan, planned, found, (file) =>
    contents(configuration, names.pathOf(file)),
  )
  return isApplied ? { kind: 'applied' } : { kind: 'stale', files: stale }
}

/**
 * Whether all files are as the plan leaves them. Those that are no longer part of the configuration
 * may be so because of it.
 */
async function isDone(
  plan: SavedPlan,
  planned: Hashes,
  found: Hashes,
  contentsOf: (file: string) => Promise<Uint8Array | undefined>,
): Promise<boolean> {
  if (plan.edits.length === 0) return false
  const made = plan.edits.map(({ file, sha256 }) => [file, sha256] as const)
  for (const { file, planned: wanted } of differing(plan, new Map([...planned, ...made]), found)) {
    const bytes = found.has(file) ? undefined : await contentsOf(file)
    if (bytes === undefined || (await hashOf(bytes)) !== wanted) return false
  }
  return true
}

/** What a file holds that need not be part of the configuration; undefined when there is none. */
async function contents({ options }: Configuration, path: string): Promise<Uint8Array | undefined> {
  try {
    return await options.environment.readFile(path)
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}

type Hashes = ReadonlyMap<string, string>

function differing({ edits }: SavedPlan, planned: Hashes, found: Hashes): StaleFile[] {
  const files = new Set([...planned.keys(), ...found.keys()])
  return [...files].flatMap((file): StaleFile[] => {
    const [was, is] = [planned.get(file), found.get(file)]
    if (was === is) return []
    return [
      {
        file,
        state: was === undefined ? 'new' : is === undefined ? 'gone' : 'changed',
        isEdited: edits.some((each) => each.file === file),
        ...(was !== undefined && { planned: was }),
        ...(is !== undefined && { found: is }),
      },
    ]
  })
}

async function changeSetOf(
  plan: SavedPlan,
  configuration: Configuration,
  names: PlanNames,
  base: readonly FileHash[],
): Promise<BoundPlan> {
  const { message, changes, placements, effects, diagnostics, notes } = plan
  const target = (file: string) => targetOf(configuration, names.pathOf(file))
  const edits: FileEdits[] = []
  for (const each of plan.edits) {
    const { name, path, file } = target(each.file)
    if (file?.readOnly !== undefined) {
      return { kind: 'read-only', file: name, reason: describeReadOnly(file.readOnly) }
    }
    const source = each.create ? new Source('') : file?.document.source
    const made = source && (await madeBy(each, source))
    if (made === undefined) return { kind: 'damaged', file: name }
    edits.push({ name, path, create: each.create, ...made })
  }
  return {
    kind: 'fits',
    changeSet: {
      changes,
      base,
      placements: placements.map(({ change: index, file, ...placement }): Placement => {
        const change = index === undefined ? undefined : changes[index]
        const { name, path } = target(file)
        return { ...(change !== undefined && { change }), ...placement, file: name, path }
      }),
      effects,
      edits,
      diagnostics: inFiles(diagnostics, (file) => (file === '' ? '' : target(file).name)),
      refusals: [],
      notes,
      ...(message !== undefined && { message }),
    },
  }
}

/** A file that is there, or one that is to be made. */
function targetOf({ files, options }: Configuration, path: string) {
  const file = files.find((each) => each.path === path)
  const name = file?.name ?? (pathBelow(options.environment.workingDirectory, path) || path)
  return { name, path, file }
}

/** The edits with those that undo them; undefined when they do not make what the plan says. */
async function madeBy(
  { edits, sha256 }: PlannedEdits,
  source: Source,
): Promise<Pick<FileEdits, 'edits' | 'inverse'> | undefined> {
  try {
    if ((await hashOf(editedBytes(source, { edits }))) !== sha256) return undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
  return { edits, inverse: invertEdits(source.text, edits) }
}
