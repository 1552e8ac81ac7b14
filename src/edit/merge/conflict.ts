import { displayScope, displayStep, type ScopePath, writtenParts } from '../../config/index.js'
import { optionName } from '../../config/lookup/option-name.js'
import { consoleValue } from '../../console/index.js'
import { type Diagnostic, diagnostic, type Related } from '../../diagnostics/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import type { Range, TextEdit } from '../../syntax/index.js'
import type { Clash } from './decisions.js'
import type { Item, ScopeNode } from './file-tree.js'
import { optionValue } from './same.js'

/**
 * A merge conflict as a finding: its place in our text, the places in the other two versions, and
 * the two ways to resolve it.
 * @param place in the text of the finding
 * @param fixes the edits that give this text our side, or theirs
 */
export function conflictFinding(
  clash: Clash,
  place: Range & { readonly file: string },
  fixes: { readonly ours: readonly TextEdit[]; readonly theirs: readonly TextEdit[] },
  maskSecrets: boolean,
): Diagnostic {
  const { file } = place
  const detail = detailOf(clash, maskSecrets)
  return diagnostic('overlay/merge-conflict', place, summaryOf(clash), {
    ...(detail !== undefined && { detail }),
    related: [...relatedOf(clash.theirs, 'theirs'), ...relatedOf(clash.base, 'base')],
    // Ordering things is left to a person.
    fixes:
      clash.kind !== 'item'
        ? []
        : [
            { title: 'Take ours', safety: 'unsafe', edits: [{ file, edits: fixes.ours }] },
            { title: 'Take theirs', safety: 'unsafe', edits: [{ file, edits: fixes.theirs }] },
          ],
  })
}

function summaryOf(clash: Clash): string {
  const { kind, base, ours, theirs, scope } = clash
  if (kind === 'order') {
    const what = ours[0]?.node?.type === 'include' ? 'includes' : 'scopes'
    return `The order of ${what} in ${displayScope(scope.path)} was changed on both sides`
  }
  const item = (ours[0] ?? theirs[0] ?? base[0]) as Item
  const name = nameOf(item, scope.path)
  if (kind === 'stuck') return `${name} was moved by them, and there is a conflict in it`
  if (ours.length === 0) return `${name} was removed by us and changed by them`
  if (theirs.length === 0) return `${name} was changed by us and removed by them`
  if (base.length === 0) return `${name} was added on both sides, each in another way`
  return `${name} was changed on both sides, each in another way`
}

/** The name of a statement for people: `Gateway in Domain "yahoo.com"`. */
export function nameOf({ node, block }: Item, path: ScopePath): string {
  const place = path.length === 0 ? '' : ` in ${displayScope(path)}`
  switch (node?.type) {
    case 'option':
      return `${shownName(node.name, block.scope)}${place}`
    case 'include':
      return `${node.keyword.text} ${withoutSecrets(node.target?.text ?? '')}${place}`
    case 'scope': {
      const { name, instance } = node
      return `${displayStep({ name, instance: instance?.value })}${place}`
    }
    default:
      return `A comment${place}`
  }
}

function shownName(written: string, scope: ScopeNode): string {
  return optionName(scope.type?.options.get(written.toLowerCase()), written)
}

function detailOf({ kind, base, ours, theirs }: Clash, maskSecrets: boolean): string | undefined {
  if (kind === 'stuck') return 'solve that one first, then move it'
  if (kind === 'order') {
    const names = (items: readonly Item[]) => items.map(shortName).join(', ')
    return `ours: ${names(ours)}; theirs: ${names(theirs)}`
  }
  const sides = [
    ['ours', ours.at(-1)],
    ['theirs', theirs.at(-1)],
    ['base', base.at(-1)],
  ] as const
  if (sides.some(([, item]) => item?.node?.type === 'option')) {
    const shown = (item: Item | undefined) =>
      item === undefined ? 'not set' : shownValue(item, maskSecrets)
    return sides.map(([side, item]) => `${side}: ${shown(item)}`).join(', ')
  }
  if (ours.length === 0) return 'theirs has it here'
  return theirs.length === 0 ? 'theirs has it no more' : undefined
}

function shortName({ node }: Item): string {
  if (node?.type === 'include') return withoutSecrets(node.target?.text ?? '')
  return node?.type === 'scope'
    ? displayStep({ name: node.name, instance: node.instance?.value })
    : ''
}

/** The value of an option, in one line. */
export function shownValue(item: Item, maskSecrets: boolean): string {
  const { node, block } = item
  if (node?.type !== 'option') return ''
  const value = optionValue(item)
  const type = block.scope.type?.options.get(node.name.toLowerCase())
  const named = { name: node.name, type }
  const line = consoleValue(value, writtenParts(named, value, { maskSecrets }))
  return line.replace(/\s+/g, ' ')
}

function relatedOf(items: readonly Item[], note: string): Related[] {
  return items.map(({ block, body: { start }, node }) => {
    const end = node?.type === 'scope' ? headEnd(node) : (node?.end ?? start)
    return { file: block.document.source.name, start, end, note }
  })
}

/** The end of the range to mark; in a stanza only the head is marked. */
export function headEnd(node: NonNullable<Item['node']>): number {
  return node.type === 'scope' ? (node.instance ?? node.nameToken).end : node.end
}
