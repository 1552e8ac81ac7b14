import { dirname } from 'node:path'
import { type Document, parse } from '../../grammar/index.js'
import {
  boundFile,
  type CarriedText,
  type ChangeSet,
  editsBetween,
  type FileHash,
  isSecretTaken,
  type MergeResult,
  mergeFiles,
  NO_CHANGES,
} from '../../src/edit/index.js'
import { hashOf, WriteError, writeChangeSet } from '../../src/node/index.js'
import { failureOf, writeChanges } from '../../src/project/changes/carry-out.js'
import { refuseLed } from '../../src/project/changes/led-elsewhere.js'
import { withPlaceNotes } from '../../src/project/changes/place-notes.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { nearestMainFiles } from '../../src/project/main-files/names.js'
import { machineOf } from '../../src/project/recovery/machine.js'
import {
  documentTexts,
  leftCommentsText,
  mergeJson,
  mergeSummary,
  mergeText,
  type ReportTexts,
  renderPretty,
  visible,
} from '../../src/report/index.js'
import { invertEdits, Source } from '../../src/syntax/index.js'
import { command, type Flag, type FlagsOf } from '../arguments/command.js'
import { SECRETS, textOrJson, WRITING } from '../arguments/flags.js'
import { HOST } from '../host.js'
import { readSide, type Side, syntaxProblem } from '../merge/read-side.js'
import { note, print, printText, showingOf, workIsDone } from '../terminal/terminal.js'

const FLAGS = {
  ...SECRETS,
  inPlace: { type: 'boolean', default: false, describe: 'Write the result to OURS' },
  force: WRITING.force,
  check: { type: 'boolean', default: false, describe: 'Only report what would come of it' },
  markers: {
    type: 'boolean',
    describe: 'Write both sides of a conflict, as git does; --in-place does, unless --no-markers',
  },
  name: {
    type: 'string',
    completes: 'files',
    describe: 'What the file is called in messages, for a merge driver of git (%P)',
  },
  format: textOrJson('How --check prints its report'),
} as const satisfies Record<string, Flag>

type MergeFlags = FlagsOf<typeof FLAGS> & { readonly words: readonly string[] }

/** `merge`: brings what THEIRS changed against BASE into OURS; exit 1 when there are conflicts. */
export const mergeCommand = command({
  name: 'merge',
  describe: 'Bring what THEIRS changed against BASE into OURS, by scope and option',
  positionals: [
    { name: 'base', describe: 'What both come from', count: 'one', completes: 'files' },
    {
      name: 'ours',
      describe: 'The file to keep, with its changes',
      count: 'one',
      completes: 'files',
    },
    { name: 'theirs', describe: 'The file to take changes from', count: 'one', completes: 'files' },
  ],
  flags: FLAGS,
  run: async (flags) => {
    refuseNonsense(flags)
    const sides = await readSides(flags)
    const [base, ours, theirs] = sides
    const result = mergeFiles(base.document, ours.document, theirs.document, {
      // Absent unless one of --markers and --no-markers was given.
      maskSecrets: !flags.showSecrets,
      markers: !flags.check && ((flags.markers as boolean | undefined) ?? flags.inPlace),
    })
    if (result.conflicts.length > 0) process.exitCode = 1
    if (flags.check) return report(result, sides, flags)
    const merged = new Source(result.text).bytes
    refuseBroken(result, merged)
    if (flags.inPlace) await writeInPlace(sides, merged, flags)
    else print(merged)
    explainConflicts(result, sides, merged, !flags.showSecrets)
  },
})

type Sides = readonly [base: Side, ours: Side, theirs: Side]

/** @throws Failure */
function refuseNonsense({ inPlace, check, format }: MergeFlags): void {
  if (inPlace && check)
    throw new Failure('--check writes nothing, so --in-place does not go with it')
  if (format === 'json' && !check) throw new Failure('--format json goes with --check')
}

/**
 * @throws Failure when a file cannot be read
 * @throws Refusal when there are errors in one
 */
async function readSides({ words, name }: MergeFlags): Promise<Sides> {
  const [base = '', ours = '', theirs = ''] = words
  const sides: Sides = [
    await readSide(base, name === undefined ? base : `${name} (base)`),
    await readSide(ours, name ?? ours),
    await readSide(theirs, name === undefined ? theirs : `${name} (theirs)`),
  ]
  const problems = sides.flatMap((side) => syntaxProblem(side) ?? [])
  if (problems.length === 0) return sides
  const lines = [...new Set(problems)].map((problem) => `ecconf: ${problem}`)
  throw new Refusal(
    [...lines, 'Nothing was merged: what cannot be read cannot be compared.'].join('\n'),
  )
}

function report(result: MergeResult, sides: Sides, flags: MergeFlags & { color?: boolean }): void {
  const documents = sides.map(({ document }) => document)
  const texts = textsOf(documents, !flags.showSecrets)
  if (flags.format === 'json') {
    const names = documents.map(({ source }) => source.name)
    return print(mergeJson(result, names, texts))
  }
  printText(mergeText(result, texts, showingOf(flags)))
}

