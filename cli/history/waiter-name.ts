/** The command that waits for a confirmation. No help speaks of it. */
export const WAITER = 'wait-for-confirmation'
