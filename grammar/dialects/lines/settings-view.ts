import { ScalarView } from '../../../src/syntax/index.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'

/** A file of `key=value` lines. */
export class SettingsFileView extends DialectFileView {
  get assignments(): KeyValueView[] {
    return this.children(DialectNode.Assignment, KeyValueView)
  }
  /** The last assignment of a key that has a value; undefined when there is none. */
  get(key: string): KeyValueView | undefined {
    return this.assignments.findLast((line) => line.key === key && line.value !== undefined)
  }
}

/** `key=value` */
export class KeyValueView extends DialectView {
  readonly type = 'assignment'
  get keyToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get key(): string {
    return this.keyToken.value
  }
  /** The words of the value, which may be on several lines joined by backslashes. */
  get wordTokens(): ScalarView[] {
    const words: ScalarView[] = []
    for (let token = this.firstToken + 1; token < this.tokenLimit; token++) {
      const word = this.scalarAt(token, DialectToken.Word)
      if (word !== undefined) words.push(word)
    }
    return words
  }
  get words(): string[] {
    return this.wordTokens.map(({ text }) => text)
  }
  /** The words with single blanks between them; undefined when there are none. */
  get value(): string | undefined {
    const { words } = this
    return words.length === 0 ? undefined : words.join(' ')
  }
}
