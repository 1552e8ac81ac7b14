import type { SemanticTokens, SemanticTokensDelta } from 'vscode-languageserver'

/** How many texts the last answer is kept for. */
const MOST = 50

/** The last answers about the tokens of texts, so that the next one can say what is different. */
export class TokenResults {
  readonly #last = new Map<string, { readonly id: string; readonly data: readonly number[] }>()
  #count = 0

  full(uri: string, data: number[]): SemanticTokens {
    return { resultId: this.#keep(uri, data), data }
  }

  /** @param previous the answer that the client has */
  delta(uri: string, data: number[], previous: string): SemanticTokens | SemanticTokensDelta {
    const known = this.#last.get(uri)
    if (known?.id !== previous) return this.full(uri, data)
    const before = known.data
    let start = 0
    while (start < before.length && start < data.length && before[start] === data[start]) start++
    let left = 0
    const most = Math.min(before.length, data.length) - start
    while (left < most && before[before.length - 1 - left] === data[data.length - 1 - left]) left++
    const resultId = this.#keep(uri, data)
    const deleteCount = before.length - start - left
    const added = data.slice(start, data.length - left)
    if (deleteCount === 0 && added.length === 0) return { resultId, edits: [] }
    return { resultId, edits: [{ start, deleteCount, data: added }] }
  }

  closed(uri: string): void {
    this.#last.delete(uri)
  }

  #keep(uri: string, data: readonly number[]): string {
    const id = String(++this.#count)
    this.#last.delete(uri)
    this.#last.set(uri, { id, data })
    const [oldest] = this.#last.keys()
    if (this.#last.size > MOST && oldest !== undefined) this.#last.delete(oldest)
    return id
  }
}
