console.log('evaluating lazy');
export const value = 'lazy value';
export default 'lazy default';
