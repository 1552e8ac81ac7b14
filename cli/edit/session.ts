import { dirname } from 'node:path'
import type { ConfigFile } from '../../src/config/index.js'
import type { ChangeSet, ResultText } from '../../src/edit/index.js'
import { type HeldLocks, KeptCopy } from '../../src/node/index.js'
import { writeChanges } from '../../src/project/changes/carry-out.js'
import { inclusionsIn, refuseLed } from '../../src/project/changes/led-elsewhere.js'
import { withPlaceNotes } from '../../src/project/changes/place-notes.js'
import type { Edited, EditedFiles } from '../../src/project/edit/edited-files.js'
import { isSame, OpenFile } from '../../src/project/edit/open-file.js'
import { type Review, reviewOf } from '../../src/project/edit/review.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { shownPath } from '../../src/project/paths/shown-path.js'
import { recoverProject } from '../../src/project/recovery/recover-project.js'
import { mergeSummary, whenText } from '../../src/report/index.js'
import { HOST } from '../host.js'
import { inputEnvironment } from '../streams/inputs.js'
import { withProgress } from '../terminal/progress.js'
import { canAsk, choose } from '../terminal/question.js'
import { note, printText, showingOf } from '../terminal/terminal.js'
import { checkWritable, lock } from './access.js'
import { decide } from './decision.js'
import { type Editor, runEditor, userEditor } from './editor.js'
import type { EditFlags } from './flags.js'
import { keptText } from './messages.js'
import { reviewText } from './review-text.js'

export interface EditRequest {
  readonly edited: EditedFiles
  readonly flags: EditFlags
  /** How the file was named, for the command that goes on with its copy; empty for a main file. */
  readonly words: readonly string[]
  /** The texts to begin with, and what they were made from, by real path; absent: what is there. */
  readonly texts?: ReadonlyMap<string, ResultText>
  /** As `WriteRequest` has it; what `--force` says by default. */
  readonly mayLoseAttributes?: boolean
  /** As `WriteRequest` has it; what `--force` says by default. */
  readonly mayExpose?: boolean
  /** What the texts to begin with have of other files. */
  readonly carried?: NonNullable<ChangeSet['carried']>
}

/**
 * Lets the user change files in an editor, shows what that comes to, and installs it when the flags
 * or the user say so. The files are locked all the while. Whatever ends it before that, the new
 * texts are kept.
 * @returns whether anything was written
 * @throws Failure, Refusal
 */
export async function editFiles(request: EditRequest): Promise<boolean> {
  // Who goes on with a copy may do so without an editor.
  const editor = request.flags.continue ? undefined : userEditor()
  const found = await loadSettled(request.edited)
  for (const file of found.files) await checkWritable(file)
  const folder = folderOf(found)
  const locks = lock(found.files, folder)
  try {
    return await new EditSession(request, editor, found, locks, folder).run()
  } finally {
    locks.release()
  }
}

/** What a killed process left in the middle is ended before anything is read. */
async function loadSettled(edited: EditedFiles): Promise<Edited> {
  const found = await load(edited)
  const [target] = found.targets
  const hasEnded = target !== undefined && recoverProject(target.configuration, HOST)
  return hasEnded ? load(edited) : found
}

/** @throws Failure */
function load(edited: EditedFiles): Promise<Edited> {
  return withProgress((look) => edited.load(look(inputEnvironment())))
}

/** The folder in which the state folder lies. */
function folderOf({ targets }: Edited): string {
  const [target] = targets
  return dirname(target?.configuration.main.realPath ?? '.')
}

/** The signals that end this process; while the editor runs, Ctrl-C is meant for that. */
const ENDING = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const

class EditSession {
  readonly #open: readonly OpenFile[]
  #isEditorRunning = false

