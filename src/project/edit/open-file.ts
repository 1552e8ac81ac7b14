import { parse } from '../../../grammar/index.js'
import type { ConfigFile } from '../../config/index.js'
import type { CarriedText, FileAccess, MergeResult } from '../../edit/index.js'
import { hasNewSecret } from '../../lint/values/secret-texts.js'
import { openedIdentity } from '../../node/files/file-identity.js'
import { environmentError } from '../../node/files/system-error.js'
import {
  type CopyMaker,
  type KeptCopy,
  type ReadFile,
  readWithAccess,
  systemCalls,
} from '../../node/index.js'
import type { Registry } from '../../schema/types.js'
import { Source } from '../../syntax/index.js'
import { Failure } from '../failure.js'
import { failure } from '../system-failure.js'
import { catchUp } from './catching-up.js'

/** A file that is being edited: the file is locked, and somebody changes a copy of it. */
export class OpenFile {
  /** The file as it was opened: another one that comes into its place is not what is edited. */
  readonly #opened: ReadFile
  #carried: readonly CarriedText[] = []

  /** @throws Failure when the file cannot be read */
  constructor(
    readonly file: ConfigFile,
    readonly copy: KeptCopy,
  ) {
    this.#opened = asked(() => readNow(file), file.name)
  }

  /** What the file held when the copy was made from it. */
  get base(): Uint8Array {
    return this.#opened.bytes
  }

  /**
   * Whether a file that was read at the same path is the one that was opened, as it was.
   * @throws Failure
   */
  isStill({ document, identity, folderIdentity }: ConfigFile): boolean {
    const { folder, ...was } = this.#opened
    const is = asked(() => readNow(this.file), this.name)
    return (
      isSame(document.source.bytes, this.base) &&
      identity === was.identity &&
      (folder === undefined || folderIdentity === openedIdentity(folder)) &&
      is.identity === was.identity &&
      isAlike(is.access, was.access)
    )
  }

  get name(): string {
    return this.file.name
  }

  /**
   * Whether there is a copy that somebody has changed; one that holds nothing new is taken away.
   * @throws Failure
   */
  hasKept(): boolean {
    const text = asked(() => this.copy.read())
    if (text === undefined) return false
    const isNew = !isSame(text, this.base) && !isSame(text, this.keptBase ?? this.base)
    if (!isNew) this.copy.remove()
    return isNew
  }

  /** Who made the copy that is kept, if that is known. @throws Failure */
  get keptBy(): CopyMaker | undefined {
    return asked(() => this.copy.maker)
  }

  /** What the kept copy was made from, if that is known. @throws Failure */
  get keptBase(): Uint8Array | undefined {
    return asked(() => this.copy.base)
  }

  /** Makes the copy. @param carried what its text has of other files @throws Failure */
  begin(text: Uint8Array = this.base, carried: readonly CarriedText[] = []): void {
    this.#carried = carried.filter(({ into }) => into === this.file.realPath)
    this.copy.remove()
    asked(() => this.copy.write(this.#opened, text, this.#carried))
  }

  /** What the copy has of other files, or of what this one held when fewer people could read it. */
  get carried(): readonly CarriedText[] {
    return this.#carried
  }

  /**
   * Whether the file is what the kept copy was made from. When it is not, what was done to it is
   * brought into the copy as far as that can be.
   * @returns undefined when nothing was done to it; `exchanged` for another file of the same text;
   *   `apart` when the two stay apart
   * @throws Failure
   */
  catchUp(registry: Registry): MergeResult | 'exchanged' | 'apart' | undefined {
    const { base, keptBase } = this
    const ours = this.read()
    if (keptBase !== undefined && isSame(keptBase, base)) {
      const isOther = asked(() => !this.copy.isOf(this.#opened))
      const isAsWas = !isOther && asked(() => isAlike(this.copy.access, this.#opened.access))
      this.#carried = asked(() => [...this.copy.carried, ...(isAsWas ? [] : [this.#asItWas(ours)])])
      return isOther ? 'exchanged' : undefined
    }
    const merged = catchUp(keptBase, ours, base, registry)
    const text = merged === undefined ? ours : new Source(merged.text).bytes
    this.#carried = asked(() => [...this.copy.carried, this.#asItWas(text)])
    asked(() => this.copy.write(this.#opened, text, this.#carried))
    return merged ?? 'apart'
  }

  /** What the copy has of what this held before somebody else changed or exchanged it. */
  #asItWas(text: Uint8Array): CarriedText {
    const { realPath: path, name } = this.file
    const hasSecret = hasNewSecret(parse(text), parse(this.base))
    const { access } = this.copy
    return { into: path, from: path, name: `${name} as it was`, hasSecret, access }
  }

  /** The new text. @throws Failure when the copy is gone */
  read(): Uint8Array {
    const text = asked(() => this.copy.read())
    if (text === undefined) {
      throw new Failure(`${this.copy.path}: the copy of ${this.name} is gone; nothing was written`)
    }
    return text
  }

  /** Whether the copy holds anything that the file has not got: that did not, and does not now. */
  isChanged(): boolean {
    const text = asked(() => this.copy.read())
    return text !== undefined && !isSame(text, this.base) && !isSame(text, this.#present())
  }

  #present(): Uint8Array {
    try {
      return readNow(this.file).bytes
    } catch {
      return this.base
    }
  }
}

/** @throws EnvironmentError */
function readNow({ realPath }: ConfigFile): ReadFile {
  try {
    return readWithAccess(realPath, systemCalls)
  } catch (error) {
    throw environmentError(error, realPath)
  }
}

function isAlike(one: FileAccess, other: FileAccess): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}

/** @throws Failure for what the system refuses */
function asked<T>(ask: () => T, name?: string): T {
  try {
    return ask()
  } catch (error) {
    throw failure(error, name)
  }
}
