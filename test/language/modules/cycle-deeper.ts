export const deeper = 10;
