/** The command that ends what a user has left, with the rights of that user. No help speaks of it. */
export const END_AS = 'end-interrupted'
