import type { Severity } from '../model/model.js'

/** The parts of a page. */
export const VIEWS = ['values', 'changes', 'files'] as const
export type View = (typeof VIEWS)[number]

/** Which values are shown: those that a scope sets, those that it gets from others too, or all. */
export const SHOWN = ['set', 'inherited', 'all'] as const
export type Shown = (typeof SHOWN)[number]

/** Where a value comes from, as the badges say it. */
export const ORIGINS = [
  'main',
  'included',
  'overlay',
  'local',
  'built in',
  'fallback',
  'default',
] as const
export type Origin = (typeof ORIGINS)[number]

/** What alone is shown. */
export const ONLY = ['overridden', 'secrets', 'changed'] as const
export type Only = (typeof ONLY)[number]

export const SEVERITIES = ['error', 'warning', 'info'] as const satisfies readonly Severity[]

/** What somebody looks at: all of it stands in the link. */
export interface ViewState {
  readonly view: View
  readonly query: string
  readonly shown: Shown
  readonly only: readonly Only[]
  /** Findings of these severities alone, with what they are about. */
  readonly findings: readonly Severity[]
  readonly origins: readonly Origin[]
  /** The name of a file. */
  readonly file: string
  /** What is selected: a scope path, and ` = ` with the name of an option behind it. */
  readonly at: string
  readonly diff: 'unified' | 'split'
}

export const START: ViewState = {
  view: 'values',
  query: '',
  shown: 'set',
  only: [],
  findings: [],
  origins: [],
  file: '',
  at: '',
  diff: 'unified',
}

/** The part of a link behind `#`; empty for the start. */
export function linkOf(state: ViewState): string {
  const fields = new URLSearchParams()
  const add = (name: string, value: string, usual: string) => {
    if (value !== usual) fields.set(name, value)
  }
  add('view', state.view, START.view)
  add('q', state.query, '')
  add('show', state.shown, START.shown)
  add('only', state.only.join(','), '')
  add('findings', state.findings.join(','), '')
  add('origin', state.origins.join(','), '')
  add('file', state.file, '')
  add('at', state.at, '')
  add('diff', state.diff, START.diff)
  return fields.toString()
}

/** What a link says; what it does not know is as at the start. */
export function stateOf(link: string): ViewState {
  const fields = new URLSearchParams(link.replace(/^#/, ''))
  const one = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((each) => each === fields.get(name)) ?? usual
  const some = <T extends string>(name: string, known: readonly T[]): T[] => {
    const given = (fields.get(name) ?? '').split(',')
    return known.filter((each) => given.includes(each))
  }
  return {
    view: one('view', VIEWS, START.view),
    query: fields.get('q') ?? '',
    shown: one('show', SHOWN, START.shown),
    only: some('only', ONLY),
    findings: some('findings', SEVERITIES),
    origins: some('origin', ORIGINS),
    file: fields.get('file') ?? '',
    at: fields.get('at') ?? '',
    diff: one('diff', ['unified', 'split'], START.diff),
  }
}

/** A list with one more or one less. */
export function toggled<T>(list: readonly T[], each: T): T[] {
  return list.includes(each) ? list.filter((other) => other !== each) : [...list, each]
}
