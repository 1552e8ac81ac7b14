/** The command that waits for a confirmation. No help speaks of it. */
export const WAITER = 'wait-for-confirmation'

/** Stands for the change that the starting process is about to make, instead of its number. */
export const NEXT = 'next'

/** The descriptor by which the waiter and the process that started it know of each other. */
export const TO_PARENT = 3
