import { html, nothing, type TemplateResult } from 'lit'
import type { ChangedFileModel, GapModel } from '../../model/model.js'
import { type DiffRow, diffRows, type SideLine } from '../../view/diff-rows.js'
import { LightElement } from '../light-element.js'
import { RowWindow } from '../row-window.js'
import { counted, renamed } from '../words.js'

/** A line of one side of a file. */
export interface DiffPlace {
  readonly file: string
  readonly line: number
  readonly side: 'before' | 'after'
}

/** What differs in the texts of files: one below the other, or both sides beside each other. */
export class DiffElement extends LightElement {
  static override properties = {
    files: { attribute: false },
    split: { attribute: false },
    open: { state: true },
    at: { state: true },
  }

  declare files: readonly ChangedFileModel[]
  declare split: boolean
  declare open: ReadonlySet<GapModel>
  /** The row that was asked for last. */
  declare at: number
  readonly #window = new RowWindow(this, '.scroller')
  #rows: readonly DiffRow[] = []
  #widest = 0
  #place: DiffPlace | undefined

  constructor() {
    super()
    this.open = new Set()
    this.at = -1
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('files') && !changed.has('split') && !changed.has('open')) return
    this.#rows = diffRows(this.files, this.split, this.open)
    this.at = this.#find()
    this.#widest = Math.min(
      this.#rows.reduce((most, row) => Math.max(most, lengthOf(row)), 0),
      WIDEST,
    )
  }

  protected override updated(): void {
    const space = this.querySelector<HTMLElement>('.space')
    // Beside each other both sides are seen, and long lines are cut.
    if (space !== null) space.style.minWidth = this.split ? '' : `${this.#widest + 20}ch`
  }

  /** Shows a line of a file. */
  show(place: DiffPlace): void {
    this.#place = place
    this.at = this.#find()
    this.#window.show(Math.min(this.at + 3, this.#rows.length - 1))
    this.#window.show(Math.max(this.at - 3, 0))
  }

  /** The row of the place that was asked for last; -1 for none. */
  #find(): number {
    const place = this.#place
    if (place === undefined) return -1
    const { file, line, side } = place
    return this.#rows.findIndex((row) => {
      if (row.kind !== 'lines') return false
      const { name, newName = name } = row.file
      return (side === 'after' ? newName : name) === file && row[side]?.number === line
    })
  }

  /** Whether all rows are shown, as paper needs them, or those that are seen. */
  set paper(isPaper: boolean) {
    this.#window.paper = isPaper
  }

  override render() {
    const view = this.#window
    view.count = this.#rows.length
    return html`
      <div
        class="scroller diff ${this.split ? 'split' : 'unified'}"
        tabindex="0"
        role="table"
        aria-label="Differences of the files"
        aria-rowcount=${this.#rows.length}
      >
        <div class="space" role="presentation">
          <div class="window" role="rowgroup">
            ${view.indices.map((index) => this.#row(this.#rows[index] as DiffRow, index))}
          </div>
        </div>
      </div>
    `
  }

  #row(row: DiffRow, index: number): TemplateResult {
    const at = index === this.at ? 'at' : ''
    const span = this.split ? 4 : 3
    switch (row.kind) {
      case 'file':
        return html`<div class="line file" role="row" aria-rowindex=${index + 1}>
          <span role="cell" aria-colspan=${span}>${fileHead(row.file)}</span>
        </div>`
      case 'gap':
        return html`<div class="line gap" role="row" aria-rowindex=${index + 1}>
          <span role="cell" aria-colspan=${span}>${this.#gap(row.gap)}</span>
        </div>`
      case 'note':
        return html`<div class="line ends" role="row" aria-rowindex=${index + 1}>
          <span role="cell" aria-colspan=${span}>${row.text}</span>
        </div>`
      case 'lines':
        return html`<div
          class="line ${NAMES[row.sign]} ${at}"
          role="row"
          aria-rowindex=${index + 1}
        >
          ${this.split ? splitCells(row) : unifiedCells(row)}
        </div>`
    }
  }

  #gap(gap: GapModel): TemplateResult {
    const text = `${counted(gap.count, 'unchanged line')}, from line ${gap.after}`
    if (gap.lines === undefined) return html`⋯ ${text}`
    const open = () => {
      this.open = new Set([...this.open, gap])
    }
    return html`<button @click=${open}>⋯ ${text}</button>`
  }
}

