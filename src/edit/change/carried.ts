import { type ConfigFile, parseValue } from '../../config/index.js'
import { secretTexts } from '../../schema/index.js'
import type { OptionType } from '../../schema/types.js'
import type { ValueView } from '../../syntax/index.js'

/**
 * Text that a change takes from one file into another, or brings back into one: who could not read it
 * where it was may be able to where it comes. Who that is, the machine knows.
 */
export interface CarriedText {
  /** The real path of the file that takes it in: what the edits of that file are bound to. */
  readonly into: string
  /** The real path of the file that it is from. */
  readonly from: string
  /** How people know that file. */
  readonly name: string
  /** Whether any of it must not be seen, as far as that is known. */
  readonly hasSecret: boolean
  /**
   * Who could read it there when it was read. Absent where that is told from what the change set is
   * bound to (`ChangeSet.base`).
   */
  readonly access?: FileAccess
}

/** The owner and the group of a file or folder, by number, and its permission bits. */
export interface EntryAccess {
  readonly uid: number
  readonly gid: number
  readonly mode: number
}

/** Who can read a file. */
export interface FileAccess extends EntryAccess {
  /**
   * Of the folders above it those that not everybody may pass, alike ones once. Absent where they are
   * not known: then nobody but root is sure to be able to read it.
   */
  readonly folders?: readonly EntryAccess[]
}

/** Who can read a file of which nothing is known. */
export const ROOT_ALONE: FileAccess = { uid: 0, gid: 0, mode: 0, folders: [] }

/**
 * What a new value has of an old one in another file; undefined when it is from no other file.
 * @param value the text of the new one
 */
export function carriedValue(
  value: string,
  option: { readonly type: OptionType | undefined; readonly name: string },
  old: { readonly file: ConfigFile; readonly value: ValueView },
  into: ConfigFile,
): CarriedText | undefined {
  const { file } = old
  if (file.virtual || file.realPath === into.realPath) return undefined
  const after = parseValue(value)
  const secrets = after === undefined ? [] : secretTexts(option.type, option.name, after)
  const hasSecret = secrets.some((each) => old.value.text.includes(each))
  return { into: into.realPath, from: file.realPath, name: file.name, hasSecret }
}

/** The texts of several changes: each pair of files once, and what came into a file goes on with it. */
export function allCarried(carried: readonly CarriedText[]): CarriedText[] {
  const found = new Map<string, CarriedText>()
  const add = (each: CarriedText) => {
    const key = `${each.into}\0${each.from}`
    const known = found.get(key)
    found.set(key, { ...each, hasSecret: each.hasSecret || known?.hasSecret === true })
  }
  for (const each of carried) {
    for (const earlier of [...found.values()]) {
      if (earlier.into === each.from) {
        add({ ...earlier, into: each.into, hasSecret: earlier.hasSecret && each.hasSecret })
      }
    }
    add(each)
  }
  return [...found.values()].filter(
    ({ into, from, access }) => into !== from || access !== undefined,
  )
}
