const two = (number: number) => String(number).padStart(2, '0')

/** `13:51:50 /tmp/2025> ` (runtime spec 1.2), by the clock of the client. */
export function prompt(endpoint: string, now: Date): string {
  return `${clockTime(now)} ${endpoint}> `
}

/** `13:51:50` */
export function clockTime(now: Date): string {
  return [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(':')
}
