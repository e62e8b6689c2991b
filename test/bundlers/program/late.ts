export const late = async (word: string): Promise<string> => `${await word}, late`
