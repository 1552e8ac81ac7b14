import { ScalarView, type SyntaxTree } from '../../../src/syntax/index.js'
import { findComments } from '../../document.js'
import { DialectNode, DialectToken } from '../kinds.js'
import { DialectFileView, DialectView } from '../views.js'
import { DEFAULT_PORT, portNumber, splitAddress } from './address.js'
import { readMarker, type SubclusterMarker } from './marker.js'

/** A whole mbus.conf. */
export class MbusFileView extends DialectFileView {
  /** The settings in the order of the text, including repetitions. */
  get settings(): SettingView[] {
    return this.children(DialectNode.Setting, SettingView)
  }
  /** The last setting of a name; names are compared without case. */
  setting(name: string): SettingView | undefined {
    const wanted = name.toLowerCase()
    return this.settings.findLast((setting) => setting.name.toLowerCase() === wanted)
  }
  /** The markers of subclusters, which are comments, in the order of the text. */
  get markers(): SubclusterMarker[] {
    return findComments(this.tree, { start: 0, end: this.tree.source.length })
      .map(readMarker)
      .filter((marker) => marker !== undefined)
  }
  /** The segments in the order of the text, each with its subcluster. */
  get segments(): SegmentView[] {
    const { markers } = this
    let next = 0
    return this.children(DialectNode.Segment, SegmentView).map((segment) => {
      while (next < markers.length && (markers[next] as SubclusterMarker).start < segment.start) {
        next++
      }
      return new SegmentView(this.tree, segment.index, markers[next - 1])
    })
  }
}

/** `Name`, `Name = value` or `Name = { words }`. */
export class SettingView extends DialectView {
  readonly type = 'setting'
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return this.nameToken.value
  }
  /** The value; undefined when the setting has none. */
  get value(): ScalarView | WordListView | undefined {
    const [list] = this.children(DialectNode.List, WordListView)
    const token = this.behindEquals(this.firstToken + 1)
    return list ?? this.scalarAt(token, DialectToken.Word, DialectToken.String)
  }
  /** The words of the value, without quotes. */
  get words(): string[] {
    const { value } = this
    if (value === undefined) return []
    return value instanceof WordListView ? value.words.map((word) => word.value) : [value.value]
  }
}

/** `{ words }` */
export class WordListView extends DialectView {
  readonly type = 'list'
  get words(): ScalarView[] {
    const words: ScalarView[] = []
    for (let token = this.firstToken + 1; token < this.tokenLimit; token++) {
      const word = this.scalarAt(token, DialectToken.Word, DialectToken.Head, DialectToken.String)
      if (word !== undefined) words.push(word)
    }
    return words
  }
}

/** `Spread_Segment ADDRESS:PORT { ... }` */
export class SegmentView extends DialectView {
  readonly type = 'segment'

  constructor(
    tree: SyntaxTree,
    index: number,
    /** The marker of the segment's subcluster; undefined before the first marker. */
    readonly subcluster?: SubclusterMarker,
  ) {
    super(tree, index)
  }
  /** `ADDRESS:PORT`; undefined only in a broken segment. */
  get addressToken(): ScalarView | undefined {
    // Without the keyword, the address is the first word; a stray "{" has no address.
    const head = this.scalarAt(this.firstToken, DialectToken.Head)
    if (!head && !this.scalarAt(this.firstToken, DialectToken.Segment)) return undefined
    const token = this.behindEquals(this.firstToken + 1)
    return this.scalarAt(token, DialectToken.Word, DialectToken.String) ?? head
  }
  /** The broadcast address of the segment. */
  get address(): string | undefined {
    const token = this.addressToken
    return token && splitAddress(token.value).address
  }
  /** The port, by default 4803; undefined only in a broken segment. */
  get port(): number | undefined {
    const token = this.addressToken
    if (token === undefined) return undefined
    const { port } = splitAddress(token.value)
    return port === undefined ? DEFAULT_PORT : portNumber(port)
  }
  get nodes(): SegmentNodeView[] {
    return this.children(DialectNode.Node, SegmentNodeView)
  }
}

/** `name address` in a segment; with interfaces, `{ D address C address }` follows. */
export class SegmentNodeView extends DialectView {
  readonly type = 'node'
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return this.nameToken.value
  }
  /** Undefined only in a broken node. */
  get addressToken(): ScalarView | undefined {
    const token = this.behindEquals(this.firstToken + 1)
    return this.scalarAt(token, DialectToken.Word, DialectToken.String)
  }
  get address(): string | undefined {
    return this.addressToken?.value
  }
  get interfaces(): InterfaceView[] {
    return this.children(DialectNode.Interface, InterfaceView)
  }
}

/** `D address`, `C address` or an address alone: where daemons or clients may connect. */
export class InterfaceView extends DialectView {
  readonly type = 'interface'
  get typeToken(): ScalarView | undefined {
    return this.scalarAt(this.firstToken, DialectToken.InterfaceType)
  }
  /** Undefined only in a broken interface. */
  get addressToken(): ScalarView | undefined {
    return this.scalarAt(this.firstToken + (this.typeToken ? 1 : 0), DialectToken.Word)
  }
  get address(): string | undefined {
    return this.addressToken?.value
  }
}
