import { describeReadOnly } from '../../src/config/loading/read-only.js'
import { type ChangeSet, planFormat, resultTexts } from '../../src/edit/index.js'
import { besideMainOf } from '../../src/project/changes/carry-out.js'
import { inclusionsIn } from '../../src/project/changes/led-elsewhere.js'
import { Failure } from '../../src/project/failure.js'
import { changedFiles, renderUnifiedDiff, visible } from '../../src/report/index.js'
import { command, type Flag, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, SECRETS, WRITING } from '../arguments/flags.js'
import { carryOut } from '../change/carry-out.js'
import { type MeantFile, meantFiles, STANDARD_INPUT } from '../targets/format-targets.js'
import { canAsk } from '../terminal/question.js'
import { looksOf, note, palette, print, printText } from '../terminal/terminal.js'

const FLAGS = {
  ...CONFIGURATION,
  ...SECRETS,
  ...WRITING,
  check: {
    type: 'boolean',
    default: false,
    describe: 'List the files that are not formatted; exit 1 when there are any',
  },
  diff: {
    type: 'boolean',
    default: false,
    describe: 'Print what would change; exit 1 when anything would',
  },
  indent: { type: 'string', default: '2', describe: 'Blanks for each level of indentation' },
  stdinFilename: {
    type: 'string',
    completes: 'files',
    describe: 'The file that standard input (-) stands for',
  },
} as const satisfies Record<string, Flag>

type FormatFlags = FlagsOf<typeof FLAGS> & GlobalFlags & { readonly words: readonly string[] }

/** `fmt`: one style for all files; nothing but blanks and line ends changes. */
export const fmtCommand = command({
  name: 'fmt',
  describe: 'Bring configuration files into one style',
  positionals: [
    {
      name: 'files',
      describe: 'Files or folders; the files of the configuration by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: FLAGS,
  run: async (flags) => {
    const indent = indentOf(flags)
    refuseNonsense(flags)
    const { files, failures, ignored } = await meantFiles(flags)
    for (const line of ignored) note(`ecconf: ${visible(line)}\n`)
    const { changeSet, refused } = await planFormat(files, { indent })
    for (const { reason } of refused) note(`ecconf: ${visible(reason)}\n`)
    const formatted = files.filter(({ file }) => refused.every((each) => each.file !== file))
    const isFine = await deliver(changeSet, formatted, flags)
    for (const { message } of failures) note(`ecconf: ${message}\n`)
    if (failures.length > 0) process.exitCode = 2
    else if (refused.length > 0 || !isFine) process.exitCode = 1
  },
})

/** @throws Failure */
function indentOf({ indent }: FormatFlags): number {
  if (/^[1-8]$/.test(indent)) return Number(indent)
  throw new Failure(`--indent ${indent}: it takes a number from 1 to 8`)
}

/** @throws Failure */
function refuseNonsense({ words, check, write, stdinFilename }: FormatFlags): void {
  const fromInput = words.includes(STANDARD_INPUT)
  if (stdinFilename !== undefined && !fromInput) {
    throw new Failure('--stdin-filename says what "-" stands for: ecconf fmt --stdin-filename F -')
  }
  if (write && fromInput) throw new Failure('--write changes files, and standard input is none')
  if (write && check) throw new Failure('Either --check or --write')
}

/**
 * Prints or writes what formatting comes to.
 * @returns whether the exit status is that of success
 */
async function deliver(
  changeSet: ChangeSet,
  files: readonly MeantFile[],
  flags: FormatFlags,
): Promise<boolean> {
  const { check, diff, write, dryRun, words } = flags
  const looks = looksOf(flags)
  const configuration = { files: files.map(({ file }) => file) }
  const isAsked = canAsk() && looks.terminal && !words.includes(STANDARD_INPUT)
  const [only, ...others] = files
  if (!check && !diff && !write && !isAsked && only && others.length === 0) {
    const text = resultTexts(changeSet, configuration).get(only.file.path)
    print(text?.after ?? only.file.document.source.bytes)
    return true
  }
  const { wanted, isFine } = withoutReadOnly(changeSet, files, !check && !diff)
  const isFormatted = wanted.edits.length === 0
  if (diff && !write) {
    const changed = changedFiles(wanted, configuration, { maskSecrets: !flags.showSecrets })
    printText(renderUnifiedDiff(changed, palette(looks)))
    return isFormatted
  }
  if (check) {
    for (const { name } of wanted.edits) printText(`${visible(name)}\n`)
    return isFormatted
  }
  if (isFormatted && isAsked && isFine && files.length > 0) note('Nothing to format.\n')
  const configurations = files.flatMap((each) => each.configurations)
  const named = new Set(files.flatMap((each) => (each.named ? each.file.realPath : [])))
  await carryOut(wanted, configuration, {
    flags,
    needsAnswer: false,
    inclusionsOf: inclusionsIn(configurations, ({ realPath }) => named.has(realPath)),
    as: {
      folderOf: besideMainOf(configurations),
      command: 'fmt',
    },
    ...(write && !diff && !dryRun && { render: () => '' }),
  })
  return isFine
}

/**
 * Leaves out the files that must not be written, and says so. One that was only met is passed over:
 * whoever makes it formats it. One that was named can still be looked at.
 */
function withoutReadOnly(
  changeSet: ChangeSet,
  files: readonly MeantFile[],
  isWriting: boolean,
): { wanted: ChangeSet; isFine: boolean } {
  const left = new Set<string>()
  let isFine = true
  for (const { file, named } of files) {
    const { name, path, readOnly } = file
    if (readOnly === undefined || changeSet.edits.every((each) => each.path !== path)) continue
    // Who may not write a file may still ask whether it is formatted.
    const isRefused = named || readOnly.kind === 'not writable'
    if (isRefused && !isWriting) continue
    left.add(path)
    if (isRefused) isFine = false
    note(
      `ecconf: ${visible(name)}: not formatted, because it is read-only (${visible(describeReadOnly(readOnly))})\n`,
    )
  }
  const stays = ({ path }: { readonly path: string }) => !left.has(path)
  const { base, edits } = changeSet
  return {
    wanted: { ...changeSet, base: base.filter(stays), edits: edits.filter(stays) },
    isFine,
  }
}
