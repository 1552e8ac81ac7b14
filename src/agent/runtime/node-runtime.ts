import { hostname, release, type } from 'node:os'
import type { Configuration, LoadOptions } from '../../config/index.js'
import type { LintOptions } from '../../lint/index.js'
import type { Program } from '../../manager/commands/index.js'
import { type Author, Live, type LiveChange, type Work } from '../../manager/live/index.js'
import { loadAsWhoDecides } from '../../manager/process/load-as-who-decides.js'
import type { StartOptions } from '../../manager/process/load-files.js'
import { STARTS_AGENT } from '../../manager/process/start-rights.js'
import { WorkInThread } from '../../manager/worker/work-in-thread.js'
import type { SiteKnowledge } from '../../project/site-knowledge.js'
import { changeOptions } from './change-options.js'
import { type NodeIdentity, nodeIdentity } from './node-identity.js'

export interface NodeRuntimeOptions extends StartOptions {
  readonly version: string
  /** What the command line says of the cluster group. */
  readonly clusterGroup?: string | undefined
  /** Takes a line for the log, without a line end. */
  readonly log: (line: string) => void
  /** What loads and writes files; by default a thread of its own. */
  readonly workOf?: (files: Configuration) => Work
}

/** A node as our own runtime runs it: its configuration in memory, and who it is. */
export class NodeRuntime {
  readonly live: Live
  readonly identity: NodeIdentity
  readonly load: LoadOptions
  readonly work: Work
  readonly #options: NodeRuntimeOptions
  readonly #thread: WorkInThread | undefined
  #veto: (by: Author) => string | undefined = () => undefined

  /**
   * Where others than root can change the files, root becomes the user of `Security` first, as for a
   * manager.
   * @throws StartRefused
   */
  static async start(options: NodeRuntimeOptions): Promise<NodeRuntime> {
    const { configuration, site } = await loadAsWhoDecides(
      { ...options, isForeground: true },
      STARTS_AGENT,
    )
    return new NodeRuntime(options, configuration, site)
  }

  private constructor(
    options: NodeRuntimeOptions,
    files: Configuration,
    site: SiteKnowledge | undefined,
  ) {
    this.#options = options
    this.load = options.load
    this.identity = nodeIdentity(files, options.clusterGroup)
    const { main, load, workOf, log } = options
    const judging = { ...options.judging, isOfRootAlone: true }
    if (workOf === undefined) {
      this.#thread = new WorkInThread(files, { main, load, judging, site, onTrouble: log })
    }
    this.work = this.#thread ?? (workOf as (files: Configuration) => Work)(files)
    this.live = new Live(files, this.work, {
      site,
      watcher: {
        veto: (_before, _after, by) => this.#veto(by),
        vetoReload: (by) => this.#veto(by),
        changed: (change) => this.#changed(change),
      },
    })
  }

  /** The program as commands tell of it. */
  get program(): Program {
    const { name, address, controlGroup, clusterGroup } = this.identity
    return {
      version: this.#options.version,
      host: hostname(),
      pid: process.pid,
      clusterGroup,
      controlGroup,
      system: `${type()} ${release()} (${process.arch})`,
      runtime: `Node.js ${process.versions.node}`,
      node: { name, address },
    }
  }

  /** @param veto is asked before what runs is changed; says in one line why it must not be */
  guard(veto: (by: Author) => string | undefined): void {
    this.#veto = veto
  }

  /** How changes of the node are judged, by the settings as they are now. @throws Failure */
  lintOptions(): Promise<LintOptions> {
    const { main, judging } = this.#options
    return changeOptions(main, judging)
  }

  async close(): Promise<void> {
    await this.#thread?.close()
  }

  #changed({ cause, by }: LiveChange): void {
    const what = cause === 'reload' ? 'reloaded' : 'changed in memory'
    this.#options.log(`configuration ${what}${by === undefined ? '' : ` by ${by.user}`}`)
  }
}
