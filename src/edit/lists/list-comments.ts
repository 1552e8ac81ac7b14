import type { ListItem } from './list-items.js'

/**
 * The comments that are only about removed parts. A comment at the end of a line is about the whole
 * line, one between two parts about one of them. A comment on its own line is about an unknown
 * number of parts below it, and one after the opening bracket may be about the list, so both stay.
 */
export function ownComments(
  items: readonly ListItem[],
  gone: ReadonlySet<ListItem>,
): Set<ListItem> {
  const own = new Set<ListItem>()
  for (let start = 0; start < items.length; ) {
    let end = start + 1
    while (items[end]?.line === items[start]?.line) end++
    const line = items.slice(start, end)
    if (line.some((item) => gone.has(item))) {
      for (const comment of ownCommentsOf(line, gone)) own.add(comment)
    }
    start = end
  }
  return own
}

function ownCommentsOf(line: readonly ListItem[], gone: ReadonlySet<ListItem>): ListItem[] {
  const first = line.findIndex(isPart)
  const last = line.findLastIndex(isPart)
  if (first === -1) return []
  const leading = line.slice(0, first).filter(isComment)
  const trailing = line.slice(last + 1).filter(isComment)
  const hasInner = line.slice(first, last).some(isComment)
  const isAllGone = line.every((item) => !isPart(item) || gone.has(item))
  const own = isAllGone ? trailing : []
  if (hasInner ? gone.has(line[first] as ListItem) : isAllGone && line[0]?.line !== 0) {
    for (const comment of leading) own.push(comment)
  }
  // Comments precede their parts on a line that begins with a comment, and otherwise follow them.
  // On a line that neither begins nor ends with a comment, a comma ends what belongs to a part.
  let before = line[first] as ListItem
  let isBehindComma = false
  /** The comments before the next part that are about it. */
  let ahead: ListItem[] = []
  for (const item of line.slice(first + 1, last + 1)) {
    if (isComment(item)) {
      if (leading.length > 0 || (isBehindComma && trailing.length === 0)) ahead.push(item)
      else if (gone.has(before)) own.push(item)
      continue
    }
    isBehindComma = !isPart(item)
    if (!isPart(item)) continue
    before = item
    if (gone.has(item)) for (const comment of ahead) own.push(comment)
    ahead = []
  }
  return own
}

function isPart({ kind }: ListItem): boolean {
  return kind === 'part'
}

function isComment({ kind }: ListItem): boolean {
  return kind === 'comment'
}
