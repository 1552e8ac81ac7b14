import type { CodeAction } from 'vscode-languageserver'
import type { Diagnostic } from '../../../diagnostics/index.js'
import type { Range } from '../../../syntax/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { type ActionSources, FIX_ALL, QUICK_FIX, REWRITE } from './action.js'
import { fixActions } from './fix-actions.js'
import { fixAll } from './fix-all.js'
import { ignoreAction } from './ignore-action.js'
import { winningActions } from './winning-actions.js'

/**
 * What can be done about a part of a text: the fixes of its findings, ignoring them with a reason,
 * setting an option where its value counts, and all safe fixes of the file at once.
 * @param only the kinds that are wanted; all when undefined
 */
export async function codeActions(
  file: FileSnapshot,
  part: Range,
  only: readonly string[] | undefined,
  sources: ActionSources,
  asked: Asked,
): Promise<CodeAction[]> {
  const actions: CodeAction[] = []
  if (isWanted(QUICK_FIX, only)) {
    for (const finding of findingsAt(file, part, sources.findings)) {
      actions.push(...fixActions(file, finding, sources, asked))
      const ignore = ignoreAction(file, finding, sources, asked)
      if (ignore !== undefined) actions.push(ignore)
    }
  }
  if (isWanted(REWRITE, only)) actions.push(...(await winningActions(file, part.start, asked)))
  // All files of a configuration are checked for it, so that it is offered only to who wants it.
  const asksForIt = only?.some((kind) => isBelow(FIX_ALL, kind)) === true
  if (asksForIt) {
    const action = await fixAll(file, sources, asked)
    if (action !== undefined) actions.push(action)
  }
  return actions
}

function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((wanted) => isBelow(kind, wanted))
}

/** `source.fixAll.ecconf` is below `source.fixAll` and `source`. */
function isBelow(kind: string, wanted: string): boolean {
  return wanted === '' || kind === wanted || kind.startsWith(`${wanted}.`)
}

/** The findings of the text that touch a part of it. */
function findingsAt(
  { within }: FileSnapshot,
  part: Range,
  findings: readonly Diagnostic[],
): Diagnostic[] {
  const names = new Set(within.map(({ file }) => file.name))
  return findings.filter(
    ({ file, start, end }) => names.has(file) && start <= part.end && end >= part.start,
  )
}
