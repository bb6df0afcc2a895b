export const onlyB = 'b';
export const both = 'from b';
