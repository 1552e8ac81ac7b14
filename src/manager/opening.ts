/**
 * Opens or makes something at a path that the manager writes, with the rights that are meant for the path.
 */
export type Opening = <Result>(path: string, action: () => Promise<Result>) => Promise<Result>

/** Opens with the rights that this process has. */
export const openAsItIs: Opening = (_path, action) => action()
