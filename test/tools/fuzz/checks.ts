import * as assert from 'uvu/assert'
import { type Document, parse, reparse } from '../../../grammar/index.js'
import { DIALECTS } from '../../grammar/dialects/dialects.js'
import { agree } from '../agreement.js'
import { checkText, checkTextOf } from '../invariants.js'
import { countSteps } from '../steps.js'
import { outline } from '../tree.js'
import type { Case } from './texts.js'

/** Longer texts are not given to the oracle, which is slow and recurses. */
const ORACLE_CHARACTERS = 6000

const ORDINARY = 'Domain "example.com" {\n  Retry_Interval = 600 # why\n}\n'
/** Characters of texts that are made of one piece. */
const FEW = 16_000
const MANY = FEW * 8
/** Eight times the text in more than this many times the steps is not in proportion. */
const GROWTH = 12
/** What a character and a finding may cost, in ordinary characters, before it is looked into. */
const USUAL = { character: 20, finding: 1000 }
/** What they may cost at most, however the cost grows. */
const DEAREST = { character: 300, finding: 5000 }

/** Milliseconds after which a text is not read again to make sure. */
const HOPELESS = 3000

/**
 * Tries a case.
 *
 * @param ordinary milliseconds for a character of an ordinary text
 * @returns what is wrong, in words that are the same for the same mistake; undefined when all is well
 */
export async function mistakeIn(tried: Case, ordinary: number): Promise<string | undefined> {
  try {
    switch (tried.kind) {
      case 'text':
        checkBytes(tried.bytes)
        return undefined
      case 'edits':
        checkReparse(tried.base, tried.edits)
        return undefined
      case 'dialect':
        checkTextOf(tried.bytes, parserOf(tried.dialect))
        return undefined
      case 'repetition':
        return await mistakeInRepetition(tried.piece, parserOf(tried.dialect), ordinary)
    }
  } catch (error) {
    return summary(error as Error)
  }
}

/** @throws when something does not hold */
function checkBytes(bytes: Uint8Array): void {
  const document = checkText(bytes)
  // Nothing that reads a tree may stumble over it.
  outline(document)
  document.comments()
  const { text } = document.source
  if (text.length <= ORACLE_CHARACTERS) agree(text, document)
}

function checkReparse(base: string, edits: Parameters<typeof reparse>[1]): void {
  const document = reparse(parse(base), edits)
  const whole = parse(document.source.text)
  assert.equal(columns(document), columns(whole), 'parsing again gives something else')
}

function columns({ tree, diagnostics }: Document): unknown {
  const { tokens, count, kind, first, limit, next } = tree
  return { tokens, count, kind, first, limit, next, diagnostics }
}

type Parse = typeof parse | (typeof DIALECTS)[string]['parse']

function parserOf(dialect: string | undefined): Parse {
  return (dialect === undefined ? undefined : DIALECTS[dialect]?.parse) ?? parse
}

/** Time only raises the suspicion, because other work on the machine disturbs it. */
async function mistakeInRepetition(
  piece: string,
  read: Parse,
  ordinary: number,
): Promise<string | undefined> {
  const few = piece.repeat(Math.ceil(FEW / piece.length))
  checkTextOf(few, read)
  const many = piece.repeat(Math.ceil(MANY / piece.length))
  const started = performance.now()
  const findings = read(many).diagnostics.length
  const first = performance.now() - started
  const worth = ({ character, finding }: typeof USUAL) =>
    ordinary * (many.length * character + findings * finding)
  if (first < worth(USUAL)) return undefined
  // Once more, unless that would take for ever: the machine may have had something else to do.
  const time = first > HOPELESS ? first : timeOf(read, many, 3)
  if (time > worth(DEAREST)) return 'very slow'
  const steps = async (text: string) => countSteps(() => void read(text))
  // V8 loses counts now and then. What grows too fast does so each time.
  for (let attempt = 0; attempt < 3; attempt++) {
    if ((await steps(many)) <= (await steps(few)) * GROWTH) return undefined
  }
  return 'steps grow faster than the text'
}

/** The least milliseconds of some calls. */
function timeOf(read: Parse, text: string, calls: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let call = 0; call < calls; call++) {
    const started = performance.now()
    read(text)
    least = Math.min(least, performance.now() - started)
  }
  return least
}

/** Milliseconds that a character of an ordinary text takes on this machine. */
export function calibrate(): number {
  const text = ORDINARY.repeat(MANY / ORDINARY.length)
  return timeOf(parse, text, 10) / text.length
}

/** What is in common to the same mistake in different texts. */
function summary({ name, message }: Error): string {
  const [head = ''] = message.split(/[:\n]/)
  return name === 'Assertion' ? head : `${name}: ${message.replace(/\d+/g, 'N').slice(0, 100)}`
}
