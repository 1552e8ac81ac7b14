/** Units from the largest: how many of the smallest each has. */
type Units = readonly (readonly [size: number, name: string])[]

const TIME: Units = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
]

const SIZE: Units = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
]

/** How many seconds each unit of the registry has that is a time. */
const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, milliseconds: 0.001 }

/**
 * A number in the largest units that have it without a rest: `540` seconds are `9 min`, `90000` are
 * `1 d 1 h`. Undefined when that says no more than the number.
 */
export function quantityText(value: number, unit: string): string | undefined {
  if (!Number.isSafeInteger(value) || value <= 0) return undefined
  if (unit === 'bytes') {
    const found = SIZE.find(([size]) => value % size === 0)
    return found && `${value / found[0]} ${found[1]}`
  }
  const each = Object.hasOwn(SECONDS, unit) ? SECONDS[unit] : undefined
  if (each === undefined) return undefined
  const seconds = unit === 'milliseconds' ? value / 1000 : value * each
  if (!Number.isInteger(seconds)) return undefined
  const parts: string[] = []
  let rest = seconds
  for (const [size, name] of TIME) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${name}`)
  }
  const text = parts.join(' ')
  // Three numbers are no easier to read than one, and the same unit says nothing new.
  return parts.length > 2 || text === `${value} ${NAMES[unit]}` ? undefined : text
}

const NAMES: Readonly<Record<string, string>> = { seconds: 's', minutes: 'min' }
