import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import type { ChangesModel, PageModel } from '../model/model.js'
import { LIVE } from '../model/payload.js'
import { changedOptions } from '../view/changed-options.js'
import { DefaultOpen } from '../view/default-open.js'
import { isFiltered, type Open, Rows, rowsOf } from '../view/rows.js'
import { linkOf, START, stateOf, VIEWS, type View, type ViewState } from '../view/state.js'
import { addressOf, type Target, targetAt } from '../view/targets.js'
import { Tree } from '../view/tree.js'
import type { ChangesElement } from './changes/changes.js'
import { filters } from './filters.js'
import { help } from './help.js'
import { LightElement } from './light-element.js'
import { follow } from './live.js'
import { keptTheme, nextTheme, type Theme, useTheme } from './theme.js'
import type { TreeElement } from './tree/tree.js'
import { counted, grouped, renamed } from './words.js'

/** How many rows are shown at once: the tree of a configuration that has no more is open at the start. */
const FEW_ROWS = 150

/** How long nobody has typed when a search begins, in milliseconds. */
const TYPING_PAUSE = 120

const VIEW_WORDS: Readonly<Record<View, string>> = {
  values: 'Values',
  changes: 'Changes',
  files: 'Files',
}

/** The whole page. */
export class PageElement extends LightElement {
  static override properties = {
    model: { attribute: false },
    state: { state: true },
    open: { state: true },
    isHelpOpen: { state: true },
    theme: { state: true },
    live: { state: true },
  }

