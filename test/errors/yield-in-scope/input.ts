import { taskGroup, timeout } from 'globeflower'

export async function* pages(urls: string[]) {
  await timeout(1000, async () => {
    for (const url of urls) yield await fetch(url)
  })
  await taskGroup(async (group) => {
    yield group
  })
}
