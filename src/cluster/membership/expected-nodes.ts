import { parseMbus } from '../../../grammar/index.js'
import type { Configuration } from '../../config/index.js'
import { isSameHost } from './host-names.js'

/** A node that a file names as a member of the cluster. */
export interface ExpectedNode {
  readonly name: string
  /** Undefined where the file says none. */
  readonly subcluster: string | undefined
  /** Where it is named; the path is as the running product sees it, and the line is from 1. */
  readonly file: string
  readonly line: number
}

/** What the files say of the members of the cluster. */
export interface Expectation {
  readonly nodes: readonly ExpectedNode[]
  /** The hosts of managers, which run the bus as nodes do, and are no nodes. */
  readonly managers: readonly string[]
}

export const NOTHING_EXPECTED: Expectation = { nodes: [], managers: [] }

/**
 * What an mbus.conf says: the nodes of its segments, and the managers in the comments that name
 * subclusters (language spec 10.1).
 * @param file its path, as the running product sees it
 * @returns also the first thing that is wrong in the text, in one line
 */
export function expectedInMbus(
  bytes: Uint8Array,
  file: string,
): Expectation & { readonly mistake: string | undefined } {
  const { root, source, diagnostics } = parseMbus(bytes)
  const managers = [...new Set(root.markers.map(({ manager }) => manager))]
  const nodes = root.segments.flatMap((segment) =>
    segment.nodes.map((node) => ({
      name: node.name,
      subcluster: segment.subcluster?.name.toLowerCase(),
      file,
      line: source.lineAt(node.start),
    })),
  )
  const wrong = diagnostics.find(({ severity }) => severity === 'error')
  return {
    nodes: nodes.filter(({ name }) => name !== '' && !isManager(name, managers)),
    managers,
    mistake: wrong && `${file}, line ${source.lineAt(wrong.start)}: ${wrong.summary}`,
  }
}

const MSGC_SERVER = [{ name: 'msgc_server' }] as const

/** The peers of the message bus that took the place of the other one (language spec 10.2). */
export function expectedPeers(configuration: Configuration): Expectation {
  const definition = configuration.written(MSGC_SERVER, 'peers')
  if (definition?.value.type !== 'dictionary') return NOTHING_EXPECTED
  const { productPath, document } = definition.inclusion.file
  const nodes = definition.value.entries.map((entry) => ({
    name: entry.key,
    subcluster: undefined,
    file: productPath,
    line: document.source.lineAt(entry.start),
  }))
  return { nodes: nodes.filter(({ name }) => name !== ''), managers: [] }
}

/**
 * What several files say together. A node that two of them name counts once; the first one that
 * says its subcluster is believed.
 * @param ownHost the host of this manager
 */
export function expectedTogether(
  expectations: readonly Expectation[],
  ownHost: string,
): Expectation {
  const managers = [ownHost, ...expectations.flatMap((each) => each.managers)]
  const nodes = new Map<string, ExpectedNode>()
  for (const node of expectations.flatMap((each) => each.nodes)) {
    if (isManager(node.name, managers)) continue
    const key = node.name.toLowerCase()
    const known = nodes.get(key)
    if (known === undefined || (known.subcluster ?? node.subcluster) !== known.subcluster) {
      nodes.set(key, node)
    }
  }
  return { nodes: [...nodes.values()].sort(byName), managers }
}

function isManager(name: string, managers: readonly string[]): boolean {
  return managers.some((host) => isSameHost(host, name))
}

/** The order in which members are listed. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  const [one, other] = [a.name.toLowerCase(), b.name.toLowerCase()]
  return one < other ? -1 : one > other ? 1 : 0
}
