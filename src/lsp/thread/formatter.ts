import type { CancellationToken } from 'vscode-languageserver'
import { type Formatted, formatted } from '../text/formatting.js'
import { isLarge } from '../workspace/large.js'
import type { FileSnapshot } from '../workspace/snapshot.js'
import type { Workspace } from '../workspace/workspace.js'
import { WorkThread } from './work-thread.js'

/** Formats whole texts, in a thread of its own where they belong to large configurations. */
export class Formatter {
  readonly #thread = new WorkThread()

  constructor(readonly workspace: Workspace) {}

  stop(): void {
    this.#thread.stop()
  }

  /**
   * @param indent blanks for each level of indentation
   * @returns undefined when nobody waits for it any more, or settings are wrong
   */
  async format(
    { uri, path, within }: FileSnapshot,
    indent: number,
    cancel: CancellationToken,
  ): Promise<Formatted | undefined> {
    if (!isLarge(within.map(({ target }) => target))) return formatted(within, indent)
    const { workspace } = this
    const realPath = within[0]?.file.realPath ?? path
    const key = `${uri} ${indent}`
    const cancelled = cancel.onCancellationRequested(() => this.#thread.giveUp(key))
    try {
      const answer = await this.#thread.ask({
        key,
        revision: workspace.revision,
        isUrgent: true,
        data: () => ({
          kind: 'formatting',
          path,
          realPath,
          indent,
          texts: workspace.openTexts(),
        }),
      })
      if (answer?.kind === 'refused') return answer
      if (answer?.kind !== 'edits') return undefined
      const { places, texts } = answer
      const edits = texts.map((text, at) => ({
        start: places[2 * at] as number,
        end: places[2 * at + 1] as number,
        text,
      }))
      return { kind: 'edits', edits }
    } finally {
      cancelled.dispose()
      // What was made is not asked for twice, and takes memory.
      this.#thread.giveUp(key)
    }
  }
}
