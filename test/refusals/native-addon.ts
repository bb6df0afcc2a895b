// expect: DR1037 3:19
// @ts-expect-error no types
import addon from './addon.node';
console.log(addon);
