import type { CodeAction } from 'vscode-languageserver'
import type { Diagnostic } from '../../../diagnostics/index.js'
import { isFixedCode } from '../../../lint/engine/codes.js'
import { firstTokenFrom } from '../../../syntax/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { workspaceEdit } from '../shown/workspace-edit.js'
import { type ActionSources, QUICK_FIX } from './action.js'

/** What stands in for the reason until somebody writes one. */
const REASON = 'reason'

/**
 * A comment that suppresses the code of a finding on its line. Undefined for what cannot be
 * suppressed, in read-only files, and where no comment can stand above the line.
 */
export function ignoreAction(
  { path, document, within }: FileSnapshot,
  finding: Diagnostic,
  { shown }: ActionSources,
  asked: Asked,
): CodeAction | undefined {
  if (isFixedCode(finding.code)) return undefined
  if (within.some(({ file }) => file.readOnly !== undefined)) return undefined
  const { source, tree } = document
  const start = source.lineStart(source.lineAt(finding.start))
  const before = firstTokenFrom(tree, start) - 1
  // The line may begin within a string, where a comment would be part of the value.
  if (before >= 0 && (tree.tokens.end[before] as number) > start) return undefined
  const mark = source.text.charAt(start) === '\ufeff' ? 1 : 0
  const at = start + mark
  const indent = /^[ \t]*/.exec(source.text.slice(at, finding.start))?.[0] ?? ''
  const comment = `${indent}# ecconf-disable-next-line ${finding.code} -- ${REASON}${source.newline}`
  const diagnostic = shown(finding)
  return {
    title: `Ignore ${finding.code} here, with a reason`,
    kind: QUICK_FIX,
    ...(diagnostic !== undefined && { diagnostics: [diagnostic] }),
    edit: workspaceEdit([{ path, source, edits: [{ start: at, end: at, text: comment }] }], asked),
  }
}
