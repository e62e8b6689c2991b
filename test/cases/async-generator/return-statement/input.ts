// return inside try: finally sees it, the value is awaited before the finally runs.
export async function main(log: (...values: unknown[]) => void) {
  async function* g(): any {
    try {
      return new Promise((resolve) =>
        setTimeout(() => {
          log('settled')
          resolve('value')
        }, 1),
      )
    } finally {
      log('finally')
    }
  }
  log(await g().next())
  async function* caught(): any {
    try {
      return Promise.reject(new Error('no'))
    } catch (error) {
      log('inside', error)
      return 'other'
    }
  }
  log(await caught().next())
}