  constructor(
    readonly request: EditRequest,
    private editor: Editor | undefined,
    readonly found: Edited,
    readonly locks: HeldLocks,
    readonly folder: string,
  ) {
    this.#open = found.files.map((file) => new OpenFile(file, new KeptCopy(folder, file.realPath)))
  }

  async run(): Promise<boolean> {
    for (const signal of ENDING) process.on(signal, this.#end)
    try {
      const start = await this.#start()
      if (start === 'quit') return false
      if (start === 'afresh') await this.#edit()
      for (;;) {
        const outcome = await this.#review()
        if (outcome !== 'edit again') return outcome === 'installed'
        await this.#edit()
      }
    } catch (error) {
      throw this.#withPlaceOfTexts(error)
    } finally {
      for (const signal of ENDING) process.removeListener(signal, this.#end)
    }
  }

  get #names(): string {
    return this.#open.map(({ name }) => name).join(', ')
  }

  /** Makes the copies, unless the user goes on with those of an earlier edit. */
  async #start(): Promise<'continue' | 'afresh' | 'quit'> {
    const { flags, texts, carried } = this.request
    const kept = this.#open.filter((each) => each.hasKept())
    if (kept.length === 0 && flags.continue) {
      throw new Refusal(`${this.#names}: there is no kept copy of an earlier edit`)
    }
    const start = kept.length === 0 ? 'afresh' : await this.#askAbout(kept)
    if (start === 'continue') for (const each of kept) this.#catchUp(each)
    if (start === 'afresh') {
      for (const each of this.#open) {
        const given = texts?.get(each.file.realPath)
        if (given !== undefined && !isSame(given.before, each.base)) throw changedMeanwhile(each)
        each.begin(given?.after, carried)
      }
    }
    return start
  }

