import { realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type FilesBase, MOST_HASHES } from '../../../cluster/commit/index.js'
import { lineHash, placed } from '../../../cluster/drift/line-hash.js'
import { digestOfListed, listingOf } from '../../../cluster/drift/listing.js'
import {
  NODES_MAIN,
  nodesFiles,
  optionsOfNode,
  strangeNames,
} from '../../../cluster/drift/nodes-files.js'
import { EnvironmentError, findInstalledMain, type LoadOptions } from '../../../config/index.js'
import { ConsoleError } from '../../../console/index.js'
import type { ChangeSet, FileEdits } from '../../../edit/index.js'
import { install, type Machine, THIS_MACHINE, WriteError } from '../../../node/index.js'
import { visible } from '../../../report/index.js'
import { changesInLines, type Plan, Transaction, WorkHere } from '../../live/index.js'

export interface CopiedNodeFilesOptions {
  /** How the manager reads its own files. */
  readonly load: LoadOptions
  readonly machine?: Machine | undefined
}

/** A node, by what its files are found. */
export interface NodeOfFiles {
  readonly node: string
  readonly subcluster: string
}

/** What several nodes want of one file. */
interface Wanted {
  readonly edits: FileEdits
  readonly nodes: string[]
  /** The nodes that want something else of the file. */
  readonly others: string[]
}

/**
 * The copy of the nodes' files that the manager has on its search path, where it has one. All that it does
 * takes as long as the files of all nodes are large: it is for a thread of its own.
 */
export class CopiedNodeFiles {
  readonly #options: CopiedNodeFilesOptions

  constructor(options: CopiedNodeFilesOptions) {
    this.#options = options
  }

  async base(node: string, subcluster: string): Promise<FilesBase | undefined> {
    const main = await this.#main()
    if (main === undefined) return undefined
    const files = await nodesFiles(main, this.#options.load, node, subcluster)
    if (typeof files === 'string') return undefined
    const listed = [...listingOf(files)]
    return {
      digest: digestOfListed(listed),
      // More of them are compared with no node, and would be copied between threads.
      options: new Map(listed.slice(0, MOST_HASHES).map((each) => [lineHash(each), placed(each)])),
    }
  }

  /**
   * @param nodes all that are expected or there: they share files of the copy, or have files of their own
   */
  async take(
    nodes: readonly NodeOfFiles[],
    changes: readonly string[],
    by: string,
  ): Promise<readonly string[]> {
    const main = await this.#main()
    if (main === undefined) return []
    const notes: string[] = []
    const plans: [string, Plan][] = []
    for (const { node, subcluster } of nodes) {
      const plan = await this.#planned(main, node, subcluster, changes)
      if (typeof plan === 'string') notes.push(notTaken(`for ${visible(node)}: ${plan}`))
      else plans.push([node, plan])
    }
    const wanted = wantedOf(plans)
    const agreed = [...wanted.values()].filter(({ others }) => others.length === 0)
    for (const { edits, nodes, others } of wanted.values()) {
      if (others.length === 0) continue
      const [one, other] = [nodes, others].map((names) => names.map(visible).join(', '))
      notes.push(
        notTaken(
          `${visible(edits.path)} stays as it is: ${one} would have it otherwise than ${other}`,
        ),
      )
    }
    if (agreed.length === 0) return notes
    try {
      const said = install(
        changeSetOf(plans, agreed),
        {
          folder: dirname(await realpath(main)),
          command: 'cluster-commit',
          message: `cluster-commit by ${by}`,
        },
        this.#options.machine ?? THIS_MACHINE,
      )
      return [...notes, ...said.notes]
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      return [...notes, notTaken(error.message)]
    }
  }

  /** What the changes come to in the copy as one node reads it. @returns why they cannot be made, in one line */
  async #planned(
    main: string,
    node: string,
    subcluster: string,
    lines: readonly string[],
  ): Promise<Plan | string> {
    const strange = strangeNames(node, subcluster)
    if (strange !== undefined) return strange
    const { load, machine } = this.#options
    const work = new WorkHere({ main, load: optionsOfNode(load, node, subcluster), machine })
    const { configuration: files, refused } = await work.load()
    if (files === undefined) return refused[0] ?? ''
    try {
      const transaction = new Transaction({
        ...{ generation: 0, view: files, root: files, isFromScratch: false },
      })
      const plan = await work.plan(changesInLines(lines, transaction))
      const [leftOut] = plan.leftOut
      return leftOut === undefined ? plan : `${leftOut.summary}. ${leftOut.detail}`
    } catch (error) {
      if (error instanceof ConsoleError) return error.message.replaceAll('\n', '. ')
      throw error
    }
  }

  async #main(): Promise<string | undefined> {
    try {
      return await findInstalledMain(NODES_MAIN, this.#options.load)
    } catch (error) {
      if (error instanceof EnvironmentError) return undefined
      throw error
    }
  }
}

/** What is wanted of each file that any node wants to be changed. */
function wantedOf(plans: readonly (readonly [string, Plan])[]): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  for (const [node, { edits }] of plans) {
    for (const each of edits) {
      const known = wanted.get(each.path)
      if (known === undefined) wanted.set(each.path, { edits: each, nodes: [node], others: [] })
      else if (JSON.stringify(known.edits) === JSON.stringify(each)) known.nodes.push(node)
      else known.others.push(node)
    }
  }
  return wanted
}

function changeSetOf(
  plans: readonly (readonly [string, Plan])[],
  agreed: readonly Wanted[],
): ChangeSet {
  const base = new Map(plans.flatMap(([, plan]) => plan.base.map((each) => [each.path, each])))
  return {
    ...{ changes: [], placements: [], diagnostics: [], refusals: [], notes: [] },
    base: [...base.values()],
    edits: agreed.map(({ edits }) => edits),
  }
}

function notTaken(why: string): string {
  return `the manager's copy of the nodes' files does not have all of the commit: ${why}`
}
