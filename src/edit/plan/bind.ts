import { shownBelow } from '../../config/environment/paths.js'
import { type Configuration, EnvironmentError } from '../../config/index.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import { Source } from '../../syntax/index.js'
import { type ChangeOptions, change } from '../change/change.js'
import type { ChangeSet } from '../change/change-set.js'
import { hashFiles, hashOf } from '../change/hash.js'
import { editedBytes } from '../change/result-texts.js'
import { areInEffect } from './in-effect.js'
import { PlanNames } from './plan-names.js'
import { savedPlan } from './save.js'
import type { PlannedEdits, SavedPlan } from './saved-plan.js'

/** How a plan relates to the present configuration. */
export type BoundPlan =
  /**
   * The change set is made from the plan's changes and the files; nothing else is taken from the
   * plan.
   */
  | { readonly kind: 'fits'; readonly changeSet: ChangeSet }
  /** Every file is as the plan would leave it, and its changes are in effect. */
  | { readonly kind: 'applied' }
  /** Some files are not as they were when the plan was made; never empty. */
  | { readonly kind: 'stale'; readonly files: readonly StaleFile[] }
  /** An unchanged file that the plan edits must not be written here, with the reason. */
  | { readonly kind: 'read-only'; readonly file: string; readonly reason: string }
  /** The plan's edits of a file do not produce the contents that it claims. */
  | { readonly kind: 'damaged'; readonly file: string }
  /** The plan's changes cannot be made here. */
  | { readonly kind: 'refused'; readonly changeSet: ChangeSet }
  /** The plan's edits of a file are not those that its changes require here. */
  | { readonly kind: 'unlike'; readonly file: string; readonly how: Unlikeness }

/**
 * How a plan's edits of a file differ from those that its changes require: they are different, no
 * change requires any, or the plan lacks them.
 */
export type Unlikeness = 'other' | 'unasked' | 'missing'

/** A file that is not as it was when the plan was made. */
export interface StaleFile {
  /** The name of the file in the plan. */
  readonly file: string
  readonly state: 'changed' | 'gone' | 'new'
  /** Whether the plan edits the file. */
  readonly isEdited: boolean
  /** SHA-256, lower-case hexadecimal; absent for a file that is not in the plan. */
  readonly planned?: string
  /** SHA-256 of the present contents; absent for a file that is gone. */
  readonly found?: string
}

/**
 * Whether a plan fits a configuration. A plan is not trusted: its changes are planned again, and it
 * fits only if that gives exactly its edits.
 * @param options the options of `change` when the plan was made
 */
export async function bindPlan(
  plan: SavedPlan,
  configuration: Configuration,
  options: Pick<ChangeOptions, 'force'> = {},
): Promise<BoundPlan> {
  const names = new PlanNames(configuration)
  const base = await hashFiles(configuration.files)
  const found = new Map(base.map(({ path, hash }) => [names.nameOf(path), hash]))
  const planned = new Map(plan.files.map(({ file, sha256 }) => [file, sha256]))
  const stale = differing(plan, planned, found)
  if (stale.length === 0) return madeAgain(plan, configuration, names, options)
  const isApplied =
    areInEffect(plan.changes, configuration) &&
    (await isDone(plan, planned, found, (file) => contents(configuration, names.pathOf(file))))
  return isApplied ? { kind: 'applied' } : { kind: 'stale', files: stale }
}

/**
 * Whether all files are as the plan would leave them. Files that are no longer part of the
 * configuration may have been removed from it by the plan.
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

/** The largest file that is read, in bytes. */
const LARGEST = 64 * 1024 * 1024

/**
 * The contents of a file that need not be part of the configuration; undefined when there is none.
 * The plan may name anything, so only a regular file is read, and one of size 0, as the kernel's,
 * counts as empty.
 */
async function contents({ options }: Configuration, path: string): Promise<Uint8Array | undefined> {
  const { environment } = options
  try {
    const status = await environment.status(path)
    if (status?.kind !== 'file' || status.size > LARGEST) return undefined
    return status.size === 0 ? new Uint8Array() : await environment.readFile(path)
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

/** Plans the changes of a plan again, and compares the edits. */
async function madeAgain(
  plan: SavedPlan,
  configuration: Configuration,
  names: PlanNames,
  options: Pick<ChangeOptions, 'force'>,
): Promise<BoundPlan> {
  const seen = new Set<string>()
  for (const edits of plan.edits) {
    const path = names.pathOf(edits.file)
    const { name, file } = targetOf(configuration, path)
    // A file that is listed many times would be hashed as often.
    if (seen.has(path)) return { kind: 'unlike', file: name, how: 'unasked' }
    seen.add(path)
    if (file?.readOnly !== undefined) {
      return { kind: 'read-only', file: name, reason: describeReadOnly(file.readOnly) }
    }
    const source = edits.create ? new Source('') : file?.document.source
    const isWhole = source !== undefined && (await makes(edits, source))
    if (!isWhole) return { kind: 'damaged', file: name }
  }
  const { message } = plan
  const changeSet = await change(configuration, plan.changes, { ...options, message })
  if (changeSet.refusals.length > 0) return { kind: 'refused', changeSet }
  const again = await savedPlan(changeSet, configuration)
  const unlike = firstUnlike(plan.edits, again.edits)
  if (unlike === undefined) return { kind: 'fits', changeSet }
  const { name } = targetOf(configuration, names.pathOf(unlike.file))
  return { kind: 'unlike', ...unlike, file: name }
}

/** An existing file, or one to be made. */
function targetOf({ files, options }: Configuration, path: string) {
  const file = files.find((each) => each.path === path)
  const name = file?.name ?? shownBelow(options.environment, path)
  return { name, file }
}

/** Whether edits produce the contents that the plan claims. */
async function makes({ edits, sha256 }: PlannedEdits, source: Source): Promise<boolean> {
  try {
    return (await hashOf(editedBytes(source, { edits }))) === sha256
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The first file with different edits in the two lists. */
function firstUnlike(
  planned: readonly PlannedEdits[],
  wanted: readonly PlannedEdits[],
): { readonly file: string; readonly how: Unlikeness } | undefined {
  const left = new Map(wanted.map((each) => [each.file, each]))
  for (const each of planned) {
    const { file } = each
    const other = left.get(file)
    if (other === undefined) return { file, how: 'unasked' }
    if (!isSame(each, other)) return { file, how: 'other' }
    left.delete(file)
  }
  const [missing] = left.keys()
  return missing === undefined ? undefined : { file: missing, how: 'missing' }
}

function isSame(a: PlannedEdits, b: PlannedEdits): boolean {
  return (
    a.create === b.create &&
    a.sha256 === b.sha256 &&
    a.edits.length === b.edits.length &&
    a.edits.every((edit, index) => {
      const { start, end, text } = b.edits[index] as PlannedEdits['edits'][number]
      return edit.start === start && edit.end === end && edit.text === text
    })
  )
}
