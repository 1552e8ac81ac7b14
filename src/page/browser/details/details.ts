import { html, nothing, type TemplateResult } from 'lit'
import type { FindingModel } from '../../model/model.js'
import { type ExplainedLine, explain, type FallbackLine } from '../../view/explanation.js'
import { originOf } from '../../view/rows.js'
import type { Target } from '../../view/targets.js'
import type { Tree } from '../../view/tree.js'
import { LightElement } from '../light-element.js'
import { badge } from '../tree/tree.js'
import { counted, SEVERITY_SIGNS } from '../words.js'

/** How much of a value is shown without being asked for, in UTF-16 units. */
const LONG = 20_000

/** Why a value counts, or what a scope is. */
export class DetailsElement extends LightElement {
  static override properties = {
    tree: { attribute: false },
    target: { attribute: false },
    link: { attribute: false },
    shownWhole: { state: true },
  }

  declare tree: Tree
  declare target: Target | undefined
  /** The part of a link to the target behind `#`. */
  declare link: string
  declare shownWhole: Target | undefined

  override render() {
    const { target } = this
    if (target === undefined) {
      return html`<p class="hint">Choose a value to see why it counts. <kbd>?</kbd> lists the keys.</p>`
    }
    return html`
      ${target.kind === 'scope' ? this.#scope(target.scope) : this.#value(target)}
      <p class="permalink"><a href="#${this.link}">Link to this</a></p>
    `
  }

  #scope(scope: number): TemplateResult {
    const { tree } = this
    const { scopes } = tree.model
    const stanzas = scopes.stanzas[scope] ?? []
    const places = stanzas.flatMap((file, index) =>
      index % 2 === 0
        ? [tree.placeText({ file, line: stanzas[index + 1] as number, column: 0 })]
        : [],
    )
    const written = tree.written(scope)
    return html`
      <h2>${tree.path(scope)}</h2>
      <p>
        ${counted(written.options, 'option')} set here, ${counted(written.scopes, 'scope')} inside.
        ${tree.listOf(scope) === undefined ? 'The product knows no such scope here.' : nothing}
      </p>
      ${
        places.length === 0
          ? nothing
          : html`<h3>Stanzas, in the order of reading</h3>
              <ol class="places">
                ${places.slice(0, 200).map((place) => html`<li class="place">${place}</li>`)}
              </ol>`
      }
      ${this.#findings(tree.findingsOfScope(scope))}
    `
  }

  #value(target: Exclude<Target, { kind: 'scope' }>): TemplateResult {
    const { tree } = this
    const why = explain(tree, target)
    return html`
      <p class="path">${why.scope}</p>
      <h2>${why.name}</h2>
      ${this.#text(why.value, 'effective')}
      ${why.description === undefined ? nothing : html`<p>${why.description}</p>`}
      <p class="facts">
        ${why.expected === undefined ? nothing : html`<span>Takes ${why.expected}.</span>`}
        ${why.restart ? html`<span class="restart">A change needs a restart.</span>` : nothing}
        ${why.secret ? html`<span>It holds a secret, which is masked.</span>` : nothing}
      </p>
      <h3>Definitions, in the order of reading</h3>
      ${
        why.definitions.length === 0
          ? html`<p class="none">Not set in ${why.scope}.</p>`
          : html`<ol class="definitions">
              ${why.definitions.map((each) => this.#definition(each))}
            </ol>`
      }
      <h3>Fallback</h3>
      ${
        why.fallback.length === 0
          ? html`<p class="none">No fallback.</p>`
          : html`<ol class="fallback">
              ${why.fallback.map((each) => this.#fallback(each))}
            </ol>`
      }
      <h3>Default</h3>
      ${
        why.default === undefined
          ? html`<p class="none">No default.</p>`
          : html`<p class=${why.usesDefault ? 'used' : ''}>
              <code>${why.default}</code>${why.usesDefault ? used() : nothing}
            </p>`
      }
      ${target.kind === 'option' ? this.#findings(tree.findingsOfOption(target.option)) : nothing}
    `
  }

  #definition({ value, place, layer, reason, wins, chain }: ExplainedLine): TemplateResult {
    return html`<li class=${wins ? 'wins' : 'shadowed'}>
      <div class="line"><span class="place">${place}</span> ${badge(originOf(layer))}</div>
      ${this.#text(value, '')}
      <div class="reason">${wins ? html`<span aria-hidden="true">✔ </span>` : nothing}${reason}</div>
      ${chain.map((each) => html`<div class="chain">included from ${each}</div>`)}
    </li>`
  }

  #fallback({ scope, value, place, used: isUsed }: FallbackLine): TemplateResult {
    if (value === undefined) return html`<li class="unset">${scope}: not set</li>`
    return html`<li class=${isUsed ? 'used' : ''}>
      <div class="line">${scope}${isUsed ? used() : nothing}</div>
      ${this.#text(value, '')}
      <div class="place">${place}</div>
    </li>`
  }

  #text(value: string, kind: string): TemplateResult {
    const isWhole = value.length <= LONG || this.shownWhole === this.target
    const show = () => {
      this.shownWhole = this.target
    }
    return html`<pre class="text ${kind}" tabindex=${value.includes('\n') ? '0' : nothing}>${
      isWhole ? value : value.slice(0, LONG)
    }</pre>
      ${
        isWhole
          ? nothing
          : html`<button @click=${show}>Show all ${counted(value.length, 'character')}</button>`
      }`
  }

  #findings(indices: readonly number[]): TemplateResult | typeof nothing {
    if (indices.length === 0) return nothing
    return html`<h3>Findings</h3>
      ${indices.slice(0, 50).map((index) => this.#finding(this.tree.finding(index)))}
      ${indices.length > 50 ? html`<p>and ${counted(indices.length - 50, 'other')}</p>` : nothing}`
  }

  #finding({ severity, summary, detail, code, frame, file, line, column }: FindingModel) {
    return html`<section class="finding ${severity}">
      <h4><span aria-hidden="true">${SEVERITY_SIGNS[severity]}</span> ${severity}: ${summary}</h4>
      ${detail === undefined ? nothing : html`<p>${detail}</p>`}
      ${
        frame === undefined
          ? html`<p class="place">${this.tree.placeText({ file, line, column })}</p>`
          : html`<pre class="frame" tabindex="0">${frame}</pre>`
      }
      <p class="code">${code}</p>
    </section>`
  }
}

function used(): TemplateResult {
  return html` <span class="tick">✔ used</span>`
}
