/** One write of the tool as it is shown. */
export interface ShownEntry {
  /** In the history, from 1. */
  readonly number: number
  /** ISO 8601. */
  readonly when: string
  readonly user: string
  readonly host: string
  readonly pid: number
  readonly command: string
  readonly message?: string | undefined
  /** The number of the entry that this one takes back. */
  readonly rollsBack?: number | undefined
  /** The number of the entry that took this one back, and stands. */
  readonly takenBackBy?: number | undefined
  /** ISO 8601. */
  readonly confirmBy?: string | undefined
  /** `blocked` is one that was not confirmed in time, and could not be taken back. */
  readonly state: 'done' | 'armed' | 'blocked' | 'confirmed' | 'taken-back'
  readonly files: readonly ShownFile[]
}

/** What a write did to one file. */
export interface ShownFile {
  readonly name: string
  /** The write made the file. */
  readonly created: boolean
  /** The write took the file away. */
  readonly removed: boolean
  /** SHA-256. */
  readonly beforeHash?: string | undefined
  readonly afterHash?: string | undefined
}
