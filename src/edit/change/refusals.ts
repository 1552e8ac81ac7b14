import {
  type Change,
  type ConfigFile,
  type Configuration,
  type Definition,
  displayScope,
  type ReadOnlyReason,
} from '../../config/index.js'
import { describeReadOnly } from '../../config/loading/read-only.js'
import { type Diagnostic, isKnowledge, SETTINGS_LEAD_PAST } from '../../diagnostics/index.js'
import { summaryWithoutSecrets } from '../../lint/values/said.js'
import { encodeString, type NodeView } from '../../syntax/index.js'
import type { Block } from '../placement/blocks.js'
import type { Refusal } from './change-set.js'
import { describeOption, fileAndLine } from './describe.js'

/** The effective definition is in a file that must not be written. */
export function lastSetReadOnly(
  change: Change,
  option: string,
  definition: Definition,
  reason: ReadOnlyReason,
): Refusal {
  const { file } = definition.inclusion
  const place = fileAndLine(file, definition.node)
  const what = describeOption(change.path, option)
  return {
    code: 'read-only',
    change,
    summary: `${what} is last set in ${place}, which is read-only (${describeReadOnly(reason)})`,
    detail: `A value in a file that is read earlier would have no effect. Change ${file.name} where it is made, put the value into an overlay that is read after it, or name a Local_Changes_File, which is read last.`,
  }
}

/**
 * The effective definition is read after everything that can be written in the only editable file.
 */
export function lastSetBehind(
  change: Change,
  option: string,
  { inclusion: { file }, node }: Definition,
  only: ConfigFile,
): Refusal {
  const what = describeOption(change.path, option)
  return {
    code: 'shadowed',
    change,
    summary: `${what} is last set in ${fileAndLine(file, node)}, which is read after all that stands in ${only.name}`,
    detail: `A value in ${only.name} would have no effect. Change ${file.name}, or lay an overlay over ${only.name}.`,
  }
}

/** Something cannot be unset, because it is in a file that must not be written. */
export function staysReadOnly(
  change: Change,
  what: string,
  file: ConfigFile,
  node: NodeView,
  reason: ReadOnlyReason,
): Refusal {
  const isScope = change.option === undefined
  const place = fileAndLine(file, node)
  const instead = isScope ? '' : ', or set the option to another value'
  return {
    code: 'read-only',
    change,
    summary: `${what} cannot be unset: it is ${isScope ? 'defined' : 'set'} in ${place}, which is read-only (${describeReadOnly(reason)})`,
    detail: `The language has no way to take a ${isScope ? 'scope' : 'value'} back. Change ${file.name} where it is made${instead}.`,
  }
}

/** Something is not in the only file that may be changed. */
export function notFromLocalChanges(
  change: Change,
  what: string,
  onlyThere: Definition,
  file: ConfigFile,
  node: NodeView,
): Refusal {
  const only = fileAndLine(onlyThere.inclusion.file, onlyThere.node)
  return {
    code: 'read-only',
    change,
    summary: `${what} cannot be unset: ${fileAndLine(file, node)} has it, and Local_Changes_Only is on (${only})`,
    detail:
      'The local changes file cannot take anything back. Switch Local_Changes_Only off, or take it out by hand.',
  }
}

export function noScope(change: Change): Refusal {
  return {
    code: 'not-set',
    change,
    summary: `${displayScope(change.path)} is not defined in any file`,
    detail: 'There is nothing to unset.',
  }
}

export function unsetGlobal(change: Change): Refusal {
  return {
    code: 'unsupported',
    change,
    summary: 'The global scope cannot be unset',
    detail: 'Name the option or the scope to take out.',
  }
}

/** The value is not an array, or not a dictionary. */
export function wrongForm(
  change: Change,
  option: string,
  definition: Definition | undefined,
): Refusal {
  const isKey = change.kind === 'set-key' || change.kind === 'unset-key'
  const what = describeOption(change.path, option)
  const where =
    definition === undefined ? '' : ` (${fileAndLine(definition.inclusion.file, definition.node)})`
  const { form, part } = isKey
    ? { form: 'no dictionary', part: 'keys' }
    : { form: 'a dictionary', part: 'elements' }
  return {
    code: 'invalid',
    change,
    summary: `${what} is ${form}, so it has no ${part}${where}`,
    detail: 'Set the whole value.',
  }
}

/** Changing this part of the value would also change another part. */
export function otherList(
  change: Change,
  option: string,
  definition: Definition | undefined,
): Refusal {
  const what = describeOption(change.path, option)
  const where =
    definition === undefined ? '' : ` (${fileAndLine(definition.inclusion.file, definition.node)})`
  return {
    code: 'unsupported',
    change,
    summary: `Nothing else in ${what} could be kept as it is${where}`,
    detail: 'Set the whole value.',
  }
}

/** The element or key to remove does not exist. The element may be a secret. */
export function notThere(
  change: Change,
  option: string,
  definition: Definition | undefined,
): Refusal {
  const what = describeOption(change.path, option)
  if (definition === undefined) return notSet(change, option)
  const place = fileAndLine(definition.inclusion.file, definition.node)
  const part = change.kind === 'unset-key' ? `key ${encodeString(change.key)}` : 'such element'
  return {
    code: 'not-set',
    change,
    summary: `${what} has no ${part} (${place})`,
    detail: `"ecconf get" shows what it has.`,
  }
}

