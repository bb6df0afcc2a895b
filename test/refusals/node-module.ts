// expect: DR1030 2:31
import { createContext } from 'node:vm';
console.log(createContext);
