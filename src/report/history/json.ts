import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { type DiffFile, renderUnifiedDiff } from '../patch/unified.js'
import type { ShownEntry } from './shown-entry.js'

/**
 * The history of a configuration as data, without the contents of files.
 * @param main the name of the main file
 * @param damaged the names of unreadable entries
 */
export function historyJson(
  main: string,
  entries: readonly ShownEntry[],
  damaged: readonly string[],
): unknown {
  return { version: 1, main, entries: entries.map(entryJson), damaged }
}

/**
 * An entry as data, with the diff of each file.
 * @param diffs of its files, in order
 */
export function entryWithDiff(
  main: string,
  entry: ShownEntry,
  diffs: readonly DiffFile[],
): unknown {
  return {
    version: 1,
    main,
    ...entryJson(entry),
    files: filesJson(entry).map((file, index) => ({
      ...file,
      diff: renderUnifiedDiff(diffs.slice(index, index + 1)),
    })),
  }
}

/** An entry as data; JSON omits its undefined fields. */
function entryJson(entry: ShownEntry) {
  const { number, when, user, host, pid, command, message, rollsBack, takenBackBy } = entry
  return {
    number,
    when,
    user,
    host,
    pid,
    command,
    message: message && withoutSecrets(message),
    rollsBack,
    takenBackBy,
    confirmBy: entry.confirmBy,
    state: entry.state,
    files: filesJson(entry),
  }
}

function filesJson({ files }: ShownEntry) {
  return files.map(({ name, created, removed, beforeHash, afterHash }) => ({
    file: name,
    created,
    removed,
    beforeHash,
    afterHash: removed ? undefined : afterHash,
  }))
}
