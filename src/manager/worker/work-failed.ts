import { ConsoleError } from '../../console/index.js'

/** What was asked of the thread was not done, by no fault of who has asked. The message is an answer. */
export class WorkFailed extends ConsoleError {}
