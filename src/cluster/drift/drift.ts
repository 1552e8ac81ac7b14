import type { Configuration } from '../../config/index.js'
import type { Subjects } from '../bus/subjects.js'
import { isSameHost } from '../membership/host-names.js'
import { type KeyedListing, type KeyedOption, keyedListing } from './keyed-listing.js'
import type { Running, RunningAsker } from './running-asker.js'

/** A node that should be there. */
export interface DriftNode {
  readonly name: string
  /** Where it is named; the path is as the running product sees it, and the line is from 1. */
  readonly file: string
  readonly line: number
}

/** What is known of a node: whether it runs what the manager's files say. */
export interface NodeDrift {
  readonly node: string
  readonly state: 'same' | 'differs' | 'unknown'
  /** Why nothing is known, in one line. */
  readonly reason: string | undefined
  /** Whether its files were asked, because another program runs them. */
  readonly isOfFiles: boolean
}

/** One side of a difference; undefined where that side does not set the option. */
export type DriftValue = Pick<KeyedOption, 'value' | 'file' | 'line'> | undefined

/** An option of which some nodes run another value than the files have for them. */
export interface DriftDifference {
  readonly scope: string
  readonly option: string
  readonly files: DriftValue
  readonly running: DriftValue
  /** All for which both sides are these. */
  readonly nodes: readonly string[]
}

export interface Drift {
  readonly nodes: readonly NodeDrift[]
  readonly differences: readonly DriftDifference[]
}

export interface DriftQuestion {
  readonly asker: RunningAsker
  readonly subjects: ReturnType<Subjects['ofManager']>
  readonly expected: readonly DriftNode[]
  readonly nonce: string
  /** How many milliseconds nodes may take for an answer. */
  readonly patience: number
  /**
   * The manager's files as a node reads them, or why they cannot be read, in one line.
   */
  readonly filesFor: (node: string, subcluster: string) => Promise<Configuration | string>
}

/** Finds out which nodes run something else than the manager's files. */
export async function findDrift(question: DriftQuestion): Promise<Drift> {
  const { asker, subjects, expected, nonce, patience } = question
  const digests = await asker.ask({
    ...{ nonce, patience, subject: subjects.all },
    isEnough: (answers) =>
      expected.length > 0 && expected.every(({ name }) => isAmong(answers, name)),
  })
  const nodes: NodeDrift[] = []
  const found = new Map<string, Found>()
  for (const [name, running] of [...digests].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const verdict = await compareNode(question, running, found)
    nodes.push({ node: name, isOfFiles: running.source === 'files', ...verdict })
  }
  for (const { name, file, line } of expected) {
    if (isAmong(digests, name)) continue
    const reason = `it has not answered; ${file}:${line} names it`
    nodes.push({ node: name, state: 'unknown', reason, isOfFiles: false })
  }
  return { nodes, differences: [...found.values()] }
}

/** Whether a node has answered that a file may call by its full name. */
function isAmong(answers: ReadonlyMap<string, Running>, name: string): boolean {
  return (
    answers.has(name.toLowerCase()) || [...answers.keys()].some((each) => isSameHost(each, name))
  )
}

interface Found extends DriftDifference {
  readonly nodes: string[]
}

async function compareNode(
  { asker, subjects, nonce, patience, filesFor }: DriftQuestion,
  { node, subcluster, digest, failed }: Running,
  found: Map<string, Found>,
): Promise<Pick<NodeDrift, 'state' | 'reason'>> {
  const unknown = (reason: string) => ({ state: 'unknown', reason }) as const
  if (failed !== undefined) return unknown(failed)
  const files = await filesFor(node, subcluster)
  if (typeof files === 'string') return unknown(files)
  const listing = await keyedListing(files, nonce)
  if (listing.digest === digest) return { state: 'same', reason: undefined }
  const answers = await asker.ask({
    ...{ nonce, patience, subject: subjects.node(node), optionsOf: node },
    isEnough: (each) => each.has(node),
  })
  const options = answers.get(node)?.options
  if (options === undefined) return unknown('it runs something else, and has not said what')
  addDifferences(node, listing, options, found)
  return { state: 'differs', reason: undefined }
}

function addDifferences(
  node: string,
  files: KeyedListing,
  running: readonly KeyedOption[],
  found: Map<string, Found>,
): void {
  const now = new Map(running.map((each) => [each.key, each]))
  const known = new Set<string>()
  const add = (is: KeyedOption | undefined, was: KeyedOption | undefined) => {
    if (is?.meaning === was?.meaning) return
    const { key, scope, option } = (was ?? is) as KeyedOption
    const same = JSON.stringify([
      key,
      was?.meaning,
      was?.file,
      was?.line,
      is?.meaning,
      is?.file,
      is?.line,
    ])
    const difference = found.get(same)
    if (difference !== undefined) difference.nodes.push(node)
    else found.set(same, { scope, option, files: side(was), running: side(is), nodes: [node] })
  }
  for (const was of files.options) {
    known.add(was.key)
    add(now.get(was.key), was)
  }
  for (const [key, is] of now) if (!known.has(key)) add(is, undefined)
}

function side(option: KeyedOption | undefined): DriftValue {
  if (option === undefined) return undefined
  const { value, file, line } = option
  return { value, file, line }
}
