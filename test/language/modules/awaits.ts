console.log('awaits starts');
export const value = await new Promise<string>((resolve) => setTimeout(() => resolve('awaited'), 2));
console.log('awaits ends');
