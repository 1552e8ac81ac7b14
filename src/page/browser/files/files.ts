import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Tree } from '../../view/tree.js'
import { LightElement } from '../light-element.js'
import { counted, FILE_WORDS, grouped } from '../words.js'
import { type Drawing, drawing, inclusionText, stateText } from './graph.js'

/** How many files are drawn without being asked for: a drawing of more takes a while, and says little. */
const MANY = 150

/** The files of a configuration, as a drawing and as a table. */
export class FilesElement extends LightElement {
  static override properties = { tree: { attribute: false }, isDrawn: { state: true } }

  declare tree: Tree
  declare isDrawn: boolean
  #drawing: Drawing | undefined

  constructor() {
    super()
    this.isDrawn = false
  }

  protected override willUpdate(changed: ReadonlyMap<PropertyKey, unknown>): void {
    const { model } = this.tree
    if (changed.has('tree')) this.isDrawn = model.files.length <= MANY
    if (changed.has('tree') || changed.has('isDrawn')) {
      this.#drawing = this.isDrawn ? drawing(this.tree) : undefined
    }
  }

  override focus(): void {
    this.querySelector<HTMLElement>('.table a')?.focus()
  }

  override render() {
    const draw = () => {
      this.isDrawn = true
    }
    const { files } = this.tree.model
    return html`
      ${
        this.#drawing === undefined
          ? html`<p class="empty"><button @click=${draw}>Draw all ${counted(files.length, 'file')}</button></p>`
          : this.#graph(this.#drawing)
      }
      <div class="table scroller" tabindex="0" role="region" aria-label="Files">
        <table>
          <caption>Files, in the order of reading</caption>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What it is</th>
              <th scope="col">May be written</th>
              <th scope="col">Included from</th>
              <th scope="col" class="count">Definitions</th>
              <th scope="col" class="count">Of these count</th>
            </tr>
          </thead>
          <tbody>
            ${this.#rows()}
          </tbody>
        </table>
      </div>
    `
  }

  #rows(): TemplateResult[] {
    const { files, inclusions, definitions } = this.tree.model
    const all = new Array<number>(files.length).fill(0)
    const winning = new Array<number>(files.length).fill(0)
    for (const file of definitions.file) all[file] = (all[file] ?? 0) + 1
    for (let option = 0; option < this.tree.optionCount; option++) {
      const file = definitions.file[this.tree.winner(option)] as number
      winning[file] = (winning[file] ?? 0) + 1
    }
    return files.map((file, index) => {
      const by = inclusions.flatMap((each, at) =>
        each.to === index
          ? [`${this.tree.shortName(each.from)}, ${inclusionText(each, at).replace(/^\d+: /, '')}`]
          : [],
      )
      const isFile = file.state !== 'missing'
      return html`<tr class=${file.state.replace(' ', '-')}>
        <th scope="row">${isFile ? this.#link(index) : file.name}${
          file.productPath === undefined
            ? nothing
            : html`<div class="dim">${file.productPath}</div>`
        }</th>
        <td><span class="badge ${CLASSES[file.state]}">${FILE_WORDS[file.state]}</span></td>
        <td>${file.state === 'missing' || file.state === 'built in' ? '' : file.readOnly === undefined ? 'yes' : `no: ${file.readOnly}`}</td>
        <td>${by.map((each) => html`<div>${each}</div>`)}</td>
        <td class="count">${isFile ? grouped(all[index] ?? 0) : ''}</td>
        <td class="count">${isFile ? grouped(winning[index] ?? 0) : ''}</td>
      </tr>`
    })
  }

  #link(index: number): TemplateResult {
    const { name = '' } = this.tree.model.files[index] ?? {}
    const fields = new URLSearchParams({ file: name })
    const shown = this.tree.shortName(index)
    return html`<a href="#${fields.toString()}" title="Show what stands in ${name}">${shown}</a>`
  }

  #graph({ width, height, files, inclusions }: Drawing): TemplateResult {
    const words = `${counted(files.length, 'file')} and ${counted(inclusions.length, 'inclusion')}; the table below has them as text`
    return html`<div class="graph scroller" tabindex="0" role="region" aria-label="Drawing of the files">
      <svg
        role="img"
        aria-label=${words}
        viewBox="0 0 ${width} ${height}"
        width=${width}
        height=${height}
      >
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        ${inclusions.map(
          ({ points, isPlain }) =>
            svg`<path class="edge ${isPlain ? '' : 'other'}" d=${pathOf(points)} marker-end="url(#arrow)" />`,
        )}
        ${inclusions.map(({ label, x, y }) => svg`<text class="edge-label" x=${x} y=${y + 4}>${label}</text>`)}
        ${files.map(
          ({
            file,
            name,
            x,
            y,
            width,
            height,
          }) => svg`<g class="node ${CLASSES[file.state]} ${file.readOnly === undefined ? '' : 'read-only'}">
            <rect x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="4" />
            <text x=${x} y=${y - 3}>${name}</text>
            <text class="state" x=${x} y=${y + 13}>${stateText(file)}</text>
          </g>`,
        )}
      </svg>
    </div>`
  }
}

const CLASSES = {
  main: 'main',
  included: 'included',
  overlay: 'overlay',
  'local changes': 'local',
  'built in': 'built-in',
  missing: 'missing',
} as const

/** A smooth line through points: straight to the middles between them, bent around them. */
function pathOf(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...others] = points
  if (first === undefined) return ''
  const round = (value: number) => Math.round(value * 10) / 10
  const at = ({ x, y }: { x: number; y: number }) => `${round(x)} ${round(y)}`
  const parts = [`M${at(first)}`]
  for (const [index, point] of others.entries()) {
    const next = others[index + 1]
    if (next === undefined) parts.push(`L${at(point)}`)
    else parts.push(`Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`)
  }
  return parts.join('')
}