/** @param blocks where the scope is defined, all of them in read-only files */
export function noWritableBlock(
  change: Change,
  { main }: Configuration,
  blocks: readonly Block[],
): Refusal {
  const why = main.readOnly === undefined ? '' : ` (${describeReadOnly(main.readOnly)})`
  if (change.path.length === 0) {
    return {
      code: 'read-only',
      change,
      summary: `A global option goes into the main file ${main.name}, which is read-only${why}`,
      detail: 'Make that file writable, or name a Local_Changes_File.',
    }
  }
  const what = displayScope(change.path)
  const places = blocks.map(({ file, body }) =>
    file.readOnly === undefined
      ? fileAndLine(file, body)
      : `${fileAndLine(file, body)} (${describeReadOnly(file.readOnly)})`,
  )
  const where =
    places.length === 0
      ? `${what} is not defined in any file`
      : `${what} is defined only in read-only files: ${places.join(', ')}`
  return {
    code: 'read-only',
    change,
    summary: `${where}; the main file ${main.name} is read-only too${why}`,
    detail: 'Make the main file writable, or name a Local_Changes_File.',
  }
}

/**
 * @param onlyThere the definition that switches Local_Changes_Only on
 * @param problem why the named file cannot be used
 */
export function belongsInLocalChanges(
  change: Change,
  onlyThere: Definition,
  localChanges: string | undefined,
  problem: string | undefined,
): Refusal {
  const place = fileAndLine(onlyThere.inclusion.file, onlyThere.node)
  const { why, detail } =
    localChanges === undefined
      ? { why: 'but no Local_Changes_File is named', detail: 'Name one with Local_Changes_File.' }
      : {
          why: `but ${localChanges} cannot take it: ${problem}`,
          detail: 'Mend that, or switch Local_Changes_Only off.',
        }
  return {
    code: 'no-place',
    change,
    summary: `Local_Changes_Only is on (${place}), ${why}`,
    detail,
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

/**
 * A refusal when a file has syntax errors, because only a file that is understood can be changed.
 */
export function ifBroken({ name, document }: ConfigFile, change?: Change): Refusal | undefined {
  const error = document.diagnostics.find(({ severity }) => severity === 'error')
  if (error === undefined) return undefined
  const line = document.source.lineAt(error.start)
  const summary = summaryWithoutSecrets(document, error)
  const refusal = {
    code: 'syntax',
    summary: `${name} is not changed while it has syntax errors. Line ${line}: ${summary}`,
    detail: 'Mend it first; "ecconf lint" shows each of them.',
  } as const
  return change === undefined ? refusal : { ...refusal, change }
}

/** Refusals while files of a configuration cannot be read: the option may be set in one of them. */
export function whileUnreadable({ diagnostics }: Configuration, askedOn?: AskedOn): Refusal[] {
  return diagnostics
    .filter(({ code }) => code === 'include/unreadable')
    .map(({ summary }) => ({
      code: 'unreadable',
      summary: `${summary}; what it sets is not known`,
      detail: `Run as somebody who can read it${askedOn === 'console' ? '' : ', or use --force'}.`,
    }))
}

/** @param winner the definition that would be effective instead, if any */
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
          summary: `${what} written to ${written} would have no effect: ${fileAndLine(winner.inclusion.file, winner.node)} is read later and wins`,
          detail: `Change it there.`,
        }
  return { code: 'shadowed', change, summary, detail }
}

/** Something to be removed would still be defined after the edits. */
export function staysDefined(
  change: Change,
  { inclusion: { file }, node }: Pick<Definition, 'inclusion'> & { readonly node: NodeView },
): Refusal {
  const what =
    change.option === undefined
      ? displayScope(change.path)
      : describeOption(change.path, change.option)
  return {
    code: 'shadowed',
    change,
    summary: `${what} would still be there: ${fileAndLine(file, node)} would be read then`,
    detail: 'Take it out there too.',
  }
}

export function notSet(change: Change, option: string): Refusal {
  return {
    code: 'not-set',
    change,
    summary: `${describeOption(change.path, option)} is not set in any file`,
    detail: 'There is nothing to unset. "ecconf why" shows where its value comes from.',
  }
}

/** Where changes are asked for, and so how somebody goes on all the same. */
export type AskedOn = 'command line' | 'console'

/** The way past what only knowledge about the product is against. */
export function wayPast(finding: Pick<Diagnostic, 'code'>, askedOn?: AskedOn): string {
  if (!isKnowledge(finding)) return ''
  return ` ${askedOn === 'console' ? SETTINGS_LEAD_PAST : '--force goes on all the same.'}`
}

/** The result would have an error that the configuration does not have now. */
export function newError(finding: Diagnostic, change?: Change, askedOn?: AskedOn): Refusal {
  const { summary, detail = 'The change would bring this error.' } = finding
  const refusal = {
    code: 'invalid',
    summary,
    detail: `${detail}${wayPast(finding, askedOn)}`,
  } as const
  return change === undefined ? refusal : { ...refusal, change }
}
