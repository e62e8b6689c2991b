/** One floor in a process of its own: node --expose-gc cell.mjs <compiled file> <name>. */
const [file, name] = process.argv.slice(2)
const { floors } = await import(file)
console.log(JSON.stringify(await floors[name]()))
