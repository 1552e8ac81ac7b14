import { type Diagnostic, diagnostic, fix } from '../../../src/diagnostics/index.js'
import { findComments } from '../../document.js'
import { quote } from '../../findings/names.js'
import { looksLikeAddress, portNumber, splitAddress } from './address.js'
import { looksLikeMarker, readMarker } from './marker.js'
import type { MbusFileView, SegmentNodeView, SegmentView } from './views.js'

/** Mistakes in an mbus.conf that the grammar accepts. */
export function checkMbus(root: MbusFileView): readonly Diagnostic[] {
  const { segments } = root
  return [
    ...segments.flatMap(checkPort),
    ...segments.flatMap(({ nodes }) => nodes.flatMap(checkName)),
    ...checkMarkers(root, segments),
  ]
}

function checkPort(segment: SegmentView): Diagnostic[] {
  const token = segment.addressToken
  const written = token && splitAddress(token.value).port
  if (token === undefined || written === undefined || portNumber(written) !== undefined) return []
  const end = token.end - (token.quoted ? 1 : 0)
  const place = { file: segment.tree.source.name, start: end - written.length, end }
  const summary =
    written === '' ? 'The port behind ":" is missing' : `${quote(written)} is not a port`
  return [
    diagnostic('syntax/unexpected', place, summary, {
      detail: 'A port is a number from 1 to 65535.',
    }),
  ]
}

/** Reports a node whose name is an address: two adjacent addresses are read as one node. */
function checkName(node: SegmentNodeView): Diagnostic[] {
  if (node.broken || !looksLikeAddress(node.name)) return []
  const { start, end } = node.nameToken
  const place = { file: node.tree.source.name, start, end }
  return [
    diagnostic(
      'syntax/missing-name',
      place,
      `${quote(node.name)} is an address, not a node's name`,
      {
        detail: 'A node is written as its name and its address.',
      },
    ),
  ]
}

/** Reports markers that are not read as meant; as comments, they are checked nowhere else. */
function checkMarkers(root: MbusFileView, segments: readonly SegmentView[]): Diagnostic[] {
  const { source } = root.tree
  const findings: Diagnostic[] = []
  let segment = 0
  for (const comment of findComments(root.tree, { start: 0, end: source.length })) {
    if (!looksLikeMarker(comment)) continue
    const place = { file: source.name, start: comment.start, end: comment.end }
    if (readMarker(comment) === undefined) {
      findings.push(
        diagnostic('syntax/subcluster-marker', place, 'This marker of a subcluster is not read', {
          detail: 'A marker is written # Subcluster: NAME => MANAGER, and nothing behind it.',
        }),
      )
      continue
    }
    while (segment < segments.length && (segments[segment] as SegmentView).end < comment.start) {
      segment++
    }
    const around = segments[segment]
    if (around !== undefined && around.start < comment.start && comment.end < around.end) {
      const line = source.lineText(source.lineAt(comment.start))
      const before = source.lineStart(source.lineAt(around.start))
      findings.push(
        diagnostic(
          'syntax/subcluster-marker',
          place,
          'A marker inside a segment does not govern that segment',
          {
            detail: 'It governs the segments that follow. Write it before the segment.',
            ...(line.trimStart().startsWith('#')
              ? {
                  fixes: [
                    fix('Move it before the segment', 'unsafe', source.name, [
                      { start: before, end: before, text: comment.text + source.newline },
                      { start: comment.start, end: comment.end, text: '' },
                    ]),
                  ],
                }
              : {}),
          },
        ),
      )
    }
  }
  return findings
}
