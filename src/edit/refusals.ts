import {
  type Change,
  type ConfigFile,
  type Configuration,
  type Definition,
  displayScope,
  displayStep,
  type ReadOnlyReason,
  type ScopePath,
} from '../config/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import type { Block } from './blocks.js'
import type { Refusal } from './change-set.js'
import { describeOption, describeReadOnly, placeOf } from './describe.js'

/** The definition that counts stands in a file that must not be written. */
export function lastSetReadOnly(
  change: Change,
  option: string,
  definition: Definition,
  reason: ReadOnlyReason,
): Refusal {
  const { file } = definition.inclusion
  const place = placeOf(file, definition.node)
  const what = describeOption(change.path, option)
  return {
    code: 'read-only',
    change,
    summary: `${what} is last set in ${place}, which is read-only (${describeReadOnly(reason)})`,
    detail: `A value in a file that is read earlier would have no effect. Change ${file.name} where it is made, or set the option by hand in a file that is read after it.`,
  }
}

/** Some definitions stand in files that must not be written, so the option can not be unset. */
export function staysReadOnly(
  change: Change,
  option: string,
  definition: Definition,
  reason: ReadOnlyReason,
): Refusal {
  const { file } = definition.inclusion
  const what = describeOption(change.path, option)
  const place = placeOf(file, definition.node)
  return {
    code: 'read-only',
    change,
    summary: `${what} can not be unset: it is set in ${place}, which is read-only (${describeReadOnly(reason)})`,
    detail: `The language has no way to take a value back. Change ${file.name} where it is made, or set the option to another value.`,
  }
}

export function noScope(change: Change): Refusal {
  const scope = displayScope(change.path)
  return {
    code: 'no-place',
    change,
    summary: `${scope} is not defined in any file of this configuration`,
    detail: `Write an empty stanza into the file where it belongs, ${emptyStanza(change.path)}, then set the option.`,
  }
}

/** `auth_ds { Scheme "x" { } }` */
function emptyStanza(path: ScopePath): string {
  return path.reduceRight((body, step) => ` ${displayStep(step)} {${body} }`, '').trim()
}

/** @param blocks where the scope is defined, none of them in a writable file */
export function noWritableBlock(
  change: Change,
  { main }: Configuration,
  blocks: readonly Block[],
): Refusal {
  if (change.path.length === 0) {
    const why = main.readOnly === undefined ? '' : ` (${describeReadOnly(main.readOnly)})`
    return {
      code: 'read-only',
      change,
      summary: `A global option goes into the main file ${main.name}, which is read-only${why}`,
      detail: 'Make that file writable, or set the option by hand in a file that it includes.',
    }
  }
  const places = blocks.map(({ file, body }) =>
    file.readOnly === undefined
      ? placeOf(file, body)
      : `${placeOf(file, body)} (${describeReadOnly(file.readOnly)})`,
  )
  return {
    code: 'read-only',
    change,
    summary: `${displayScope(change.path)} is defined only in read-only files: ${places.join(', ')}`,
    detail: `Write an empty stanza into a writable file that is read after them, ${emptyStanza(change.path)}, then set the option.`,
  }
}

/** @param onlyThere the option Local_Changes_Only that is on */
export function belongsInLocalChanges(
  change: Change,
  onlyThere: Definition,
  localChanges: string | undefined,
): Refusal {
  const place = placeOf(onlyThere.inclusion.file, onlyThere.node)
  const file = localChanges ?? 'which Local_Changes_File has to name'
  return {
    code: 'unsupported',
    change,
    summary: `Local_Changes_Only is on (${place}): every change belongs in the local changes file`,
    detail: `Write it by hand into that file, ${file}.`,
  }
}

export function inMemoryOnly(change: Change, option: string): Refusal {
  return {
    code: 'no-place',
    change,
    summary: `${describeOption(change.path, option)} is set in memory only; no file has it`,
    detail: 'Change the configuration as it was loaded.',
  }
}

/** A file that is to be changed has to be understood first. */
export function ifBroken(
  { name, document: { source, diagnostics } }: ConfigFile,
  change?: Change,
): Refusal | undefined {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (error === undefined) return undefined
  const line = source.lineAt(error.start)
  const refusal = {
    code: 'syntax',
    summary: `${name} is not changed while it has syntax errors. Line ${line}: ${error.summary}`,
    detail: 'Mend it first; "ecconf lint" shows each of them.',
  } as const
  return change === undefined ? refusal : { ...refusal, change }
}

/** @param winner what would count although the change was written, if anything would */
export function noEffect(
  change: Change,
  option: string,
  written: string,
  winner: Definition | undefined,
): Refusal {
  const what = describeOption(change.path, option)
  const { summary, detail } =
    winner === undefined
      ? {
          summary: `${what} would not be read from ${written}`,
          detail: 'Set it by hand, and look with "ecconf why" what becomes of it.',
        }
      : {
          summary: `${what} written to ${written} would have no effect: ${placeOf(winner.inclusion.file, winner.node)} is read later and wins`,
          detail: `Change it there.`,
        }
  return { code: 'shadowed', change, summary, detail }
}

export function notSet(change: Change, option: string): Refusal {
  return {
    code: 'not-set',
    change,
    summary: `${describeOption(change.path, option)} is not set in any file`,
    detail: 'There is nothing to unset. "ecconf why" shows where its value comes from.',
  }
}

const UNSUPPORTED: Readonly<Record<Exclude<Change['kind'], 'set'>, readonly [string, string]>> = {
  unset: [
    'A whole scope can not be unset',
    'Unset its options one by one, or delete the stanza by hand.',
  ],
  'add-element': ['An element can not be added by itself', 'Set the whole array.'],
  'remove-element': ['An element can not be removed by itself', 'Set the whole array.'],
  'set-key': ['A key can not be set by itself', 'Set the whole dictionary.'],
}

export function unsupported(change: Exclude<Change, { kind: 'set' }>): Refusal {
  const [what, detail] = UNSUPPORTED[change.kind]
  const where = change.option === undefined ? '' : ` ${change.option}`
  const summary = `${what}: ${displayScope(change.path)}${where}`
  return { code: 'unsupported', change, summary, detail }
}

/** The result would have a finding of error severity that the configuration has not now. */
export function newError({ summary, detail }: Diagnostic, change?: Change): Refusal {
  const refusal = {
    code: 'invalid',
    summary,
    detail: detail ?? 'The change would bring this error.',
  } as const
  return change === undefined ? refusal : { ...refusal, change }
}