/** How wide a diff gets at most, in characters: longer lines do not make it wider. */
const WIDEST = 1000

/** A longer line may be cut where both sides stand beside each other, in characters. */
const LONG = 60

const NAMES = { ' ': 'same', '-': 'removed', '+': 'added', '~': 'replaced' } as const
const WORDS = { ' ': '', '-': 'removed: ', '+': 'added: ', '~': 'changed: ' } as const

type Lines = Extract<DiffRow, { kind: 'lines' }>

function lengthOf(row: DiffRow): number {
  if (row.kind !== 'lines') return 0
  return Math.max(row.before?.text.length ?? 0, row.after?.text.length ?? 0)
}

function fileHead({ name, newName, state, added, removed }: ChangedFileModel): TemplateResult {
  const state_ = state === 'changed' ? '' : ` (${state})`
  return html`<b>${newName === undefined ? name : renamed(name, newName)}</b>${state_}
    <span class="plus">+${added}</span> <span class="minus">−${removed}</span>`
}

function unifiedCells({ sign, before, after }: Lines): TemplateResult {
  const line = after ?? before
  return html`<span class="number" role="cell">${before?.number}</span
    ><span class="number" role="cell">${after?.number}</span
    ><span class="code" role="cell"
      ><span class="sign" aria-label=${WORDS[sign] || nothing}>${sign}</span>${textOf(line, sign !== ' ')}</span
    >`
}

function splitCells({ sign, before, after }: Lines): TemplateResult {
  const side = (line: SideLine | undefined, kind: string) => html`<span
      class="number"
      role="cell"
      >${line?.number}</span
    ><span
      class="code ${line === undefined ? 'nothing' : kind}"
      role="cell"
      title=${(line?.text.length ?? 0) > LONG ? line?.text : nothing}
      >${textOf(line, sign !== ' ')}</span
    >`
  const isSame = sign === ' '
  return html`${side(before, isSame ? '' : 'old')}${side(after, isSame ? '' : 'new')}`
}

/** A line with what differs in it, what nobody sees, and blanks at its end. */
function textOf(line: SideLine | undefined, isChanged: boolean) {
  if (line === undefined) return nothing
  const { text, differs } = line
  const end = text.endsWith('\r') ? text.length - 1 : text.length
  const body = text.slice(0, end)
  const ending =
    end < text.length && isChanged
      ? html`<span class="unseen" title="carriage return">␍</span>`
      : nothing
  if (!isChanged) return html`${marked(body)}`
  if (differs === undefined) return html`${withBlanks(body)}${ending}`
  const [from, to] = differs
  const rest = body.slice(Math.max(to, from))
  return html`${marked(body.slice(0, from))}<span class="differs">${to < end ? marked(body.slice(from, to)) : withBlanks(body.slice(from))}</span>${withBlanks(rest)}${ending}`
}

function withBlanks(text: string) {
  const body = text.replace(/[ \t]+$/, '')
  if (body.length === text.length) return marked(text)
  return html`${marked(body)}<span class="blanks" title="blanks at the end">${text.slice(body.length)}</span>`
}

/** Characters that nobody sees stand in a text as `<U+00A0>` or `\x1b`. */
function marked(text: string) {
  if (!text.includes('<U+') && !text.includes('\\x')) return text
  const parts = text.split(/(<U\+[0-9A-F]{4,6}>|\\x[0-9a-f]{2})/)
  return parts.map((part, index) =>
    index % 2 === 1 ? html`<span class="unseen">${part}</span>` : part,
  )
}
