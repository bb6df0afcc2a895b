console.log('evaluating throws');
export const never = 1;
throw new Error('module failed');
