import type { Configuration } from '../../../config/index.js'
import type { Word } from '../../../console/index.js'
import type { Candidate, Completions } from '../../../protocol/index.js'
import { viewOf } from '../asking.js'
import type { Command } from '../command.js'
import { Turns } from '../output.js'
import { lastBar } from '../pipes/parse.js'
import { findCommand } from '../routing/find.js'
import { programKind, type SessionContext } from '../session-context.js'
import { commandWords } from './command-words.js'
import { currentValues } from './current-value.js'
import { fits, type Offer, placeholder, typedForm } from './offer.js'
import { instancesOf, operandWords } from './operand-words.js'
import { bar, pipeWords } from './pipe-words.js'
import { isNamed } from './scope-words.js'
import { type TypedLine, typedLine } from './typed-line.js'

/** How many words are offered at once. */
const MOST_WORDS = 1000

type Answer = Pick<Completions, 'replaces' | 'candidates' | 'more'>

/**
 * What can stand at the end of a line. Names that the schema has are offered to everybody; what the
 * configuration holds only to those who may see it.
 * @param text of the line up to the cursor
 * @param describe whether descriptions, values and places are wanted, and what cannot be typed as it
 * stands
 */
export async function complete(
  text: string,
  describe: boolean,
  context: SessionContext,
): Promise<Answer> {
  const nothing: Answer = { replaces: 0, candidates: [], more: false }
  const typed = text.replace(/^\s*xml\s+/i, '')
  const barAt = lastBar(typed)
  const line = typedLine(barAt === undefined ? typed : typed.slice(barAt + 1))
  if (line === undefined) return nothing
  const offers =
    barAt === undefined ? offersFor(line, context) : pipesFor(typed.slice(0, barAt), line, context)
  const candidates: Candidate[] = []
  const offered = new Set<string>()
  const turns = new Turns()
  for await (const each of offers) {
    const isWanted = each.isPlaceholder ? describe && line.wanted === '' : fits(each.word, line)
    const word = each.isPlaceholder ? each.word : typedForm(each.word, line)
    if (!isWanted || offered.has(word)) continue
    if (candidates.length === MOST_WORDS)
      return { replaces: line.partial.length, candidates, more: true }
    offered.add(word)
    candidates.push({ word, ...(describe ? each.describe() : { description: '' }) })
    await turns.next()
  }
  return { replaces: line.partial.length, candidates, more: false }
}

async function* offersFor(line: TypedLine, context: SessionContext): AsyncGenerator<Offer> {
  const kind = programKind(context.program)
  const names = line.words.map(({ value }) => value)
  const view = viewOf(context)
  const isShown = await context.maySee('config showrecurse')
  const known = { kind, view, isShown, current: currentValues(view, isShown) }
  yield* commandWords(names, kind, (module) => instancesOf(module, known))
  const command = findCommand(names.join(' '), kind)?.command
  if (command === undefined) return
  const count = command.name.split(' ').length
  const words = line.words.slice(count)
  const isEnough = isWhole(command, words, view)
  if (isEnough) yield placeholder('<Enter>', command.description)
  yield* operandWords(command, words, { ...known, members: await membersFor(command, context) })
  if (command.pipe !== undefined && isEnough) yield bar
}

/** The names of the nodes or subclusters that a command can be sent to; none for who may not see them. */
async function membersFor({ operands }: Command, context: SessionContext): Promise<string[]> {
  if (operands !== 'node' && operands !== 'subcluster') return []
  if (!(await context.maySee('show cluster membership'))) return []
  const { membership } = context.cluster
  return operands === 'node'
    ? membership.present.map(({ name }) => name)
    : [...membership.subclusters].sort()
}

/** Whether nothing more has to follow. */
function isWhole({ operands, usage, name }: Command, words: readonly Word[], view: Configuration) {
  switch (operands) {
    case 'option':
    case 'scope':
    case 'either':
    case 'value':
      return isNamed(view, words, operands)
    case 'node':
    case 'subcluster':
      return words.length > 1
    default:
      // What stands in brackets may be left out.
      return words.length > 0 || usage.some((form) => !/[A-Z]/.test(withoutOptional(form, name)))
  }
}

function withoutOptional(form: string, name: string): string {
  return form.slice(name.length).replace(/\[[^\]]*\]/g, '')
}

function* pipesFor(before: string, line: TypedLine, { program }: SessionContext): Generator<Offer> {
  const first = before.split(/\s\|\s/, 1)[0] ?? ''
  const can = findCommand(first, programKind(program))?.command.pipe
  if (can === undefined) return
  yield* pipeWords(
    line.words.map(({ value }) => value.toLowerCase()),
    can,
  )
}
