/** Loaded by `import()`. */
export const late = async (word: string): Promise<string> => `${await word}, late`
