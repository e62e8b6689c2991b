// return, throw, break and continue in a finally discard what was under way.
export async function main(log: (...values: unknown[]) => void) {
  const a = async () => {
    try {
      return 1
    } finally {
      await null
      return 2
    }
  }
  const b = async () => {
    try {
      throw new Error('lost')
    } finally {
      await null
      return 'b'
    }
  }
  const c = async () => {
    try {
      return 1
    } finally {
      await null
      throw new Error('c')
    }
  }
  const d = async () => {
    for (;;) {
      try {
        return 1
      } finally {
        await null
        break
      }
    }
    return 'd'
  }
  const e = async () => {
    l: try {
      throw new Error('lost')
    } finally {
      await null
      break l
    }
    return 'e'
  }
  log(await a(), await b(), await c().catch(String), await d(), await e())
}
