import { visible } from '../../report/index.js'
import type { Notice } from '../live/index.js'
import { MESSAGES } from '../messages.js'
import { clockTime } from './changing/clock-time.js'

/** What every session is told unasked, in lines, with a newline at the end. */
export function noticeText(notice: Notice): string {
  return noticeLines(notice)
    .map((line) => `${line}\n`)
    .join('')
}

function noticeLines(notice: Notice): readonly string[] {
  switch (notice.kind) {
    case 'commit-waits': {
      const { by, deadline } = notice.waiting
      return [MESSAGES.noticeWaits(visible(by), clockTime(deadline))]
    }
    case 'commit-confirmed':
      return [MESSAGES.noticeConfirmed(visible(notice.by))]
    case 'commit-taken-back':
      return [MESSAGES.noticeTakenBack(visible(notice.waiting.by))]
    case 'not-taken-back':
      return [MESSAGES.noticeNotTakenBack(visible(notice.waiting.by)), ...notice.lines.map(visible)]
  }
}
