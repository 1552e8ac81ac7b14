import { html, nothing, type TemplateResult } from 'lit'
import type { FileModel } from '../model/model.js'
import {
  ONLY,
  type Only,
  ORIGINS,
  SEVERITIES,
  SHOWN,
  type Shown,
  toggled,
  type ViewState,
} from '../view/state.js'
import { counted, ORIGIN_WORDS, SEVERITY_SIGNS } from './words.js'

/** What there is to filter. */
export interface FilterContext {
  readonly state: ViewState
  readonly files: readonly FileModel[]
  readonly hasChanges: boolean
  readonly findings: Readonly<Record<(typeof SEVERITIES)[number], number>>
  readonly change: (state: Partial<ViewState>) => void
}

const SHOWN_WORDS: Readonly<Record<Shown, string>> = {
  set: 'Set here',
  inherited: 'With fallback',
  all: 'With defaults',
}

const ONLY_WORDS: Readonly<Record<Only, string>> = {
  overridden: 'Overridden',
  secrets: 'Secrets',
  changed: 'Changed',
}

/** The filters of the tree. */
export function filters(context: FilterContext): TemplateResult {
  const { state, files, hasChanges, findings, change } = context
  const button = (words: unknown, isOn: boolean, click: () => void, kind = '') =>
    html`<button class=${kind} aria-pressed=${isOn} @click=${click}>${words}</button>`
  return html`<div class="filters" role="toolbar" aria-label="Filters">
    <div class="choice" role="group" aria-label="Which values are shown">
      ${SHOWN.map((shown) => button(SHOWN_WORDS[shown], state.shown === shown, () => change({ shown })))}
    </div>
    <div class="chips" role="group" aria-label="Findings">
      ${SEVERITIES.map((severity) =>
        findings[severity] === 0
          ? nothing
          : button(
              html`<span aria-hidden="true">${SEVERITY_SIGNS[severity]}</span> ${counted(findings[severity], severity)}`,
              state.findings.includes(severity),
              () => change({ findings: toggled(state.findings, severity) }),
              severity,
            ),
      )}
    </div>
    <div class="chips" role="group" aria-label="Only">
      ${ONLY.filter((only) => only !== 'changed' || hasChanges).map((only) =>
        button(ONLY_WORDS[only], state.only.includes(only), () =>
          change({ only: toggled(state.only, only) }),
        ),
      )}
    </div>
    <details class="menu">
      <summary>Origin${state.origins.length > 0 ? `: ${state.origins.map((each) => ORIGIN_WORDS[each]).join(', ')}` : ''}</summary>
      <div class="items">
        ${ORIGINS.map((origin) => {
          const isOn = state.origins.includes(origin)
          const click = () => change(withOrigin(state, origin))
          return html`<label><input type="checkbox" .checked=${isOn} @change=${click} /> ${ORIGIN_WORDS[origin]}</label>`
        })}
      </div>
    </details>
    <label class="file-choice"
      >File
      <select
        .value=${state.file}
        @change=${(event: Event) => change({ file: (event.target as HTMLSelectElement).value })}
      >
        <option value="" ?selected=${state.file === ''}>all</option>
        ${files
          .filter((file) => file.state !== 'missing')
          .map(
            ({ name }) =>
              html`<option value=${name} ?selected=${name === state.file}>${name}</option>`,
          )}
      </select></label
    >
  </div>`
}

/** The state with an origin switched on or off; what is asked for from elsewhere is shown too. */
function withOrigin(state: ViewState, origin: ViewState['origins'][number]): Partial<ViewState> {
  const origins = toggled(state.origins, origin)
  if (origins.includes('default')) return { origins, shown: 'all' }
  if (origins.includes('fallback') && state.shown === 'set') return { origins, shown: 'inherited' }
  return { origins }
}
