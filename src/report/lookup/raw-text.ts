import type { ValueView } from '../../syntax/index.js'

/**
 * A decoded value: a scalar on one line, array elements on one line each, dictionaries as
 * `key=value`.
 */
export function rawText(value: ValueView): string {
  switch (value.type) {
    case 'scalar':
      return `${value.value}\n`
    case 'array':
      return value.elements.map(rawText).join('')
    default:
      return value.entries
        .map(({ key, value: entry }) => `${key}=${entry === undefined ? '\n' : rawText(entry)}`)
        .join('')
  }
}
