import { counted } from '../../diagnostics/index.js'

/** What an editor may have changed besides the words: what a diff does not show well. */
export function formChanges(before: string, after: string): string[] {
  const notes: string[] = []
  if (before === '' || after === '') return notes
  if (before.startsWith(BOM) !== after.startsWith(BOM)) {
    notes.push(`the byte order mark at its start is ${after.startsWith(BOM) ? 'new' : 'gone'}`)
  }
  const [was, is] = [lineEnds(before), lineEnds(after)]
  if (was !== undefined && is !== undefined && was !== is) {
    notes.push(`its line ends were ${was} and are ${is} now`)
  }
  const [odd, still] = [oddBytes(before), oddBytes(after)]
  if (still !== odd) {
    notes.push(
      `${counted(odd, 'byte')} of it ${odd === 1 ? 'was' : 'were'} no UTF-8, now ${counted(still, 'byte')}`,
    )
  }
  return notes
}

const BOM = '\ufeff'

function lineEnds(text: string): 'LF' | 'CRLF' | 'mixed' | undefined {
  const all = text.match(/\n/g)?.length ?? 0
  if (all === 0) return undefined
  const crlf = text.match(/\r\n/g)?.length ?? 0
  return crlf === 0 ? 'LF' : crlf === all ? 'CRLF' : 'mixed'
}

/** Bytes that are no valid UTF-8 stand in a text as lone surrogates (`Source`). */
function oddBytes(text: string): number {
  return text.match(/[\udc80-\udcff]/gu)?.length ?? 0
}
