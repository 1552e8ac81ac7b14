import { Graph, layout } from '@dagrejs/dagre'
import type { ConfigurationModel, FileModel } from '../../model/model.js'
import type { Tree } from '../../view/tree.js'

/** A file in a drawing; the place is that of its middle, in pixels. */
export interface DrawnFile {
  readonly name: string
  readonly file: FileModel
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface DrawnInclusion {
  readonly points: readonly { readonly x: number; readonly y: number }[]
  readonly label: string
  readonly x: number
  readonly y: number
  readonly isPlain: boolean
}

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly files: readonly DrawnFile[]
  readonly inclusions: readonly DrawnInclusion[]
}

/** The width of a letter of a file's name, in pixels; of other words. */
const LETTER = 7.3
const SMALL_LETTER = 6.4
const HEIGHT = 44
const PADDING = 24

/** Where files and inclusions go in a drawing, the main file at the left. */
export function drawing(tree: Tree): Drawing {
  const { files, inclusions } = tree.model
  const names = files.map((_, index) => shortened(tree.shortName(index)))
  const graph = new Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 40, edgesep: 8, marginx: 8, marginy: 8 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const [index, file] of files.entries()) {
    if (file.state === 'built in') continue
    const letters = Math.max(
      (names[index] as string).length * LETTER,
      stateText(file).length * SMALL_LETTER,
    )
    graph.setNode(String(index), { width: letters + PADDING, height: HEIGHT })
  }
  for (const [index, inclusion] of inclusions.entries()) {
    const { from, to } = inclusion
    const label = inclusionText(inclusion, index)
    const edge = { width: label.length * SMALL_LETTER, height: 16, labelpos: 'c' }
    graph.setEdge(String(from), String(to), edge, String(index))
  }
  layout(graph)
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number }
  return {
    width,
    height,
    files: graph.nodes().map((name: string) => {
      const node = graph.node(name) as Omit<DrawnFile, 'name' | 'file'>
      const index = Number(name)
      return { ...node, name: names[index] as string, file: files[index] as FileModel }
    }),
    inclusions: graph.edges().map((edge: { v: string; w: string; name?: string }) => {
      const { points, x, y } = graph.edge(edge) as Omit<DrawnInclusion, 'label' | 'isPlain'>
      const index = Number(edge.name)
      const inclusion = inclusions[index] as ConfigurationModel['inclusions'][number]
      const isPlain = inclusion.keyword === 'include'
      const sides = [graph.node(edge.v), graph.node(edge.w)] as [Box, Box]
      return {
        points: fromSideToSide(points, sides),
        x,
        y,
        label: inclusionText(inclusion, index),
        isPlain,
      }
    }),
  }
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
}

/** The points of a line that leaves a file at its right, and comes to another at its left. */
function fromSideToSide(
  points: DrawnInclusion['points'],
  [from, to]: readonly [Box, Box],
): DrawnInclusion['points'] {
  // What goes back to an earlier file keeps its own way.
  if (from.x >= to.x) return points
  const start = { x: from.x + from.width / 2, y: from.y }
  const end = { x: to.x - to.width / 2, y: to.y }
  return [start, ...points.slice(1, -1), end]
}

/** The words at an arrow, as in the drawings of `files --format dot`: the order of reading, and the line. */
export function inclusionText(
  { keyword, line }: ConfigurationModel['inclusions'][number],
  index: number,
): string {
  const place = `line ${line}`
  return keyword === 'include' ? `${index + 1}: ${place}` : `${index + 1}: ${keyword}, ${place}`
}

export function stateText({ state, readOnly }: FileModel): string {
  if (state === 'missing') return 'missing'
  return readOnly === undefined ? state : `${state}, read-only`
}

/** The end of a long name, which tells it from others. */
function shortened(name: string): string {
  return name.length <= LONGEST ? name : `…${name.slice(-LONGEST + 1)}`
}

const LONGEST = 48
