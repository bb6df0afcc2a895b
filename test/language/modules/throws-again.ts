console.log('throws-again runs');
export const never = 1;
throw new TypeError('the first failure');
