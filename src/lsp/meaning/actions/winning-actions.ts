import type { CodeAction } from 'vscode-languageserver'
import type { ConfigFile, Definition, ScopePath } from '../../../config/index.js'
import { describeOption, fileAndLine } from '../../../edit/change/describe.js'
import { boundPath, type ChangeSet, change } from '../../../edit/index.js'
import { ShownValues } from '../../../report/change/values.js'
import { visible } from '../../../report/index.js'
import { Source } from '../../../syntax/index.js'
import type { Asked, FileInTarget, FileSnapshot } from '../../workspace/snapshot.js'
import { scopePathsOf } from '../place/scope-place.js'
import { type OptionPlace, textPlaceAt } from '../place/text-place.js'
import { ledElsewhere } from '../shown/led-elsewhere.js'
import { type EditedText, workspaceEdit } from '../shown/workspace-edit.js'
import { type ActionData, REWRITE } from './action.js'

/** An option that something overrides in one configuration. */
interface Overridden {
  readonly each: FileInTarget
  readonly path: ScopePath
  readonly winner: Definition
}

/** For an option that is overridden: to give its value to the definition that counts. */
export async function winningActions(
  file: FileSnapshot,
  index: number,
  asked: Asked,
): Promise<CodeAction[]> {
  const place = textPlaceAt(file.document.tree, index)
  if (place?.kind !== 'option' || place.view.value === undefined) return []
  const all = overriddenAt(file, place)
  const actions: CodeAction[] = []
  for (const [at, overridden] of all.entries()) {
    const { winner } = overridden
    const where = fileAndLine(winner.inclusion.file, winner.node)
    const action: CodeAction = {
      title: visible(`Set ${place.view.name} where it counts, in place of ${where}`),
      kind: REWRITE,
    }
    if (asked.client.codeActionResolve) {
      const { uri, version } = file
      const data: ActionData = { kind: 'winning', uri, version, index, at }
      actions.push({ ...action, data })
    } else actions.push(await withEdit(action, overridden, place, asked))
  }
  return actions
}

/** Whether data of an action is that of one of these: clients send back what they like. */
export function isWinning(data: unknown): data is ActionData {
  if (typeof data !== 'object' || data === null) return false
  const { kind, uri, index, at } = data as Partial<Record<keyof ActionData, unknown>>
  return (
    kind === 'winning' && typeof uri === 'string' && Number.isInteger(index) && Number.isInteger(at)
  )
}

/**
 * The action that was chosen, with its edits, or with the reason why there are none.
 * @returns undefined when the text is not that any more that the action was made for
 */
export async function resolvedWinning(
  action: CodeAction,
  { index, at }: ActionData,
  file: FileSnapshot,
  asked: Asked,
): Promise<CodeAction | undefined> {
  const place = textPlaceAt(file.document.tree, index)
  if (place?.kind !== 'option') return undefined
  const overridden = overriddenAt(file, place)[at]
  return overridden && withEdit(action, overridden, place, asked)
}

function overriddenAt({ within }: FileSnapshot, { view, around }: OptionPlace): Overridden[] {
  const found = new Map<string, Overridden>()
  for (const each of within) {
    const { configuration, fragment } = each.target
    if (fragment) continue
    for (const path of scopePathsOf(each, around)) {
      const winner = configuration.written(path, view.name)
      if (winner === undefined || winner.inclusion.file.virtual) continue
      const { file } = winner.inclusion
      if (file === each.file && winner.node.index === view.index) continue
      const key = `${file.realPath} ${winner.node.start}`
      if (!found.has(key)) found.set(key, { each, path, winner })
    }
  }
  return [...found.values()]
}

async function withEdit(
  action: CodeAction,
  { each, path }: Overridden,
  { view }: OptionPlace,
  asked: Asked,
): Promise<CodeAction> {
  const { configuration } = each.target
  const { name: option, value } = view
  if (value === undefined) return action
  const request = { kind: 'set', path, option, value: value.text, words: [] } as const
  const { edits, refusals, notes } = await change(configuration, [request])
  const shown = new ShownValues(configuration, true)
  const [refusal] = refusals
  if (refusal !== undefined) {
    const reason = shown.said([request], `${refusal.summary}. ${refusal.detail}`)
    return { ...action, disabled: { reason: visible(reason) } }
  }
  if (edits.length === 0) {
    const reason = notes[0] ?? `${describeOption(path, option)} has this value already`
    return { ...action, disabled: { reason: visible(shown.said([request], reason)) } }
  }
  const led = edits.flatMap((edit) => {
    const opened = each.file.realPath
    const file = { ...edit, realPath: boundPath(edit) }
    return edit.create ? [] : (ledElsewhere(file, [configuration], opened) ?? [])
  })
  if (led[0] !== undefined) return { ...action, disabled: { reason: led[0] } }
  return { ...action, edit: workspaceEdit(editedTexts(edits, configuration.files), asked) }
}

function editedTexts(edits: ChangeSet['edits'], files: readonly ConfigFile[]): EditedText[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  return edits.map(({ path, create, edits: its }) => ({
    path,
    source: byPath.get(path)?.document.source ?? new Source(''),
    edits: its,
    ...(create && { isNew: true }),
  }))
}
