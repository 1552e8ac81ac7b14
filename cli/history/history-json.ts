import type { HistoryEntry } from '../../src/node/index.js'
import { diffOf, type Past } from '../../src/project/past/past.js'
import { isOverdue } from '../../src/project/past/states.js'
import { renderUnifiedDiff } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secret-shapes.js'

/** The history as data, without what the files held. */
export function historyJson(past: Past): unknown {
  return {
    version: 1,
    main: past.name,
    entries: past.entries.map((entry) => entryJson(entry, past)),
    damaged: past.passedOver.damaged,
  }
}

/** One entry as data, with the diff of each file. */
export function entryWithDiff(entry: HistoryEntry, past: Past, maskSecrets: boolean): unknown {
  const diffs = diffOf(entry, { maskSecrets })
  return {
    version: 1,
    main: past.name,
    ...entryJson(entry, past),
    files: filesJson(entry).map((file, index) => ({
      ...file,
      diff: renderUnifiedDiff(diffs.slice(index, index + 1)),
    })),
  }
}

function entryJson(entry: HistoryEntry, past: Past) {
  const { number, when, user, host, pid, command, message, rollsBack, confirmBy, state } = entry
  const by = past.takenBackBy(entry)
  return {
    number,
    when,
    user,
    host,
    pid,
    command,
    ...(message !== undefined && { message: withoutSecrets(message) }),
    ...(rollsBack !== undefined && { rollsBack }),
    ...(by !== undefined && { takenBackBy: by.number }),
    ...(confirmBy !== undefined && { confirmBy }),
    state: state === 'armed' && isOverdue(entry) ? 'blocked' : state,
    files: filesJson(entry),
  }
}

function filesJson({ files }: HistoryEntry) {
  return files.map(({ name, created, removed, beforeHash, afterHash }) => ({
    file: name,
    created,
    removed,
    ...(beforeHash !== undefined && { beforeHash }),
    ...(afterHash !== undefined && !removed && { afterHash }),
  }))
}
