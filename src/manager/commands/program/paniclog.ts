import { visible } from '../../../report/index.js'
import { timeStamp, timeStampFormat } from '../../records/time-stamp.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `paniclog`: what went into the log lately, without a look at the file. */
export const paniclog: Command = {
  name: 'paniclog',
  usage: ['paniclog'],
  description: 'Show the last ten entries of each level that went into the paniclog',
  operands: 'none',
  only: 'manager',
  pipe: { displays: [] },
  run: async ({ operands, output }, { live, upkeep }) => {
    takesNothing(operands, paniclog.usage)
    const format = timeStampFormat(live.current)
    const lines = upkeep
      .lastReports()
      .map(({ time, level, text }) => `${timeStamp(format, time)}[${level}] ${visible(text)}\n`)
    await output.write(lines.join(''))
    return DONE
  },
}
