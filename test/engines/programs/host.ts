/** The conformance suite of hosts, on the host that the engine gives. */
import { hostBehaviours, machineHost } from 'globeflower/testing'

async function main(): Promise<void> {
  for (const { name, run } of hostBehaviours(machineHost)) {
    try {
      await run()
      console.log(`ok: it ${name}`)
    } catch (error) {
      console.log((error as Error).message)
    }
  }
}

main()
