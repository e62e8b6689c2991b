/** One loop, one await in the middle of an expression: the smallest states worth drawing. */
import { sleep } from 'globeflower'

async function size(url: string): Promise<number> {
  await sleep(10 * url.length)
  return url.length
}

async function total(urls: string[]): Promise<number> {
  let sum = 0
  for (const url of urls) sum += await size(url)
  return sum
}

total(['a.js', 'bb.css', 'ccc.html']).then((sum) => console.log(`${sum} in all`))
