/** Values that a console has to show, where the engine has none that does. */
console.log({ list: [1, 2, 3], map: new Map([['key', 'value']]) })
