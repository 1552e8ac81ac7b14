/** Node 20 does not hand the loader of tsx down to a worker: registers it there. */
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
