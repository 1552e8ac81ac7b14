import { DEFAULT, INHERITED, OPTION, type Rows, SCOPE } from './rows.js'
import type { Tree } from './tree.js'

/** What can be looked at closely. */
export type Target =
  | { readonly kind: 'scope'; readonly scope: number }
  | { readonly kind: 'option'; readonly scope: number; readonly option: number }
  /** A value that a scope gets from another one. */
  | { readonly kind: 'inherited'; readonly scope: number; readonly source: number }
  /** An option with its default; an index in the list of the scope's kind. */
  | { readonly kind: 'default'; readonly scope: number; readonly entry: number }

/** What a row is about; a finding is about the row above it. */
export function targetOf(rows: Rows, row: number): Target | undefined {
  const scope = rows.scope[row]
  const id = rows.id[row]
  if (scope === undefined || id === undefined) return undefined
  switch (rows.kind[row]) {
    case SCOPE:
      return { kind: 'scope', scope }
    case OPTION:
      return { kind: 'option', scope, option: id }
    case INHERITED:
      return { kind: 'inherited', scope, source: id }
    case DEFAULT:
      return { kind: 'default', scope, entry: id }
    default:
      return targetOf(rows, row - 1)
  }
}

/** The row of a target; -1 when it is not there. */
export function rowOf(rows: Rows, target: Target): number {
  switch (target.kind) {
    case 'scope':
      return rows.find(SCOPE, target.scope)
    case 'option':
      return rows.find(OPTION, target.option)
    case 'inherited':
      return rows.find(INHERITED, target.source, target.scope)
    case 'default':
      return rows.find(DEFAULT, target.entry, target.scope)
  }
}

export function nameOf(tree: Tree, target: Target): string {
  switch (target.kind) {
    case 'scope':
      return tree.path(target.scope)
    case 'option':
      return tree.optionName(target.option)
    case 'inherited':
      return tree.optionName(target.source)
    case 'default':
      return tree.text(tree.listOf(target.scope)?.name[target.entry] ?? -1)
  }
}

const BETWEEN = ' = '

/** How a link names a target: `Domain "example.com" = Gateway`. */
export function addressOf(tree: Tree, target: Target): string {
  const path = tree.path(target.scope)
  return target.kind === 'scope' ? path : `${path}${BETWEEN}${nameOf(tree, target)}`
}

/** What an address leads to; undefined when that is not there. */
export function targetAt(tree: Tree, address: string): Target | undefined {
  if (address === '') return undefined
  const whole = scopeAt(tree, address)
  if (whole !== undefined) return { kind: 'scope', scope: whole }
  const at = address.lastIndexOf(BETWEEN)
  const scope = at === -1 ? undefined : scopeAt(tree, address.slice(0, at))
  if (scope === undefined) return undefined
  const name = address.slice(at + BETWEEN.length).toLowerCase()
  const option = tree.optionAt(scope, name)
  if (option !== undefined) return { kind: 'option', scope, option }
  const inherited = tree.inherited(scope)
  const found = inherited.find(({ source }) => tree.optionName(source).toLowerCase() === name)
  if (found !== undefined) return { kind: 'inherited', scope, source: found.source }
  const list = tree.listOf(scope)
  const entry = tree
    .defaults(scope, inherited)
    .find((each) => tree.lower(list?.name[each] ?? -1) === name)
  return entry === undefined ? undefined : { kind: 'default', scope, entry }
}

/** The scope with a path; those of the same path are the same. */
function scopeAt(tree: Tree, path: string): number | undefined {
  if (path === tree.label(0)) return 0
  for (let scope = 1; scope < tree.scopeCount; scope++) {
    if (path.endsWith(tree.label(scope)) && tree.path(scope) === path) return scope
  }
  return undefined
}

export function isSame(a: Target | undefined, b: Target | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.scope === b.scope && idOf(a) === idOf(b) && a.kind === b.kind
}

function idOf(target: Target): number {
  switch (target.kind) {
    case 'scope':
      return target.scope
    case 'option':
      return target.option
    case 'inherited':
      return target.source
    case 'default':
      return target.entry
  }
}
