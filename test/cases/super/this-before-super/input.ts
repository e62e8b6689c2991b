// this before super() is a ReferenceError that rejects; super() in an async arrow works.
class Base {
  name = 'base field'
}
class Early extends Base {
  failed: any
  constructor() {
    const early = async () => {
      try {
        return this.name
      } catch (error) {
        return error
      }
    }
    const failed = early()
    super()
    this.failed = failed
  }
}
class Inside extends Base {
  after: any
  constructor() {
    const start = async () => {
      super()
      await null
      return this.name
    }
    const promise = start()
    this.after = promise
  }
}
export async function main(log: (...values: unknown[]) => void) {
  log(await new Early().failed, await new Inside().after)
}