  declare model: PageModel | undefined
  declare state: ViewState
  /** What somebody has opened and closed. */
  declare open: ReadonlyMap<number, boolean>
  declare isHelpOpen: boolean
  declare theme: Theme
  /** What a live page says of itself; undefined for one that is not live. */
  declare live: { readonly text: string; readonly isGood: boolean } | undefined
  #tree: Tree | undefined
  /** What of the tree the files say; undefined before there is one. */
  #written: Tree['writtenInAll'] | undefined
  #rows = new Rows()
  #target: Target | undefined
  #changed: ReadonlySet<number> = new Set()
  #opensAll = false
  #typing: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.state = START
    this.open = new Map()
    this.isHelpOpen = false
    this.theme = keptTheme()
    useTheme(this.theme)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('hashchange', () => this.#read())
    addEventListener('keydown', (event) => this.#press(event))
    addEventListener('beforeprint', () => this.#print(true))
    addEventListener('afterprint', () => this.#print(false))
    this.addEventListener('change-state', (event) => this.#change((event as CustomEvent).detail))
    this.addEventListener('select-target', (event) => this.#select((event as CustomEvent).detail))
    this.addEventListener('toggle-scope', (event) => this.#toggle((event as CustomEvent).detail))
    this.addEventListener('show-details', () => this.#showDetails())
    this.addEventListener('go-to', (event) => this.#goTo((event as CustomEvent).detail))
    if (this.hasAttribute(LIVE)) this.#follow()
  }

  /** Shows other data, at the same place. */
  show(model: PageModel): void {
    const opened = [...this.open].flatMap(([scope, isOpen]) => {
      const path = this.#tree?.path(scope)
      return path === undefined ? [] : [[path, isOpen] as const]
    })
    const tree = new Tree(model.configuration)
    this.#tree = tree
    this.#written = tree.writtenInAll
    this.#opensAll = tree.scopeCount + tree.optionCount <= FEW_ROWS
    this.#changed = changedOptions(tree, model)
    if (opened.length > 0) {
      const known = new Map(opened)
      const open = new Map<number, boolean>()
      for (let scope = 0; scope < tree.scopeCount && open.size < known.size; scope++) {
        const isOpen = known.get(tree.path(scope))
        if (isOpen !== undefined) open.set(scope, isOpen)
      }
      this.open = open
    }
    this.model = model
    this.#read()
  }

  #follow(): void {
    this.live = { text: 'live', isGood: true }
    follow(Number(this.getAttribute(LIVE)), {
      changed: (model) => {
        this.show(model)
        this.live = { text: `changed ${new Date().toLocaleTimeString('en-GB')}`, isGood: true }
      },
      problem: (text) => {
        this.live = { text: `${text}: what was read last is shown`, isGood: false }
      },
      connected: (isConnected) => {
        if (!isConnected) this.live = { text: 'the server has gone', isGood: false }
        else if (this.live?.isGood === false) this.live = { text: 'live', isGood: true }
      },
    })
  }

  /** Takes over what the address says. */
  #read(): void {
    const { model } = this
    const tree = this.#tree
    if (model === undefined || tree === undefined) return
    const state = stateOf(location.hash)
    const isThere = state.view !== 'changes' || model.changes !== undefined
    const isFirst = location.hash === '' && model.changes !== undefined && this.state === START
    this.state = { ...state, view: isFirst ? 'changes' : isThere ? state.view : 'values' }
    this.#target = targetAt(tree, state.at)
    if (this.#target !== undefined) this.#reveal(this.#target)
    this.#makeRows()
  }

  #change(part: Partial<ViewState>): void {
    const before = this.state
    this.state = { ...before, ...part }
    this.#write()
    if (keyOf(before) !== keyOf(this.state)) {
      // What was opened and closed by hand belongs to what was shown.
      if (keyOf(this.state) !== keyOf(START) || keyOf(before) !== keyOf(START))
        this.open = new Map()
      if (this.#target !== undefined) this.#reveal(this.#target)
      this.#makeRows()
    }
  }

  #write(): void {
    history.replaceState(null, '', `#${linkOf(this.state)}`)
  }

  #makeRows(): void {
    const tree = this.#tree
    if (tree === undefined) return
    const { open } = this
    const all = this.#opensAll
    const opened: Open = all ? new DefaultOpen(open) : open
    this.#rows = rowsOf(tree, this.state, opened, this.#changed)
    this.requestUpdate()
    this.updateComplete.then(() => this.#treeElement?.select(this.#target))
  }

  #isOpen(scope: number): boolean {
    const known = this.open.get(scope)
    if (known !== undefined) return known
    return this.#opensAll || scope === 0 || isFiltered(this.state)
  }

  #toggle(scope: number): void {
    this.open = new Map(this.open).set(scope, !this.#isOpen(scope))
    this.#makeRows()
  }

  /** Opens what a target stands in. */
  #reveal({ kind, scope }: Target): void {
    const tree = this.#tree
    if (tree === undefined) return
    const open = new Map(this.open)
    const first = kind === 'scope' ? tree.parent(scope) : scope
    for (let at = first; at !== -1; at = tree.parent(at)) open.set(at, true)
    this.open = open
  }

  #select(target: Target): void {
    const tree = this.#tree
    if (tree === undefined) return
    this.#target = target
    this.state = { ...this.state, at: addressOf(tree, target) }
    this.#write()
  }

  #goTo(address: string): void {
    this.#target = this.#tree && targetAt(this.#tree, address)
    this.open = new Map()
    if (this.#target !== undefined) this.#reveal(this.#target)
    this.state = { ...START, at: address }
    this.#write()
    this.#makeRows()
    this.updateComplete.then(() => this.#treeElement?.focus())
  }

  #showDetails(): void {
    const details = this.querySelector<HTMLElement>('.details')
    details?.focus()
  }

  get #treeElement(): TreeElement | null {
    return this.querySelector<TreeElement>('ecconf-tree')
  }

  get #body(): (HTMLElement & { press?: (key: string) => boolean }) | null {
    return this.querySelector('ecconf-tree, ecconf-changes, ecconf-files')
  }

  #press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || this.model === undefined) return
    const target = event.target as HTMLElement
    const isTyping = target.matches('input[type="search"], select')
    if (event.key === 'Escape') return this.#escape(target)
    if (isTyping) {
      if (target.matches('input') && (event.key === 'Enter' || event.key === 'ArrowDown')) {
        this.#search((target as HTMLInputElement).value)
        this.#body?.focus()
        event.preventDefault()
      }
      return
    }
    if (this.#pressAnywhere(event.key)) return event.preventDefault()
    // A control does with a key what it always does; so does what scrolls by itself.
    const isOfBody = target === document.body || target.matches('.scroller')
    const isKeyOfControls = /^(?:Enter| |Arrow.*|Home|End|Page.*|Tab)$/.test(event.key)
    if (isKeyOfControls && !isOfBody) return
    if (target.matches('.diff, .table, .graph') && isKeyOfControls) return
    if (this.#body?.press?.(event.key)) event.preventDefault()
  }

  #pressAnywhere(key: string): boolean {
    switch (key) {
      case '/':
        this.#toSearch()
        return true
      case '?':
        this.isHelpOpen = true
        return true
      case 't':
        this.#switchTheme()
        return true
      case 'd':
        if (this.state.view !== 'changes') return false
        this.#change({ diff: this.state.diff === 'split' ? 'unified' : 'split' })
        return true
      default: {
        const view = VIEWS[Number(key) - 1]
        if (view === undefined || !this.#views.includes(view)) return false
        this.#changeView(view)
        return true
      }
    }
  }

  #toSearch(): void {
    if (this.state.view !== 'values') this.#change({ view: 'values' })
    this.updateComplete.then(() => {
      const input = this.querySelector<HTMLInputElement>('input[type="search"]')
      input?.focus()
      input?.select()
    })
  }

  #escape(target: HTMLElement): void {
    if (this.isHelpOpen) return
    const menu = target.closest('details')
    if (menu?.open) menu.open = false
    const isInBody = target === document.body || this.#body?.contains(target)
    if (isInBody && isFiltered(this.state)) {
      clearTimeout(this.#typing)
      const { view, shown, at, diff } = this.state
      this.#change({ ...START, view, shown, at, diff })
    }
    this.#body?.focus()
  }

  #changeView(view: View): void {
    this.#change({ view })
    this.updateComplete.then(() => {
      this.#treeElement?.select(this.#target)
      this.#body?.focus()
    })
  }

