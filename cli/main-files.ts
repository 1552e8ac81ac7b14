/** The names that a main file has when no flag names it, in the order they are looked for. */
export const MAIN_FILES = ['eccluster.conf', 'ecelerity.conf'] as const
