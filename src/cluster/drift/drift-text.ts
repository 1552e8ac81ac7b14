import { type Palette, visible } from '../../report/index.js'
import type { Drift, DriftDifference, DriftValue, NodeDrift } from './drift.js'

/** How many characters of a value are shown. */
const WIDEST = 200

/**
 * What `ecconf drift` says: each option that differs, with what the files have and below it what nodes run;
 * then the nodes of which nothing is known; then the sum.
 */
export function driftText({ nodes, differences }: Drift, colours: Palette): string {
  const lines: string[] = []
  for (const [head, all] of byOption(differences)) {
    lines.push(`${colours.yellow(`~ ${head.title}`)}   ${colours.dim('files')} ${head.files}`)
    for (const { nodes: names, running } of all) {
      lines.push(`    ${colours.bold(names.map(visible).join(', '))}   ${valueText(running)}`)
    }
  }
  const unknown = nodes.filter(({ state }) => state === 'unknown')
  for (const { node, reason = '' } of unknown) {
    lines.push(`${colours.red(`? ${visible(node)}`)}   ${visible(reason)}`)
  }
  lines.push(sumText(nodes))
  return lines.map((line) => `${line}\n`).join('')
}

/** The differences of each option and of one value in the files, together. */
function byOption(differences: readonly DriftDifference[]) {
  const groups = new Map<
    string,
    [{ readonly title: string; readonly files: string }, DriftDifference[]]
  >()
  for (const difference of differences) {
    const { scope, option, files } = difference
    const where = scope === 'Global' && option !== '' ? '' : `${scope}  `
    const head = { title: visible(`${where}${option}`.trimEnd()), files: valueText(files) }
    const key = JSON.stringify(head)
    const [, all] = groups.get(key) ?? [head, []]
    all.push(difference)
    groups.set(key, [head, all])
  }
  return groups.values()
}

function valueText(value: DriftValue): string {
  if (value === undefined) return 'not set'
  const { value: text, file, line } = value
  const shown = text.length > WIDEST ? `${text.slice(0, WIDEST)}...` : text
  return visible(`${shown}   ${file}${line === 0 ? '' : `:${line}`}`)
}

function sumText(nodes: readonly NodeDrift[]): string {
  if (nodes.length === 0) return 'No node has answered.'
  const named = (state: NodeDrift['state']) =>
    nodes.filter((each) => each.state === state).map(({ node }) => visible(node))
  const [same, differ, unknown] = [named('same'), named('differs'), named('unknown')]
  const parts = [
    `${same.length} of ${nodes.length} ${nodes.length === 1 ? 'node runs' : 'nodes run'} what the files say`,
    ...(differ.length === 0 ? [] : [`different: ${differ.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`not known: ${unknown.join(', ')}`]),
  ]
  const ofFiles = nodes.filter(({ isOfFiles }) => isOfFiles).map(({ node }) => visible(node))
  const note =
    ofFiles.length === 0 ? '' : ` By their files, not by what runs: ${ofFiles.join(', ')}.`
  return `${parts.join('; ')}.${note}`
}
