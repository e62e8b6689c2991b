import { readdirSync, readlinkSync } from 'node:fs'

/** The sockets, pipes and files that are open in this process. */
export function descriptors(): string[] {
  const list: string[] = []
  for (const fd of readdirSync('/proc/self/fd')) {
    try {
      list.push(readlinkSync(`/proc/self/fd/${fd}`))
    } catch {
      // That of the folder itself.
    }
  }
  return list.sort()
}
