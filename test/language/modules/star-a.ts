export const onlyA = 'a';
export const both = 'from a';
