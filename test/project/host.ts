import type { Host } from '../../src/project/host.js'

/** A host that keeps what it is told, a line each: `note ...`, `warn ...`, `PATH holds the settings`. */
export function listener(): { readonly host: Host; readonly told: string[] } {
  const told: string[] = []
  const host: Host = {
    note: (line) => void told.push(`note ${line}`),
    warn: (line) => void told.push(`warn ${line}`),
    wrote: () => void told.push('wrote'),
    reads: (path, use) => void told.push(`${path} ${use}`),
  }
  return { host, told }
}
