import { createTask, sleep, sleep as pause } from 'globeflower'

async function save(text: string) {
  await sleep(1)
  return text
}
const load = async () => 'text'
let changed = async () => 'text'
changed = load

class Store {
  async flush() {
    await save('all')
  }
  async close() {
    this.flush()
    await this.flush()
  }
}

export async function main() {
  save('lost')
  load()
  pause(5)
  // Meant, waited for elsewhere, or not certain.
  void save('meant')
  const later = save('later')
  save('chained').then(console.log)
  createTask(() => save('task'))
  changed()
  setTimeout(() => save('from a callback'))
  await later
  await new Store().close()
}

save('at the top')
main()
