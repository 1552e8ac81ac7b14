import { constants } from 'node:fs'
import { open } from 'node:fs/promises'

/** Waits until the disk knows which files are in a folder. @throws the system's errors */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
