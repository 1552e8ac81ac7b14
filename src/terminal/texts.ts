/** Every text of the client, in one place. */
export const TEXTS = {
  needsLogin: 'Authorization required for console session\n',
  password: 'Password: ',
  userName: 'Username: ',
  tryAgain: 'Sorry, try again.\n',
  nobodyToAsk: 'A password is needed, and there is no terminal to ask for it.',
  notAsked: 'No password was given.',
  tooLong: 'The command is too long.',
  unknownLocal: (word: string) => `There is no command ${word} here.`,
} as const