  async #askAbout(kept: readonly OpenFile[]): Promise<'continue' | 'afresh' | 'quit'> {
    const { flags, texts } = this.request
    if (flags.continue) return 'continue'
    if (flags.afresh) return 'afresh'
    const found = kept.map(({ name, keptBy }) => {
      const by = keptBy === undefined ? '' : ` that ${keptBy.user} began ${whenText(keptBy.since)}`
      return `${name}: an edit${by} was not finished`
    })
    if (texts !== undefined) throw new Refusal(`${found.join('\n')}; nothing was written`)
    if (!canAsk()) throw new Failure(`${found.join('\n')}; --afresh drops it`)
    const places = kept.map(({ copy }) => shownPath(copy.path)).join(', ')
    note(`${found.join('\n')}: ${places}\n`)
    return (await choose('Go on with it?', ['continue', 'afresh', 'quit'])) ?? 'quit'
  }

  #catchUp(open: OpenFile): void {
    const { name, file } = open
    const target = this.found.targets.find(({ configuration }) =>
      configuration.files.includes(file),
    )
    const merged = open.catchUp((target as Edited['targets'][number]).configuration.registry)
    if (merged === undefined) return
    if (merged === 'exchanged') {
      const problem = `${name}: was exchanged since: another file with the same text lies there now`
      if (canAsk() || this.request.flags.force) return note(`${problem}.\n`)
      throw new Refusal(`${problem}; nothing was written\n  --force goes on with it all the same`)
    }
    if (merged !== 'apart') {
      const summary = mergeSummary(merged.taken.length, merged.conflicts.length)
      note(`${name}: was changed since. Brought into the copy: ${summary}\n`)
      return
    }
    const problem = `${name}: was changed since, and with errors of syntax the two cannot be brought together`
    if (!canAsk()) throw new Refusal(`${problem}; nothing was written`)
    note(`${problem}: what was changed is taken back in the diff below.\n`)
  }

  async #edit(): Promise<void> {
    this.editor ??= userEditor()
    this.#isEditorRunning = true
    const failure = await runEditor(
      this.editor,
      this.#open.map(({ copy }) => copy.path),
    )
    this.#isEditorRunning = false
    if (failure !== undefined) throw new Failure(`${failure.reason}; nothing was written`)
  }

  async #review(): Promise<'edit again' | 'installed' | 'ended'> {
    const { edited, flags } = this.request
    const now = await load(edited)
    for (const [index, each] of this.#open.entries()) {
      if (!each.isStill(now.files[index] as ConfigFile)) throw changedMeanwhile(each)
    }
    const texts = this.#open.map((each, index) => ({
      file: now.files[index] as ConfigFile,
      bytes: each.read(),
    }))
    const review = await reviewOf(now, texts, edited)
    if (review === undefined) {
      note(`Nothing was changed in ${this.#names}.\n`)
      this.#drop()
      return 'ended'
    }
    const { notes } = withPlaceNotes(this.#whole(review), HOST, this.#mayExpose)
    printText(reviewText(review, notes, showingOf(flags)))
    return this.#carryOut(review)
  }

  async #carryOut(review: Review): Promise<'edit again' | 'installed' | 'ended'> {
    const { flags } = this.request
    const decision = await decide(review, flags)
    switch (decision) {
      case 'edit again':
        return decision
      case 'install':
        await this.#install(review)
        this.#drop()
        return 'installed'
      case 'break off':
        throw new Refusal('Nothing was written.')
      case 'give up':
        note('Given up: nothing was written.\n')
        break
      case 'shown':
        if (!flags.dryRun) note('Nothing was written: --write writes.\n')
        if (review.syntaxErrors + review.otherErrors > 0) process.exitCode = 1
        // A copy that was kept before is somebody's work.
        if (flags.continue) return 'ended'
    }
    this.#drop()
    return 'ended'
  }

  get #mayExpose(): boolean {
    const { flags, mayExpose = flags.force } = this.request
    return mayExpose
  }

  /** With what the new texts have of other files, or of what their own held earlier. */
  #whole({ changeSet }: Review): ChangeSet {
    const carried = this.#open.flatMap((each) => each.carried)
    return carried.length === 0 ? changeSet : { ...changeSet, carried }
  }

  async #install(review: Review): Promise<void> {
    const { folder, locks: held } = this
    const { flags, mayLoseAttributes = flags.force } = this.request
    const { message } = flags
    const changeSet = this.#whole(review)
    const inclusionsOf = inclusionsIn(this.found.targets.map(({ configuration }) => configuration))
    // Who is asked sees where it goes.
    if ((flags.write || flags.yes) && !flags.force) refuseLed(changeSet, inclusionsOf, HOST)
    const record = { command: 'edit', message, mayLoseAttributes, mayExpose: this.#mayExpose }
    await writeChanges(changeSet, { folderOf: () => folder, held, ...record }, HOST)
  }

  #drop(): void {
    for (const { copy } of this.#open) copy.remove()
  }

  /** Says where the new texts are; where there are none, nothing is left behind. */
  #withPlaceOfTexts(error: unknown): unknown {
    if (!this.#open.some((each) => each.isChanged())) {
      this.#drop()
      return error
    }
    const kept = this.#keptText()
    if (error instanceof Refusal) return new Refusal(`${error.message}\n${kept}`)
    if (error instanceof Failure) return new Failure(`${error.message}\n${kept}`)
    note(`${kept}\n`)
    return error
  }

  #keptText(): string {
    return keptText(this.#open, this.request.words, this.request.flags)
  }

  /** This process is to end, and an editor that runs may go on without it. */
  readonly #end = (signal: NodeJS.Signals): void => {
    if (signal === 'SIGINT' && this.#isEditorRunning) return
    this.locks.release()
    if (this.#open.some((each) => each.isChanged())) note(`\n${this.#keptText()}\n`)
    for (const each of ENDING) process.removeListener(each, this.#end)
    process.kill(process.pid, signal)
  }
}

function changedMeanwhile({ name }: OpenFile): Refusal {
  return new Refusal(`${name}: was changed by someone else meanwhile; nothing was written`)
}
