import type { Configuration, Inclusion, ScopePath } from '../config/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { decodeString, type FileView, type ItemView, ScopeView } from '../syntax/index.js'

/** The product's messages when it refuses a configuration (runtime spec 6.1). */
export interface LoadFailure {
  /** Lines for the log, to be preceded by its time stamp. */
  readonly log: readonly string[]
  /** Lines for the user who requested the load. */
  readonly lines: readonly string[]
}

/** The code that the product gives to every failed load (runtime spec 6.1). */
const LOAD_ERROR = 'CFG-07961'

/**
 * Whether the product refuses a configuration for a finding, that of a version that lacks an option among
 * them; other findings are only advice.
 */
export function isRefused({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && /^(?:syntax|include|schema|version)\//.test(code)
}

/**
 * The product's messages when it refuses a configuration for a finding.
 * @param detail the summary of the finding, without secrets
 */
export function loadFailure(
  configuration: Configuration,
  finding: Diagnostic,
  detail: string,
): LoadFailure {
  const place = new FindingPlace(configuration, finding)
  const { reason, lines } = answer(place, finding, detail)
  return {
    log: [reason, `${LOAD_ERROR} ${reason}`],
    lines: [...lines, 'Reconfigure failed.'],
  }
}

function answer(place: FindingPlace, { code, summary }: Diagnostic, detail: string) {
  switch (code) {
    case 'schema/unknown-option':
    case 'schema/unknown-scope':
    case 'schema/wrong-scope': {
      const reason = `No module provides capability '${place.capability}'.`
      const invalid = `'${place.word}' is not a valid scope name in scope '${place.scopeName}'`
      return { reason, lines: [place.syntaxError, invalid] }
    }
    case 'include/missing':
    case 'include/unreadable': {
      const system = /: ([^:]+)$/.exec(summary)?.[1] ?? 'no such file or directory'
      return { reason: `failed to stat '${place.operand}': ${capitalised(system)}`, lines: [] }
    }
    default:
      return { reason: detail, lines: [place.syntaxError] }
  }
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

/** The place of a finding, in the product's terms. */
class FindingPlace {
  readonly #inclusion: Inclusion | undefined
  /** The stanzas around the finding in its own file, outermost first. */
  readonly #stanzas: readonly ScopeView[]
  /** The statement of the finding. */
  readonly #statement: ItemView | undefined

  constructor(
    readonly configuration: Configuration,
    readonly finding: Diagnostic,
  ) {
    const file = configuration.files.find(({ name }) => name === finding.file)
    this.#inclusion = file?.inclusions[0]
    const { stanzas, statement } = around(file?.document.root, finding.start)
    this.#stanzas = stanzas
    this.#statement = statement
  }

  get syntaxError(): string {
    const { file } = this.#inclusion ?? {}
    const line = file?.document.source.lineAt(this.finding.start) ?? 1
    const path = file?.productPath ?? this.finding.file
    return `Syntax error in ${path} at line ${line} near '${this.word}'`
  }

  /** The first word of the statement, which is never a value and so no secret. */
  get word(): string {
    const text = this.#statement?.text ?? ''
    return /^(?:"[^"\n]*"?|[^\s={}[\]()"]+|.)/.exec(text)?.[0] ?? ''
  }

  /** The operand of an include. */
  get operand(): string {
    const { start, end, file } = this.finding
    const written = this.#inclusion?.file.document.source.text.slice(start, end) ?? file
    return written.startsWith('"') ? decodeString(written) : written
  }

  /** The registered name of the scope around the statement. */
  get scopeName(): string {
    return this.#path.at(-1)?.name ?? 'Global'
  }

  /** `config.Global:dkim_sign.all_headers`: the nearest named scope, then the path inside it. */
  get capability(): string {
    const path = this.#path
    const named = path.findLastIndex(({ instance }) => instance !== undefined)
    const inside = path.slice(named + 1).map(({ name }) => name.toLowerCase())
    return `config.${path[named]?.name ?? 'Global'}:${[...inside, this.word].join('.')}`
  }

  /** The path of the scopes around the statement, with registered names where known. */
  get #path(): ScopePath {
    const own = this.#stanzas.map(({ name, instance }) =>
      instance === undefined ? { name } : { name, instance: instance.value },
    )
    const path = [...(this.#inclusion?.within ?? []), ...own]
    return path.map((step, index) => {
      const type = this.configuration.typeOf(path.slice(0, index + 1))
      return type === undefined ? step : { ...step, name: type.display }
    })
  }
}

/** The statement at an index, and the stanzas around it. */
function around(
  root: FileView | undefined,
  start: number,
): { stanzas: ScopeView[]; statement: ItemView | undefined } {
  const stanzas: ScopeView[] = []
  let body: FileView | ScopeView | undefined = root
  let statement: ItemView | undefined
  while (body !== undefined) {
    const found = holding(body, start)
    if (found === undefined) break
    if (statement instanceof ScopeView) stanzas.push(statement)
    statement = found
    body = found instanceof ScopeView ? found : undefined
  }
  return { stanzas, statement }
}

function holding(body: FileView | ScopeView, start: number): ItemView | undefined {
  for (const item of body.eachItem()) {
    if (item.start <= start && start < Math.max(item.end, item.start + 1)) return item
  }
  return undefined
}
