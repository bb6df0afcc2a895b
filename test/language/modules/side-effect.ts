console.log('evaluating side-effect');
(globalThis as any).sideEffect = ((globalThis as any).sideEffect ?? 0) + 1;