/** The texts of a merge by their names. */
function textsOf(documents: readonly Document[], maskSecrets: boolean): ReportTexts {
  const named = documents.map((document) => [document.source.name, document] as const)
  return documentTexts(named, { maskSecrets })
}

/** Whatever happens, a merge without conflicts must not break a file that was sound. */
function refuseBroken({ conflicts }: MergeResult, merged: Uint8Array): void {
  if (conflicts.length > 0) return
  const [first] = parse(merged).diagnostics.filter(({ severity }) => severity === 'error')
  if (first !== undefined) throw new Error(`the merged text has an error: ${first.summary}`)
}

/**
 * Says on standard error what of theirs has no place, and what is in conflict, with places in the text
 * that came of it.
 */
function explainConflicts(
  { taken, left, conflictsInText: conflicts }: MergeResult,
  [base, ours, theirs]: Sides,
  merged: Uint8Array,
  maskSecrets: boolean,
): void {
  if (left.length > 0) note(leftCommentsText(left))
  if (conflicts.length === 0) return
  const document = parse(merged, { name: ours.document.source.name })
  const texts = textsOf([base.document, theirs.document, document], maskSecrets)
  note(`${renderPretty(conflicts, texts)}\n${mergeSummary(taken.length, conflicts.length)}\n`)
}

/** Nobody is asked here, but where links lead is said all the same. @throws Failure, Refusal */
async function writeInPlace(sides: Sides, merged: Uint8Array, flags: MergeFlags): Promise<void> {
  const [base, ours, theirs] = sides
  const { realPath, bytes, document } = ours
  if (Buffer.compare(bytes, merged) === 0) return
  const { text } = document.source
  const file = boundSide(ours)
  const result = Source.fromBytes(merged).text
  const edits = editsBetween(text, result)
  const plain = {
    ...NO_CHANGES,
    base: [hashedSide(ours)],
    edits: [{ ...file, create: false, edits, inverse: invertEdits(text, edits) }],
  }
  // The sides that Git gives are its own copies, of files that belong to this user anyway.
  const isOfGit = flags.name !== undefined
  const carried = carriedFrom(sides, result)
  const others = [theirs, base].filter((side) => !side.isPipe && side.realPath !== realPath)
  const bases = new Map([ours, ...others].map((side) => [side.realPath, hashedSide(side)]))
  const changeSet = isOfGit ? plain : { ...plain, base: [...bases.values()], carried }
  // A write that is refused says itself why.
  const told = flags.force ? changeSet : plain
  for (const said of withPlaceNotes(told, HOST, true).notes) note(`${visible(said)}\n`)
  if (!flags.force) refuseLed(changeSet, NOT_INCLUDED, HOST)
  if (isOfGit) writeForGit(changeSet, flags)
  else await writeOurs(changeSet, realPath, flags)
}

/** The file was named. */
const NOT_INCLUDED = () => []

/** A side as it was read: what lies there when the result is written may be another file. */
function boundSide({ path, realPath, identity, folderIdentity, document }: Side) {
  return boundFile({ name: document.source.name, path, realPath, identity, folderIdentity })
}

function hashedSide(side: Side): FileHash {
  return { ...boundSide(side), hash: hashOf(side.bytes) }
}

/**
 * The sides of which text comes into OURS, which must not be read by more people there than where it is.
 * What came through a pipe nobody else can read by its path.
 */
function carriedFrom([base, ours, theirs]: Sides, merged: string): CarriedText[] {
  const { text } = ours.document.source
  const linesOf = (side: Side) => new Set(side.document.source.text.split(LINE_END))
  const [known, their, basic] = [linesOf(ours), linesOf(theirs), linesOf(base)]
  const fresh = merged.split(LINE_END).filter((line) => line.trim() !== '' && !known.has(line))
  const takes = new Map([
    // What is in neither, as what is written in another way than there, is as good as theirs.
    [theirs, fresh.length > 0],
    [base, fresh.some((line) => basic.has(line) && !their.has(line))],
  ])
  return [...takes].flatMap(([{ realPath: from, access, document }, isTaken]) => {
    const hasSecret = isSecretTaken(document, text, merged)
    if (access === undefined || !(isTaken || hasSecret)) return []
    return [{ into: ours.realPath, from, name: document.source.name, hasSecret, access }]
  })
}

const LINE_END = /\r?\n/

/** A file of a configuration: what is written is in the history. @throws Failure, Refusal */
async function writeOurs(
  changeSet: ChangeSet,
  realPath: string,
  { force }: MergeFlags,
): Promise<void> {
  const [main = realPath] = nearestMainFiles(realPath)
  const as = { folderOf: () => dirname(main), command: 'merge --in-place' }
  await writeChanges(changeSet, { ...as, mayLoseAttributes: force, mayExpose: force }, HOST)
}

/** Git's own copy of a file, which is no file of a configuration. @throws Failure, Refusal */
function writeForGit(changeSet: ChangeSet, { force }: MergeFlags): void {
  try {
    const notes = writeChangeSet(changeSet, machineOf(HOST), { mayLoseAttributes: force })
    workIsDone()
    for (const text of notes) note(`${text}\n`)
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    throw failureOf(error)
  }
}
