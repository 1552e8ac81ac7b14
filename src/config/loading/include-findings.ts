import {
  type Diagnostic,
  type DiagnosticCode,
  diagnostic,
  type Related,
} from '../../diagnostics/index.js'
import type { Range } from '../../syntax/index.js'
import type { ConfigFile, Inclusion } from '../model.js'
import { includeChain, statementPlace } from './include-chain.js'

/**
 * A statement that asks for a file, in one inclusion of its text. The range is that of the operand
 * in the inclusion's file.
 */
export interface Request extends Range {
  readonly inclusion: Inclusion
  /** The name of the file or folder, without quotes. */
  readonly operand: string
  /** What asks for the file, in words; by default an include. */
  readonly subject?: string
}

function finding(
  code: DiagnosticCode,
  request: Request,
  summary: string,
  detail: string,
  related: readonly Related[] = [],
): Diagnostic {
  const { inclusion, start, end } = request
  return diagnostic(code, { file: inclusion.file.name, start, end }, summary, {
    detail,
    related: [...related, ...includeChain(inclusion)],
  })
}

/**
 * @param looked the paths where the file was searched for, in order
 * @param who the nodes that have it, as a sentence
 */
export function missing(request: Request, looked: readonly string[], who?: string): Diagnostic {
  const summary = `Included file "${request.operand}" was not found`
  if (/[*?]/.test(request.operand)) {
    return finding('include/missing', request, summary, withoutWildcards(request.operand))
  }
  const [first, ...others] = looked.map((path) => `no ${path}`)
  const last = others.pop()
  const list = [[first, ...others].join(', '), ...(last === undefined ? [] : [last])].join(' and ')
  const detail = first === undefined ? 'Name a file or a folder.' : `There is ${list}.`
  return finding(
    'include/missing',
    request,
    summary,
    who === undefined ? detail : `${detail} ${who}`,
  )
}

/** What to do about an operand with wildcards, of which an include has none. */
function withoutWildcards(operand: string): string {
  const folder = /^([^*?]*\/)[^/]*$/.exec(operand)?.[1]
  return folder === undefined
    ? 'An include has no wildcards: name each file, or a folder.'
    : `An include has no wildcards. Name the folder: include "${folder}".`
}

export function unreadable(request: Request, path: string, reason: string): Diagnostic {
  const summary = `${request.subject ?? 'Included file'} "${request.operand}" cannot be read: ${reason}`
  return finding('include/unreadable', request, summary, `It was looked for as ${path}.`)
}

export function unsupportedScheme(request: Request, scheme: string): Diagnostic {
  const summary = `Files from "${scheme}://" cannot be included here`
  const detail = 'Only files of this machine are read. Keep a copy of it and include that.'
  return finding('include/unsupported-scheme', request, summary, detail)
}

/** @param file the file that is included while it is still being read */
export function cycle(request: Request, file: ConfigFile): Diagnostic {
  const names = [file.name]
  for (let at: Inclusion | undefined = request.inclusion; at !== undefined; at = at.parent) {
    names.unshift(at.file.name)
    if (at.file === file) break
  }
  const summary =
    names.length === 2
      ? `"${file.name}" includes itself`
      : `"${file.name}" is included while it is being read`
  const detail = `The includes go round: ${names.join(' → ')}. Take one of them out.`
  return finding('include/cycle', request, summary, detail)
}

/** The local changes file must not be the main file (language spec 7). */
export function localChangesInMain(request: Request, main: ConfigFile): Diagnostic {
  const summary = `Local_Changes_File names the main file "${main.name}"`
  const detail = 'Changes that belong to no other file need one of their own. Name another file.'
  return finding('include/local-changes', request, summary, detail)
}

/** @param first the inclusion of the local changes file by another statement */
export function localChangesIncluded(
  request: Request,
  file: ConfigFile,
  first: Inclusion,
): Diagnostic {
  const summary = `Local changes file "${file.name}" is included too`
  const detail =
    'That makes it read-only, so that no change can be written to it. It is read last anyway: take ' +
    'the include out.'
  return finding(
    'include/local-changes',
    request,
    summary,
    detail,
    relatedInclusion(first, 'included here'),
  )
}

/** @param first the first inclusion of the file */
export function includedTwice(request: Request, file: ConfigFile, first: Inclusion): Diagnostic {
  const summary = `"${file.name}" is included more than once`
  const detail = 'That makes it read-only everywhere: no change can be written to it.'
  return finding(
    'include/twice',
    request,
    summary,
    detail,
    relatedInclusion(first, 'first included here'),
  )
}

function relatedInclusion(inclusion: Inclusion, note: string): Related[] {
  const place = statementPlace(inclusion)
  return place === undefined ? [] : [{ file: place.file, start: place.start, end: place.end, note }]
}

export function backupFile(request: Request, name: string): Diagnostic {
  const summary = `"${name}" looks like a backup, but is read with the folder "${request.operand}"`
  const detail =
    'Every file of an included folder counts unless its name starts with a dot. Move it elsewhere.'
  return finding('include/backup-file', request, summary, detail)
}

/** @param limit what was exceeded, in words: `more than 10,000 inclusions` */
export function tooManyIncludes(request: Request, limit: string): Diagnostic {
  const detail = 'This file was passed over. Look for files that are included again and again.'
  return finding('include/too-many', request, `Too many includes: ${limit}`, detail)
}
