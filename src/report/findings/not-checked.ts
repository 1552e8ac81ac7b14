/** What was to be checked and could not be read: without it a report would look complete. */
export interface NotChecked {
  /** As the user named it; empty where no file is to blame. */
  readonly file: string
  readonly reason: string
}

/** Stands where a finding has its code. */
export const NOT_CHECKED = 'not-checked'

/** `conf.d: permission denied` */
export function notCheckedLine({ file, reason }: NotChecked): string {
  return file === '' ? reason : `${file}: ${reason}`
}
