import type { ValueView } from '../../syntax/index.js'
import { cutPair, cutText } from '../layout/cut-pair.js'
import { visible } from '../layout/visible.js'

/** An array or a dictionary as parts between brackets. */
interface ShownList {
  readonly open: string
  readonly close: string
  readonly parts: readonly string[]
}

/** A list cut to about a number of characters, with the number of parts that are left out. */
export function shortList(value: ValueView, longest: number): string | undefined {
  const list = listOf(value)
  return list && textOf(list, 0, longest)
}

/** Two lists cut to about a number of characters each, both from where they first differ. */
export function shortLists(
  before: ValueView,
  after: ValueView,
  longest: number,
): [string, string] | undefined {
  const old = listOf(before)
  const now = listOf(after)
  if (old === undefined || now === undefined || old.open !== now.open) return undefined
  const end = Math.min(old.parts.length, now.parts.length)
  let differs = 0
  while (differs < end && old.parts[differs] === now.parts[differs]) differs++
  const ahead = old.parts.slice(0, differs + 1).join(' ').length
  const start = ahead < longest / 2 ? 0 : Math.max(differs - 1, 0)
  const [first, second] = [old, now].map(({ parts }) => parts[differs])
  const pair =
    first === undefined || second === undefined ? [] : cutPair(first, second, longest >> 1)
  return [old, now].map((list, index) => {
    const parts = list.parts.map((part, at) => (at === differs ? (pair[index] ?? part) : part))
    return textOf({ ...list, parts }, start, longest)
  }) as [string, string]
}

function listOf(value: ValueView): ShownList | undefined {
  const line = (text: string) => visible(text.replace(/[ \t\r\n\v\f]+/g, ' '))
  switch (value.type) {
    case 'array':
      return { open: '(', close: ')', parts: value.elements.map(({ text }) => line(text)) }
    case 'dictionary':
      return { open: '[', close: ']', parts: value.entries.map(({ text }) => line(text)) }
    case 'scalar':
      return undefined
  }
}

function textOf({ open, close, parts }: ShownList, start: number, longest: number): string {
  const shown: string[] = []
  let room = longest
  for (const part of parts.slice(start)) {
    const text = cutText(part, longest >> 1)
    room -= text.length + 1
    if (room < 0 && shown.length > 0) break
    shown.push(text)
  }
  const rest = parts.length - start - shown.length
  return [
    open,
    ...(start > 0 ? [`… ${start} more …`] : []),
    ...shown,
    ...(rest > 0 ? [`… ${rest} more`] : []),
    close,
  ].join(' ')
}
