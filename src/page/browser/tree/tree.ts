import { html, nothing, type TemplateResult } from 'lit'
import { DEFAULT, FINDING, INHERITED, OPTION, originOf, type Rows, SCOPE } from '../../view/rows.js'
import type { Origin } from '../../view/state.js'
import { isSame, rowOf, type Target, targetOf } from '../../view/targets.js'
import type { Tree } from '../../view/tree.js'
import { LightElement } from '../light-element.js'
import { RowWindow } from '../row-window.js'
import { grouped, ORIGIN_WORDS, oneLine, SEVERITY_SIGNS } from '../words.js'

/** The scopes and values of a configuration as a tree that is as long as it needs to be. */
export class TreeElement extends LightElement {
  static override properties = {
    tree: { attribute: false },
    rows: { attribute: false },
    open: { attribute: false },
    changed: { attribute: false },
    cursor: { state: true },
  }

  declare tree: Tree
  declare rows: Rows
  /** The scopes that are open. */
  declare open: (scope: number) => boolean
  declare changed: ReadonlySet<number>
  declare cursor: number
  readonly #window = new RowWindow(this, '.scroller', 1)

  constructor() {
    super()
    this.cursor = 0
  }

  /** Puts the cursor where a target stands, if it is there. */
  select(target: Target | undefined): void {
    const row = target === undefined ? -1 : rowOf(this.rows, target)
    if (row === -1) {
      this.cursor = Math.min(this.cursor, Math.max(this.rows.count - 1, 0))
      return
    }
    // A finding below the row has the same target.
    const isAt = isSame(targetOf(this.rows, this.cursor), target)
    if (!isAt) this.cursor = row
    this.updateComplete.then(() => this.#window.show(this.cursor))
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.scroller')?.focus()
  }

  /** What a key does here. @returns whether it does anything */
  press(key: string): boolean {
    const { rows } = this
    const { count } = rows
    switch (key) {
      case 'j':
      case 'ArrowDown':
        return this.#move(this.cursor + 1)
      case 'k':
      case 'ArrowUp':
        return this.#move(this.cursor - 1)
      case 'PageDown':
        return this.#move(Math.min(this.cursor + this.#window.page, count - 1))
      case 'PageUp':
        return this.#move(Math.max(this.cursor - this.#window.page, 0))
      case 'g':
      case 'Home':
        return this.#move(0)
      case 'G':
      case 'End':
        return this.#move(count - 1)
      case 'l':
      case 'ArrowRight':
        return this.#inwards()
      case 'h':
      case 'ArrowLeft':
        return this.#outwards()
      case 'n':
        return this.#toFinding(1)
      case 'p':
        return this.#toFinding(-1)
      case 'Enter':
      case ' ':
        this.#act(this.cursor)
        return true
      default:
        return false
    }
  }

  /** Whether all rows are shown, as paper needs them, or those that are seen. */
  set paper(isPaper: boolean) {
    this.#window.paper = isPaper
  }

  #move(row: number): boolean {
    if (row < 0 || row >= this.rows.count) return true
    this.cursor = row
    this.#window.show(row)
    const target = targetOf(this.rows, row)
    if (target !== undefined) this.tell('select-target', target)
    return true
  }

