import { after, before, isSame, type PastBytes, type PastChange, type PastFile } from './entry.js'

/** Who has changed something since: a later change in the history, or somebody by hand. */
export type Culprit = { readonly number: number } | 'by hand'

/** What a file held at some time since a change, and who has brought it there. */
interface State {
  readonly contents: PastBytes
  readonly by: Culprit
}

/** What later changes did to each file, by its path; in their order. */
export type Later = ReadonlyMap<
  string,
  readonly { readonly number: number; readonly file: PastFile }[]
>

/** The changes since one, by the files that they are about. */
export function laterThan(number: number, changes: readonly PastChange[]): Later {
  const later = new Map<string, { readonly number: number; readonly file: PastFile }[]>()
  const since = changes.filter((change) => change.number > number)
  for (const change of since.sort((a, b) => a.number - b.number)) {
    for (const file of change.files) {
      const known = later.get(file.path)
      const one = { number: change.number, file }
      if (known === undefined) later.set(file.path, [one])
      else known.push(one)
    }
  }
  return later
}

/**
 * Who brought a file into a state that is in the way: looked for through all that the file held since
 * the change, as far as the history knows. Each state is made of what is kept packed, and compared with
 * the change, once, whatever number of things is asked about.
 */
export class Culprits<T> {
  readonly #seen: { readonly by: Culprit; readonly found: T }[] = []
  readonly #unseen: Iterator<State>

  /**
   * @param file of the change
   * @param look what is to be known of a state of the file
   */
  constructor(
    file: PastFile,
    later: Later,
    readonly look: (contents: PastBytes) => T,
  ) {
    this.#unseen = statesSince(file, later)
  }

  /** @param isInTheWay whether such a state would keep the change from being taken back */
  first(isInTheWay: (found: T) => boolean): Culprit {
    for (let at = 0; ; at++) {
      const state = this.#seen[at] ?? this.#next()
      if (state === undefined) return 'by hand'
      if (isInTheWay(state.found)) return state.by
    }
  }

  #next(): { readonly by: Culprit; readonly found: T } | undefined {
    const { value, done } = this.#unseen.next() as IteratorResult<State, undefined>
    if (done || value === undefined) return undefined
    const seen = { by: value.by, found: this.look(value.contents) }
    this.#seen.push(seen)
    return seen
  }
}

/** The states of a file since a change, the first one first. */
function* statesSince(file: PastFile, later: Later): Generator<State> {
  let last = after(file)
  for (const { number, file: each } of later.get(file.path) ?? []) {
    const states = statesOf(each)
    if (states === undefined) continue
    if (!isSame(last, states.before)) yield { contents: states.before, by: 'by hand' }
    yield { contents: states.after, by: { number } }
    last = states.after
  }
}

/** The contents of a file before and after a change; undefined when the history has lost them. */
function statesOf(file: PastFile): { before: PastBytes; after: PastBytes } | undefined {
  try {
    return { before: before(file), after: after(file) }
  } catch {
    return undefined
  }
}
