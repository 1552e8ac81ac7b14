import { html, nothing, type TemplateResult } from 'lit'
import type { ChangesModel, EffectModel } from '../../model/model.js'
import { LightElement } from '../light-element.js'
import { RowWindow } from '../row-window.js'
import { counted, grouped, oneLine } from '../words.js'
import type { DiffElement } from './diff.js'

/** What changes in effect, and beside it in the texts of the files. */
export class ChangesElement extends LightElement {
  static override properties = {
    changes: { attribute: false },
    split: { attribute: false },
    cursor: { state: true },
  }

  declare changes: ChangesModel
  declare split: boolean
  declare cursor: number
  readonly #window = new RowWindow(this, '.effects .scroller', 0, 3)

  constructor() {
    super()
    this.cursor = -1
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.effects .scroller')?.focus()
  }

  press(key: string): boolean {
    const last = this.changes.effects.length - 1
    switch (key) {
      case 'j':
      case 'ArrowDown':
        return this.#move(Math.min(this.cursor + 1, last))
      case 'k':
      case 'ArrowUp':
        return this.#move(Math.max(this.cursor - 1, 0))
      case 'g':
      case 'Home':
        return this.#move(0)
      case 'G':
      case 'End':
        return this.#move(last)
      case 'Enter':
        this.#toValue()
        return true
      default:
        return false
    }
  }

  /** Whether all rows are shown, as paper needs them, or those that are seen. */
  set paper(isPaper: boolean) {
    this.#window.paper = isPaper
    const diff = this.querySelector<DiffElement>('ecconf-diff')
    if (diff !== null) diff.paper = isPaper
  }