  #switchTheme(): void {
    this.theme = nextTheme(this.theme)
    useTheme(this.theme)
  }

  #search(query: string): void {
    clearTimeout(this.#typing)
    if (query !== this.state.query) this.#change({ query })
  }

  #print(isPaper: boolean): void {
    const body = this.querySelector<TreeElement | ChangesElement>('ecconf-tree, ecconf-changes')
    if (body !== null) body.paper = isPaper
  }

  get #views(): readonly View[] {
    return VIEWS.filter((view) => view !== 'changes' || this.model?.changes !== undefined)
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('isHelpOpen')) return
    const dialog = this.querySelector('dialog')
    if (this.isHelpOpen && dialog?.open === false) dialog.showModal()
  }

  override render() {
    const { model, state } = this
    const tree = this.#tree
    if (model === undefined || tree === undefined) return html`<p class="hint">Reading…</p>`
    return html`
      ${this.#header(model)}
      <main class=${state.view}>${this.#view(model, tree)}</main>
      <dialog aria-label="Help" @close=${this.#closeHelp} @cancel=${this.#closeHelp}>
        ${help(this.#closeHelp)}
      </dialog>
    `
  }

  readonly #closeHelp = () => {
    this.isHelpOpen = false
    this.querySelector('dialog')?.close()
    this.#body?.focus()
  }

  #header({ configuration, changes, program }: PageModel): TemplateResult {
    const { main, role } = configuration
    const { theme } = this
    return html`<header class="top">
      <h1><span class="program" title=${program}>ecconf</span> ${main}</h1>
      <p class="summary">
        ${role === 'unknown' ? '' : `${role}, `}${counted(configuration.files.filter(({ state }) => state !== 'missing' && state !== 'built in').length, 'file')},
        ${this.#written === undefined ? nothing : html`${counted(this.#written.scopes, 'scope')}, ${counted(this.#written.options, 'option')}`}
      </p>
      ${
        this.live === undefined
          ? nothing
          : html`<p class="live ${this.live.isGood ? 'good' : 'bad'}" role="status">${this.live.text}</p>`
      }
      ${changes === undefined ? nothing : html`<p class="against">${against(changes)}</p>`}
      <nav aria-label="Parts of the page">
        ${this.#views.map((view) => {
          const isHere = this.state.view === view
          const count = view === 'changes' ? ` ${grouped(changes?.effects.length ?? 0)}` : ''
          return html`<button
            aria-current=${isHere ? 'page' : nothing}
            @click=${() => this.#changeView(view)}
          >
            ${VIEW_WORDS[view]}${count}
          </button>`
        })}
      </nav>
      <div class="tools">
        <button title="Light, dark, or as the system has it" @click=${() => this.#switchTheme()}>
          <span aria-hidden="true">◐</span> ${theme}
        </button>
        <button title="The keys" @click=${() => this.#pressAnywhere('?')}>
          <span aria-hidden="true">?</span><span class="unseen-words"> help</span>
        </button>
      </div>
    </header>`
  }

  #view(model: PageModel, tree: Tree): TemplateResult {
    const { state } = this
    if (state.view === 'changes' && model.changes !== undefined) {
      return html`<ecconf-changes
        .changes=${model.changes}
        .split=${state.diff === 'split'}
      ></ecconf-changes>`
    }
    if (state.view === 'files') return html`<ecconf-files .tree=${tree}></ecconf-files>`
    const left = model.configuration.findingsLeftOut
    return html`
      <div class="bar">
        <input
          type="search"
          aria-label="Search scopes, options, values and files"
          placeholder="Search scope, option, value, file   ( / )"
          spellcheck="false"
          autocomplete="off"
          .value=${state.query}
          @input=${this.#typed}
        />
        ${filters({
          state,
          files: model.configuration.files,
          hasChanges: model.changes !== undefined,
          findings: severities(model),
          change: (part) => this.#change(part),
        })}
        <p class="result" role="status">${this.#result()}${left > 0 ? `, ${counted(left, 'finding')} left out` : ''}</p>
      </div>
      <ecconf-tree
        .tree=${tree}
        .rows=${this.#rows}
        .open=${(scope: number) => this.#isOpen(scope)}
        .changed=${this.#changed}
      ></ecconf-tree>
      <aside class="details" tabindex="-1" aria-label="Details">
        <ecconf-details
          .tree=${tree}
          .target=${this.#target}
          .link=${linkOf({ ...START, at: state.at, shown: state.shown })}
        ></ecconf-details>
      </aside>
    `
  }

  readonly #typed = (event: Event) => {
    const { value } = event.target as HTMLInputElement
    clearTimeout(this.#typing)
    this.#typing = setTimeout(() => this.#search(value), TYPING_PAUSE)
  }

  #result(): string {
    const { count, isCut } = this.#rows
    return isCut ? `the first ${grouped(count)} rows` : counted(count, 'row')
  }
}

/** What is compared, and why. */
function against({ before, after, message }: ChangesModel): string {
  return `${renamed(before, after)}${message === undefined ? '' : `: ${message}`}`
}

/** The part of a state that says which rows there are. */
function keyOf({ at: _, view: _view, diff: _diff, ...rest }: ViewState): string {
  return JSON.stringify(rest)
}

function severities({ configuration }: PageModel) {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const { severity } of configuration.findings) counts[severity]++
  return counts
}