  #inwards(): boolean {
    const { rows, cursor } = this
    if (rows.kind[cursor] !== SCOPE) return true
    const scope = rows.id[cursor] as number
    if (!this.open(scope)) this.tell('toggle-scope', scope)
    else if ((rows.level[cursor + 1] ?? 0) > (rows.level[cursor] as number)) this.#move(cursor + 1)
    return true
  }

  #outwards(): boolean {
    const { rows, cursor } = this
    const scope = rows.id[cursor] as number
    if (rows.kind[cursor] === SCOPE && this.open(scope)) this.tell('toggle-scope', scope)
    else this.#move(rows.parentOf(cursor))
    return true
  }

  #toFinding(step: 1 | -1): boolean {
    const { kind } = this.rows
    for (let row = this.cursor + step; row >= 0 && row < kind.length; row += step) {
      if (kind[row] === FINDING) return this.#move(row)
    }
    return true
  }

  #act(row: number): void {
    this.#move(row)
    if (this.rows.kind[row] === SCOPE) this.tell('toggle-scope', this.rows.id[row])
    else this.tell('show-details', undefined)
  }

  override render() {
    const { rows, cursor } = this
    const view = this.#window
    view.count = rows.count
    const isSeen = cursor >= view.first && cursor < view.limit
    return html`
      <div
        class="scroller"
        role="treegrid"
        tabindex="0"
        aria-label="Values"
        aria-rowcount=${rows.count + 1}
        aria-activedescendant=${isSeen && rows.count > 0 ? `row-${cursor}` : nothing}
      >
        <div class="head" role="rowgroup">
          <div class="row" role="row" aria-rowindex="1">
            <span role="columnheader">Scope and option</span>
            <span role="columnheader">Value</span>
            <span role="columnheader">Origin</span>
            <span role="columnheader">Place</span>
          </div>
        </div>
        <div class="space" role="presentation">
          <div class="window" role="rowgroup" @click=${this.#click}>
            ${view.indices.map((row) => this.#row(row))}
          </div>
        </div>
        ${
          rows.count > 0
            ? nothing
            : html`<p class="empty" role="presentation">Nothing is like that. <kbd>Esc</kbd> takes the filters away.</p>`
        }
      </div>
    `
  }

  readonly #click = (event: Event) => {
    const target = event.target as Element
    const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
    if (row === undefined) return
    const isTwisty = target.closest('.twisty') !== null
    const at = Number(row)
    this.#move(at)
    if (isTwisty || this.rows.kind[at] === SCOPE) this.tell('toggle-scope', this.rows.id[at])
  }

  #row(row: number): TemplateResult {
    const { rows, cursor } = this
    const kind = rows.kind[row] as number
    const scope = rows.scope[row] as number
    const level = rows.level[row] as number
    const isScope = kind === SCOPE
    return html`
      <div
        class="row ${KINDS[kind]} ${cursor === row ? 'cursor' : ''}"
        role="row"
        id="row-${row}"
        data-row=${row}
        data-level=${Math.min(level, DEEPEST)}
        aria-rowindex=${row + 2}
        aria-level=${level}
        aria-posinset=${rows.position[row]}
        aria-setsize=${rows.size[row]}
        aria-expanded=${isScope ? this.open(scope) : nothing}
        aria-selected=${cursor === row}
      >
        ${this.#cells(kind, rows.id[row] as number, scope)}
      </div>
    `
  }

  #cells(kind: number, id: number, scope: number): TemplateResult {
    switch (kind) {
      case SCOPE:
        return this.#scopeCells(id)
      case OPTION:
        return this.#optionCells(id)
      case INHERITED:
        return this.#inheritedCells(id)
      case DEFAULT:
        return this.#defaultCells(id, scope)
      default:
        return this.#findingCells(id)
    }
  }

  #scopeCells(scope: number): TemplateResult {
    const { tree } = this
    const { options, scopes } = tree.written(scope)
    const counts = [
      ...(options > 0 ? [`${grouped(options)} set`] : []),
      ...(scopes > 0 ? [`${grouped(scopes)} inside`] : []),
    ]
    return html`
      <span class="name" role="gridcell"
        ><span class="twisty" aria-hidden="true">${this.open(scope) ? '▾' : '▸'}</span
        ><b>${tree.label(scope)}</b></span
      ><span class="counts" role="gridcell">${counts.join(' · ')}</span
      ><span role="gridcell"></span><span class="place" role="gridcell"><bdi>${this.#stanza(scope)}</bdi></span>
    `
  }

  #stanza(scope: number): string {
    const stanzas = this.tree.model.scopes.stanzas[scope] ?? []
    const [file, line] = stanzas
    if (file === undefined || line === undefined) return ''
    const more = stanzas.length / 2 - 1
    const place = this.tree.shortPlaceText({ file, line, column: 0 })
    return more > 0 ? `${place} and ${more} more` : place
  }

  #optionCells(option: number): TemplateResult {
    const { tree } = this
    const winner = tree.winner(option)
    const hidden = (tree.model.options.definitions[option] as number) - 1
    return html`
      <span class="name" role="gridcell">${tree.optionName(option)}</span
      ><span class="value" role="gridcell">${oneLine(tree.value(winner))}</span
      ><span class="marks" role="gridcell"
        >${badge(originOf(tree.layer(winner)))}${
          hidden > 0
            ? html`<span class="mark overrides" title="${hidden} other definitions are shadowed">+${hidden}</span>`
            : nothing
        }${tree.isSecret(option) ? html`<span class="mark secret" title="holds a secret">secret</span>` : nothing}${
          this.changed.has(option) ? html`<span class="mark changed">changed</span>` : nothing
        }</span
      ><span class="place" role="gridcell"><bdi>${tree.shortPlaceText(tree.place(winner))}</bdi></span>
    `
  }

  #inheritedCells(source: number): TemplateResult {
    const { tree } = this
    const winner = tree.winner(source)
    return html`
      <span class="name" role="gridcell">${tree.optionName(source)}</span
      ><span class="value" role="gridcell">${oneLine(tree.value(winner))}</span
      ><span class="marks" role="gridcell">${badge('fallback')}</span
      ><span class="source" role="gridcell">from ${tree.path(tree.scopeOf[source] as number)}</span>
    `
  }

  #defaultCells(entry: number, scope: number): TemplateResult {
    const list = this.tree.listOf(scope)
    const text = (column: readonly number[] | undefined) => this.tree.text(column?.[entry] ?? -1)
    return html`
      <span class="name" role="gridcell">${text(list?.name)}</span
      ><span class="value" role="gridcell">${oneLine(text(list?.default))}</span
      ><span class="marks" role="gridcell">${badge('default')}</span
      ><span role="gridcell"></span>
    `
  }

  #findingCells(index: number): TemplateResult {
    const { severity, summary, code, file, line, column } = this.tree.finding(index)
    return html`
      <span class="name finding ${severity}" role="gridcell"
        ><span aria-hidden="true">${SEVERITY_SIGNS[severity]}</span> ${severity}</span
      ><span class="summary" role="gridcell">${summary}</span
      ><span class="code" role="gridcell">${code}</span
      ><span class="place" role="gridcell"><bdi>${this.tree.shortPlaceText({ file, line, column })}</bdi></span>
    `
  }
}

/** How many levels rows are set in at most. */
const DEEPEST = 12

const KINDS = ['scope', 'option', 'note', 'inherited', 'usual']

export function badge(origin: Origin): TemplateResult {
  return html`<span class="badge ${origin.replace(' ', '-')}">${ORIGIN_WORDS[origin]}</span>`
}
