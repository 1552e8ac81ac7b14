import type { ProductLine, ProductLines } from '../../schema/types.js'

/** The product lines in words: `3.x since 3.0.23, 4.x`. */
export function linesText(lines: ProductLines): string {
  return Object.entries(lines)
    .map(([name, line]) => [lineName(name, line), ...spanWords(line), ...notes(line)].join(' '))
    .join(', ')
}

/**
 * The name of a product line; line 4 includes later versions, so what came with 5.2 is not in 4.x.
 * What came before the line began is in all of it.
 */
function lineName(name: string, { since, sinceBranches }: ProductLine): string {
  const majors = (sinceBranches ?? [since ?? name]).map((version) => Number.parseInt(version, 10))
  return `${Math.max(Number(name), Math.min(...majors))}.x`
}

function spanWords({ since, sinceBranches, lastVersion }: ProductLine): string[] {
  return [
    ...(since === undefined ? [] : [`since ${(sinceBranches ?? [since]).join(' and ')}`]),
    ...(lastVersion === undefined ? [] : [`up to ${lastVersion}`]),
  ]
}

function notes(line: ProductLine): string[] {
  const { deprecated, deprecatedSince, product, sinceByForm = {}, uncertain } = line
  const texts = [
    ...Object.entries(sinceByForm).map(([form, since]) => `${formName(form)} since ${since}`),
    ...(deprecatedSince !== undefined
      ? [`deprecated since ${deprecatedSince}`]
      : deprecated
        ? ['deprecated']
        : []),
    ...effectNotes(line),
    ...moduleNotes(line),
    ...(product === undefined ? [] : [`${product} only`]),
    ...(uncertain ? ['not certain'] : []),
  ]
  return texts.length === 0 ? [] : [`(${texts.join(', ')})`]
}

const FORMS: Readonly<Record<string, string>> = {
  ipv6: 'IPv6',
  list: 'a list',
  number: 'a number',
  regex: 'a regular expression',
  'v2-header': 'the binary header',
}

function formName(form: string): string {
  return Object.hasOwn(FORMS, form) ? (FORMS[form] as string) : form
}

function effectNotes({ noEffectSince, noEffectValues, noEffectWith }: ProductLine): string[] {
  const values = noEffectValues === undefined ? '' : ` with ${noEffectValues.join(', ')}`
  return [
    ...(noEffectSince === undefined ? [] : [`no effect since ${noEffectSince}${values}`]),
    ...(noEffectWith === undefined ? [] : [`no effect with ${noEffectWith}`]),
  ]
}

function moduleNotes({
  singletonSince,
  instance,
  supportedSince,
  rewrittenIn,
  engineNotShippedSince,
  notOn,
}: ProductLine): string[] {
  return [
    ...(instance !== 'anonymous'
      ? []
      : [`without a name${singletonSince === undefined ? '' : ` since ${singletonSince}`}`]),
    ...(supportedSince === undefined ? [] : [`supported since ${supportedSince}`]),
    ...(rewrittenIn === undefined ? [] : [`rewritten in ${rewrittenIn}`]),
    ...(engineNotShippedSince === undefined
      ? []
      : [`its engine is not in the product since ${engineNotShippedSince}`]),
    ...(notOn === undefined ? [] : [`not on ${notOn.join(' and ')}`]),
  ]
}
