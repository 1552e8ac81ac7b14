import { closest } from '../suggest/closest.js'
import { type FormatProblem, wrongWhole } from './format.js'

const SCHEMES = ['file', 'jlog', 'cluster', 'syslog', 'pipe']
/** Schemes that modules provide for files other than plain ones. */
const OTHERS = ['bzip2', 'gzip', 'http', 'https', 'persist']
/** Schemes that keep entries until all subscribers have read them. */
const WITH_SUBSCRIBERS = ['jlog', 'cluster']
/** Schemes followed by a path. */
const WITH_PATH = ['file', ...WITH_SUBSCRIBERS]

/** Checks the destination of a log: a path, or a URL such as `jlog:///path=>subscriber`. */
export function logDestination(text: string): FormatProblem | undefined {
  const [, written = '', slashes = '', rest = ''] =
    /^([A-Za-z][\w+.-]*):(\/*)(.*)$/s.exec(text) ?? []
  const scheme = written.toLowerCase()
  if (slashes.length < 2 && !SCHEMES.includes(scheme)) return subscribersWithoutScheme(text)
  if (OTHERS.includes(scheme)) return undefined
  if (!SCHEMES.includes(scheme)) {
    const suggestion = closest(scheme, SCHEMES)?.name
    return {
      start: 0,
      end: written.length,
      reason: 'Logs go to file://, jlog://, cluster://, syslog:// or pipe://, or to a path.',
      ...(suggestion !== undefined && { suggestion }),
    }
  }
  if (rest === '' && scheme !== 'syslog')
    return wrongWhole(text, 'There is nothing behind the scheme.')
  if (WITH_PATH.includes(scheme) && slashes.length < 3) {
    return {
      start: 0,
      end: written.length + 1 + slashes.length,
      reason: 'Two slashes belong to the scheme, and the path begins with a third.',
      suggestion: `${scheme}:///`,
    }
  }
  const arrow = text.indexOf('=>')
  if (arrow < 0) return undefined
  if (!WITH_SUBSCRIBERS.includes(scheme)) {
    return {
      start: arrow,
      end: text.length,
      reason: 'Only jlog:// and cluster:// have subscribers.',
    }
  }
  return text.slice(arrow + 2).trim() === ''
    ? { start: arrow, end: text.length, reason: 'There is no subscriber behind the arrow.' }
    : undefined
}

function subscribersWithoutScheme(text: string): FormatProblem | undefined {
  const arrow = text.indexOf('=>')
  if (arrow < 0) return undefined
  return { start: arrow, end: text.length, reason: 'Only jlog:// and cluster:// have subscribers.' }
}
