import { type Diagnostic, diagnostic, type Fix, fix, listed } from '../../../diagnostics/index.js'
import { didYouMean } from '../../../schema/suggest/closest.js'
import { encodeString, needsQuotes } from '../../../syntax/index.js'
import { isComplete } from '../../engine/complete.js'
import type { ConfigurationRule } from '../../engine/rule.js'
import { type ClosestNames, closestAmong } from '../../names/closest-names.js'
import { excerpt, quoted } from '../../names/words.js'
import { headOf } from '../../references/places.js'
import {
  isMissing,
  predefinedNames,
  type Reference,
  type References,
  referencesOf,
  type TargetKind,
} from '../../references/references.js'

/**
 * An option that names a scope which no file defines. Instances compare as written (language spec
 * 4).
 */
export const undefinedReference: ConfigurationRule = {
  codes: ['reference/undefined'],
  *check(configuration) {
    if (!isComplete(configuration)) return
    const all = referencesOf(configuration)
    const known = new Map<TargetKind, ClosestNames>()
    for (const reference of all.references) {
      const { kind, name } = reference
      if (!isMissing(reference, all)) continue
      let names = known.get(kind)
      if (names === undefined) {
        names = closestAmong([...all.targets[kind].keys(), ...predefinedNames(kind)])
        known.set(kind, names)
      }
      const meant = names.to(name)?.name
      if (meant === undefined && !isCertain(kind, all)) continue
      yield finding(reference, meant, all)
    }
  },
}

/**
 * Whether a name with no similar name is certainly wrong. Scripts may register schemes, and nodes
 * may have other names on the message bus: for these, only a slip of typing is reported.
 */
function isCertain(kind: TargetKind, { scripted }: References): boolean {
  return kind === 'auth_ds.scheme' ? !scripted : kind !== 'node'
}

function finding(reference: Reference, meant: string | undefined, all: References): Diagnostic {
  const { kind, name, option, definition, start, end } = reference
  const { file } = definition.inclusion
  const target = meant === undefined ? undefined : all.targets[kind].get(meant)
  const related =
    target === undefined
      ? []
      : [{ ...headOf(target), note: `${described(kind, meant ?? '')} is defined here` }]
  const fixes = meant === undefined ? [] : [rename(reference, meant)]
  return diagnostic(
    'reference/undefined',
    { file: file.name, start, end },
    `Option ${quoted(option)} names ${described(kind, name)}, which does not exist`,
    {
      detail: meant === undefined ? advice(reference, all) : didYouMean(meant),
      ...(related.length > 0 && { related }),
      ...(fixes.length > 0 && { fixes }),
    },
  )
}

function rename({ definition, start, end, scalar }: Reference, meant: string): Fix {
  const isBare = scalar === undefined || (!scalar.quoted && !needsQuotes(meant))
  const edit = { start, end, text: isBare ? meant : encodeString(meant) }
  return fix(`Write "${meant}"`, 'unsafe', definition.inclusion.file.name, [edit])
}

/** How many names the advice lists at most. */
const MOST_NAMES = 6

function advice({ kind, name }: Reference, { targets }: References): string {
  const names = [...targets[kind].keys(), ...predefinedNames(kind)]
  const isShort = names.length > 0 && names.length <= MOST_NAMES
  const others = isShort
    ? ` There ${names.length === 1 ? 'is' : 'are'} ${listed(names.map(quoted))}.`
    : ''
  return `Define it${parentText(kind)}: ${DISPLAY[kind]} "${excerpt(name)}" { ... }.${others}`
}

function parentText(kind: TargetKind): string {
  if (kind === 'alias.scheme') return ' in alias'
  return kind === 'auth_ds.scheme' ? ' in auth_ds' : ''
}

function described(kind: TargetKind, name: string): string {
  return `${DISPLAY[kind]} ${quoted(name)}`
}

const DISPLAY: Readonly<Record<TargetKind, string>> = {
  'alias.scheme': 'Scheme',
  'auth_ds.scheme': 'Scheme',
  binding: 'Binding',
  binding_group: 'Binding_Group',
  datasource: 'Datasource',
  eventloop: 'EventLoop',
  node: 'Node',
  pathway: 'Pathway',
  threadpool: 'ThreadPool',
}
