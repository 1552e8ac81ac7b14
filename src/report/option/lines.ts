import type { ProductLine, ProductLines } from '../../schema/types.js'

/** The product lines in words: `3.x since 3.0.23, 4.x`. */
export function linesText(lines: ProductLines): string {
  return Object.entries(lines)
    .map(([name, line]) => [lineName(name, line), ...spanWords(line), ...notes(line)].join(' '))
    .join(', ')
}

/**
 * The name of a product line; line 4 includes later versions, so what came with 5.2 is not in 4.x.
 */
function lineName(name: string, { since }: ProductLine): string {
  return `${since?.split('.')[0] ?? name}.x`
}

function spanWords({ since, sinceBranches, until }: ProductLine): string[] {
  return [
    ...(since === undefined ? [] : [`since ${(sinceBranches ?? [since]).join(' and ')}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ]
}

function notes({ deprecated, deprecatedSince, product }: ProductLine): string[] {
  const texts = [
    ...(deprecatedSince !== undefined
      ? [`deprecated since ${deprecatedSince}`]
      : deprecated
        ? ['deprecated']
        : []),
    ...(product === undefined ? [] : [`${product} only`]),
  ]
  return texts.length === 0 ? [] : [`(${texts.join(', ')})`]
}
