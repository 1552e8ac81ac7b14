import { type ConfigFile, type Configuration, dumpJson } from '../../config/index.js'
import { applyEdits, invertEdits, Source } from '../../syntax/index.js'
import { boundFile } from '../change/bound-file.js'
import { type ChangeSet, type FileEdits, NO_CHANGES } from '../change/change-set.js'
import { hashFiles } from '../change/hash.js'
import { checkedEdits, errorsIn } from './checked-edits.js'
import type { FormatOptions } from './format.js'

/** A file to format. */
export interface FormatTarget {
  readonly file: ConfigFile
  /** The configurations with this file, whose meaning must stay the same. */
  readonly configurations: readonly Configuration[]
}

/** A file that is not formatted. */
export interface UnformattedFile {
  readonly file: ConfigFile
  /** The reason in one line, with the place. */
  readonly reason: string
}

export interface FormatPlan {
  /** The edits; none when everything is formatted. */
  readonly changeSet: ChangeSet
  readonly refused: readonly UnformattedFile[]
}

/**
 * Formats files. A file with syntax errors is refused, and so is one whose meaning would change:
 * its new text is parsed and compared, and so are the configurations with all formatted files.
 */
export async function planFormat(
  targets: readonly FormatTarget[],
  options: FormatOptions = {},
): Promise<FormatPlan> {
  const refused: UnformattedFile[] = []
  const formatted = new Map<FormatTarget, FileEdits>()
  for (const target of targets) {
    const outcome = formatFile(target.file, options)
    if (typeof outcome === 'string') refused.push({ file: target.file, reason: outcome })
    else if (outcome.edits.length > 0) formatted.set(target, outcome)
  }
  const changed = await changedConfigurations(formatted)
  for (const { file, configurations } of [...formatted.keys()].filter(({ configurations }) =>
    configurations.some((each) => changed.has(each)),
  )) {
    const mains = configurations.filter((each) => changed.has(each)).map(({ main }) => main.name)
    refused.push({ file, reason: `${file.name}: ${mains.join(', ')} would mean something else` })
  }
  const kept = [...formatted].filter(([{ file }]) => refused.every((each) => each.file !== file))
  return {
    changeSet: {
      ...NO_CHANGES,
      base: await hashFiles(kept.map(([{ file }]) => file)),
      edits: kept.map(([, edits]) => edits),
    },
    refused,
  }
}

/** @returns the edits, or the reason for a refusal */
function formatFile(file: ConfigFile, options: FormatOptions) {
  const { name, document } = file
  const { source } = document
  const wrong = errorsIn(document, name)
  if (wrong !== undefined) return wrong
  const edits = checkedEdits(document, name, options, (index) => source.position(index))
  if (typeof edits === 'string') return edits
  const inverse = invertEdits(source.text, edits)
  return { ...boundFile(file), create: false, edits, inverse } satisfies FileEdits
}

/** The configurations that the new texts would change. */
async function changedConfigurations(
  formatted: ReadonlyMap<FormatTarget, FileEdits>,
): Promise<Set<Configuration>> {
  const texts = new Map<string, Uint8Array>()
  for (const [{ file }, { edits }] of formatted) {
    texts.set(file.realPath, new Source(applyEdits(file.document.source.text, edits)).bytes)
  }
  const all = new Set([...formatted.keys()].flatMap(({ configurations }) => configurations))
  const changed = new Set<Configuration>()
  for (const configuration of all) {
    const after = await configuration.withTexts(texts)
    if (meaningOf(after) !== meaningOf(configuration)) changed.add(configuration)
  }
  return changed
}

function meaningOf(configuration: Configuration): string {
  return JSON.stringify(dumpJson(configuration, { maskSecrets: false }))
}