  #move(cursor: number): boolean {
    const effect = this.changes.effects[cursor]
    if (effect === undefined) return true
    this.cursor = cursor
    this.#window.show(cursor)
    const { before, after } = effect
    const place = after ?? before
    if (place !== undefined) {
      const side = after === undefined ? 'before' : 'after'
      this.querySelector<DiffElement>('ecconf-diff')?.show({ ...place, side })
    }
    return true
  }

  /** Shows the value that has changed in the tree. */
  #toValue(): void {
    const effect = this.changes.effects[this.cursor]
    if (effect === undefined || effect.change === 'removed') return
    const { scope, option } = effect
    this.tell('go-to', option === undefined ? scope : `${scope} = ${option}`)
  }

  override render() {
    const { effects, files, spelling } = this.changes
    const view = this.#window
    view.count = effects.length
    const seen = view.indices
    return html`
      <section class="effects" aria-label="What changes in effect">
        <header>
          <h2>In effect</h2>
          <p>${this.#counts()}</p>
          ${spelling > 0 ? html`<p class="dim">${counted(spelling, 'difference')} in spelling only</p>` : nothing}
        </header>
        ${
          effects.length === 0
            ? html`<p class="empty">Nothing changes in effect.</p>`
            : html`<div
                class="scroller"
                role="listbox"
                tabindex="0"
                aria-label="Changes in effect"
                aria-activedescendant=${seen.includes(this.cursor) ? `effect-${this.cursor}` : nothing}
              >
                <div class="space" role="presentation">
                  <div class="window" role="presentation" @click=${this.#click}>
                    ${seen.map((index) => this.#effect(effects[index] as EffectModel, index))}
                  </div>
                </div>
              </div>`
        }
        ${this.#chosen()}
      </section>
      <section class="texts" aria-label="What changes in the files">
        <header>
          <h2>In the files</h2>
          <p>${counted(files.length, 'file')}, <span class="plus">+${sum(files, 'added')}</span> <span class="minus">−${sum(files, 'removed')}</span></p>
          <div class="choice" role="group" aria-label="How differences are shown">
            ${this.#form('unified', 'Unified')}${this.#form('split', 'Side by side')}
          </div>
        </header>
        ${
          files.length === 0
            ? html`<p class="empty">The texts are the same.</p>`
            : html`<ecconf-diff .files=${files} .split=${this.split}></ecconf-diff>`
        }
      </section>
    `
  }

  #form(diff: 'unified' | 'split', words: string): TemplateResult {
    const choose = () => this.tell('change-state', { diff })
    const isOn = this.split === (diff === 'split')
    return html`<button aria-pressed=${isOn} @click=${choose}>${words}</button>`
  }

  #counts(): TemplateResult {
    const { effects } = this.changes
    const count = (wanted: EffectModel['change']) =>
      grouped(effects.filter(({ change }) => change === wanted).length)
    const restarts = effects.filter(({ restart }) => restart === true).length
    return html`<span class="plus">+${count('added')}</span> added
      <span class="minus">−${count('removed')}</span> removed
      <span class="tilde">~${count('changed')}</span> changed${
        restarts > 0
          ? html` <span class="restart">${grouped(restarts)} need a restart</span>`
          : nothing
      }`
  }

  readonly #click = (event: Event) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row
    if (row !== undefined) this.#move(Number(row))
  }

  #effect(effect: EffectModel, index: number): TemplateResult {
    const { change, scope, option, before, after, note, restart } = effect
    const isAt = index === this.cursor
    const [old, now] = pairOf(before?.value, after?.value)
    return html`<div
      class="effect ${change} ${isAt ? 'cursor' : ''}"
      id="effect-${index}"
      data-row=${index}
      role="option"
      aria-selected=${isAt}
      aria-posinset=${index + 1}
      aria-setsize=${this.changes.effects.length}
    >
      <div class="what">
        <span class="sign">${SIGNS[change]}</span
        ><span class="scope">${scope === 'Global' && option !== undefined ? '' : scope}</span> <b>${option ?? ''}</b>
      </div>
      <div class="values">
        ${old === undefined ? nothing : html`<span class="old">${old}</span>`}
        ${old !== undefined && now !== undefined ? html`<span aria-label="becomes">→</span>` : nothing}
        ${now === undefined ? nothing : html`<span class="new">${now}</span>`}
        ${note === '' ? nothing : html`<span class="note">${note}</span>`}
        ${restart === true ? html`<span class="restart">restart</span>` : nothing}
      </div>
    </div>`
  }

  /** All there is to say about the effect that was chosen. */
  #chosen(): TemplateResult | typeof nothing {
    const effect = this.changes.effects[this.cursor]
    if (effect === undefined) return nothing
    const { change, scope, option, before, after, dependents } = effect
    const side = (words: string, each: EffectModel['before']) =>
      each === undefined
        ? nothing
        : html`<dt>${words}</dt>
            <dd><code>${each.value}</code> <span class="place">${each.file}:${each.line}</span></dd>`
    return html`<aside class="chosen" aria-label="The change that was chosen">
      <h3>${scope}${option === undefined ? nothing : html` <b>${option}</b>`}</h3>
      <dl>${side('before', before)}${side('after', after)}</dl>
      ${
        dependents.length === 0
          ? nothing
          : html`<p>${change === 'removed' ? 'Fell' : 'Fall'} back to it: ${dependents.slice(0, 20).join(', ')}${dependents.length > 20 ? ' and others' : ''}</p>`
      }
      ${change === 'removed' ? nothing : html`<button @click=${() => this.#toValue()}>Show the value</button>`}
    </aside>`
  }
}

/** Two values on one line each, long ones without what they begin with alike. */
function pairOf(before: string | undefined, after: string | undefined) {
  const [old, now] = [before, after].map((value) => value && oneLine(value))
  if (old === undefined || now === undefined) return [old, now]
  let start = 0
  while (start < old.length && old[start] === now[start]) start++
  if (start < LONG_START || start === old.length) return [old, now]
  return [old, now].map((value) => `…${value.slice(start - BEFORE_DIFFERENCE)}`)
}

/** How much alike two values begin with at least, in characters, when the beginning is left out. */
const LONG_START = 24
const BEFORE_DIFFERENCE = 10

const SIGNS = { added: '+', removed: '−', changed: '~' } as const

function sum(files: ChangesModel['files'], field: 'added' | 'removed'): string {
  return grouped(files.reduce((all, file) => all + file[field], 0))
}
